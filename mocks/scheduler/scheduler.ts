import { setImmediate as othersFirst } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import type { Job, NewJob } from '../store/jobs.ts'
import type { Store } from '../store/store.ts'

/** Does a job. A date asks for it again at that time on the project's clock; nothing means that it is done. */
export type JobHandler = (job: Job) => Promise<Date | undefined>

export interface HandlerOptions {
  /**
   * The job looks again and again whether something has happened. When a clock is set forward it need not while nothing can
   * have: it is put off to the next job of another kind, or to the time that the clock is set to.
   */
  onlyLooks?: boolean
  /** The same of a job that has reasons of its own for some of its times, and asks `quietUntil` about the others. */
  looksAtOwnTimes?: boolean
  /** How many of the kind one process does at once, so that slow ones leave room for others; default: as many as there is room. */
  atOnce?: number
}

/**
 * Does work at its time on its project's clock. The queue is in the store: work survives the process, and of several
 * processes over one database one does each job. A job may run more than once when a process dies in the middle, so a
 * handler looks first what is done already.
 */
export interface Scheduler {
  /** One handler for each kind; all of them are there before the first job is done: see `loadHandlers`. */
  handle(kind: string, handler: JobHandler, options?: HandlerOptions): void
  /** Adds a job, or moves the one of that kind and subject. */
  put(job: NewJob): Promise<void>
  /** To be called after jobs were stored with something else, so that they need not wait for the next look. */
  wake(): void
  /** Does a job at once, here, when no process has it; false when one does, or there is none. */
  runNow(projectId: string, kind: string, subject: string): Promise<boolean>
  /**
   * Sets a project's clock forward to a time, step by step: every job that comes due on the way is done when the clock
   * shows its time, one after the other, and so are those that they add.
   */
  advance(projectId: string, to: Date): Promise<void>
  /**
   * While a project's clock is being set forward: until when nothing is going to happen but that jobs look whether
   * something has. Those that do so regularly may skip to then. Undefined while the clock runs by itself.
   */
  quietUntil(projectId: string): Promise<Date | undefined>
  start(): void
  /** Starts nothing more, and waits for what runs. */
  stop(): Promise<void>
}

/** Milliseconds. How long a process that dies keeps others from its jobs. */
const LEASE = 15_000
/** How long at most until a look for jobs that another process has added. */
const LOOK_INTERVAL = 1_000
/** At once in one process. */
const CONCURRENCY = 8
/** A job that fails is tried again after 1, 2, 4, 8... seconds, and at most after this. */
const LONGEST_BACKOFF = 5 * 60_000

