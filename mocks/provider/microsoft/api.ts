import { Hono, type Context as HonoContext } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import type { z } from 'zod'
import type { Account } from '../../store/provider-accounts.ts'
import { secondsBusy } from '../busy.ts'
import { checkAccess } from '../oauth/tokens.ts'
import type { ProviderContext } from '../provider-context.ts'
import { accessDenied, GraphError, invalid, tooManyRequests, unauthenticated } from './errors.ts'
import { seedDrives } from './starting-drives.ts'

/** Whose request it is, and what its token allows. */
export interface GraphEnv {
  Variables: { account: Account; scopes: string[]; requestId: string }
}
export type GraphRequest = HonoContext<GraphEnv>
export type GraphApp = Hono<GraphEnv>

/** Bytes of a simple upload; Graph itself takes 250 MB, the sandbox what its Proxy takes. */
export const MAX_UPLOAD = 25 * 1024 ** 2

/** An app that refuses in Graph's shape; a token is demanded below `/v1.0` and `/beta` alone. */
export function graphApp(ctx: ProviderContext): GraphApp {
  const app: GraphApp = new Hono<GraphEnv>()
  app.use(cors(), async (c, next) => {
    c.set('requestId', ctx.random.uuid())
    await next()
    c.header('request-id', c.get('requestId'))
    c.header('X-Content-Type-Options', 'nosniff')
  })
  app.use(
    bodyLimit({
      maxSize: MAX_UPLOAD,
      onError: () => {
        throw new GraphError(413, 'requestTooLarge', `A request may have ${MAX_UPLOAD} bytes.`)
      },
    }),
  )
  app.notFound((c) => {
    const error = new GraphError(400, 'BadRequest', 'Invalid version: use v1.0.')
    return c.json(error.toBody(c.get('requestId'), ctx.clock.timestamp()), 400)
  })
  app.onError((error, c) => {
    const known =
      error instanceof GraphError ? error : new GraphError(500, 'generalException', 'An error has occurred.')
    if (known !== error) console.error(error)
    if (known.status === 401) c.header('WWW-Authenticate', 'Bearer realm=""')
    return c.json(known.toBody(c.get('requestId'), ctx.clock.timestamp()), known.status)
  })
  app.use('/v1.0/*', async (c, next) => {
    const access = await checkAccess(ctx, c.req.header('authorization'))
    if (access.kind === 'missing') throw unauthenticated()
    if (access.kind === 'expired') throw unauthenticated('Lifetime validation failed, the token is expired.')
    if (access.kind !== 'valid' || access.account.directory !== 'microsoft') {
      throw unauthenticated('CompactToken validation failed.')
    }
    const wait = secondsBusy(ctx, access.account)
    if (wait > 0) {
      c.header('Retry-After', String(wait))
      throw tooManyRequests()
    }
    c.set('account', access.account)
    c.set('scopes', access.scopes)
    await seedDrives(ctx, access.account)
    await next()
    c.header('Cache-Control', 'private, no-store')
  })
  return app
}

/** Refuses a token that has none of the scopes. */
export function demand(c: GraphRequest, scopes: readonly string[]): void {
  if (!c.get('scopes').some((scope) => scopes.includes(scope))) throw accessDenied()
}

/** The part of a request's URL that the API's addresses begin with: links lead back the way that the request came. */
export function baseOf(c: GraphRequest): string {
  return /^[^?#]*?\/v1\.0(?=[/?#]|$)/.exec(c.req.url)?.[0] ?? ''
}

/** A JSON body of that shape. Throws GraphError 400, which names the first field that is wrong. */
export async function bodyOf<T>(c: GraphRequest, schema: z.ZodType<T>): Promise<T> {
  let body: unknown
  try {
    const text = await c.req.text()
    body = text.trim() === '' ? {} : JSON.parse(text)
  } catch {
    throw new GraphError(400, 'BadRequest', 'Unable to read JSON request payload.')
  }
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw invalid(`${issue?.path.join('.') || 'The body'}: ${issue?.message ?? 'not of the right form'}`)
}
