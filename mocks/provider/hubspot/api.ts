import { Hono, type Context as HonoContext, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Account } from '../../store/provider-accounts.ts'
import { secondsBusy } from '../busy.ts'
import { checkAccess } from '../oauth/tokens.ts'
import type { ProviderContext } from '../provider-context.ts'
import { expired, HubspotError, invalid, missingScopes, notFound, tooManyRequests, unauthenticated } from './errors.ts'
import { formatInstant } from './instant.ts'
import { readJson } from './json-body.ts'
import { startingRecords } from './starting-records.ts'

/** Whose request it is, and what its token allows. */
export interface HubspotEnv {
  Variables: { account: Account; scopes: string[]; correlationId: string }
}

export type HubspotRequest = HonoContext<HubspotEnv>
export type HubspotApp = Hono<HubspotEnv>

/** Bytes; assumed. */
const MAX_BODY = 10_000_000

/** Paths are the same with a slash at the end, as HubSpot's own documentation writes some of them. */
export function hubspotApp(ctx: ProviderContext): HubspotApp {
  const app: HubspotApp = new Hono<HubspotEnv>({ strict: false })

  app.use(async (c, next) => {
    c.set('correlationId', ctx.random.uuid())
    await next()
    c.header('X-HubSpot-Correlation-Id', c.get('correlationId'))
    c.header('Cache-Control', 'private, no-store')
    c.header('X-Content-Type-Options', 'nosniff')
  })
  app.use(
    bodyLimit({
      maxSize: MAX_BODY,
      onError: () => {
        throw new HubspotError(413, undefined, `The request body is larger than ${MAX_BODY} bytes.`)
      },
    }),
  )
  app.notFound((c) => c.json(notFound().toBody(c.get('correlationId')), 404))
  app.onError((error, c) => {
    const known = error instanceof HubspotError ? error : new HubspotError(500, undefined, 'internal error')
    if (known !== error) console.error(error)
    if (known.status === 401) c.header('WWW-Authenticate', 'Bearer')
    return c.json(known.toBody(c.get('correlationId')), known.status)
  })
  return app
}

/** Demands the token of an account at HubSpot, and gives the account what it starts with. */
export function authenticated(ctx: ProviderContext): MiddlewareHandler<HubspotEnv> {
  return async (c, next) => {
    const access = await checkAccess(ctx, c.req.header('authorization'))
    if (access.kind === 'expired') {
      const seconds = Math.floor((access.now - access.dateExpired.getTime()) / 1000)
      throw expired(seconds, formatInstant(access.dateExpired))
    }
    if (access.kind !== 'valid' || access.account.directory !== 'hubspot') throw unauthenticated()
    const { account, scopes } = access
    if (secondsBusy(ctx, account) > 0) throw tooManyRequests()
    c.set('account', account)
    c.set('scopes', scopes)
    await ctx.store.provider.seed(account, () => ({ records: startingRecords(ctx, account) }))
    await next()
  }
}

/** Refuses a token that has none of the scopes. */
export function demand(c: HubspotRequest, scopes: readonly string[]): void {
  if (!c.get('scopes').some((scope) => scopes.includes(scope))) throw missingScopes(scopes)
}

/** What a path answers to every method that it has no use for. */
export function only(...methods: string[]): (c: HubspotRequest) => never {
  return (c) => {
    c.header('Allow', methods.join(', '))
    throw new HubspotError(405, undefined, 'HTTP 405 Method Not Allowed')
  }
}

export async function bodyOf(c: HubspotRequest): Promise<unknown> {
  return readJson(await c.req.text(), c.req.header('content-type'))
}

/** A parameter that names several things, repeated or separated by commas. */
export function listParameter(c: HubspotRequest, name: string): string[] {
  return (c.req.queries(name) ?? [])
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter(Boolean)
}

/** Throws HubspotError 400. */
export function flagParameter(c: HubspotRequest, name: string): boolean {
  const text = c.req.query(name) || 'false'
  if (text !== 'true' && text !== 'false') throw invalid(`Invalid value "${text}" of ${name}: must be true or false.`)
  return text === 'true'
}

/** Throws HubspotError 400. */
export function limitParameter(c: HubspotRequest, { standard, most }: { standard: number; most: number }): number {
  const text = c.req.query('limit') || String(standard)
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : 0
  if (limit < 1 || limit > most) throw invalid(`Invalid limit ${text}: must be from 1 to ${most}.`)
  return limit
}

/** `paging` of a list, with the address of the next page; nothing on the last one. */
export function paging(c: HubspotRequest, after: string | undefined): object {
  if (after === undefined) return {}
  const link = new URL(c.req.url)
  link.searchParams.set('after', after)
  return { paging: { next: { after, link: link.href } } }
}
