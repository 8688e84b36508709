import { z } from 'zod'
import type { Sealer } from '../../store/sealer.ts'
import { sealedValue } from '../sealed-value.ts'
import { authorizationRequestSchema } from './authorization-request.ts'

/** An authorization request under way: a sealed field of each form, so that the provider need not remember it. */
const pendingSchema = z.object({
  request: authorizationRequestSchema,
  /** Names the cookie of the browser that the form was made for; another browser's form is refused. */
  window: z.string(),
  expires: z.number(),
  /** The account that the consent page asks for. */
  accountId: z.string().optional(),
})

export type Pending = z.infer<typeof pendingSchema>

export const pendingAuthorization = (sealer: Sealer) => sealedValue(sealer, 'authorization request', pendingSchema)
