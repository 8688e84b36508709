import type { Account } from '../../store/provider-accounts.ts'
import type { Client } from '../../store/provider-clients.ts'
import { type BrowserSession, usedAccounts } from '../browser-session.ts'
import type { ProviderContext } from '../provider-context.ts'
import { AuthorizationRefusedError, type AuthorizationRequest, type ReplyTarget } from './authorization-request.ts'
import { parseScope } from './scopes.ts'

/** A code is exchanged at once or never; RFC 6749, section 4.1.2, allows ten minutes at most. */
const CODE_LIFETIME = 60_000

/** What the user has to do next; nothing when the account is known and has allowed what is asked. */
export type Step = { kind: 'choose' } | { kind: 'consent'; account: Account } | { kind: 'done'; account: Account }

/** `chosen` is the account that the user has just picked, if any. */
export async function nextStep(
  ctx: ProviderContext,
  client: Client,
  request: AuthorizationRequest,
  session: BrowserSession,
  chosen?: Account,
): Promise<Step> {
  if (request.prompts.includes('none')) {
    return { kind: 'done', account: await accountWithoutAsking(ctx, client, request, session) }
  }
  const mustChoose = request.prompts.includes('select_account') || request.prompts.includes('login')
  const account = chosen ?? (mustChoose ? undefined : await hintedAccount(ctx, client, request.loginHint))
  if (!account) return { kind: 'choose' }
  const mustConsent = request.prompts.includes('consent') || !(await hasConsented(ctx, client, account, request))
  return { kind: mustConsent ? 'consent' : 'done', account }
}

/** Records what the account allows, and answers the URL that takes the code to the client. */
export async function approve(
  ctx: ProviderContext,
  client: Client,
  request: AuthorizationRequest,
  account: Account,
): Promise<string> {
  const code = ctx.randomOf(client.projectId).secret()
  await ctx.store.provider.tokens.createGrant(
    {
      id: ctx.randomOf(client.projectId).uuid(),
      clientId: client.id,
      accountId: account.id,
      scope: request.scope,
      isOffline: request.isOffline,
    },
    {
      code,
      redirectUri: request.redirectUri,
      codeChallenge: request.codeChallenge,
      nonce: request.nonce,
      dateExpires: new Date(ctx.clockOf(client.projectId).now() + CODE_LIFETIME),
    },
    ctx.clockOf(client.projectId).timestamp(),
  )
  return replyUrl(ctx, request, { code })
}

/** The redirect URI with the answer, `state` as it came, and `iss` against mix-up attacks (RFC 9207), errors included. */
export function replyUrl(ctx: ProviderContext, target: ReplyTarget, answer: Record<string, string>): string {
  const url = new URL(target.redirectUri)
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value)
  if (target.state !== undefined) url.searchParams.set('state', target.state)
  url.searchParams.set('iss', ctx.urls.provider)
  return url.href
}

/** The account that a `login_hint` names, by e-mail address or by `sub`. */
async function hintedAccount(ctx: ProviderContext, client: Client, hint?: string): Promise<Account | undefined> {
  if (hint === undefined) return undefined
  const { accounts } = ctx.store.provider
  if (hint.includes('@')) return accounts.findByEmail(client.projectId, client.directory, hint)
  return accountOf(client, await accounts.find(hint))
}

/** The account, if it is one that this client signs in. */
export function accountOf(client: Client, account: Account | undefined): Account | undefined {
  return account?.projectId === client.projectId && account.directory === client.directory ? account : undefined
}

/** `prompt=none`: one account used in this browser, which has allowed it all before; else the reason why not. */
async function accountWithoutAsking(
  ctx: ProviderContext,
  client: Client,
  request: AuthorizationRequest,
  session: BrowserSession,
): Promise<Account> {
  const used = usedAccounts(session, client.projectId)
  const signedIn = await ctx.store.provider.accounts.findAmong(client.projectId, client.directory, used)
  const hint = request.loginHint
  const isHinted = ({ id, email }: Account) => hint === undefined || id === hint || email === hint.toLowerCase()
  const candidates = signedIn.filter(isHinted)
  const [account] = candidates
  if (!account) throw new AuthorizationRefusedError(request, 'login_required', 'Nobody is signed in.')
  if (candidates.length > 1) {
    throw new AuthorizationRefusedError(request, 'account_selection_required', 'Several accounts are signed in.')
  }
  if (!(await hasConsented(ctx, client, account, request))) {
    throw new AuthorizationRefusedError(request, 'consent_required', 'The account has not allowed this yet.')
  }
  return account
}

async function hasConsented(ctx: ProviderContext, client: Client, account: Account, request: AuthorizationRequest) {
  if (client.isFirstParty) return true
  const granted = await ctx.store.provider.tokens.grantedScopes(client.id, account.id)
  const allowed = new Set(granted.flatMap(parseScope))
  return parseScope(request.scope).every((scope) => allowed.has(scope))
}
