import { type Api, ApiError } from './api.ts'
import { createEventParser, type StreamEvent } from './event-stream.ts'

export interface Follower {
  onEvent(event: StreamEvent): void
  /** Whether the stream is open. */
  onState(isLive: boolean): void
  /** The stream was refused, and will not be asked for again. */
  onRefused(error: ApiError): void
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
  let since = '0'
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      const parameters = new URLSearchParams([...query, ['since', since]])
      const path = `/projects/${encodeURIComponent(projectId)}/journal/stream?${parameters}`
      const { body } = await api.open(path, signal)
      follower.onState(true)
      failures = 0
      const parse = createEventParser((event) => {
        since = event.id ?? since
        follower.onEvent(event)
      })
      if (body) await read(body, parse)
    } catch (error) {
      if (signal.aborted) return
      if (error instanceof ApiError && error.status < 500) return follower.onRefused(error)
    }
    if (signal.aborted) return
    follower.onState(false)
    await wait(WAITS[Math.min(failures, WAITS.length - 1)] ?? 0, signal)
  }
}

async function read(body: ReadableStream<Uint8Array>, parse: (text: string) => void): Promise<void> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    parse(decoder.decode(value, { stream: true }))
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
