import { z } from 'zod'

/** What went wrong, for a person to read. */
export type Problem = { title: string; detail: string }

/**
 * Puts an error of the SDK into words. Paragon's own messages are kept: they name what to do; what has no message of
 * its own gets one.
 */
export function describeProblem(error: unknown): Problem {
  const message = reasonIn(error)
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

/** How third parties word an error, which Paragon's Proxy API passes on as text. */
const wordings = z.union([
  z.string(),
  // Paragon, HubSpot, Box
  withMessage.transform(({ message }) => message),
  // Google, Microsoft
  z.object({ error: withMessage }).transform(({ error }) => error.message),
  // Jira
  z.object({ errorMessages: z.tuple([z.string()], z.unknown()) }).transform(({ errorMessages }) => errorMessages[0]),
  // Slack
  z.object({ error: z.string() }).transform(({ error }) => error),
  // Salesforce
  z.tuple([withMessage], z.unknown()).transform(([{ message }]) => message),
])

/**
 * The readable part of an error, empty when there is none. For a failed request the SDK makes `message` the JSON text of
 * the whole answer, or `{}` when the answer was not JSON.
 */
export function reasonIn(error: unknown): string {
  const message = wordings.safeParse(error).data ?? ''
  if (!/^[{[]/.test(message)) return message
  try {
    return reasonIn(JSON.parse(message))
  } catch {
    return message
  }
}
