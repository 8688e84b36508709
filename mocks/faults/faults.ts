import type { Context } from '../context.ts'
import { type Call, isMatch } from '../journal/call-match.ts'
import type { CallFacts, Place } from '../journal/entry.ts'
import type { Fault, NewFault } from './fault.ts'

/** A request as faults see it. */
export interface FaultCall extends Call, Pick<CallFacts, 'purpose'> {
  place: Place
}

/**
 * What is made to go wrong, by project, in this process's memory: a fault belongs to the test that made it, and a sandbox
 * that was started again has none.
 */
export interface Faults {
  /** Whether there are none at all, so that nothing need be looked at. */
  readonly isEmpty: boolean
  add(projectId: string, fault: NewFault): Fault
  /** Oldest first. */
  list(projectId: string): readonly Fault[]
  find(projectId: string, id: string): Fault | undefined
  remove(projectId: string, id: string): boolean
  clear(projectId: string): void
  /** The oldest fault that is to happen in a call, counted; only those that `isEligible` says yes to. */
  take(projectId: string, call: FaultCall, isEligible: (fault: Fault) => boolean): Fault | undefined
}

export function createFaults({ random, clock }: Pick<Context, 'random' | 'clock'>): Faults {
  const projects = new Map<string, Map<string, Fault>>()

  return {
    get isEmpty() {
      return projects.size === 0
    },

    add(projectId, given) {
      const fault: Fault = { ...given, id: random.uuid(), dateCreated: new Date(clock.now()), matched: 0, hits: 0 }
      const faults = projects.get(projectId) ?? new Map<string, Fault>()
      projects.set(projectId, faults.set(fault.id, fault))
      return fault
    },

    list: (projectId) => [...(projects.get(projectId)?.values() ?? [])],
    find: (projectId, id) => projects.get(projectId)?.get(id),

    remove(projectId, id) {
      const faults = projects.get(projectId)
      const isRemoved = faults?.delete(id) ?? false
      if (faults?.size === 0) projects.delete(projectId)
      return isRemoved
    },

    clear: (projectId) => void projects.delete(projectId),

    take(projectId, call, isEligible) {
      for (const fault of projects.get(projectId)?.values() ?? []) {
        if (!isEligible(fault) || !isMatch(fault.match, call)) continue
        fault.matched += 1
        const turn = fault.matched - fault.skip
        if (turn <= 0 || turn % fault.every !== 0 || fault.hits >= (fault.times ?? Number.POSITIVE_INFINITY)) continue
        fault.hits += 1
        return fault
      }
      return undefined
    },
  }
}
