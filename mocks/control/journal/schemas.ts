import { z } from 'zod'

/** What a request is to be like, as a query has it and as JSON has it. */
const matchFields = {
  direction: z.enum(['in', 'out']).optional(),
  /** Such as "zeus", "proxy", "actionkit", "googledrive", "provider" or "webhook". */
  service: z.string().min(1).optional(),
  method: z.string().min(1).optional(),
  /** `*` is any part of a segment, `**` any number of segments; with the project in front or without. */
  path: z.string().min(1).optional(),
  operation: z.string().min(1).optional(),
  /** Id or external id. */
  credential: z.string().min(1).optional(),
  user: z.string().min(1).optional(),
}

/** Requests to come as well as past ones: for faults. */
export const callMatch = z.strictObject(matchFields)

const statusText = z
  .string()
  .regex(/^([1-5]xx|[1-5]\d\d)$/i, 'must be a status, such as 404, or a class of them, such as "5xx"')
const trace = z.string().regex(/^\d+$/, 'is not the id of a trace').transform(Number)
const cursor = z.coerce.number('is not a cursor').int().min(0)

export const entryMatch = z.strictObject({
  ...matchFields,
  status: z
    .union([z.int().min(100).max(599), statusText], 'must be a status, such as 404, or a class of them, such as "5xx"')
    .optional(),
  trace: trace.optional(),
})

const LIMIT = { standard: 100, most: 500 }

/** The query of `GET /_sandbox/projects/:id/journal`. */
export const journalQuery = z.strictObject({
  ...matchFields,
  status: statusText.optional(),
  trace: trace.optional(),
  /** Entries after this one: the `next` of an answer, or the `cursor` of an entry. */
  since: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(LIMIT.most).default(LIMIT.standard),
})
export type JournalQuery = z.infer<typeof journalQuery>

/** The query of `GET .../journal/stream`; the cursor comes in the header of the event stream's protocol, or here. */
export const streamQuery = journalQuery.omit({ limit: true })

/** The query of `GET .../journal/:entryId`. */
export const entryQuery = z.strictObject({ as: z.enum(['json', 'curl']).default('json') })

/** `POST .../journal/wait`. */
export const waitRequest = z.strictObject({
  match: entryMatch,
  /** How many entries are waited for; default one. */
  count: z.int().min(1).max(1_000).default(1),
  /** Milliseconds of real time. */
  timeoutMs: z.int().min(0).max(60_000).default(5_000),
  since: z.int().min(0).optional(),
})
