import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../../../context.ts'
import { actionTypes } from '../step-types.ts'

/** Milliseconds on the project's clock that a request waits for its workflow's response (docs: request-trigger). */
const RESPONSE_LIMIT = 55_000
/** Milliseconds between looks at the project's clock, which may be set meanwhile. */
const LOOK_INTERVAL = 100
/** Every how many of these to look for what another process may have done. */
const LOOKS_PER_QUERY = 10

export type ResponseOutcome =
  /** The output of the Response step. */
  | { kind: 'response'; output: unknown }
  | { kind: 'failed'; reason: string }
  /** The run has ended without a Response step. */
  | { kind: 'none' }
  /** The time is up, or nobody waits any more; the run goes on. */
  | { kind: 'timeout' }

/** Lets requests wait for what runs of workflows answer. */
export interface Responses {
  wait(execution: { projectId: string; id: string; dateStarted: Date }, signal: AbortSignal): Promise<ResponseOutcome>
  /** Has those who wait for a run look at once. */
  look(executionId: string): void
  /** Ends all waiting, now and from now on: the process is about to end, and the runs go on in the next one. */
  release(): void
}

export function createResponses(ctx: Context): Responses {
  const { workflowExecutions } = ctx.store
  const waiting = new Map<string, AbortController>()
  let isReleased = false

  async function outcome(projectId: string, id: string, deadline: number): Promise<ResponseOutcome | undefined> {
    const [execution, response] = await Promise.all([
      workflowExecutions.find(projectId, id),
      workflowExecutions.firstDone(id, actionTypes.response),
    ])
    // When it was reached decides, not when somebody looked: a clock can jump.
    if (response && (response.dateEnded?.getTime() ?? 0) <= deadline) {
      return { kind: 'response', output: JSON.parse(response.output ?? 'null') }
    }
    if (ctx.clockOf(projectId).now() >= deadline || response || !execution) return { kind: 'timeout' }
    if (execution.status === 'FAILED') return { kind: 'failed', reason: execution.reason ?? '' }
    return execution.status === 'SUCCEEDED' ? { kind: 'none' } : undefined
  }

  return {
    async wait({ projectId, id, dateStarted }, signal) {
      const clock = ctx.clockOf(projectId)
      const deadline = dateStarted.getTime() + RESPONSE_LIMIT
      let isNudged = false
      for (let looks = 0; !isReleased && !signal.aborted; looks += 1) {
        const nudge = new AbortController()
        waiting.set(id, nudge)
        if (isNudged || looks % LOOKS_PER_QUERY === 0 || clock.now() >= deadline) {
          const found = await outcome(projectId, id, deadline)
          if (found) {
            waiting.delete(id)
            return found
          }
        }
        await sleep(LOOK_INTERVAL, undefined, { signal: AbortSignal.any([nudge.signal, signal]) }).catch(() => {})
        isNudged = nudge.signal.aborted
      }
      waiting.delete(id)
      return { kind: 'timeout' }
    },
    look: (id) => waiting.get(id)?.abort(),
    release() {
      isReleased = true
      for (const nudge of waiting.values()) nudge.abort()
    },
  }
}
