import type { OutgoingHttpHeaders } from 'node:http'
import type { SeenBody } from './body-capture.ts'
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

/** Of a request or an answer, as whoever has it keeps them: pairs in a row, a record, or what fetch makes of them. */
export type SeenHeaders = readonly string[] | Readonly<OutgoingHttpHeaders> | Headers

/**
 * One request with its answer. Nothing in it is worked out, hidden or copied before somebody reads the journal: what it
 * refers to is not changed by anyone afterwards. It is small, because it outlives the request: what survives costs more
 * than what is made.
 */
export class Entry implements Scope {
  /** Counted from the start of the process; see `Journal.epoch`. */
  readonly id: number
  readonly traceId: number
  readonly parentId: number | undefined
  readonly job: JobRef | undefined
  readonly place: Place
  readonly method: string
  readonly url: string
  /** Milliseconds since the epoch on the machine's clock. */
  readonly started: number
  readonly requestHeaders: SeenHeaders
  requestBody: SeenBody | undefined = undefined
  /** Replaced when more is known, never changed. */
  facts: CallFacts
  /** In the order in which answers began, counted as `id` is; 0 until then. */
  position = 0
  /** Milliseconds until the answer began, or until it was known that there is none. */
  duration = 0
  status: number | undefined = undefined
  responseHeaders: SeenHeaders | undefined = undefined
  responseBody: SeenBody | undefined = undefined
  /** Why there is no answer. */
  error: string | undefined = undefined
  fault: FaultRef | undefined = undefined

  constructor(id: number, start: EntryStart, scope: Scope | undefined, started: number) {
    this.id = id
    this.traceId = scope === undefined ? id : scope.traceId
    this.parentId = scope?.id
    this.job = scope?.job
    this.place = start.place
    this.method = start.method
    this.url = start.url
    this.started = started
    this.requestHeaders = start.requestHeaders
    this.facts = start.facts ?? nothing
  }

  /** Undefined as long as nobody has found out whose request it is. */
  get projectId(): string | undefined {
    const isOurs = this.place === 'paragon' || this.place === 'control'
    return this.facts.projectId ?? (isOurs ? projectInPath(this.url) : undefined)
  }
}

const nothing: CallFacts = Object.freeze({})

export interface EntryStart {
  place: Place
  method: string
  url: string
  requestHeaders: SeenHeaders
  facts?: CallFacts | undefined
  /** Whether it may lead to calls out, or more may be found out about it in its course. */
  isFollowed: boolean
}
