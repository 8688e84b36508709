import type { Context } from '../context.ts'
import type { Signer } from './signer.ts'

/** What the provider's operations are given: the common context, and the key it signs with. */
export interface ProviderContext extends Context {
  signer: Signer
}
