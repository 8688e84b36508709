import { describeProblem, type Problem } from '../paragon/problem'
import type { Paragon } from '../paragon/sdk'
import { bodyOf, type Call, pathOf } from './call'
import { identityIn } from './identity'
import { refusalInside, refusalOf } from './refusal'

/** What became of a call as one account; `milliseconds` until the browser had the answer. */
export type Outcome = { milliseconds: number } & (
  | {
      kind: 'answered'
      /** undefined when the third party answered without content. */
      data: unknown
      /** Whom the third party says it answered for, when the answer tells. */
      identity: string | undefined
    }
  | { kind: 'refused'; problem: Problem; data: unknown }
  | { kind: 'unreachable'; problem: Problem }
)

/** `name` is the integration's, for people. */
type Target = { integration: string; name: string; credentialId: string }

/**
 * Sends a call as one account; `problemWith` has found nothing wrong with it. Never rejects: whatever goes wrong on the
 * way is an outcome too.
 */
export async function perform(
  paragon: Pick<Paragon, 'request'>,
  call: Call,
  { integration, name, credentialId }: Target,
  now = () => performance.now(),
): Promise<Outcome> {
  const body = bodyOf(call)
  const start = now()
  try {
    const data: unknown = await paragon.request(integration, pathOf(call), {
      // Not for GET: with an explicit one the SDK lets two equal calls share one response, which only the first can read.
      ...(call.method !== 'GET' && { method: call.method }),
      ...(body && { body }),
      selectedCredentialId: credentialId,
    })
    const milliseconds = now() - start
    const problem = refusalInside(data, integration, name)
    if (problem) return { kind: 'refused', problem, data, milliseconds }
    return { kind: 'answered', data, identity: identityIn(integration, data), milliseconds }
  } catch (error) {
    const milliseconds = now() - start
    const refusal = refusalOf(error, name)
    return refusal
      ? { kind: 'refused', ...refusal, milliseconds }
      : { kind: 'unreachable', problem: describeProblem(error), milliseconds }
  }
}
