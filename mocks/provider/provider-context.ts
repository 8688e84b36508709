import type { Context } from '../context.ts'
import type { ProviderStore } from '../store/provider-store.ts'
import type { Signer } from './signer.ts'

/** What the provider's operations are given: the common context, the provider's own repositories, and its key. */
export interface ProviderContext extends Context {
  repositories: ProviderStore
  signer: Signer
}
