import { z } from 'zod'
import { refusalsOf } from '../refusals.ts'

const context = z.record(z.string(), z.array(z.string()))

const fields = {
  status: z.literal('error'),
  message: z.string(),
  category: z.string().describe('Left out where the web server answers').optional(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        code: z.string().optional(),
        in: z.string().optional(),
        context: context.optional(),
      }),
    )
    .optional(),
  context: context.optional(),
  subCategory: z.string().optional(),
  links: z.record(z.string(), z.string()).optional(),
  errorType: z.string().optional(),
  policyName: z.string().optional(),
}

/** What HubspotError answers within a batch (developers.hubspot.com/docs/api-reference/error-handling). */
export const batchError = z.object(fields).meta({ id: 'HubspotBatchError' })

export const hubspotRefusals = refusalsOf(z.object({ ...fields, correlationId: z.guid() }).meta({ id: 'HubspotError' }))

/** What any call that needs a token may meet. */
export const refusedByHubspot = hubspotRefusals(400, 401, 403, 429)
