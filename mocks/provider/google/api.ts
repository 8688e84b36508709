import { Hono, type Context as HonoContext } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import type { Account } from '../../store/provider-accounts.ts'
import { secondsBusy } from '../busy.ts'
import { checkAccess } from '../oauth/tokens.ts'
import type { ProviderContext } from '../provider-context.ts'
import { GoogleApiError, insufficientScopes, notFound, tooManyRequests, unauthenticated } from './errors.ts'
import { type FieldMask, parseFields, type Shape, selectFields } from './field-mask.ts'
import { seedGoogle } from './starting-contents.ts'

/** Whose request it is, and what its token allows. */
export interface GoogleEnv {
  Variables: { account: Account; scopes: string[] }
}

export type GoogleRequest = HonoContext<GoogleEnv>

export interface GoogleApiOptions {
  /** Paths that the API has to itself, such as `/drive/v3`. */
  bases: readonly string[]
  /** Bytes. */
  maxBody: number
}

/**
 * One of Google's APIs: a token is demanded for everything below its paths, refusals have Google's shape, and what
 * `define` leaves open is not found.
 */
export function googleApi(
  ctx: ProviderContext,
  { bases, maxBody }: GoogleApiOptions,
  define: (app: Hono<GoogleEnv>) => void,
): Hono<GoogleEnv> {
  const app = new Hono<GoogleEnv>()
  const limit = bodyLimit({
    maxSize: maxBody,
    onError: () => {
      throw new GoogleApiError(413, 'uploadTooLarge', `A request may have ${maxBody} bytes.`)
    },
  })
  const paths = bases.map((base) => `${base}/*`)

  for (const path of paths) {
    app.use(path, cors(), limit, async (c, next) => {
      const access = await checkAccess(ctx, c.req.header('authorization'))
      if (access.kind !== 'valid') throw unauthenticated(access.kind === 'missing' ? 'missing' : 'invalid')
      const wait = secondsBusy(ctx, access.account)
      if (wait > 0) {
        c.header('Retry-After', String(wait))
        throw tooManyRequests()
      }
      await seedGoogle(ctx, access.account)
      c.set('account', access.account)
      c.set('scopes', access.scopes)
      await next()
      c.header('Cache-Control', 'private, no-store')
      c.header('X-Content-Type-Options', 'nosniff')
    })
  }

  define(app)

  for (const path of paths) {
    app.all(path, () => {
      throw notFound()
    })
  }

  app.onError((error, c) => {
    const known = error instanceof GoogleApiError ? error : new GoogleApiError(500, 'internalError', 'Internal Error')
    if (known !== error) console.error(error)
    if (known.code === 401) c.header('WWW-Authenticate', 'Bearer realm="https://accounts.google.com/"')
    return c.json(known, known.code)
  })
  return app
}

/** Refuses a token that has none of the scopes. */
export function demand(c: GoogleRequest, scopes: readonly string[]): void {
  if (!c.get('scopes').some((scope) => scopes.includes(scope))) throw insufficientScopes()
}

/**
 * The `fields` asked for, `standard` when there are none. To be read before anything is written, so that a request with
 * wrong `fields` changes nothing.
 */
export function fieldsOf(c: GoogleRequest, shape: Shape, standard = '*'): FieldMask {
  return parseFields(c.req.query('fields') || standard, shape)
}

export function answer(c: GoogleRequest, resource: object, mask: FieldMask): Response {
  return c.body(JSON.stringify(selectFields(resource, mask)), 200, {
    'Content-Type': 'application/json; charset=UTF-8',
  })
}
