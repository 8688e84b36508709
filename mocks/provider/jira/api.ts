import { Hono, type Context as HonoContext } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import type { z } from 'zod'
import type { Account } from '../../store/provider-accounts.ts'
import { secondsBusy } from '../busy.ts'
import { checkAccess } from '../oauth/tokens.ts'
import type { ProviderContext } from '../provider-context.ts'
import { GatewayError, JiraError } from './errors.ts'
import { JIRA_SCOPES } from './scopes.ts'
import { siteOf } from './site.ts'
import { seedJira } from './starting-projects.ts'

/** Whose request it is, and what its token allows. */
export interface JiraEnv {
  Variables: { account: Account; scopes: string[] }
}
export type JiraRequest = HonoContext<JiraEnv>
export type JiraApp = Hono<JiraEnv>

/** Bytes; what the sandbox's Proxy takes. */
const MAX_BODY = 25 * 1024 ** 2

/** Where the API of a site is. */
export const SITE = '/ex/jira/:cloudId/rest/api/3'

/** An app that refuses in Jira's shape, or in that of the gateway before it, where a token is demanded. */
export function jiraApp(ctx: ProviderContext): JiraApp {
  const app: JiraApp = new Hono<JiraEnv>()
  app.use(
    cors(),
    bodyLimit({
      maxSize: MAX_BODY,
      onError: () => {
        throw new JiraError(413, `The request is larger than ${MAX_BODY} bytes.`)
      },
    }),
  )
  app.notFound((c) => c.json(new GatewayError(404, 'Not Found'), 404))
  app.onError((error, c) => {
    if (error instanceof GatewayError) {
      if (error.status === 401) c.header('WWW-Authenticate', 'OAuth realm="https%3A%2F%2Fapi.atlassian.com"')
      return c.json(error, error.status)
    }
    const known = error instanceof JiraError ? error : new JiraError(500, 'Internal server error')
    if (known !== error) console.error(error)
    return c.json(known, known.status)
  })
  const authenticated = async (c: JiraRequest, next: () => Promise<void>) => {
    const access = await checkAccess(ctx, c.req.header('authorization'))
    if (access.kind !== 'valid' || access.account.directory !== 'atlassian') throw new GatewayError(401, 'Unauthorized')
    const wait = secondsBusy(ctx, access.account)
    if (wait > 0) {
      c.header('Retry-After', String(wait))
      throw new GatewayError(429, 'Rate limit exceeded.')
    }
    c.set('account', access.account)
    c.set('scopes', access.scopes)
    await next()
    c.header('Cache-Control', 'no-cache, no-store, no-transform')
    c.header('X-Content-Type-Options', 'nosniff')
  }
  app.use('/oauth/token/accessible-resources', authenticated)
  app.use(`${SITE}/*`, authenticated, async (c, next) => {
    // A site of somebody else is as unknown as one that there is not.
    if (c.req.param('cloudId') !== siteOf(c.var.account).cloudId) throw new GatewayError(404, 'Not Found')
    const isRead = c.req.method === 'GET' || c.req.method === 'HEAD' || c.req.path.endsWith('/search/jql')
    const isUser = c.req.path.endsWith('/myself')
    demand(c, isUser ? JIRA_SCOPES.user : isRead ? JIRA_SCOPES.read : JIRA_SCOPES.write)
    await seedJira(ctx, c.var.account)
    await next()
  })
  return app
}

function demand(c: JiraRequest, scope: string): void {
  if (!c.get('scopes').includes(scope)) throw new GatewayError(401, 'Unauthorized; scope does not match')
}

/** A JSON body of that shape. Throws JiraError 400, which names the field that is wrong. */
export async function bodyOf<T>(c: JiraRequest, schema: z.ZodType<T>): Promise<T> {
  let body: unknown
  try {
    body = JSON.parse(await c.req.text())
  } catch {
    throw new JiraError(400, 'Invalid request payload. Refer to the REST API documentation and try again.')
  }
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const path = issue?.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys] : (issue?.path ?? [])
  const [first, second] = path.map(String)
  const field = first === 'fields' ? second : first
  if (field === undefined) throw new JiraError(400, 'Invalid request payload.')
  const message =
    issue?.code === 'unrecognized_keys'
      ? `Field '${field}' cannot be set. It is not on the appropriate screen, or unknown.`
      : (issue?.message ?? 'not of the right form')
  throw new JiraError(400, '', { [field]: message })
}

/** A number in the query. Throws JiraError 400. */
export function numberOf(c: JiraRequest, name: string, standard: number, most: number): number {
  const text = c.req.query(name) || String(standard)
  const value = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN
  if (Number.isNaN(value)) throw new JiraError(400, `The value "${text}" of ${name} is not a number.`)
  return Math.min(value, most)
}
