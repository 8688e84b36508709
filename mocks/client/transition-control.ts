import { type Call, withQuery } from './control-call.ts'
import type { DeclaredTransitions } from './project-declaration.ts'

export type TransitionKind = keyof DeclaredTransitions

/** Something that is about to happen. */
export interface PendingTransition {
  kind: TransitionKind
  /** Id of the sync, the run, the webhook delivery or the trigger subscription that it happens to. */
  subject: string
  /** ISO 8601, on the project's clock. */
  dateDue: string
  /** Whether it waits until it is advanced, whatever the time. */
  isManual: boolean
}

export interface TransitionControl {
  /** What is about to happen, earliest first, 1,000 at most. */
  list(filter?: { kind?: TransitionKind | undefined; limit?: number | undefined }): Promise<PendingTransition[]>
  /**
   * Has it happen at once: one step of a sync, a run as far as it goes, one attempt of a webhook, one look of a trigger.
   * Answers what is to happen next to the same. Throws a 404 when nothing is about to, a 409 while it happens already.
   */
  advance(transition: Pick<PendingTransition, 'kind' | 'subject'>): Promise<PendingTransition | null>
}

export function transitionControl(call: Call): TransitionControl {
  return {
    async list({ kind, limit } = {}) {
      const answer = (await call('GET', withQuery('/transitions', { kind, limit: limit ?? 1_000 }))) as {
        transitions: PendingTransition[]
      }
      return answer.transitions
    },
    async advance({ kind, subject }) {
      const path = `/transitions/${kind}/${encodeURIComponent(subject)}/advance`
      return ((await call('POST', path)) as { next: PendingTransition | null }).next
    },
  }
}
