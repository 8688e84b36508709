import type { CallMatch, Difference } from '../journal/call-match.ts'
import type { EntryView } from '../journal/view.ts'
import { type Calls, ControlError, withQuery } from './control-call.ts'
import { readEvents } from './event-stream.ts'
import { describeMisses } from './near-misses.ts'

/** What was asked and answered, without secrets. */
export type JournalEntry = EntryView

/** What is wanted of an entry; what is left out may be anything. */
export interface JournalMatch extends Omit<CallMatch, 'trace'> {
  /** `traceId` of an entry. */
  trace?: string | undefined
}

/** An entry that came close, and what of it was not as wanted. */
export interface NearMiss {
  entry: JournalEntry
  differs: Difference[]
}

export interface WaitOptions {
  /** How many entries are waited for; default one. */
  count?: number | undefined
  /** Milliseconds of real time, 60,000 at most; default 5,000. */
  timeout?: number | undefined
  /** Only entries after this one: its `cursor`. */
  since?: number | undefined
}

export interface StreamOptions {
  /** Also those that are there already, after this one: its `cursor`; 0 for all. Default: only what comes. */
  since?: number | undefined
  /** Ends it, as leaving the loop does. */
  signal?: AbortSignal | undefined
}

export interface JournalControl {
  /** All entries that match, oldest first; `since`: only those after this `cursor`. */
  list(match?: JournalMatch, options?: { since?: number | undefined }): Promise<JournalEntry[]>
  /**
   * Waits until so many entries match, those that are there already included, and answers them. Throws a
   * JournalTimeoutError, which tells of those that came closest.
   */
  wait(match: JournalMatch, options?: WaitOptions): Promise<JournalEntry[]>
  /** Entries as they come, from when the loop begins. Ends with the signal, with the loop that is left, or with the sandbox. */
  stream(match?: JournalMatch, options?: StreamOptions): AsyncIterable<JournalEntry>
  /** One entry; throws a 404 for any that is not there, or not any more. */
  find(entryId: string): Promise<JournalEntry>
  /** The same as a command for a shell, with `<name>` where a secret was. */
  curl(entryId: string): Promise<string>
  /** Empties it. */
  clear(): Promise<void>
}

/** Nothing that was waited for has come, or not often enough. */
export class JournalTimeoutError extends ControlError {
  /** Entries that did match. */
  readonly matched: JournalEntry[]
  /** Those that came closest, the nearest first. */
  readonly nearestMisses: NearMiss[]

  constructor({ status, problem }: ControlError) {
    super('', status, problem)
    this.name = 'JournalTimeoutError'
    this.matched = listOf<JournalEntry>(problem.matched)
    this.nearestMisses = listOf<NearMiss>(problem.nearestMisses)
    this.message = [String(problem.detail), ...describeMisses(this.nearestMisses)].join('\n')
  }
}

const listOf = <T>(value: unknown) => (Array.isArray(value) ? (value as T[]) : [])

/** Entries that one call asks for. */
const PAGE = 500

export function journalControl({ call, open }: Calls): JournalControl {
  const entryPath = (entryId: string) => `/journal/${encodeURIComponent(entryId)}`
  return {
    async list(match = {}, { since } = {}) {
      const entries: JournalEntry[] = []
      let next = since
      for (;;) {
        const page = (await call('GET', withQuery('/journal', { ...match, since: next, limit: PAGE }))) as {
          entries: JournalEntry[]
          next: number
          hasMore: boolean
        }
        entries.push(...page.entries)
        if (!page.hasMore) return entries
        next = page.next
      }
    },

    async wait(match, { count, timeout, since } = {}) {
      try {
        const body = { match, count, timeoutMs: timeout, since }
        return ((await call('POST', '/journal/wait', body)) as { entries: JournalEntry[] }).entries
      } catch (error) {
        throw error instanceof ControlError && error.status === 408 ? new JournalTimeoutError(error) : error
      }
    },

    async *stream(match = {}, { since, signal } = {}) {
      try {
        const { body } = await open('GET', withQuery('/journal/stream', { ...match, since }), { signal })
        if (body) for await (const data of readEvents(body, signal)) yield JSON.parse(data) as JournalEntry
      } catch (error) {
        if (!signal?.aborted) throw error
      }
    },

    find: async (entryId) => (await call('GET', entryPath(entryId))) as JournalEntry,
    curl: async (entryId) => (await open('GET', `${entryPath(entryId)}?as=curl`)).text(),
    async clear() {
      await call('DELETE', '/journal')
    },
  }
}
