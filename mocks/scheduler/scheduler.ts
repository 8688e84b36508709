import type { Clock } from '../clock.ts'
import type { Job, NewJob } from '../store/jobs.ts'
import type { Store } from '../store/store.ts'

/** Does a job. A date asks for it again at that time on the project's clock; nothing means that it is done. */
export type JobHandler = (job: Job) => Promise<Date | undefined>

/**
 * Does work at its time on its project's clock. The queue is in the store: work survives the process, and of several
 * processes over one database one does each job. A job may run more than once when a process dies in the middle, so a
 * handler looks first what is done already.
 */
export interface Scheduler {
  /** Before `start`; one handler for each kind. */
  handle(kind: string, handler: JobHandler): void
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
   * While a project's clock is being set forward: until when nothing but jobs of this kind is going to happen. What looks
   * regularly for changes may skip to then. Undefined while the clock runs by itself.
   */
  quietUntil(projectId: string, kind: string): Promise<Date | undefined>
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

export function createScheduler(store: Store, machine: Clock, clockOf: (projectId: string) => Clock): Scheduler {
  const handlers = new Map<string, JobHandler>()
  /** With the project of each. */
  const running = new Map<Promise<void>, string>()
  /** Projects whose clock is being set forward: their jobs are done in order, and not by the loop. */
  const advancing = new Map<string, Promise<void>>()
  const targets = new Map<string, Date>()
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined
  let isStarted = false
  let lookAgain = false

  /** Takes a job and does it; false when another process was quicker. */
  async function run(job: Job): Promise<boolean> {
    const handler = handlers.get(job.kind)
    if (!handler || !(await store.jobs.claim(job, machine.now(), machine.now() + LEASE))) return false
    const renewal = setInterval(() => {
      store.jobs.renew(job, machine.now() + LEASE).catch((error) => console.error('A lease was not renewed:', error))
    }, LEASE / 3)
    try {
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
    running.set(work, job.projectId)
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

  /** Starts what is due, and answers how long nothing more will be. */
  async function lookNow(): Promise<number> {
    const room = CONCURRENCY - running.size
    if (room > 0) {
      const jobs = await store.jobs.due(machine.now(), [...advancing.keys()], room)
      for (const job of jobs) if (isStarted && !advancing.has(job.projectId)) runBeside(job)
      if (jobs.length > 0) return LOOK_INTERVAL
    }
    const next = await store.jobs.wakeAt()
    return Math.min(Math.max((next ?? Number.POSITIVE_INFINITY) - machine.now(), 10), LOOK_INTERVAL)
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
    // What has begun goes by the time that it began at, and may add jobs that come due on the way.
    await Promise.all([...running].map(([work, ofProject]) => ofProject === projectId && work))
    const skipped = new Set<string>()
    targets.set(projectId, to)
    try {
      for (;;) {
        const job = await store.jobs.next(projectId, to, machine.now())
        if (!job) break
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
    await set(to.getTime())
  }

  return {
    handle(kind, handler) {
      handlers.set(kind, handler)
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

    async quietUntil(projectId, kind) {
      const target = targets.get(projectId)
      return target && ((await store.jobs.nextOther(projectId, kind, target)) ?? target)
    },

    start() {
      isStarted = true
      look()
    },

    async stop() {
      isStarted = false
      clearTimeout(timer)
      await looking
      await Promise.all(running.keys())
    },
  }
}
