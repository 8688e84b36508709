import { createHash } from 'node:crypto'
import type { Context } from '../../context.ts'
import type { AccountFacts, ClientCredentials, ConnectedUser } from '../../store/connected-users.ts'
import type { OAuthSession } from '../../store/oauth-sessions.ts'
import type { Integration, Project } from '../../store/projects.ts'
import { isAllowedOrigin } from '../allowed-origins.ts'
import { ApiError, badRequest } from '../api-error.ts'
import type { Caller } from '../caller.ts'
import { accountTypeOf, checkedValues, hasSignIn, statusAfterSignIn } from '../credentials/setup.ts'
import { demand } from '../permissions/demand.ts'
import { allPermissions, type Permissions, permissionsOf } from '../permissions/permissions.ts'
import { permissionNames } from '../permissions/table.ts'
import { userView } from '../permissions/user-view.ts'
import { requireIntegration } from '../selectors.ts'
import { settleWorkflows } from '../workflows/settle.ts'
import { installTarget } from './install-target.ts'
import { POPUP_SECONDS } from './nonce-cookie.ts'
import { oauthClientOf } from './oauth-client.ts'
import { allowOwnRedirect } from './own-redirect.ts'
import { providerClient } from './provider-client.ts'
import { type BuildOAuthQuery, type CallbackQuery, type InstallOptions, installOptions } from './schemas.ts'

/** Starts an OAuth run and answers where the popup goes: the provider's authorization endpoint. */
export async function buildOAuth(
  ctx: Context,
  caller: Caller,
  query: BuildOAuthQuery,
  callback: string,
): Promise<string> {
  const { project, user, permissions } = caller
  const integration = requireIntegration(project, query.integrationId)
  if (!integration.isActive) throw badRequest(`${integration.definition.name} is not active in this project.`)
  if (!hasSignIn(integration)) throw badRequest(`${integration.definition.name} is connected without a sign-in.`)
  const client = ownClient(integration, query)
  requireAllowedOrigin(ctx, project.allowedOrigins, query.originForPostMessage)
  // Said now as well as at the end, so that a run which cannot succeed never starts.
  const target = installTarget(user, integration, query.installOptions)
  demand(caller, permissionNames.writeCredential, {
    integration,
    credential: target.kind === 'replace' ? target.credential : { id: '', externalId: target.externalId },
  })

  if (query.redirectUrl !== undefined) {
    const clientId = client?.id ?? oauthClientOf(ctx, project.id, integration.definition.type).id
    await allowOwnRedirect(ctx, project, clientId, query.redirectUrl)
  }
  const random = ctx.randomOf(project.id)
  const state = random.secret()
  const codeVerifier = random.secret()
  const redirectUri = query.redirectUrl ?? callback
  const now = ctx.clock.timestamp()
  await ctx.store.oauthSessions.create({
    id: random.uuid(),
    state,
    projectId: project.id,
    personaId: user.personaId,
    integrationId: integration.id,
    // A popup that nobody polls for still needs a name of its own.
    oauthMetaKeyId: query.oauthMetaKeyId ?? random.uuid(),
    originForPostMessage: query.originForPostMessage,
    installOptions: query.installOptions,
    permissions: permissions.claim ?? null,
    redirectUri,
    codeVerifier,
    client,
    dateCreated: now,
    dateExpires: new Date(now.getTime() + POPUP_SECONDS * 1000),
  })
  return providerClient(ctx, project.id, integration, {}, client).authorizeUrl({
    state,
    redirectUri,
    codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url'),
  })
}

/** The OAuth app that the user has entered, where the chosen kind of account has one of its own. */
function ownClient(integration: Integration, query: BuildOAuthQuery): ClientCredentials | null {
  const inputs = accountTypeOf(integration, query.installOptions.accountType)?.endUserSuppliedValues
  if (!inputs) return null
  const { clientId, clientSecret } = checkedValues(integration, inputs, query.endUserSuppliedValues)
  return { id: String(clientId), secret: String(clientSecret), isServiceAccount: false }
}

/** A popup's messages go to this origin, so it must be one where the project's host app lives, or the portal. */
export function requireAllowedOrigin(ctx: Context, allowedOrigins: readonly string[], origin: string): void {
  if (origin !== ctx.urls.paragon && !isAllowedOrigin(origin, allowedOrigins)) {
    throw badRequest(`originForPostMessage "${origin}" is not an allowed origin of this project.`)
  }
}

/** The session that the provider's answer belongs to. */
export async function findSession(ctx: Context, state: string): Promise<OAuthSession> {
  const session = await ctx.store.oauthSessions.findByState(state)
  if (!session || session.dateExpires.getTime() <= ctx.clock.now()) {
    throw badRequest('This sign-in has expired. Close the window and start again.')
  }
  ctx.journal.note({ projectId: session.projectId, userId: session.userId })
  return session
}

/**
 * Finishes an OAuth run: takes the session, exchanges the code, and replaces or creates the credential. Answers its id;
 * throws an ApiError whose message is for the person at the popup.
 */
