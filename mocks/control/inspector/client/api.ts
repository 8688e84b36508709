import { ControlError, createCalls } from '../../../client/control-call.ts'

/** The control API, below `/_sandbox`. Each call rejects with a ControlError, or with what fetch rejects with. */
export interface Api {
  json<T>(path: string, signal?: AbortSignal): Promise<T>
  text(path: string): Promise<string>
  send<T = void>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T>
  /** An answer whose body is read as it comes. */
  open(path: string, signal: AbortSignal): Promise<Response>
}

/** `onRefused` is told when the token is not, or no more, the right one. */
export function createApi(
  token: string,
  onRefused: () => void,
  { origin, fetchIt }: { origin: string; fetchIt: typeof fetch } = {
    origin: location.origin,
    fetchIt: fetch.bind(window),
  },
): Api {
  const { call, open } = createCalls(origin, token, async (request) => {
    const answer = await fetchIt(request)
    if (answer.status === 401) onRefused()
    return answer
  })
  return {
    json: async <T>(path: string, signal?: AbortSignal) => (await (await open('GET', path, { signal })).json()) as T,
    text: async (path) => (await open('GET', path)).text(),
    open: (path, signal) => open('GET', path, { signal }),
    send: async <T>(method: string, path: string, body?: unknown) => (await call(method, path, body)) as T,
  }
}

/** For people: a failed fetch says nothing that they could use, and neither does an answer that is no problem (RFC 9457). */
export function wordsOf(error: unknown): string {
  if (!(error instanceof ControlError)) return 'The sandbox cannot be reached. Is it still running?'
  const { title, detail } = error.problem
  return typeof title === 'string' && typeof detail === 'string' ? detail : `The sandbox answered ${error.status}.`
}
