import { z } from 'zod'
import { isStorable } from '../../store/storable-text.ts'
import { isFrequency } from './schedule.ts'

const name = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(200, 'has more than 200 characters')
  .refine(isStorable, 'has a character that no name has')

const credentialId = z.string().trim().min(1, 'must be the id of a credential')

/** `POST /api/syncs`. What else is sent is ignored (assumed). */
export const enableBody = z.object({
  integration: z.string().min(1),
  pipeline: z.string().min(1),
  configuration: z.record(z.string(), z.unknown()).optional(),
  configurationName: name.optional(),
  credentialId: credentialId.optional(),
  incrementalAccumulatorFrequency: z
    .string()
    .refine(isFrequency, 'must be minutes or hours, from "1m" to "24h"')
    .optional(),
})

/** `PATCH /api/syncs/:syncId`. */
export const updateBody = z.object({ credentialId })

/** The query of `GET /api/syncs`. */
export const listQuery = z.object({ credentialId: credentialId.optional() })

/** Assumed: how many records a page has when nobody says, and at most. */
const DEFAULT_PAGE = 100
const LARGEST_PAGE = 1000

const pageSize = z
  .string()
  .regex(/^\d{1,6}$/, `must be a whole number from 1 to ${LARGEST_PAGE}`)
  .transform(Number)
  .refine((size) => size >= 1 && size <= LARGEST_PAGE, `must be from 1 to ${LARGEST_PAGE}`)

/** The query of `GET /api/syncs/:syncId/records`. Samples of the vendor's have `page_size` and `limit`, too. */
export const recordsQuery = z
  .object({
    pageSize: pageSize.optional(),
    page_size: pageSize.optional(),
    limit: pageSize.optional(),
    cursor: z.string().optional(),
  })
  .transform(({ cursor, ...sizes }) => ({
    pageSize: sizes.pageSize ?? sizes.page_size ?? sizes.limit ?? DEFAULT_PAGE,
    cursor: cursor || undefined,
  }))