/** `loadHandlers`: brings those who call `handle`, when there is first something for them to do. */
export function createScheduler(
  store: Store,
  machine: Clock,
  clockOf: (projectId: string) => Clock,
  loadHandlers: () => Promise<unknown> = async () => undefined,
): Scheduler {
  const handlers = new Map<string, JobHandler>()
  const running = new Map<Promise<void>, Job>()
  /** Kinds that only look, with whether the scheduler decides when they need not. */
  const lookers = new Map<string, 'when asked' | 'at own times'>()
  const limits = new Map<string, number>()
  /** Projects whose clock is being set forward: their jobs are done in order, and not by the loop. */
  const advancing = new Map<string, Promise<void>>()
  const targets = new Map<string, Date>()
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined
  let isStarted = false
  let isStopped = false
  let lookAgain = false

  /** The next job that does more than look. */
  function nextHappening(projectId: string, until: Date): Promise<Job | undefined> {
    return store.jobs.next(projectId, until, machine.now(), [...lookers.keys()])
  }

  /** Takes a job and does it; false when another process was quicker. */
  async function run(job: Job): Promise<boolean> {
    await loadHandlers()
    const handler = handlers.get(job.kind)
    if (!handler || !(await store.jobs.claim(job, machine.now(), machine.now() + LEASE))) return false
    const renewal = setInterval(() => {
      store.jobs.renew(job, machine.now() + LEASE).catch((error) => console.error('A lease was not renewed:', error))
    }, LEASE / 3)
    try {
      // A database in the process never makes anyone wait, so that one job after the other would leave requests no turn.
      await othersFirst()
      const again = await handler(job)
      if (again) await store.jobs.postpone(job, again, 0)
      else await store.jobs.finish(job)
    } catch (error) {
      console.error(`Job ${job.kind} of ${job.subject} failed:`, error)
      const backoff = Math.min(1_000 * 2 ** job.attempts, LONGEST_BACKOFF)
      await store.jobs.postpone(job, new Date(clockOf(job.projectId).now() + backoff), job.attempts + 1)
    } finally {
      clearInterval(renewal)
    }
    return true
  }

  function runBeside(job: Job) {
    const work = run(job)
      .catch((error: unknown) => console.error(`Job ${job.kind} of ${job.subject} was lost sight of:`, error))
      .then(() => {
        running.delete(work)
        look()
      })
    running.set(work, job)
  }

  function look(): void {
    if (!isStarted) return
    if (looking) {
      lookAgain = true
      return
    }
    clearTimeout(timer)
    looking = lookNow()
      .catch((error: unknown) => {
        console.error('The scheduler could not read its queue:', error)
        return LOOK_INTERVAL
      })
      .then((wait) => {
        looking = undefined
        if (!isStarted) return
        if (lookAgain) {
          lookAgain = false
          look()
          return
        }
        timer = setTimeout(look, wait)
        timer.unref()
      })
  }

  function isFull(kind: string): boolean {
    const limit = limits.get(kind)
    return limit !== undefined && [...running.values()].filter((job) => job.kind === kind).length >= limit
  }

  /** Starts what is due, and answers how long nothing more will be: the end of a job is a reason to look, too. */
  async function lookNow(): Promise<number> {
    const room = CONCURRENCY - running.size
    if (room <= 0) return LOOK_INTERVAL
    const first = store.jobs.wakeAt() ?? Number.POSITIVE_INFINITY
    if (first > machine.now()) return waitFor(first)
    await loadHandlers()
    const full = [...limits.keys()].filter(isFull)
    const jobs = await store.jobs.due(machine.now(), { projects: [...advancing.keys()], kinds: full }, room)
    for (const job of jobs) {
      if (isStarted && !advancing.has(job.projectId) && !isFull(job.kind)) runBeside(job)
    }
    if (jobs.length > 0 || full.length > 0) return LOOK_INTERVAL
    return waitFor(store.jobs.wakeAt() ?? Number.POSITIVE_INFINITY)
  }

  function waitFor(time: number): number {
    return Math.min(Math.max(time - machine.now(), 10), LOOK_INTERVAL)
  }

  async function advanceNow(projectId: string, to: Date): Promise<void> {
    const clock = clockOf(projectId)
    const set = async (time: number) => {
      const setting = store.clocks.read(projectId)
      if (!setting || time <= clock.now()) return
      const isFrozen = setting.frozenAt !== null
      await store.clocks.set(
        projectId,
        isFrozen ? { ...setting, frozenAt: time } : { offset: time - machine.now(), frozenAt: null },
      )
    }
    await loadHandlers()
    // What has begun goes by the time that it began at, and may add jobs that come due on the way.
    await Promise.all([...running].map(([work, job]) => job.projectId === projectId && work))
    const skipped = new Set<string>()
    /** Those that have looked since something last happened. */
    const looked = new Set<string>()
    targets.set(projectId, to)
    try {
      while (!isStopped) {
        // The database's client never waits for the outside: requests would not get through until the clock has arrived.
        await othersFirst()
        const job = await store.jobs.next(projectId, to, machine.now())
        if (!job) break
        if (looked.has(job.id) && job.dateDue < to) {
          const other = await nextHappening(projectId, to)
          await store.jobs.postpone(
            job,
            new Date(Math.min((other?.dateDue ?? to).getTime() + 1, to.getTime())),
            job.attempts,
          )
          continue
        }
        const looks = lookers.get(job.kind)
        if (looks === 'when asked') looked.add(job.id)
        else if (looks === undefined) looked.clear()
        await set(job.dateDue.getTime())
        // A job that another process has just taken, or that nobody here can do, is not waited for.
        if (!(await run(job))) {
          if (skipped.has(job.id)) break
          skipped.add(job.id)
        }
      }
    } finally {
      targets.delete(projectId)
    }
    if (!isStopped) await set(to.getTime())
  }

  return {
    handle(kind, handler, { onlyLooks = false, looksAtOwnTimes = false, atOnce } = {}) {
      handlers.set(kind, handler)
      if (onlyLooks) lookers.set(kind, 'when asked')
      if (looksAtOwnTimes) lookers.set(kind, 'at own times')
      if (atOnce !== undefined) limits.set(kind, atOnce)
    },

    async put(job) {
      await store.jobs.put(job)
      look()
    },

    wake: look,

    async runNow(projectId, kind, subject) {
      const job = await store.jobs.find(projectId, kind, subject)
      return job ? run(job) : false
    },

    async advance(projectId, to) {
      // One after the other: two at once would each move the clock under the other's jobs.
      const before = advancing.get(projectId) ?? Promise.resolve()
      const work = before.then(() => advanceNow(projectId, to))
      const settled = work.catch(() => {})
      advancing.set(projectId, settled)
      try {
        await work
      } finally {
        if (advancing.get(projectId) === settled) advancing.delete(projectId)
        look()
      }
    },

    async quietUntil(projectId) {
      const target = targets.get(projectId)
      return target && ((await nextHappening(projectId, target))?.dateDue ?? target)
    },

    start() {
      isStarted = true
      look()
    },

    async stop() {
      isStarted = false
      isStopped = true
      clearTimeout(timer)
      await looking
      await Promise.all([...running.keys(), ...advancing.values()])
    },
  }
}
