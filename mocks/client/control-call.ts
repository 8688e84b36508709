/** Calls of the control API, for the parts of its client. */

/** An answer of the control API other than a success: problem details of RFC 9457. */
export class ControlError extends Error {
  readonly status: number
  /** The problem as it was answered. */
  readonly problem: Record<string, unknown>

  constructor(call: string, status: number, problem: Record<string, unknown>) {
    super(`${call}: ${status} ${problem.detail ?? problem.title ?? ''}`.trimEnd())
    this.name = 'ControlError'
    this.status = status
    this.problem = problem
  }
}

/**
 * A call below some path of the control API. Answers the JSON, undefined for an empty answer; throws a ControlError for
 * every status but 2xx.
 */
export type Call = (method: string, path: string, body?: unknown) => Promise<unknown>

/** The same for an answer that is not JSON, or not over at once. */
export type Open = (method: string, path: string, options?: OpenOptions) => Promise<Response>

export interface OpenOptions {
  body?: unknown
  signal?: AbortSignal | undefined
}

export interface Calls {
  call: Call
  open: Open
}

export function createCalls(
  url: string,
  adminToken: string,
  send: (request: Request) => Promise<Response> | Response,
): Calls {
  const open: Open = async (method, path, { body, signal } = {}) => {
    const response = await send(
      new Request(`${url}/_sandbox${path}`, {
        method,
        headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(signal && { signal }),
      }),
    )
    if (response.ok) return response
    throw new ControlError(`${method} /_sandbox${path}`, response.status, problemOf(await response.text()))
  }
  return {
    open,
    async call(method, path, body) {
      const text = await (await open(method, path, { body })).text()
      return text === '' ? undefined : JSON.parse(text)
    },
  }
}

/** The same calls below a path. */
export function below({ call, open }: Calls, path: string): Calls {
  return {
    call: (method, rest, body) => call(method, `${path}${rest}`, body),
    open: (method, rest, options) => open(method, `${path}${rest}`, options),
  }
}

/** A path with a query, without what is not given. */
export function withQuery(path: string, query: Record<string, string | number | null | undefined>): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value == null ? [] : [[name, String(value)]]))
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}

function problemOf(text: string): Record<string, unknown> {
  try {
    const problem: unknown = JSON.parse(text)
    if (typeof problem === 'object' && problem !== null) return { ...problem }
  } catch {
    // Whatever it is, it is said.
  }
  return { detail: text }
}
