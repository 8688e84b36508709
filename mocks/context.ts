import type { Clock } from './clock.ts'
import type { Random } from './random.ts'
import type { Store } from './store/store.ts'

/** What every operation is given beside its input. */
export interface Context {
  store: Store
  clock: Clock
  random: Random
  urls: Urls
  /**
   * Sends a request to one of the simulated services, in process: to the provider by its own address, to third-party
   * APIs by the hosts they have in real life (`https://www.googleapis.com/...`). Any other address is refused.
   */
  fetch(request: Request): Promise<Response>
}

/** Public base URLs, without a trailing slash. */
export interface Urls {
  paragon: string
  provider: string
}
