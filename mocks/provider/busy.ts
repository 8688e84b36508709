import type { Account } from '../store/provider-accounts.ts'
import type { ProviderContext } from './provider-context.ts'

/**
 * How long a third party still turns down the calls of an account as too many, in whole seconds as `Retry-After` has them
 * (RFC 9110, section 10.2.3); 0 when it does not.
 */
export function secondsBusy(ctx: ProviderContext, { projectId, busyUntil }: Account): number {
  if (!busyUntil) return 0
  return Math.max(0, Math.ceil((busyUntil.getTime() - ctx.clockOf(projectId).now()) / 1000))
}
