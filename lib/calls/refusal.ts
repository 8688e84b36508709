import { z } from 'zod'
import { type Problem, reasonIn } from '../paragon/problem'

/** Paragon's answer when a token does not hold the permission for what it asks (SDK 2.4.0, INSUFFICIENT_PERMISSION). */
const INSUFFICIENT_PERMISSION = '7210'

const statusWords = new Map([
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [405, 'Method Not Allowed'],
  [409, 'Conflict'],
  [410, 'Gone'],
  [412, 'Precondition Failed'],
  [413, 'Content Too Large'],
  [415, 'Unsupported Media Type'],
  [422, 'Unprocessable Content'],
  [429, 'Too Many Requests'],
  [500, 'Internal Server Error'],
  [502, 'Bad Gateway'],
  [503, 'Service Unavailable'],
  [504, 'Gateway Timeout'],
])

const refusedBy = z.object({ response: z.unknown() })
const envelope = z.object({ message: z.string().catch(''), code: z.string().catch(''), status: z.number().optional() })

/**
 * What an answer that is not a success says, with the third party's own words as `data` when there are any. Undefined
 * when there was no answer: the network failed, or the SDK never asked.
 */
export function refusalOf(error: unknown, name: string): { problem: Problem; data: unknown } | undefined {
  // The SDK's ProxyRequestError: `response` is the JSON of the answer, or the answer itself when that was no JSON.
  const { data: refused } = refusedBy.safeParse(error)
  if (refused?.response === undefined) return undefined
  const { response } = refused
  if (response instanceof Response) {
    const detail = reasonIn(error) || 'The answer says nothing more.'
    return { problem: { title: titleOf(`${name} refused`, response.status), detail }, data: undefined }
  }
  const { message, code, status } = envelope.catch({ message: '', code: '', status: undefined }).parse(response)
  if (code === INSUFFICIENT_PERMISSION) {
    const detail = 'The Paragon User Token names the accounts that may be used, and this is none of them (code 7210).'
    return { problem: { title: titleOf('Paragon refused', status), detail }, data: response }
  }
  const detail = reasonIn(error) || 'The answer says nothing more.'
  const theirs = parsed(message)
  return theirs === undefined
    ? { problem: { title: titleOf('The call was refused', status), detail }, data: response }
    : { problem: { title: titleOf(`${name} refused`, status), detail }, data: theirs }
}

const slackRefusal = z.object({ ok: z.literal(false), error: z.string() })

/** A refusal inside an answer with status 200: Slack's way (https://docs.slack.dev/apis/web-api/#responses). */
export function refusalInside(data: unknown, integration: string, name: string): Problem | undefined {
  if (integration !== 'slack') return undefined
  const { data: refusal } = slackRefusal.safeParse(data)
  return refusal && { title: `${name} refused`, detail: refusal.error }
}

function titleOf(words: string, status: number | undefined): string {
  if (status === undefined) return words
  return `${words}: ${[status, statusWords.get(status)].filter(Boolean).join(' ')}`
}

/** The third party's answer, which the Proxy API passes on as text. */
function parsed(message: string): object | undefined {
  if (!/^\s*[{[]/.test(message)) return undefined
  try {
    return JSON.parse(message)
  } catch {
    return undefined
  }
}
