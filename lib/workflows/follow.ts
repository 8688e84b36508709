import { fetchExecutions } from '../executions/client'
import type { Execution } from '../executions/execution'
import { pause } from '../executions/polling'

/** How many times to look for runs, with longer pauses each time: about a minute. */
const LOOKS = 10

type Outside = { fetchExecutions: typeof fetchExecutions; sleep: (milliseconds: number) => Promise<void> }

const browser: Outside = {
  fetchExecutions,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
}

/**
 * Watches for runs of some workflows that begin after this moment: an App Event is answered with a receipt, which does not
 * tell them. Call the answer's `follow` after the event was sent. Both reject when the history cannot be had.
 */
export async function watchForRuns(holder: string, workflowIds: ReadonlySet<string>, outside = browser) {
  // By their ids, not by time: this clock and Paragon's may differ.
  const { executions } = await outside.fetchExecutions(holder, {})
  const before = new Set(executions.map(({ id }) => id))

  return {
    /** Tells of the runs until `expected` of them have ended, or for about a minute, or until `isStale`. */
    async follow(expected: number, tell: (runs: Execution[]) => void, isStale: () => boolean): Promise<void> {
      for (let look = 1; look <= LOOKS; look += 1) {
        const page = await outside.fetchExecutions(holder, {})
        if (isStale()) return
        const runs = page.executions.filter(({ id, workflowId }) => !before.has(id) && workflowIds.has(workflowId))
        tell(runs)
        if (runs.length >= expected && runs.every(({ status }) => status !== 'EXECUTING')) return
        if (look < LOOKS) await outside.sleep(pause(look) / 2)
        if (isStale()) return
      }
    },
  }
}
