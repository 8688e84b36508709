import { z } from 'zod'

/** What a request needs for itself, or a connection (RFC 9110, section 7.6.1). */
const ownHeaders = new Set([
  'connection',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** Headers that an app wants with its webhooks. */
export const webhookHeaders = z.record(z.string(), z.string()).superRefine((headers, context) => {
  for (const [name, value] of Object.entries(headers)) {
    const problem = headerProblem(name, value)
    if (problem) context.addIssue({ code: 'custom', path: [name], message: problem })
  }
})

function headerProblem(name: string, value: string): string | undefined {
  if (ownHeaders.has(name.toLowerCase())) return 'is not for a webhook to set'
  try {
    new Headers([[name, value]])
    return undefined
  } catch {
    return 'is not a header'
  }
}
