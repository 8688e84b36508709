import type { BodyCapture } from './body-capture.ts'
import { projectInPath } from './paths.ts'

/**
 * Where a request was seen: at one of the sandbox's two addresses, at the control API, on its way out to the provider or a
 * third party, or to an app's webhook.
 */
export type Place = 'paragon' | 'provider' | 'control' | 'call' | 'webhook'

/** Whose request it is, as far as whoever has it knows. */
export interface CallFacts {
  projectId?: string | undefined
  /** The connected user. */
  userId?: string | undefined
  account?: ActingAccountFacts | undefined
  /** Type of the integration that a call goes out for. */
  integration?: string | undefined
  /** What a call to the provider's token endpoint is for. */
  purpose?: 'exchange' | 'refresh' | undefined
}

/** The account that a call is made as. */
export interface ActingAccountFacts {
  /** Null for a call that comes straight to a third party, with a token that Paragon may know nothing of. */
  credentialId: string | null
  externalId: string | null
  /** Type of the integration. */
  integration: string | null
  /** What a person knows the account by: its e-mail address, or its id at the provider. */
  name: string
}

/** Work that is not a request: what the scheduler does. */
export interface JobRef {
  kind: string
  subject: string
}

/** What a call belongs to: the request, or the job, in whose course it is made. */
export interface Scope {
  readonly traceId: number
  readonly id: number | undefined
  readonly job: JobRef | undefined
}

/** A fault that was brought about in a request. */
export interface FaultRef {
  id: string
  name: string | null
}

/**
 * One request with its answer. Nothing in it is worked out, hidden or copied before somebody reads the journal: what it
 * refers to is not changed by anyone afterwards.
 */
export class Entry implements Scope {
  readonly id: number
  readonly traceId: number
  readonly parentId: number | undefined
  readonly job: JobRef | undefined
  readonly place: Place
  readonly method: string
  readonly url: string
  /** Milliseconds since the epoch on the machine's clock. */
  readonly started: number
  /** The same by `performance.now()`. */
  readonly began: number
  /** Names and values in turns, as they came over HTTP, or what fetch makes of them. */
  readonly requestHeaders: readonly string[] | Headers
  requestBody: BodyCapture | undefined = undefined
  facts: CallFacts
  /** In the order in which answers began; 0 until then. */
  position = 0
  /** Milliseconds until the answer began, or until it was known that there is none. */
  duration = 0
  status: number | undefined = undefined
  responseHeaders: Headers | undefined = undefined
  responseBody: BodyCapture | undefined = undefined
  /** Why there is no answer. */
  error: string | undefined = undefined
  fault: FaultRef | undefined = undefined

  constructor(id: number, start: EntryStart, scope: Scope | undefined, started: number) {
    this.id = id
    this.traceId = scope?.traceId ?? id
    this.parentId = scope?.id
    this.job = scope?.job
    this.place = start.place
    this.method = start.method
    this.url = start.url
    this.started = started
    this.began = performance.now()
    this.requestHeaders = start.requestHeaders
    this.facts = start.facts ?? {}
  }

  /** Undefined as long as nobody has found out whose request it is. */
  get projectId(): string | undefined {
    const isOurs = this.place === 'paragon' || this.place === 'control'
    return this.facts.projectId ?? (isOurs ? projectInPath(this.url) : undefined)
  }
}

export interface EntryStart {
  place: Place
  method: string
  url: string
  requestHeaders: readonly string[] | Headers
  facts?: CallFacts | undefined
}
