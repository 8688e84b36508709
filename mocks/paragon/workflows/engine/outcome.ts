/** What ends the work on a run for now, thrown through the steps around it. */
export class Suspended extends Error {
  /** Milliseconds on the project's clock: when the work goes on. */
  readonly until: number
  /** Whether a Delay step is what is waited for, and not another attempt. */
  readonly isDelay: boolean

  constructor(until: number, isDelay: boolean) {
    super(`suspended until ${new Date(until).toISOString()}`)
    this.until = until
    this.isDelay = isDelay
  }
}

/** A step has failed, and with it the run. The message says which, and why. */
export class Failed extends Error {}

/** The run was ended from outside: nothing more of it is to be done. */
export class Stopped extends Error {}
