import type { Context } from '../../context.ts'
import type { Credential } from '../../store/connected-users.ts'
import { proxyTarget } from '../proxy/target.ts'
import { readAnswer } from '../third-party.ts'
import type { AccessTokens } from './access-token.ts'
import { type ActingAccount, callAsAccount } from './call-as-account.ts'

/** A third party as one account of a user sees it. */
export interface ThirdParty {
  readonly credential: Credential
  /** The time of the account's project, in milliseconds. */
  now(): number
  /** The JSON that a call is answered with; undefined for an empty answer. Throws ThirdPartyError for a refusal. */
  json(method: string, path: string, options?: ThirdPartyCall): Promise<unknown>
  /** The same of an answer that is no JSON. */
  bytes(
    method: string,
    path: string,
    options?: ThirdPartyCall,
  ): Promise<{ bytes: Uint8Array; contentType: string | null }>
}

export interface ThirdPartyCall {
  /** What is undefined is left out. */
  query?: Record<string, string | number | boolean | undefined>
  /** Sent as JSON, or as it is when it is text or bytes. */
  body?: unknown
  headers?: Record<string, string>
}

/** A third party said no. */
export class ThirdPartyError extends Error {
  /** HTTP status, 400 and up. */
  readonly status: number

  /** `message` is what it said, as text. */
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** Paths are those of the integration's Proxy API. Throws what `callAsAccount` and `readAnswer` throw as well. */
export function thirdParty(ctx: Context, tokens: AccessTokens, acting: ActingAccount): ThirdParty {
  const { api, name } = acting.integration.definition

  const bytes: ThirdParty['bytes'] = async (method, path, { query = {}, body, headers } = {}) => {
    const given = Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]))
    const search = new URLSearchParams(given).toString()
    const target = proxyTarget(api, acting.credential.providerData, path, search && `?${search}`)
    const isRaw = typeof body === 'string' || body instanceof Uint8Array
    const sent =
      body === undefined ? undefined : isRaw ? (body as string | Uint8Array<ArrayBuffer>) : JSON.stringify(body)
    const response = await callAsAccount(
      ctx,
      tokens,
      acting,
      (accessToken) =>
        new Request(target, {
          method,
          headers: {
            accept: 'application/json',
            ...(body !== undefined && { 'content-type': 'application/json' }),
            ...headers,
            authorization: `Bearer ${accessToken}`,
          },
          ...(sent !== undefined && { body: sent }),
          redirect: 'manual',
        }),
    )
    const answer = await readAnswer(ctx, name, response)
    if (response.ok) return { bytes: answer, contentType: response.headers.get('content-type') }
    const words = new TextDecoder().decode(answer) || `${name} answered ${response.status}.`
    throw new ThirdPartyError(Math.max(response.status, 400), words)
  }

  return {
    credential: acting.credential,
    now: () => ctx.clockOf(acting.credential.projectId).now(),
    bytes,
    async json(method, path, options) {
      const text = new TextDecoder().decode((await bytes(method, path, options)).bytes)
      if (text === '') return undefined
      try {
        return JSON.parse(text)
      } catch {
        throw new ThirdPartyError(502, `${name} answered something other than JSON.`)
      }
    },
  }
}
