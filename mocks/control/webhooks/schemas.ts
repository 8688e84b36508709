import { z } from 'zod'
import { datedCursor } from '../page.ts'

const PAGE = { standard: 50, most: 200 }

/** The query of `GET /_sandbox/projects/:id/webhooks`. */
export const deliveryQuery = z.strictObject({
  status: z.enum(['PENDING', 'DELIVERED', 'FAILED']).optional(),
  /** Such as "trigger-subscription". */
  ownerKind: z.string().optional(),
  ownerId: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(PAGE.most).default(PAGE.standard),
  /** `nextCursor` of the page before. */
  cursor: datedCursor.optional(),
})
