import { Hono, type Context as HonoContext } from 'hono'
import { z } from 'zod'
import type { Account } from '../../store/provider-accounts.ts'
import type { Client } from '../../store/provider-clients.ts'
import { addAccount } from '../accounts.ts'
import { type BrowserSession, createBrowserSessions, usedAccounts, withAccount } from '../browser-session.ts'
import { accountChooser } from '../pages/account-chooser.ts'
import { consent } from '../pages/consent.ts'
import { errorPage } from '../pages/error-page.ts'
import { otherAccount } from '../pages/other-account.ts'
import { sendPage } from '../pages/page.ts'
import type { ProviderContext } from '../provider-context.ts'
import { clearWindowCookie, hasWindowCookie, writeWindowCookie } from '../window-cookie.ts'
import { accountOf, approve, nextStep, replyUrl } from './authorization.ts'
import {
  AuthorizationRefusedError,
  type AuthorizationRequest,
  readAuthorizationRequest,
} from './authorization-request.ts'
import { UntrustedRequestError } from './errors.ts'
import { limitForm, readForm } from './form.ts'
import { type Pending, pendingAuthorization } from './pending-authorization.ts'
import { parseScope } from './scopes.ts'

/** How long a page may be left open. */
const PAGE_LIFETIME = 30 * 60 * 1000

/** One authorization request in one window, on its way from page to page. */
interface Flow {
  client: Client
  request: AuthorizationRequest
  session: BrowserSession
  window: string
}

const newAccountSchema = z.object({
  email: z.email('Enter an e-mail address, such as maya@mail.example.').max(254),
  name: z.string().max(100, 'Enter at most 100 characters.'),
})

