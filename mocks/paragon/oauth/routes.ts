import { Hono, type Context as HonoContext } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Context } from '../../context.ts'
import type { OAuthSession } from '../../store/oauth-sessions.ts'
import { type ApiError, asApiError } from '../api-error.ts'
import type { Authority, Caller } from '../caller.ts'
import { parse } from '../request-body.ts'
import { requireIntegration } from '../selectors.ts'
import { callbackUrl } from './callback-url.ts'
import { isNonceOf, nonceCookieName, nonceCookieValue, POPUP_SECONDS } from './nonce-cookie.ts'
import { buildOAuth, findSession, finishOAuth, requireAllowedOrigin, sessionOutcome } from './operations.ts'
import { popupPage, popupScript, popupStyle } from './popup-page.ts'
import { buildOAuthQuery, callbackQuery, nonceQuery } from './schemas.ts'

export function oauthRoutes(ctx: Context, authority: Authority): Hono {
  const setNonce = (c: HonoContext, { project, user }: Caller, integrationId: string) => {
    const owner = { projectId: project.id, userId: user.userId, integrationId }
    setCookie(c, nonceCookieName(owner), nonceCookieValue(ctx.store.sealer, owner, ctx.clock.now()), {
      httpOnly: true,
      // Lax: the provider's redirect back is a top-level navigation from another site.
      sameSite: 'Lax',
      path: '/oauth',
      maxAge: POPUP_SECONDS,
      secure: c.req.url.startsWith('https:'),
    })
  }
  const callback = (c: HonoContext) => callbackUrl(ctx.urls.paragon, c.req.url)

  return (
    new Hono()
      .get('/projects/:projectId/sdk/actions/oauth-nonce', (c) =>
        inWindow(async () => {
          const caller = await authority.authoriseToken(c.req.param('projectId'), c.req.query('userToken'))
          const query = parse(nonceQuery, c.req.query(), 'query')
          requireAllowedOrigin(ctx, caller.project.allowedOrigins, query.originForPostMessage)
          const integration = requireIntegration(caller.project, query.integrationId)
          setNonce(c, caller, integration.id)
          return withCookies(
            c,
            popupPage({
              title: `Connecting ${integration.definition.name}`,
              text: 'One moment: the sign-in page is being prepared.',
              message: { body: { type: 'oauth-nonce-loaded' }, targetOrigin: query.originForPostMessage },
              closes: false,
            }),
          )
        }),
      )

      .get('/v2/projects/:projectId/sdk/actions/build-oauth', async (c) => {
        const caller = await authority.authorise(c)
        const query = parse(buildOAuthQuery, c.req.query(), 'query')
        return c.json({ redirectUrl: await buildOAuth(ctx, caller, query, callback(c)) })
      })

      // Before version 2.2 the SDK opens the popup on this address itself.
      .get('/projects/:projectId/sdk/actions/build-oauth', (c) =>
        inWindow(async () => {
          const caller = await authority.authoriseToken(c.req.param('projectId'), c.req.query('userToken'))
          const query = parse(buildOAuthQuery, c.req.query(), 'query')
          const redirectUrl = await buildOAuth(ctx, caller, query, callback(c))
          setNonce(c, caller, query.integrationId)
          return c.redirect(redirectUrl, 302)
        }),
      )

      .get('/oauth', (c) =>
        inWindow(async () => {
          const query = parse(callbackQuery, c.req.query(), 'query')
          const session = await findSession(ctx, query.state)
          if (!isNonceOf(ctx.store.sealer, getCookie(c, nonceCookieName(session)), session, ctx.clock.now())) {
            return popupPage(
              {
                title: 'This window did not start the sign-in',
                text: 'For your safety nothing was connected. Close the window and start again.',
                closes: false,
              },
              400,
            )
          }
          try {
            const credentialId = await finishOAuth(ctx, session, query)
            return successPage(session, credentialId)
          } catch (error) {
            return failurePage(session, asApiError(error))
          }
        }),
      )
      .get('/oauth/popup.js', (c) => c.body(popupScript, 200, { 'content-type': 'text/javascript; charset=utf-8' }))
      .get('/oauth/popup.css', (c) => c.body(popupStyle, 200, { 'content-type': 'text/css; charset=utf-8' }))

      .get('/projects/:projectId/sdk/actions/session-id/:key', async (c) =>
        c.json(await sessionOutcome(ctx, await authority.authorise(c), c.req.param('key'))),
      )
      .delete('/projects/:projectId/sdk/actions/session-id/:key', async (c) => {
        const { user } = await authority.authorise(c)
        await ctx.store.oauthSessions.remove(user.personaId, c.req.param('key'))
        return c.json({})
      })
  )
}

/**
 * The SDK sends the payload back as it is; versions before 2.4.0 also read `credentialId` (sdk.md 3.2). `sessionId` makes
 * each run's message its own: within five seconds the SDK takes an equal one for a repetition and drops it (sdk.md 3.3),
 * and an account may be replaced that soon after it was connected.
 */
function successPage({ id: sessionId, integrationId, originForPostMessage }: OAuthSession, credentialId: string) {
  return popupPage({
    title: 'Connected',
    text: 'You can close this window.',
    message: {
      body: { type: 'oauth_success_callback', credential: { integrationId, payload: { credentialId, sessionId } } },
      targetOrigin: originForPostMessage,
    },
    closes: true,
  })
}

function failurePage({ integrationId, originForPostMessage }: OAuthSession, error: ApiError): Response {
  const { message, code, status, meta } = error
  return popupPage(
    {
      title: 'Not connected',
      text: message,
      message: {
        body: {
          type: 'oauth_error_callback',
          error: code,
          errorResponse: { message, code, status, meta },
          integrationId,
        },
        targetOrigin: originForPostMessage,
      },
      closes: true,
    },
    status,
  )
}

/** In a popup an error is a page for a person, not JSON. */
async function inWindow(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    const { message, status } = asApiError(error)
    return popupPage({ title: 'This did not work', text: message, closes: false }, status)
  }
}

/** Adds to a ready response the cookies that were set on the context. */
function withCookies(c: HonoContext, response: Response): Response {
  for (const cookie of c.res.headers.getSetCookie()) response.headers.append('set-cookie', cookie)
  return response
}
