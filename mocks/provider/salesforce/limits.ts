import { LRUCache } from 'lru-cache'
import type { Context } from '../../context.ts'
import type { Account } from '../../store/provider-accounts.ts'
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
  count(account: Account): number
  of(account: Account): number
}

/**
 * In memory, as a figure that nobody's work depends on is not worth a write at every read. Assumed: the days are UTC's,
 * and whoever has used up the day's calls is served all the same.
 */
export function createApiUsage({ clockOf }: Pick<Context, 'clockOf'>): ApiUsage {
  const used = new LRUCache<string, { day: number; calls: number }>({ max: 1000 })
  const today = ({ projectId }: Account) => Math.floor(clockOf(projectId).now() / DAY)
  const of = (account: Account) => {
    const known = used.get(account.id)
    return known?.day === today(account) ? known.calls : 0
  }
  return {
    of,
    count(account) {
      const calls = of(account) + 1
      used.set(account.id, { day: today(account), calls })
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
    DailyApiRequests: { Max: DAILY_REQUESTS, Remaining: Math.max(0, DAILY_REQUESTS - usage.of(account)) },
    DataStorageMB: { Max: STORAGE_MEGABYTES, Remaining: Math.max(0, STORAGE_MEGABYTES - used) },
  }
}
