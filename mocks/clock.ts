/** A project's time. Nothing in the simulation reads the machine's clock directly. */
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
