import { ControlError } from '../../../client/control-call.ts'
import { readEvents } from '../../../client/event-stream.ts'
import type { JournalEntry } from '../../../client/journal-control.ts'
import { type Api, wordsOf } from './api.ts'

export interface Follower {
  onEntry(entry: JournalEntry): void
  /** Whether the stream is open. */
  onState(isLive: boolean): void
  /** The stream was refused, and will not be asked for again; in words. */
  onRefused(problem: string): void
}

/** Milliseconds until a stream that broke off is asked for again; the last one for good. */
const WAITS = [500, 1_000, 2_000, 5_000]

/** Reads the journal's stream until `signal` is aborted; one that breaks off goes on after the last entry that came. */
export async function followJournal(
  api: Api,
  { projectId, query }: { projectId: string; query: [string, string][] },
  follower: Follower,
  signal: AbortSignal,
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void> = pause,
): Promise<void> {
  let since = 0
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      const parameters = new URLSearchParams([...query, ['since', String(since)]])
      const path = `/projects/${encodeURIComponent(projectId)}/journal/stream?${parameters}`
      // EventSource would do the same, but sends no header, and a token in the address would end up in logs.
      const { body } = await api.open(path, signal)
      follower.onState(true)
      failures = 0
      if (body) {
        for await (const data of readEvents(body, signal)) {
          const entry = JSON.parse(data) as JournalEntry
          since = entry.cursor
          follower.onEntry(entry)
        }
      }
    } catch (error) {
      if (signal.aborted) return
      if (error instanceof ControlError && error.status < 500) return follower.onRefused(wordsOf(error))
    }
    if (signal.aborted) return
    follower.onState(false)
    await wait(WAITS[Math.min(failures, WAITS.length - 1)] ?? 0, signal)
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
