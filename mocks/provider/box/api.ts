import { Hono, type Context as HonoContext } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import type { z } from 'zod'
import type { Account } from '../../store/provider-accounts.ts'
import { secondsBusy } from '../busy.ts'
import { checkAccess } from '../oauth/tokens.ts'
import type { ProviderContext } from '../provider-context.ts'
import { BoxError, badRequest, insufficientScope, notFound, tooManyRequests } from './errors.ts'
import { BOX_SCOPES } from './scopes.ts'
import { seedBox } from './starting-files.ts'

/** Whose request it is, and what its token allows. */
export interface BoxEnv {
  Variables: { account: Account; scopes: string[]; requestId: string }
}
export type BoxRequest = HonoContext<BoxEnv>
export type BoxApp = Hono<BoxEnv>

/** Where the API is, at `api.box.com`. */
export const BASE = '/2.0'
/** Where uploads go, at `upload.box.com` (developer.box.com/guides/uploads/direct/file). */
export const UPLOAD_BASE = '/api/2.0'

/** Bytes; what the sandbox's Proxy takes. */
export const MAX_UPLOAD = 25 * 1024 ** 2

/** An app that refuses in Box's shape, and demands a token for everything but downloads. */
export function boxApp(ctx: ProviderContext): BoxApp {
  const app: BoxApp = new Hono<BoxEnv>()
  app.use(cors(), async (c, next) => {
    c.set('requestId', ctx.random.secret(8))
    await next()
    c.header('X-Content-Type-Options', 'nosniff')
  })
  app.use(
    bodyLimit({
      maxSize: MAX_UPLOAD,
      onError: () => {
        throw new BoxError(413, 'file_size_limit_exceeded', 'File size exceeds the limit')
      },
    }),
  )
  app.notFound((c) => c.json(notFound().toBody(c.get('requestId')), 404))
  app.onError((error, c) => {
    if (error instanceof UnauthenticatedError) {
      // Box says why in a header alone (developer.box.com/guides/api-calls/permissions-and-errors/common-errors).
      c.header(
        'WWW-Authenticate',
        `Bearer realm="Service", error="invalid_token", error_description="${error.message}"`,
      )
      return c.body(null, 401)
    }
    const known =
      error instanceof BoxError ? error : new BoxError(500, 'internal_server_error', 'Internal Server Error')
    if (known !== error) console.error(error)
    return c.json(known.toBody(c.get('requestId')), known.status)
  })
  for (const base of [BASE, UPLOAD_BASE]) {
    app.use(`${base}/*`, async (c, next) => {
      const access = await checkAccess(ctx, c.req.header('authorization'))
      if (access.kind !== 'valid' || access.account.directory !== 'box') {
        throw new UnauthenticatedError('The access token provided is invalid.')
      }
      const wait = secondsBusy(ctx, access.account)
      if (wait > 0) {
        c.header('Retry-After', String(wait))
        throw tooManyRequests()
      }
      const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
      const scopes = isRead ? BOX_SCOPES.read : BOX_SCOPES.write
      if (!access.scopes.some((scope) => scopes.includes(scope))) throw insufficientScope()
      c.set('account', access.account)
      c.set('scopes', access.scopes)
      await seedBox(ctx, access.account)
      await next()
      c.header('Cache-Control', 'no-cache, no-store')
    })
  }
  return app
}

class UnauthenticatedError extends Error {}

/** A JSON body of that shape. Throws BoxError 400, which names the first field that is wrong. */
export async function bodyOf<T>(c: BoxRequest, schema: z.ZodType<T>): Promise<T> {
  let body: unknown
  try {
    const text = await c.req.text()
    body = text.trim() === '' ? {} : JSON.parse(text)
  } catch {
    throw badRequest('body', 'The body is not valid JSON.')
  }
  return checked(body, schema)
}

export function checked<T>(body: unknown, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw badRequest(issue?.path.join('.') || 'body', issue?.message ?? 'not of the right form')
}

/** `limit`. Throws BoxError 400. */
export function limitOf(c: BoxRequest, standard: number, most = 1000): number {
  return numberOf(c, 'limit', standard, 1, most)
}

export function offsetOf(c: BoxRequest): number {
  return numberOf(c, 'offset', 0, 0, 10_000)
}

function numberOf(c: BoxRequest, name: string, standard: number, least: number, most: number): number {
  const text = c.req.query(name) || String(standard)
  const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= least && value <= most)) throw badRequest(name, `Invalid value '${text}'.`)
  return value
}

/** The fields that `fields` names, and those that every answer has; all of `standard` without it. */
export function fieldsOf<T extends object>(c: BoxRequest, full: T, standard: Partial<T> = full): Partial<T> {
  const fields = c.req.query('fields')
  if (!fields) return standard
  const names = new Set(['type', 'id', 'etag', ...fields.split(',').map((name) => name.trim())])
  return Object.fromEntries(Object.entries(full).filter(([name]) => names.has(name))) as Partial<T>
}
