import { decodeJwt } from 'jose'
import type { Context } from '../context.ts'
import { beginningOf, type SeenBody } from './body-capture.ts'
import type { Call } from './call-match.ts'
import type { ActingAccountFacts, Entry, JobRef, SeenHeaders } from './entry.ts'
import { placeholder, redactBody, redactHeader, redactUrl } from './redaction.ts'
import { serviceOf } from './services.ts'

/** An entry as it is shown: without secrets. */
export interface EntryView {
  id: string
  /** What it is part of: the id of the request, or of the job, with which that began. */
  traceId: string
  /** The entry in whose course it was made; null for one that came from outside, or from a job without a known cause. */
  parentId: string | null
  /** In the order of answers; what `since` takes. */
  cursor: number
  direction: 'in' | 'out'
  service: string
  operation: string | null
  method: string
  url: string
  path: string
  userId: string | null
  /** The connected account that it was made as. Of one that only names an account the rest is null. */
  account: { [Fact in keyof ActingAccountFacts]: ActingAccountFacts[Fact] | null } | null
  /** What the scheduler was doing. */
  job: JobRef | null
  status: number | null
  /** Why there was no answer. */
  error: string | null
  /** The fault that was brought about. */
  fault: { id: string; name: string | null } | null
  date: string
  /** Milliseconds until the answer began. */
  duration: number
  request: MessageView
  response: MessageView | null
}

export interface MessageView {
  headers: Record<string, string>
  body: BodyView | null
}

export interface BodyView {
  /** Bytes that passed. */
  size: number
  /** Whether `text` is only the beginning. */
  isTruncated: boolean
  isBinary: boolean
  /** Null for what is binary. */
  text: string | null
}

type ViewContext = Pick<Context, 'routes' | 'journal'>

/** What an entry is matched by. */
export function callOf(entry: Entry, { routes, journal }: ViewContext): Call {
  const url = new URL(entry.url)
  const { account } = entry.facts
  const named = namedCredential(entry, url)
  return {
    direction: directionOf(entry),
    service: serviceOf(entry.place, url.pathname, entry.facts),
    method: entry.method,
    path: url.pathname,
    operation: routes.operationOf(entry.method, url),
    credentials: [account?.credentialId, account?.externalId, named].filter((each) => typeof each === 'string'),
    userId: userOf(entry, url),
    status: entry.status,
    traceId: journal.epoch + entry.traceId,
  }
}

export function entryView(entry: Entry, ctx: ViewContext): EntryView {
  const { direction, service, method, path, operation, userId } = callOf(entry, ctx)
  const { epoch } = ctx.journal
  const { facts, place, fault, job } = entry
  return {
    id: String(epoch + entry.id),
    traceId: String(epoch + entry.traceId),
    parentId: entry.parentId === undefined ? null : String(epoch + entry.parentId),
    cursor: epoch + entry.position,
    direction,
    service,
    operation: operation ?? null,
    method,
    url: redactUrl(entry.url),
    path,
    userId: userId ?? null,
    account: facts.account ?? accountNamedBy(entry),
    job: job ?? null,
    status: entry.status ?? null,
    error: entry.error ?? null,
    fault: fault ?? null,
    date: new Date(entry.started).toISOString(),
    duration: Math.round(entry.duration * 100) / 100,
    request: messageView(pairsOf(entry.requestHeaders), entry.requestBody, place === 'webhook'),
    response:
      entry.responseHeaders === undefined
        ? null
        : messageView(pairsOf(entry.responseHeaders), entry.responseBody, false),
  }
}

const directionOf = ({ place }: Entry) => (place === 'call' || place === 'webhook' ? 'out' : 'in')

function accountNamedBy(entry: Entry): EntryView['account'] {
  const credentialId = namedCredential(entry, new URL(entry.url))
  return credentialId === undefined ? null : { credentialId, externalId: null, integration: null, name: null }
}

/** The selector that a request to Paragon names an account by: in the SDK's header, the path, or the query. */
function namedCredential(entry: Entry, url: URL): string | undefined {
  return entry.place === 'paragon' ? credentialSelector(url, headerOf(entry, 'x-paragon-credential')) : undefined
}

export function credentialSelector({ pathname, searchParams }: URL, header: string | undefined): string | undefined {
  const inPath = /\/sdk\/credentials\/([^/]+)/.exec(pathname)?.[1]
  return header ?? (inPath && decodeURIComponent(inPath)) ?? searchParams.get('credentialId') ?? undefined
}

/** The user whom the token names, good or not. */
function userOf(entry: Entry, url: URL): string | undefined {
  if (entry.facts.userId !== undefined || entry.place !== 'paragon') return entry.facts.userId
  const bearer = /^Bearer +(\S+)$/i.exec(headerOf(entry, 'authorization') ?? '')?.[1]
  return subjectOf(bearer ?? url.searchParams.get('userToken') ?? '')
}

export function subjectOf(token: string): string | undefined {
  try {
    return decodeJwt(token).sub
  } catch {
    return undefined
  }
}

function headerOf(entry: Entry, name: string): string | undefined {
  return pairsOf(entry.requestHeaders).find(([each]) => each.toLowerCase() === name)?.[1]
}

/** Names and values, of several with one name each. */
function pairsOf(headers: SeenHeaders): [string, string][] {
  if (headers instanceof Headers) return [...headers]
  if (isRow(headers)) return headers.flatMap((name, at) => (at % 2 === 0 ? [[name, headers[at + 1] ?? '']] : []))
  return Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((each) => [name, String(each)] as [string, string]),
  )
}

const isRow = (headers: SeenHeaders): headers is readonly string[] => Array.isArray(headers)

/** Headers that a webhook has by itself; the others are the app's own, and may be secrets. */
const webhookHeaders = new Set(['content-type', 'x-paragon-signature'])

function messageView(
  headers: readonly [string, string][],
  body: SeenBody | undefined,
  isWebhook: boolean,
): MessageView {
  const shown: Record<string, string> = {}
  for (const [name, value] of headers) {
    const lower = name.toLowerCase()
    const text = isWebhook && !webhookHeaders.has(lower) ? placeholder(lower) : redactHeader(lower, value)
    shown[lower] = lower in shown ? `${shown[lower]}, ${text}` : text
  }
  return { headers: shown, body: bodyView(body, shown) }
}

function bodyView(body: SeenBody | undefined, headers: Record<string, string>): BodyView | null {
  if (body === undefined) return null
  const { size, beginning } = beginningOf(body)
  if (size === 0) return null
  const isTruncated = size > beginning.byteLength
  const encoding = headers['content-encoding'] ?? 'identity'
  const text = encoding === 'identity' ? textOf(beginning, isTruncated) : undefined
  const shown = text === undefined ? null : redactBody(text, headers['content-type']?.toLowerCase() ?? '')
  return { size, isTruncated, isBinary: shown === null, text: shown }
}

/** The text of bytes, undefined when they are none. Of a body that was cut off the last character may be missing. */
function textOf(bytes: Uint8Array, isCut: boolean): string | undefined {
  if (bytes.includes(0)) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut })
  } catch {
    return undefined
  }
}
