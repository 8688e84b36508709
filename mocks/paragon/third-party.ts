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

/**
 * The whole body of an answer, in bytes. Throws what the caller is to be told when there is none: 504 when nothing more came
 * for `ctx.thirdPartyTimeout`, 502 when it broke off, and when it is larger than `limit`; `instead` says what to do then.
 */
export async function readAnswer(
  ctx: Context,
  name: string,
  { body }: Response,
  { limit = Number.POSITIVE_INFINITY, instead = '' } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  if (!body) return new Uint8Array()
  const reader = body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  let lastSign = performance.now()
  const read = async () => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return Buffer.concat(chunks)
      lastSign = performance.now()
      size += value.byteLength
      if (size > limit) {
        const words = `The answer of ${name} is larger than ${limit / 1_000_000} MB${instead}.`
        throw new ApiError(502, errorCodes.provider, words)
      }
      chunks.push(value)
    }
  }
  try {
    return await unlessSilent(ctx.thirdPartyTimeout, read(), () => lastSign)
  } catch (error) {
    void reader.cancel().catch(() => undefined)
    throw error instanceof ApiError ? error : noAnswer(ctx, name, error, 'broke off its answer')
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