/** The authorization endpoint and the forms that lead from it back to the client. */
export function authorizeRoutes(ctx: ProviderContext): Hono {
  const app = new Hono()
  const sessions = createBrowserSessions(ctx)
  const sealed = pendingAuthorization(ctx.store.sealer)
  const { accounts, clients } = ctx.store.provider

  app.use('/oauth/authorize/*', limitForm)
  // OpenID Connect Core, section 3.1.2.1: GET and POST.
  app.get('/oauth/authorize', (c) => begin(c, new URL(c.req.url).searchParams))
  app.post('/oauth/authorize', async (c) => begin(c, await readForm(c)))

  app.post('/oauth/authorize/account', async (c) => {
    const { form, pending, flow } = await resume(c)
    const { client } = flow
    if (form.has('cancel')) throw cancelled(flow.request)
    if (form.has('other')) {
      const hint = flow.request.loginHint
      const email = hint?.includes('@') ? hint : undefined
      return sendPage(c, otherAccount({ client, request: sealed.seal(pending), email }))
    }
    const account = accountOf(client, await accounts.find(form.get('account') ?? ''))
    return account ? proceed(c, flow, account) : choose(c, flow)
  })

  app.post('/oauth/authorize/sign-in', async (c) => {
    const { form, pending, flow } = await resume(c)
    const { client } = flow
    if (form.has('back')) return choose(c, flow)
    const entered = { email: (form.get('email') ?? '').trim(), name: (form.get('name') ?? '').trim() }
    const parsed = newAccountSchema.safeParse(entered)
    if (!parsed.success) {
      const { fieldErrors } = z.flattenError(parsed.error)
      const problems = {
        ...(fieldErrors.email?.[0] && { email: fieldErrors.email[0] }),
        ...(fieldErrors.name?.[0] && { name: fieldErrors.name[0] }),
      }
      return sendPage(c, otherAccount({ client, request: sealed.seal(pending), ...entered, problems }))
    }
    return proceed(c, flow, await signIn(client, parsed.data))
  })

  app.post('/oauth/authorize/consent', async (c) => {
    const { form, pending, flow } = await resume(c)
    const { client, request } = flow
    if (form.has('switch')) return choose(c, flow)
    const account = accountOf(client, await accounts.find(pending.accountId ?? ''))
    if (!account) return choose(c, flow)
    clearWindowCookie(c, flow.window)
    if (!form.has('allow')) throw cancelled(request)
    return goBack(c, await approve(ctx, client, request, account))
  })

  app.onError((error, c) => {
    if (error instanceof AuthorizationRefusedError) {
      return goBack(c, replyUrl(ctx, error.target, { error: error.code, error_description: error.message }))
    }
    if (error instanceof UntrustedRequestError) {
      return sendPage(c, errorPage(400, 'This request cannot be completed', error.message))
    }
    throw error
  })

  async function begin(c: HonoContext, search: URLSearchParams) {
    const { client, request } = await readAuthorizationRequest(clients, search)
    ctx.journal.note({ projectId: client.projectId })
    const session = sessions.read(c) ?? sessions.start()
    return proceed(c, { client, request, session, window: ctx.random.uuid() })
  }

  /** Shows the next page, or goes back to the client when there is nothing left to ask. */
  async function proceed(c: HonoContext, flow: Flow, chosen?: Account) {
    const { client, request, session } = flow
    const step = await nextStep(ctx, client, request, session, chosen)
    if (step.kind === 'choose') return choose(c, flow)
    const { account } = step
    const known = { ...flow, session: withAccount(session, client.projectId, account.id) }
    sessions.write(c, known.session)
    if (step.kind === 'done') return goBack(c, await approve(ctx, client, request, account))
    const scopes = parseScope(request.scope)
    return sendPage(c, consent({ client, account, scopes, request: seal(c, known, account) }))
  }

  async function choose(c: HonoContext, flow: Flow) {
    const { client, session } = flow
    sessions.write(c, session)
    const choices = await accounts.choices(client.projectId, client.directory, usedAccounts(session, client.projectId))
    return sendPage(c, accountChooser({ client, accounts: choices, request: seal(c, flow) }))
  }

  /** What a form carries, good in this browser only. */
  function seal(c: HonoContext, { request, window }: Flow, account?: Account): string {
    writeWindowCookie(c, window, { maxAge: PAGE_LIFETIME / 1000, isSecure: ctx.urls.provider.startsWith('https:') })
    const pending: Pending = { request, window, expires: ctx.clock.now() + PAGE_LIFETIME }
    return sealed.seal(account ? { ...pending, accountId: account.id } : pending)
  }

  /**
   * What a form carries. Refused when it was not made for this browser: a page elsewhere could otherwise have someone
   * sign in, or allow something, without knowing.
   */
  async function resume(c: HonoContext) {
    const form = await readForm(c)
    const pending = sealed.open(form.get('request') ?? '')
    if (!pending || pending.expires <= ctx.clock.now()) {
      throw new UntrustedRequestError('This page has expired. Go back to the application and start again.')
    }
    // Older browsers, and plain http other than localhost, send no Sec-Fetch-Site; "none" is the user's own doing.
    const site = c.req.header('sec-fetch-site') ?? 'none'
    if (!hasWindowCookie(c, pending.window) || !['same-origin', 'none'].includes(site)) {
      throw new UntrustedRequestError(
        'This page was not opened in this browser, or cookies are blocked. Go back to the application and start again.',
      )
    }
    const client = await clients.find(pending.request.clientId)
    if (!client?.redirectUris.includes(pending.request.redirectUri)) {
      throw new UntrustedRequestError('The application is no longer registered.')
    }
    ctx.journal.note({ projectId: client.projectId })
    const session = sessions.read(c) ?? sessions.start()
    const { request, window } = pending
    return { form, pending, flow: { client, request, session, window } satisfies Flow }
  }

  /** The account of an e-mail address; a new one when nobody has it. */
  async function signIn(client: Client, { email, name }: { email: string; name: string }): Promise<Account> {
    const { projectId, directory } = client
    const existing = await accounts.findByEmail(projectId, directory, email)
    if (existing) return existing
    const given = { projectId, directory, email, name: name || nameOf(email) }
    try {
      return await addAccount(ctx, given)
    } catch (error) {
      // Someone else may have opened it since.
      const winner = await accounts.findByEmail(projectId, directory, email)
      if (winner) return winner
      throw error
    }
  }

  return app
}

/** 303, never 307, which would send a posted form on to the client (RFC 9700, section 4.12). */
function goBack(c: HonoContext, url: string): Response {
  c.header('Cache-Control', 'no-store')
  c.header('Referrer-Policy', 'no-referrer')
  return c.redirect(url, 303)
}

function cancelled(request: AuthorizationRequest) {
  return new AuthorizationRefusedError(request, 'access_denied', 'The user did not allow access.')
}

/** "maya.chen@mail.example" is "Maya Chen" until someone says otherwise. */
function nameOf(email: string): string {
  const words = (email.split('@')[0] ?? '').split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ') || email
}
