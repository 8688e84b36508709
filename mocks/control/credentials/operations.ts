import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { Context } from '../../context.ts'
import { ApiError } from '../../paragon/api-error.ts'
import { callerOf } from '../../paragon/caller.ts'
import { keyAccount } from '../../paragon/credentials/key-account.ts'
import { completeSetup } from '../../paragon/credentials/operations.ts'
import { hasSignIn } from '../../paragon/credentials/setup.ts'
import { credentialView } from '../../paragon/credentials/view.ts'
import { credentialFailure } from '../../paragon/monitoring/credential-failure.ts'
import { oauthClientOf } from '../../paragon/oauth/oauth-client.ts'
import { connectWithCode, saveAccount } from '../../paragon/oauth/operations.ts'
import { providerClient } from '../../paragon/oauth/provider-client.ts'
import { allPermissions } from '../../paragon/permissions/permissions.ts'
import { findCredential, requireCredential, requireIntegration } from '../../paragon/selectors.ts'
import { authorizeWithoutBrowser } from '../../provider/authorize-without-browser.ts'
import type { Integration, Project } from '../../store/projects.ts'
import { Problem } from '../problem.ts'
import { requireProject } from '../projects/require-project.ts'
import { valuesFor } from '../setup-values/operations.ts'
import type { newCredential, throttle } from './schemas.ts'

/** Connects an account for a user as if they had gone through the popup, and describes the credential. */
export async function createCredential(ctx: Context, projectId: string, input: z.infer<typeof newCredential>) {
  const { integration, credentialId } = await connectAccount(ctx, projectId, input)
  const after = await ctx.store.connectedUsers.find(projectId, input.sub)
  if (!after) throw new Problem(404, 'Not Found', `The user "${input.sub}" is gone.`)
  return credentialView(requireCredential(after, credentialId), integration)
}

/** The same without a description: the grant, the code and its exchange are real. */
export async function connectAccount(ctx: Context, projectId: string, input: z.infer<typeof newCredential>) {
  const project = await requireProject(ctx, projectId)
  const integration = project.integrations.find(({ type }) => type === input.integration)
  if (!integration) throw new Problem(404, 'Not Found', `The project has no integration "${input.integration}".`)
  const user = await ctx.store.connectedUsers.findOrCreate(projectId, input.sub, {
    personaId: ctx.randomOf(projectId).uuid(),
    now: ctx.clockOf(projectId).timestamp(),
  })
  const options = { allowMultipleCredentials: true, ...(input.externalId && { externalId: input.externalId }) }
  if (!hasSignIn(integration)) {
    const values = await valuesFor(ctx, projectId, integration, input.account)
    const account = await asProblem(keyAccount(ctx, projectId, integration, values))
    const request = { options, permissions: allPermissions }
    const credentialId = await asProblem(saveAccount(ctx, project, user, integration, request, account))
    return { integration, credentialId }
  }
  const codeVerifier = ctx.randomOf(projectId).secret()
  const redirectUri = `${ctx.urls.paragon}/oauth`
  const { oauth } = integration.definition
  const code = await authorizeWithoutBrowser(ctx, {
    projectId,
    clientId: oauthClientOf(ctx, projectId, integration.type).id,
    directory: oauth.directory,
    email: input.account,
    scope: oauth.scopes.join(' '),
    redirectUri,
    codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url'),
  })
  if (!code) throw new Problem(404, 'Not Found', `The provider has no account "${input.account}".`)
  const credentialId = await asProblem(
    connectWithCode(ctx, project, user, integration, {
      code,
      redirectUri,
      codeVerifier,
      options,
      permissions: allPermissions,
    }),
  )
  await asProblem(finishSetup(ctx, project, input.sub, integration, credentialId))
  return { integration, credentialId }
}

/** What an integration asks after the sign-in is answered with its defaults, so that the account is connected. */
async function finishSetup(ctx: Context, project: Project, userId: string, integration: Integration, id: string) {
  const user = await ctx.store.connectedUsers.find(project.id, userId)
  if (!user || requireCredential(user, id).status !== 'PENDING') return
  await completeSetup(ctx, callerOf(project, user, allPermissions), { integrationId: integration.id }, id)
}

/** The access token runs out now; the next call refreshes it. */
export async function expireCredential(ctx: Context, projectId: string, credentialId: string): Promise<void> {
  const { user, credential } = await findCredentialOfProject(ctx, projectId, credentialId)
  await ctx.store.connectedUsers.write(user, ctx.clockOf(projectId).timestamp(), (writes) =>
    writes.updateCredential(credential.id, { dateValidUntil: new Date(ctx.clockOf(projectId).now()) }),
  )
}

/** The credential becomes INVALID, as after a refresh that the provider refused, its event included. */
export async function invalidateCredential(ctx: Context, projectId: string, credentialId: string): Promise<void> {
  const { user, credential } = await findCredentialOfProject(ctx, projectId, credentialId)
  await ctx.store.connectedUsers.write(user, ctx.clockOf(projectId).timestamp(), async (writes) => {
    const latest = findCredential(await writes.current(), credential.id)
    if (!latest) throw new Problem(404, 'Not Found', `There is no credential "${credentialId}".`)
    await writes.updateCredential(credential.id, {
      status: 'INVALID',
      refreshFailureCount: latest.refreshFailureCount + 1,
    })
    await writes.recordEvent(
      credentialFailure(ctx.randomOf(projectId), latest, 'Made INVALID through the control API.'),
    )
  })
  ctx.scheduler.wake()
}

/** The person takes the access back at the provider; Paragon learns of it at the next call. */
export async function revokeGrant(ctx: Context, projectId: string, credentialId: string): Promise<void> {
  const { project, credential } = await findCredentialOfProject(ctx, projectId, credentialId)
  const secret = ctx.store.connectedUsers.secretOf(credential)
  const integration = requireIntegration(project, credential.integrationId)
  if (!secret) return
  await asProblem(
    providerClient(ctx, projectId, integration, {}, secret.client).revoke(secret.refreshToken ?? secret.accessToken),
  )
}

/** The third party turns the account's calls down as too many, in its own words, for so long on the project's clock. */
export async function throttleAccount(
  ctx: Context,
  projectId: string,
  credentialId: string,
  { seconds }: z.infer<typeof throttle>,
): Promise<void> {
  const { credential } = await findCredentialOfProject(ctx, projectId, credentialId)
  const until = seconds === 0 ? null : new Date(ctx.clockOf(projectId).now() + seconds * 1000)
  await ctx.store.provider.accounts.setBusy(credential.providerId, until)
}

async function findCredentialOfProject(ctx: Context, projectId: string, credentialId: string) {
  const project = await requireProject(ctx, projectId)
  const userId = await ctx.store.connectedUsers.ownerOf(projectId, credentialId)
  const user = userId === undefined ? undefined : await ctx.store.connectedUsers.find(projectId, userId)
  const credential = user?.credentials.find(({ id }) => id === credentialId)
  if (!user || !credential) throw new Problem(404, 'Not Found', `There is no credential "${credentialId}".`)
  return { project, user, credential }
}

/** What the simulated API would refuse, the control API refuses in its own form. */
async function asProblem<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof ApiError) throw new Problem(error.status, 'Refused', error.message)
    throw error
  }
}
