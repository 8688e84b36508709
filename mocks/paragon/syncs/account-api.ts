import type { z } from 'zod'
import type { Context } from '../../context.ts'
import { ApiError, errorCodes } from '../api-error.ts'
import type { AccessTokens } from '../credentials/access-token.ts'
import { type ActingAccount, callAsAccount } from '../credentials/call-as-account.ts'
import { callFacts } from '../credentials/call-facts.ts'
import { proxyTarget } from '../proxy/target.ts'
import { callThirdParty } from '../third-party.ts'

/** The third party's API as one account sees it. Every call throws a `SyncFailure` for an answer that is not a success. */
export interface AccountApi {
  /** The account's e-mail address, lower case, when its sign-in told. */
  email: string | undefined
  /** The time where the account is, in milliseconds since the epoch. */
  now(): number
  /** Absolute, or under the integration's base URL, as in a call through the Proxy API. */
  get(url: string): Promise<Response>
  /** A content: the same, and where it redirects to, a link that needs no token. */
  download(url: string): Promise<Response>
  /** As `get`, read as JSON of that shape. */
  json<T>(schema: z.ZodType<T>, url: string, body?: unknown): Promise<T>
}

/**
 * Why a sync cannot go on.
 * - `busy`: too many requests; it goes on after a while
 * - `unavailable`: no sensible answer this time; it is tried again
 * - `disconnected`: the account's access is gone; somebody has to connect it again
 * - `refused`: the third party will not do this, whenever it is asked
 */
export class SyncFailure extends Error {
  readonly kind: 'busy' | 'unavailable' | 'disconnected' | 'refused'
  /** Of the answer; undefined when there was none. */
  readonly status: number | undefined
  /** Milliseconds after which to ask again, when the third party has said. */
  readonly retryAfter: number | undefined

  constructor(
    kind: SyncFailure['kind'],
    message: string,
    { status, retryAfter }: { status?: number; retryAfter?: number | undefined } = {},
  ) {
    super(message)
    this.kind = kind
    this.status = status
    this.retryAfter = retryAfter
  }
}

export function accountApi(ctx: Context, tokens: AccessTokens, account: ActingAccount): AccountApi {
  const { integration, credential } = account
  const { email } = credential.providerData

  async function send(url: string, body?: unknown): Promise<Response> {
    return checked(await ask(url, body))
  }

  async function ask(url: string, body?: unknown): Promise<Response> {
    const target = targetOf(url)
    return asFailure(
      callAsAccount(ctx, tokens, account, (token) => {
        const headers = { authorization: `Bearer ${token}`, accept: 'application/json' }
        if (body === undefined) return new Request(target, { headers })
        return new Request(target, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      }),
    )
  }

  async function checked(response: Response): Promise<Response> {
    if (response.ok) return response
    throw failureOf(response, await response.text(), ctx.clockOf(account.user.projectId).now())
  }

  function targetOf(url: string): URL {
    try {
      return proxyTarget(integration.definition.api, credential.providerData, url, '')
    } catch (error) {
      throw error instanceof ApiError ? new SyncFailure('refused', error.message) : error
    }
  }

  return {
    now: () => ctx.clockOf(account.user.projectId).now(),
    email: typeof email === 'string' ? email.toLowerCase() : undefined,
    get: (url) => send(url),
    async download(url) {
      const answer = await ask(url)
      const location = answer.headers.get('location')
      if (![301, 302, 303, 307, 308].includes(answer.status) || !location) return checked(answer)
      // Whose link it is, is in the link: the token is not for its host.
      const request = new Request(new URL(location, targetOf(url)))
      const facts = callFacts(account.user, integration, credential)
      return checked(await asFailure(callThirdParty(ctx, integration.definition.name, request, facts)))
    },
    async json(schema, url, body) {
      const response = await send(url, body)
      const parsed = schema.safeParse(await response.json().catch(() => undefined))
      if (parsed.success) return parsed.data
      throw new SyncFailure('unavailable', `${integration.definition.name} answered something unexpected.`, {
        status: response.status,
      })
    },
  }
}

async function asFailure(call: Promise<Response>): Promise<Response> {
  try {
    return await call
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (error.code === errorCodes.credentialInvalid) throw new SyncFailure('disconnected', error.message)
    throw new SyncFailure('unavailable', error.message, { status: error.status })
  }
}

/** Google has two refusals of too many requests: 429, and 403 with one of these reasons (Drive API, "Resolve errors"). */
const BUSY_REASONS = /"(userRateLimitExceeded|rateLimitExceeded|REQUEST_LIMIT_EXCEEDED)"/

function failureOf(response: Response, body: string, now: number): SyncFailure {
  const { status } = response
  const message = `Request failed with status code ${status}`
  if (status === 429 || (status === 403 && BUSY_REASONS.test(body))) {
    return new SyncFailure('busy', message, {
      status,
      retryAfter: retryAfter(response.headers.get('retry-after'), now),
    })
  }
  // The token was refreshed and turned down again: the access was taken back.
  if (status === 401) return new SyncFailure('disconnected', message, { status })
  return new SyncFailure(status >= 500 || status === 408 ? 'unavailable' : 'refused', message, { status })
}

/** Seconds, or a date (RFC 9110, section 10.2.3). */
function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isNaN(milliseconds) ? undefined : Math.max(milliseconds, 0)
}
