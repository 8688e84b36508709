import { Hono, type Context as HonoContext } from 'hono'
import { cors } from 'hono/cors'
import type { ProviderContext } from '../provider-context.ts'
import { accountClaims } from './claims.ts'
import { authenticateClient } from './client-authentication.ts'
import { OAuthError } from './errors.ts'
import { limitForm, readForm } from './form.ts'
import { readParameters } from './parameters.ts'
import { answerTokenRequest, checkAccess, revoke } from './tokens.ts'

/** The endpoints that a client calls itself: token, revocation, userinfo. Open to browsers: they carry no cookies. */
export function tokenRoutes(ctx: ProviderContext): Hono {
  const app = new Hono()
  for (const path of ['/oauth/token', '/oauth/revoke', '/oauth/userinfo']) app.use(path, cors(), noStore, limitForm)

  app.post('/oauth/token', async (c) => {
    const { client, params } = await readRequest(c)
    return c.json(await answerTokenRequest(ctx, client, params))
  })

  app.post('/oauth/revoke', async (c) => {
    const { client, params } = await readRequest(c)
    await revoke(ctx, client, params)
    return c.body(null, 200)
  })

  // Not one path with a choice: the router would take what is below them, such as Atlassian's, for it.
  for (const path of ['/oauth/token', '/oauth/revoke']) {
    app.all(path, (c) =>
      c.json({ error: 'invalid_request', error_description: 'The method must be POST.' }, 405, { Allow: 'POST' }),
    )
  }

  app.on(['GET', 'POST'], '/oauth/userinfo', async (c) => {
    const access = await checkAccess(ctx, c.req.header('authorization'))
    // RFC 6750, section 3.1: no error code when no token was sent.
    if (access.kind === 'missing') return c.body(null, 401, { 'WWW-Authenticate': 'Bearer' })
    if (access.kind !== 'valid') return refuse(c, 401, 'invalid_token', 'The access token is not valid.')
    if (!access.scopes.includes('openid')) {
      return refuse(c, 403, 'insufficient_scope', 'The access token lacks the scope openid.')
    }
    return c.json(accountClaims(ctx, access.account, access.scopes))
  })

  app.onError((error, c) => {
    if (!(error instanceof OAuthError)) {
      console.error(error)
      return c.json({ error: 'server_error', error_description: 'The provider could not answer. Try again.' }, 500)
    }
    if (error.status === 401) c.header('WWW-Authenticate', 'Basic realm="provider"')
    return c.json({ error: error.code, error_description: error.message }, error.status)
  })

  async function readRequest(c: HonoContext) {
    const params = readParameters(await readForm(c))
    if (params.duplicate !== undefined) {
      throw new OAuthError('invalid_request', `${params.duplicate} was sent more than once.`)
    }
    const authorization = c.req.header('authorization')
    const client = await authenticateClient(ctx.store.provider.clients, authorization, params)
    ctx.journal.note({ projectId: client.projectId })
    return { params, client }
  }

  return app
}

async function noStore(c: HonoContext, next: () => Promise<void>) {
  await next()
  c.header('Cache-Control', 'no-store')
}

function refuse(c: HonoContext, status: 401 | 403, error: string, description: string): Response {
  const challenge = `Bearer error="${error}", error_description="${description}"`
  return c.json({ error, error_description: description }, status, { 'WWW-Authenticate': challenge })
}
