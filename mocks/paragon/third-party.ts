import type { Context } from '../context.ts'
import { EgressRefusedError } from '../egress/egress-error.ts'
import type { CallFacts } from '../journal/entry.ts'
import { SilenceError, unlessSilent } from '../silence.ts'
import { ApiError, errorCodes } from './api-error.ts'

/**
 * Sends a request to a third party, and answers when its answer begins. Throws what the caller is to be told when there
 * is none: 504 after `ctx.thirdPartyTimeout` without a sign of life, 502 when there is no connection. `facts`: whose call
 * it is. `lastSign`: when an upload last went on, by `performance.now()`.
 */
export async function callThirdParty(
  ctx: Context,
  name: string,
  request: Request,
  facts: CallFacts,
  lastSign?: () => number,
): Promise<Response> {
  try {
    return await unlessSilent(ctx.thirdPartyTimeout, ctx.fetch(request, facts), lastSign)
  } catch (error) {
    throw noAnswer(ctx, name, error)
  }
}

/** What the caller is told when a third party does not answer, or stops in the middle; `what` it did in short. */
export function noAnswer(
  { thirdPartyTimeout }: Context,
  name: string,
  error: unknown,
  what = 'could not be reached',
): ApiError {
  if (error instanceof SilenceError) {
    const seconds = thirdPartyTimeout / 1000
    return new ApiError(504, errorCodes.providerTimeout, `${name} did not answer within ${seconds} s.`)
  }
  if (error instanceof EgressRefusedError) return new ApiError(502, errorCodes.provider, error.message)
  if (!isConnectionError(error)) console.error(error)
  return new ApiError(502, errorCodes.provider, `${name} ${what}.`)
}

/** What fetch rejects with, and what Node's sockets fail with. Anything else is a mistake of the sandbox's own. */
function isConnectionError(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof Error && 'code' in error)
}
