import { LRUCache } from 'lru-cache'
import type { Store } from './store/store.ts'

/** Somebody's time. Nothing in the simulation reads the machine's clock directly. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /**
   * A timestamp for a stored date: never the same twice, always later than the one before. The SDK takes the newest
   * `dateCreated` for what it has just made, so two things must not share a millisecond.
   */
  timestamp(): Date
}

export function createClock(now: () => number = Date.now): Clock {
  let last = 0
  return {
    now,
    timestamp() {
      last = Math.max(now(), last + 1)
      return new Date(last)
    },
  }
}

/** Projects whose clock is remembered, and with it the last timestamp that it gave. */
const REMEMBERED = 1_000

export interface ClockOf {
  (projectId: string): Clock
  /** For a project that begins anew: the last timestamp may lie ahead of what its clock shows then. */
  forget(projectId: string): void
}

/** The clock of each project: the machine's, unless it was set ahead or stands still. */
export function createProjectClocks(store: Store, machine: Clock): ClockOf {
  const clocks = new LRUCache<string, Clock>({ max: REMEMBERED })
  const clockOf = (projectId: string) => {
    let clock = clocks.get(projectId)
    if (!clock) {
      clock = createClock(() => {
        const setting = store.clocks.read(projectId)
        return setting?.frozenAt ?? machine.now() + (setting?.offset ?? 0)
      })
      clocks.set(projectId, clock)
    }
    return clock
  }
  return Object.assign(clockOf, { forget: (projectId: string) => void clocks.delete(projectId) })
}
