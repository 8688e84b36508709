import { LRUCache } from 'lru-cache'
import type { Clock } from '../../clock.ts'
import { ApiError, errorCodes } from '../api-error.ts'

/** Documented: 1,000 requests in 10 minutes (docs: apis/task-history, "Rate Limits"). */
const LIMIT = 1_000
const WINDOW = 10 * 60_000
/** Projects that are counted at a time. */
const COUNTED = 1_000

/**
 * Counts the requests of each project, in windows that begin with the first of them (assumed), in this process. Throws a
 * 429 for one too many; its form and `Retry-After` are assumed.
 */
export function createRateLimit(clockOf: (projectId: string) => Clock): (projectId: string) => void {
  const windows = new LRUCache<string, { begun: number; count: number }>({ max: COUNTED })
  return (projectId) => {
    const now = clockOf(projectId).now()
    const known = windows.get(projectId)
    const window = known && now < known.begun + WINDOW ? known : { begun: now, count: 0 }
    window.count += 1
    windows.set(projectId, window)
    if (window.count <= LIMIT) return
    throw new RateLimited(Math.ceil((window.begun + WINDOW - now) / 1000))
  }
}

class RateLimited extends ApiError {
  readonly #seconds: number

  constructor(seconds: number) {
    super(429, errorCodes.rateLimited, `More than ${LIMIT} requests in ${WINDOW / 60_000} minutes.`)
    this.#seconds = seconds
  }

  override toResponse(): Response {
    return super.toResponse({ 'retry-after': String(this.#seconds) })
  }
}
