import type { Clock, ClockOf } from './clock.ts'
import type { Faults } from './faults/faults.ts'
import type { CallFacts } from './journal/entry.ts'
import type { Journal } from './journal/journal.ts'
import type { RouteTable } from './journal/route-table.ts'
import type { Pushes } from './pushes.ts'
import type { Random, RandomOf } from './random.ts'
import type { Scheduler } from './scheduler/scheduler.ts'
import type { Store } from './store/store.ts'
import type { Webhooks } from './webhooks/webhooks.ts'

/** What every operation is given beside its input. */
export interface Context {
  store: Store
  /** The machine's time: for what the world outside dates too, as user tokens and popups. */
  clock: Clock
  /** A project's time, which can be set: for everything that happens within the project. */
  clockOf: ClockOf
  /** Chance, for what belongs to no project. */
  random: Random
  /** A project's chance, which can have a seed: for everything that is made within the project. */
  randomOf: RandomOf
  /** Waits, in real time, for so many milliseconds; rejects when the signal goes off. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
  urls: Urls
  scheduler: Scheduler
  /** Milliseconds, of real time, that a third party may keep silent before it counts as gone. */
  thirdPartyTimeout: number
  /**
   * Sends a request to one of the simulated services, in process: to the provider by its own address, to third-party
   * APIs by the hosts they have in real life (`https://www.googleapis.com/...`). Any other address is refused, unless
   * the sandbox was started with leave to call it. `facts`: whose call it is.
   */
  fetch(request: Request, facts?: CallFacts): Promise<Response>
  /** Sends a request out, to an app's webhook; nothing else may leave the simulation. */
  deliver(request: Request, facts?: CallFacts): Promise<Response>
  webhooks: Webhooks
  pushes: Pushes
  /** What was asked and answered. */
  journal: Journal
  /** What is made to go wrong. */
  faults: Faults
  routes: RouteTable
}

/** Public base URLs, without a trailing slash. */
export interface Urls {
  paragon: string
  provider: string
}
