/** The verbs that the page offers; the Proxy API passes any on. */
export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type Method = (typeof methods)[number]

/** A request to a third party's API, by way of Paragon's Proxy API. */
export type Call = {
  method: Method
  /** Under the integration's base URL, or an absolute address. */
  path: string
  /** JSON as it was typed; empty for none. */
  body: string
}

/** What is wrong with a part of a call, in words. */
export type CallProblem = { field: 'path' | 'body'; words: string }

export function parseMethod(text: string | null): Method {
  return methods.find((method) => method === text) ?? 'GET'
}

/** Whether a verb carries a body (RFC 9110, section 9.3). */
export function takesBody(method: Method): boolean {
  return method !== 'GET' && method !== 'DELETE'
}

/** Whether the verb is for reading only: it may be sent as several accounts without asking (RFC 9110, section 9.2.1). */
export function isSafe(method: Method): boolean {
  return method === 'GET'
}

/** What stands in the way of sending a call, undefined when nothing does. */
export function problemWith({ method, path, body }: Call): CallProblem | undefined {
  if (path.trim() === '') return { field: 'path', words: 'Enter a path, for example /files.' }
  if (!takesBody(method) || body.trim() === '') return undefined
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value === 'object' && value !== null) return undefined
    return { field: 'body', words: 'The body must be a JSON object or a JSON list.' }
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it cannot be read'
    return { field: 'body', words: `The body is not JSON: ${reason}.` }
  }
}

/** The body as a value, undefined for none. Throws SyntaxError when `problemWith` would have found one. */
export function bodyOf({ method, body }: Call): object | undefined {
  if (!takesBody(method) || body.trim() === '') return undefined
  return JSON.parse(body)
}

/** The path as the SDK sends it: with a slash in front (SDK 2.4.0, request). */
export function pathOf({ path }: Call): string {
  const trimmed = path.trim()
  return trimmed.startsWith('/') ? trimmed : `/${trimmed}`
}
