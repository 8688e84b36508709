import type { Paragon } from '../paragon/sdk'
import type { Selection } from './workflows'

/** The latest change, which the next one waits for. */
let turn: Promise<unknown> = Promise.resolve()

/**
 * Turns a workflow on or off for an account, in one of its configurations. One at a time: when the server has answered, the SDK (2.4.0) puts the account
 * back as it was before it asked, with this one change, and would forget another that was made meanwhile.
 */
export function turnWorkflow(
  paragon: Pick<Paragon, 'enableWorkflow' | 'disableWorkflow'>,
  workflowId: string,
  on: boolean,
  selection: Selection,
): Promise<void> {
  const next = turn.then(() =>
    on ? paragon.enableWorkflow(workflowId, selection) : paragon.disableWorkflow(workflowId, selection),
  )
  turn = next.catch(() => undefined)
  return next
}

/**
 * Has the user read anew, in line with the changes: an answer that was on its way while one was made would put back on the
 * page what was before it.
 */
export function betweenTurns(readAnew: () => Promise<void>): Promise<void> {
  const next = turn.then(readAnew)
  turn = next.catch(() => undefined)
  return next
}
