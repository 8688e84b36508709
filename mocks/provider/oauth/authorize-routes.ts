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
import { sealedValue } from '../sealed-value.ts'
import { accountOf, approve, nextStep, replyUrl } from './authorization.ts'
import {
  AuthorizationRefusedError,
  type AuthorizationRequest,
  authorizationRequestSchema,
  readAuthorizationRequest,
} from './authorization-request.ts'
import { UntrustedRequestError } from './errors.ts'
import { limitForm, readForm } from './form.ts'
import { parseScope } from './scopes.ts'

/** How long a page may be left open. */
const PAGE_LIFETIME = 30 * 60 * 1000

/** An authorization request under way: a sealed field of each form, so that the provider need not remember it. */
const pendingSchema = z.object({
  request: authorizationRequestSchema,
  /** The browser that the form was made for; another browser's form is refused. */
  browser: z.string(),
  expires: z.number(),
  /** The account that the consent page asks for. */
  accountId: z.string().optional(),
})

type Pending = z.infer<typeof pendingSchema>

const newAccountSchema = z.object({
  email: z.email('Enter an e-mail address, such as maya@mail.example.').max(254),
  name: z.string().max(100, 'Enter at most 100 characters.'),
})

/** The authorization endpoint and the forms that lead from it back to the client. */
export function authorizeRoutes(ctx: ProviderContext): Hono {
  const app = new Hono()
  const sessions = createBrowserSessions(ctx)
  const sealed = sealedValue(ctx.store.sealer, 'authorization request', pendingSchema)
  const { accounts, clients } = ctx.repositories

  app.use('/oauth/authorize/*', limitForm)
  // OpenID Connect Core, section 3.1.2.1: GET and POST.
  app.get('/oauth/authorize', (c) => begin(c, new URL(c.req.url).searchParams))
  app.post('/oauth/authorize', async (c) => begin(c, await readForm(c)))

  app.post('/oauth/authorize/account', async (c) => {
    const { form, pending, client, session } = await resume(c)
    if (form.has('cancel')) throw cancelled(pending.request)
    if (form.has('other')) {
      const hint = pending.request.loginHint
      const email = hint?.includes('@') ? hint : undefined
      return sendPage(c, otherAccount({ client, request: sealed.seal(pending), email }))
    }
    const account = accountOf(client, await accounts.find(form.get('account') ?? ''))
    return account ? proceed(c, client, pending.request, session, account) : choose(c, client, pending.request, session)
  })

  app.post('/oauth/authorize/sign-in', async (c) => {
    const { form, pending, client, session } = await resume(c)
    if (form.has('back')) return choose(c, client, pending.request, session)
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
    return proceed(c, client, pending.request, session, await signIn(client, parsed.data))
  })

  app.post('/oauth/authorize/consent', async (c) => {
    const { form, pending, client, session } = await resume(c)
    if (form.has('switch')) return choose(c, client, pending.request, session)
    const account = accountOf(client, await accounts.find(pending.accountId ?? ''))
    if (!account) return choose(c, client, pending.request, session)
    if (!form.has('allow')) throw cancelled(pending.request)
    return goBack(c, await approve(ctx, client, pending.request, account))
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
    return proceed(c, client, request, sessions.read(c) ?? sessions.start())
  }

  /** Shows the next page, or goes back to the client when there is nothing left to ask. */
  async function proceed(
    c: HonoContext,
    client: Client,
    request: AuthorizationRequest,
    session: BrowserSession,
    chosen?: Account,
  ) {
    const step = await nextStep(ctx, client, request, session, chosen)
    if (step.kind === 'choose') return choose(c, client, request, session)
    const known = withAccount(session, client.projectId, step.account.id)
    sessions.write(c, known)
    if (step.kind === 'done') return goBack(c, await approve(ctx, client, request, step.account))
    const page = consent({
      client,
      account: step.account,
      scopes: parseScope(request.scope),
      request: seal(request, known, step.account),
    })
    return sendPage(c, page)
  }

  async function choose(c: HonoContext, client: Client, request: AuthorizationRequest, session: BrowserSession) {
    sessions.write(c, session)
    const used = usedAccounts(session, client.projectId)
    const choices = await accounts.choices(client.projectId, client.directory, used)
    return sendPage(c, accountChooser({ client, accounts: choices, request: seal(request, session) }))
  }

  function seal(request: AuthorizationRequest, { browser }: BrowserSession, account?: Account): string {
    const pending: Pending = { request, browser, expires: ctx.clock.now() + PAGE_LIFETIME }
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
    const session = sessions.read(c)
    // Older browsers, and plain http other than localhost, send no Sec-Fetch-Site; "none" is the user's own doing.
    const site = c.req.header('sec-fetch-site') ?? 'none'
    if (session?.browser !== pending.browser || !['same-origin', 'none'].includes(site)) {
      throw new UntrustedRequestError(
        'This page was not opened in this browser, or cookies are blocked. Go back to the application and start again.',
      )
    }
    const client = await clients.find(pending.request.clientId)
    if (!client?.redirectUris.includes(pending.request.redirectUri)) {
      throw new UntrustedRequestError('The application is no longer registered.')
    }
    return { form, pending, client, session }
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
