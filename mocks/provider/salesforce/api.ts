import { Hono, type Context as HonoContext } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Account } from '../../store/provider-accounts.ts'
import { secondsBusy } from '../busy.ts'
import { checkAccess } from '../oauth/tokens.ts'
import type { ProviderContext } from '../provider-context.ts'
import { invalidSession, jsonParserError, notFound, requestLimitExceeded, SalesforceError } from './errors.ts'
import { type ApiUsage, limitInfo } from './limits.ts'
import type { Org } from './operations.ts'
import { instanceHost } from './org.ts'
import { startingRecords } from './starting-records.ts'
import { isVersion } from './versions.ts'

/** Whose request it is, and in which version of the API. */
export interface SalesforceEnv {
  Variables: { account: Account; version: string }
}

export type SalesforceRequest = HonoContext<SalesforceEnv>

const METHODS = ['get', 'post', 'patch', 'delete'] as const

export type Handlers = Partial<Record<(typeof METHODS)[number], (c: SalesforceRequest) => Response | Promise<Response>>>

/** Adds a resource of every version, such as `/limits`, with what it does for each method; any other is refused. */
export type AddResource = (path: string, handlers: Handlers) => void

/** Bytes; assumed. */
const MAX_BODY = 10 * 1024 ** 2
const DATA = '/services/data'

/**
 * Salesforce's REST API: below a version's path a token is demanded that is of the org whose host is asked, refusals have
 * Salesforce's shape, and what `define` leaves open is not found.
 */
export function salesforceApi(
  ctx: ProviderContext,
  usage: ApiUsage,
  define: (app: Hono<SalesforceEnv>, addResource: AddResource) => void,
): Hono<SalesforceEnv> {
  // Salesforce's own examples end some addresses in a slash.
  const app = new Hono<SalesforceEnv>({ strict: false })
  const limit = bodyLimit({
    maxSize: MAX_BODY,
    onError: () => {
      const message = `The message or request exceeded max size of ${MAX_BODY} bytes`
      throw new SalesforceError(413, 'EXCEEDED_MAX_SIZE_REQUEST', message)
    },
  })

  app.use(`${DATA}/:version/*`, limit, async (c, next) => {
    const account = await accountOf(ctx, c)
    if (secondsBusy(ctx, account) > 0) throw requestLimitExceeded()
    const version = /^v(\d+\.\d)$/.exec(c.req.param('version') ?? '')?.[1]
    if (version === undefined || !isVersion(version)) throw notFound()
    await ctx.store.provider.seed(account, () => ({ records: startingRecords(ctx, account) }))
    c.set('account', account)
    c.set('version', version)
    const calls = usage.count(account)
    await next()
    c.header('Sforce-Limit-Info', limitInfo(calls))
    c.header('Cache-Control', 'no-cache,must-revalidate,max-age=0,no-store,private')
    c.header('X-Content-Type-Options', 'nosniff')
  })

  define(app, (path, handlers) => {
    const given = METHODS.filter((method) => handlers[method])
    const address = `${DATA}/:version${path}`
    for (const method of METHODS) {
      const handler = handlers[method]
      if (handler) app.on(method.toUpperCase(), address, handler)
    }
    app.all(address, (c) => {
      const allowed = given.flatMap((method) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()])).join(',')
      const message = `HTTP Method '${c.req.method}' not allowed. Allowed are ${allowed}`
      c.header('Allow', allowed)
      throw new SalesforceError(405, 'METHOD_NOT_ALLOWED', message)
    })
  })

  app.all('/services/*', notFoundHandler)

  app.onError((error, c) => {
    const isKnown = error instanceof SalesforceError
    if (!isKnown) console.error(error)
    const { status, errors } = isKnown
      ? error
      : new SalesforceError(
          500,
          'UNKNOWN_EXCEPTION',
          'An unexpected error occurred. The sandbox’s log has the details.',
        )
    if (status === 401) c.header('WWW-Authenticate', 'Token')
    return c.json(errors, status)
  })
  return app
}

function notFoundHandler(): never {
  throw notFound()
}

/** The account of a request's token. Throws SalesforceError 401. */
async function accountOf(ctx: ProviderContext, c: HonoContext): Promise<Account> {
  const access = await checkAccess(ctx, bearer(c))
  // The token of another third party means nothing here.
  if (access.kind !== 'valid' || access.account.directory !== 'salesforce') throw invalidSession()
  const { host } = new URL(c.req.url)
  const isOwnHost = host === instanceHost(access.account) || host === new URL(ctx.urls.provider).host
  if (!isOwnHost) throw invalidSession()
  if (!access.scopes.some((scope) => scope === 'api' || scope === 'full')) {
    throw invalidSession('This session is not valid for use with the REST API')
  }
  return access.account
}

/** The `Authorization` header; "OAuth" is Salesforce's older word for "Bearer". */
export function bearer(c: HonoContext): string | undefined {
  return c.req.header('authorization')?.replace(/^OAuth +/i, 'Bearer ')
}

export function orgOf(ctx: ProviderContext, c: SalesforceRequest): Org {
  const account = c.get('account')
  return { ctx, account, clock: ctx.clockOf(account.projectId), rows: ctx.store.provider.records }
}

/** Runs writes in one transaction. */
export function writing<T>(ctx: ProviderContext, c: SalesforceRequest, work: (org: Org) => Promise<T>): Promise<T> {
  const org = orgOf(ctx, c)
  return ctx.store.provider.records.write(org.account.id, (rows) => work({ ...org, rows }))
}

/** The body of a request. Throws SalesforceError: 415 for one that is not called JSON, 400 for one that is none. */
export async function readJson(c: SalesforceRequest): Promise<unknown> {
  const text = await c.req.text()
  if (text.trim() === '') {
    throw jsonParserError('The HTTP entity body is required, but this request has no entity body.')
  }
  const type = c.req.header('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    const message = `Content type ${type || 'not given'}, but only application/json is simulated.`
    throw new SalesforceError(415, 'UNSUPPORTED_MEDIA_TYPE', message)
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw jsonParserError(error instanceof Error ? error.message : 'The body is not JSON.')
  }
}
