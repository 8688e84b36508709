/** An answer other than a success, in its own words. */
export class ApiError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** The control API, below `/_sandbox`. Each call rejects with an ApiError, or with what fetch rejects with. */
export interface Api {
  json<T>(path: string, signal?: AbortSignal): Promise<T>
  text(path: string): Promise<string>
  send<T = void>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T>
  /** An answer whose body is read as it comes. */
  open(path: string, signal: AbortSignal): Promise<Response>
}

/** `onRefused` is told when the token is not, or no more, the right one. */
export function createApi(token: string, onRefused: () => void, fetchIt: typeof fetch = fetch.bind(window)): Api {
  async function ask(path: string, init: RequestInit): Promise<Response> {
    const answer = await fetchIt(`/_sandbox${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...init.headers },
    })
    if (answer.ok) return answer
    if (answer.status === 401) onRefused()
    throw new ApiError(answer.status, await problemOf(answer))
  }
  return {
    json: async <T>(path: string, signal?: AbortSignal) =>
      (await (await ask(path, signal ? { signal } : {})).json()) as T,
    text: async (path) => (await ask(path, {})).text(),
    open: (path, signal) => ask(path, { signal, headers: { accept: 'text/event-stream' } }),
    async send<T>(method: string, path: string, body?: unknown) {
      const answer = await ask(path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) })
      return (answer.status === 204 ? undefined : await answer.json()) as T
    },
  }
}

/** The `detail` of problem details (RFC 9457). */
async function problemOf(answer: Response): Promise<string> {
  const problem: unknown = await answer.json().catch(() => undefined)
  const hasDetail = typeof problem === 'object' && problem !== null && 'detail' in problem
  return hasDetail ? String(problem.detail) : `The sandbox answered ${answer.status}.`
}

/** For people: a failed fetch says nothing that they could use. */
export function wordsOf(error: unknown): string {
  if (error instanceof ApiError) return error.message
  return 'The sandbox cannot be reached. Is it still running?'
}