export async function finishOAuth(ctx: Context, session: OAuthSession, query: CallbackQuery): Promise<string> {
  if (!(await ctx.store.oauthSessions.consume(session.id, new Date(ctx.clock.now())))) {
    throw badRequest('This sign-in has already been finished. Close the window and start again.')
  }
  // RFC 9207, section 2.4: an answer that another server sent is not to be acted on.
  if (query.iss !== ctx.urls.provider) throw badRequest('The answer did not come from the expected provider.')
  if (query.error) throw new ApiError(400, query.error, query.error_description ?? deniedWords(query.error))
  if (!query.code) throw badRequest('The provider sent neither a code nor an error.')

  const project = await ctx.store.projects.find(session.projectId)
  const user = await ctx.store.connectedUsers.find(session.projectId, session.userId)
  if (!project || !user) throw badRequest('The user or the project is gone.')
  return connectWithCode(ctx, project, user, requireIntegration(project, session.integrationId), {
    // The callback carries no token: what the one that started the run allowed decides which accounts it may touch.
    permissions: session.permissions ? permissionsOf(session.permissions) : allPermissions,
    code: query.code,
    redirectUri: session.redirectUri,
    codeVerifier: session.codeVerifier,
    client: session.client,
    options: installOptions.parse(session.installOptions),
    sessionId: session.id,
  })
}

export interface AuthorizedCode {
  permissions: Permissions
  code: string
  redirectUri: string
  /** Of a sign-in that Paragon began itself. */
  codeVerifier?: string
  /** The OAuth app that the code was given to, when it is not Paragon's. */
  client?: ClientCredentials | null
  options: InstallOptions
  /** The popup's session, which is told of the credential. */
  sessionId?: string
}

/** Exchanges a code and puts the account it stands for behind a credential; answers the credential's id. */
export async function connectWithCode(
  ctx: Context,
  project: Project,
  user: ConnectedUser,
  integration: Integration,
  authorized: AuthorizedCode,
): Promise<string> {
  const account = await signedInAccount(ctx, user.projectId, integration, authorized)
  return saveAccount(ctx, project, user, integration, authorized, account)
}

function deniedWords(error: string): string {
  return error === 'access_denied' ? 'Access was declined.' : `The provider answered "${error}".`
}

async function signedInAccount(
  ctx: Context,
  projectId: string,
  integration: Integration,
  { code, redirectUri, codeVerifier, client: own }: AuthorizedCode,
): Promise<AccountFacts> {
  const client = providerClient(ctx, projectId, integration, {}, own)
  const unreachable = new ApiError(
    502,
    'temporarily_unavailable',
    `${integration.definition.name} could not be reached.`,
  )
  const tokens = await client.exchange(code, redirectUri, codeVerifier)
  if (tokens.kind === 'unavailable') throw unreachable
  if (tokens.kind === 'refused') {
    throw new ApiError(400, tokens.error, tokens.description ?? 'The provider refused the sign-in.')
  }
  const profile = await client.userinfo(tokens.accessToken)
  if (!profile) throw unreachable
  const { sub, ...claims } = profile
  return {
    providerId: sub,
    providerData: { ...claims, ...(tokens.instanceUrl !== undefined && { instanceUrl: tokens.instanceUrl }) },
    secret: {
      accessToken: tokens.accessToken,
      refreshToken: tokens.refreshToken,
      scope: tokens.scope ?? integration.definition.oauth.scopes.join(' '),
      ...(own && { client: own }),
    },
    dateValidUntil: tokens.dateValidUntil,
  }
}

/** Puts an account behind a credential, one that is there or a new one; answers the credential's id. */
export async function saveAccount(
  ctx: Context,
  project: Project,
  user: ConnectedUser,
  integration: Integration,
  { options, sessionId, permissions }: Pick<AuthorizedCode, 'options' | 'sessionId' | 'permissions'>,
  account: AccountFacts,
): Promise<string> {
  const status = statusAfterSignIn(integration, accountTypeOf(integration, options.accountType))
  const now = ctx.clockOf(project.id).timestamp()
  const credentialId = await ctx.store.connectedUsers.write(user, now, async (writes) => {
    // Resolved again under the write lock: the account to replace may have been removed while the popup was open.
    const current = userView(project, await writes.current(), permissions)
    const target = installTarget(current, integration, options)
    let credentialId: string
    if (target.kind === 'replace') {
      credentialId = target.credential.id
      await writes.replaceAccount(credentialId, { ...account, status })
    } else {
      credentialId = ctx.randomOf(project.id).uuid()
      await writes.createCredential({
        ...account,
        id: credentialId,
        integrationId: integration.id,
        externalId: target.externalId,
        status,
        configurationId: ctx.randomOf(project.id).uuid(),
        enabledWorkflowIds: enabledFromTheStart(integration),
      })
    }
    if (sessionId) await writes.completeOAuthSession(sessionId, credentialId)
    await settleWorkflows(ctx, project, writes)
    return credentialId
  })
  ctx.scheduler.wake()
  return credentialId
}

/** A default-enabled workflow with required settings stays off until they are filled (rest.md 11). */
function enabledFromTheStart(integration: Integration): string[] {
  return integration.workflows
    .filter(
      ({ definition }) => definition.defaultEnabled && definition.inputs.every(({ required }) => required === false),
    )
    .map(({ id }) => id)
}

/** What a poll of the session answers; null until the popup is done, and for a session nobody has started yet. */
export async function sessionOutcome(ctx: Context, { user }: Caller, oauthMetaKeyId: string) {
  const session = await ctx.store.oauthSessions.findByKey(user.personaId, oauthMetaKeyId)
  const credentialId = session?.connectCredentialId
  const isThere = user.credentials.some(({ id }) => id === credentialId)
  return { connectCredentialId: isThere && credentialId ? credentialId : null }
}
