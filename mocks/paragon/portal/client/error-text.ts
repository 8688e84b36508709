/**
 * Words for what went wrong. The SDK's errors carry the whole answer's JSON as their message; an OAuth error arrives as
 * the callback page's message (`{error, errorResponse: {message}}`).
 */
export function describeError(error: unknown): string {
  const found = messages(error)
  const all = found.join(' ').toLowerCase()
  if (/access_denied|consent_required/.test(all)) {
    return 'Access was not granted, so nothing was connected. You can try again and choose Allow.'
  }
  if (all.includes('popup was blocked')) {
    return 'Your browser blocked the sign-in window. Allow pop-ups for this site, then try again.'
  }
  // Chromium's, Firefox's and Safari's words for the same.
  if (/failed to fetch|networkerror|load failed/.test(all)) {
    return 'The service could not be reached. Check your connection and try again.'
  }
  return found.find((message) => message !== '{}') ?? 'Something went wrong. Please try again.'
}

/** The readable texts in an error, the most telling first. */
function messages(error: unknown): string[] {
  if (typeof error === 'string') {
    const body = parse(error)
    return body === undefined ? (error.trim() === '' ? [] : [error]) : messages(body)
  }
  if (Array.isArray(error)) return error.flatMap(messages)
  if (typeof error !== 'object' || error === null) return []
  const fields: Record<string, unknown> = { ...error }
  // An Error's message is its own property, but not one that a spread copies.
  if (error instanceof Error) fields.message = error.message
  return [fields.errorResponse, fields.message, fields.error, fields.code].flatMap(messages)
}

function parse(text: string): object | undefined {
  if (!text.trim().startsWith('{')) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && Object.keys(value).length > 0 ? value : undefined
  } catch {
    return undefined
  }
}
