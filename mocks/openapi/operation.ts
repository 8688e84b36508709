import { z } from 'zod'

/** Where it is known from that an operation is as it is: a document of the vendor's or an RFC, its SDK, or nowhere. */
export type Source = 'documented' | 'sdk' | 'assumed'

/** What is said of one route, beside it. `document.ts` makes OpenAPI of it, and `validator.ts` holds answers to it. */
export interface Operation {
  /** Of a route that takes any: one operation for each method that clients use. */
  readonly method: string
  /**
   * As the router has it, such as `/projects/:projectId/sdk/me`; `*` is the rest of a path. A name after a quote is one,
   * too, as in `/search(q=':q')`.
   */
  readonly path: string
  /** The router's path, where one route is several operations, as `/v1/:verb` is. */
  readonly route?: string
  /** Unique in its service. */
  readonly operationId: string
  readonly summary: string
  readonly source: Source
  readonly access: 'read' | 'write'
  /** Anybody may call it. */
  readonly isPublic?: boolean
  /** The schema by which the query is read. */
  readonly query?: z.ZodType
  readonly headers?: z.ZodObject
  /** The schema by which a JSON body is read, or another kind of body. */
  readonly body?: z.ZodType | OtherBody
  /** Whether the body may be left out. */
  readonly isBodyOptional?: boolean
  /** Whether a request is for content of whatever type instead of for what is described; its answer is left alone then. */
  readonly asksForContent?: (url: URL) => boolean
  /** By status or class of them, such as `4XX`; `default` where somebody else decides on it, as a third party does whose answer is passed on. */
  readonly responses: Readonly<Record<string, Answer>>
}

export interface OtherBody {
  readonly mediaTypes: readonly string[]
  readonly schema?: z.ZodType
}

export interface Answer {
  readonly description: string
  /** Of a JSON answer; closed, so that a field which nobody describes is a breach. */
  readonly schema?: z.ZodType
  /** Default with a schema: JSON. Without either there is no body. */
  readonly mediaTypes?: readonly string[]
}

/** One API, and where its operations are. */
export interface Service {
  /** As in `/_sandbox/openapi/<name>.json`. */
  readonly name: string
  readonly title: string
  readonly description: string
  /** Which of the sandbox's origins it is on. */
  readonly at: 'paragon' | 'provider'
  /** What its paths have before them on that origin, and not on hosts of its own. */
  readonly prefix?: string
  /** Hosts that it has in real life; `*` stands for the first label. */
  readonly hosts?: readonly string[]
  /** Its paths are the same with a slash at the end. */
  readonly mayEndInSlash?: boolean
  readonly security: { readonly name: string; readonly description: string }
  readonly operations: readonly Operation[]
}

/** What the provider's own service and all third parties want to see. */
export const accessToken = { name: 'accessToken', description: 'An access token of the provider, for one account' }

export const ok = (schema: z.ZodType, description = 'OK'): Answer => ({ description, schema })
export const empty = (description = 'Done; there is no body'): Answer => ({ description })
export const content = (description: string, ...mediaTypes: string[]): Answer => ({ description, mediaTypes })

/** An instant in an answer, ISO 8601 in UTC. */
export const instant = z.iso.datetime()
export const uuid = z.guid()
/** A JSON object of which only its owner knows more. */
export const anyObject = z.record(z.string(), z.unknown())
/** Of an answer that says nothing. */
export const nothing = z.object({})

export function isOtherBody(body: Operation['body']): body is OtherBody {
  return body !== undefined && 'mediaTypes' in body
}
