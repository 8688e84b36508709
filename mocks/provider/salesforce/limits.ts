import { LRUCache } from 'lru-cache'
import type { Clock } from '../../clock.ts'
import { objects } from './objects/objects.ts'
import type { Org } from './operations.ts'
import { kindOf } from './records.ts'

/** Of a Developer Edition ("API Request Limits and Allocations"). */
const DAILY_REQUESTS = 15_000
const STORAGE_MEGABYTES = 5
/** "Most records are 2 KB". */
const RECORD_BYTES = 2048
const DAY = 24 * 60 * 60 * 1000

/** Counts the calls that each org is sent. */
export interface ApiUsage {
  /** Counts one more, and answers how many it has been on this day. */
  count(accountId: string): number
  of(accountId: string): number
}

/**
 * In memory, as a figure that nobody's work depends on is not worth a write at every read. Assumed: the days are UTC's,
 * and whoever has used up the day's calls is served all the same.
 */
export function createApiUsage(clock: Clock): ApiUsage {
  const used = new LRUCache<string, { day: number; calls: number }>({ max: 1000 })
  const of = (accountId: string) => {
    const known = used.get(accountId)
    return known?.day === today(clock) ? known.calls : 0
  }
  return {
    of,
    count(accountId) {
      const calls = of(accountId) + 1
      used.set(accountId, { day: today(clock), calls })
      return calls
    },
  }
}

/** The `Sforce-Limit-Info` header. */
export function limitInfo(calls: number): string {
  return `api-usage=${calls}/${DAILY_REQUESTS}`
}

/** "Limits": what the org may use of what is simulated here. */
export async function orgLimits({ account, rows }: Org, usage: ApiUsage) {
  const counts = await Promise.all(objects.map((object) => rows.count(account.id, kindOf(object))))
  const records = counts.reduce((sum, count) => sum + count, 0)
  const used = Math.floor((records * RECORD_BYTES) / 1024 ** 2)
  return {
    DailyApiRequests: { Max: DAILY_REQUESTS, Remaining: Math.max(0, DAILY_REQUESTS - usage.of(account.id)) },
    DataStorageMB: { Max: STORAGE_MEGABYTES, Remaining: Math.max(0, STORAGE_MEGABYTES - used) },
  }
}

function today(clock: Clock): number {
  return Math.floor(clock.now() / DAY)
}
