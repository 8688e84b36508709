import { z } from 'zod'

/** What went wrong, for a person to read. */
export type Problem = { title: string; detail: string }

/**
 * Puts an error of the SDK into words. Paragon's own messages are kept: they name what to do; what has no message of
 * its own gets one.
 */
export function describeProblem(error: unknown): Problem {
  const message = messageOf(error)
  if (message === 'Failed to fetch') {
    return { title: 'Paragon could not be reached', detail: 'Check your connection, then try again.' }
  }
  if (message.startsWith('A credential with externalId')) {
    return { title: 'That external id is taken', detail: 'Another account of this integration has it. Choose another.' }
  }
  return { title: 'That did not work', detail: message || 'Paragon gave no reason. Try again in a moment.' }
}

/** Whether an OAuth error says that the person answered "no" at the provider (RFC 6749, section 4.1.2.1). */
export function isDenial(error: unknown): boolean {
  const text = error instanceof Error ? error.message : (JSON.stringify(error) ?? '')
  return /access[_ ]denied/i.test(text)
}

const withMessage = z.object({ message: z.string() })
/** How Google's APIs wrap an error, and so Paragon's Proxy API when it passes one on. */
const withError = z.object({ error: withMessage })

/**
 * The readable part of an error. For a failed request the SDK makes `message` the JSON text of the whole answer, or
 * `{}` when the answer was not JSON.
 */
function messageOf(error: unknown): string {
  const { data } = z.union([z.string(), withMessage, withError]).safeParse(error)
  if (data === undefined) return ''
  const message = typeof data === 'string' ? data : 'message' in data ? data.message : data.error.message
  if (!message.startsWith('{')) return message
  try {
    return messageOf(JSON.parse(message))
  } catch {
    return message
  }
}
