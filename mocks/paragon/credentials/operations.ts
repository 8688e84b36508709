import type { z } from 'zod'
import type { Context } from '../../context.ts'
import type { Credential, CredentialSecret, Json, UserWrites } from '../../store/connected-users.ts'
import type { Integration } from '../../store/projects.ts'
import { badRequest, conflict, notFound } from '../api-error.ts'
import { type Caller, callerOf } from '../caller.ts'
import { integrationView } from '../integrations/operations.ts'
import { installTarget } from '../oauth/install-target.ts'
import { connectWithCode, saveAccount } from '../oauth/operations.ts'
import type { InstallOptions } from '../oauth/schemas.ts'
import { demand } from '../permissions/demand.ts'
import { permissionNames } from '../permissions/table.ts'
import {
  accountOf,
  credentialsOf,
  findIntegrationByType,
  newExternalId,
  requireCredential,
  requireIntegration,
  selectConfiguration,
} from '../selectors.ts'
import { isOnUntouched } from '../workflows/enablement.ts'
import { settleWorkflows } from '../workflows/settle.ts'
import type { AccessTokens } from './access-token.ts'
import { keyAccount } from './key-account.ts'
import type { InstallBody, settingsBody } from './schemas.ts'
import { checkSettings } from './settings-check.ts'
import { checkedValues, hasSignIn } from './setup.ts'
import { type CredentialView, credentialView } from './view.ts'

/** `GET /sdk/credentials`: every account of the user, oldest first. */
export function listCredentials({ project, user }: Caller): CredentialView[] {
  return user.credentials.map((credential) =>
    credentialView(credential, requireIntegration(project, credential.integrationId)),
  )
}

export function getCredential({ project, user }: Caller, selector: string): CredentialView {
  const credential = requireCredential(user, selector)
  return credentialView(credential, requireIntegration(project, credential.integrationId))
}

/**
 * `GET /sdk/credentials?integration=`: the integration with one account's data, and with its token when asked and when
 * the integration hands it out (sdk.md 2.5). Undefined when the user has no account of it.
 */
export async function integrationAccount(
  ctx: Context,
  tokens: AccessTokens,
  caller: Caller,
  input: { type: string; includeAccountAuth: boolean; selector: string | undefined },
) {
  const { project, user } = caller
  const integration = findIntegrationByType(project, input.type)
  if (!integration) throw notFound(`Integration "${input.type}" not found.`)
  const credential = accountOf(caller, integration, input.selector)
  if (!credential) return undefined
  const withToken = input.includeAccountAuth && integration.definition.exposesAccountAuth
  if (withToken) demand(caller, permissionNames.proxy, { integration, credential })
  return {
    ...integrationView(ctx, integration),
    credentialId: credential.id,
    credentialStatus: credential.status,
    providerId: credential.providerId,
    providerData: credential.providerData,
    ...(withToken && {
      accountAuth: {
        OAUTH_ACCESS_TOKEN: await tokens.of(user, integration, credential),
        ...domainOf(integration, credential),
      },
    }),
  }
}

function domainOf({ definition }: Integration, { providerData }: Credential): { DOMAIN?: string } {
  const domain = definition.accountDomain === undefined ? undefined : providerData[definition.accountDomain]
  return typeof domain === 'string' ? { DOMAIN: domain } : {}
}

/**
 * `POST /sdk/credentials`. After a popup the callback has made the credential and named it in the payload, so this answers
 * it, however often it is asked, and reads no installOptions (traps T2, T5). Where there is no popup, it is this call that
 * connects: with an authorization code that the app has got (`paragon.completeInstall`), or with what the user entered.
 */
export async function install(ctx: Context, caller: Caller, body: InstallBody): Promise<CredentialView> {
  const { project, user, permissions } = caller
  const integration = requireIntegration(project, body.integrationId)
  const named = body.payload?.credentialId
  if (typeof named === 'string') return credentialView(requireCredential(user, named, integration.id), integration)
  const { name } = integration.definition
  if (body.code === undefined && hasSignIn(integration)) {
    throw badRequest(`payload.credentialId is required: ${name} connects through OAuth.`)
  }
  if (!integration.isActive) throw badRequest(`${name} is not active in this project.`)
  const options = (body.code === undefined ? body.installOptions : body.integrationOptions?.installOptions) ?? {}
  const target = installTarget(user, integration, options)
  demand(caller, permissionNames.writeCredential, {
    integration,
    credential: target.kind === 'replace' ? target.credential : { id: '', externalId: target.externalId },
  })
  const credentialId =
    body.code === undefined
      ? await connectWithKey(ctx, caller, integration, options, body.payload ?? {})
      : await connectWithCode(ctx, project, user, integration, {
          permissions,
          code: body.code,
          redirectUri: body.redirectUrl ?? `${ctx.urls.paragon}/oauth`,
          options,
        })
  return viewAfterwards(ctx, caller, credentialId)
}

/** The same key twice is one account: a form may be sent again (trap T5). */
async function connectWithKey(
  ctx: Context,
  { project, user, permissions }: Caller,
  integration: Integration,
  options: InstallOptions,
  payload: Json,
): Promise<string> {
  const account = await keyAccount(ctx, project.id, integration, payload)
  const keyOf = ({ accessToken, client }: CredentialSecret) => client?.id ?? accessToken
  const same = credentialsOf(user, integration.id).find((credential) => {
    const secret = ctx.store.connectedUsers.secretOf(credential)
    return credential.status === 'VALID' && secret !== undefined && keyOf(secret) === keyOf(account.secret)
  })
  if (same && options.selectedCredentialId === undefined && options.externalId === undefined) return same.id
  return saveAccount(ctx, project, user, integration, { options, permissions }, account)
}

/**
 * `POST /sdk/credentials/:id/complete-setup`: what an integration asks after the sign-in, which makes a PENDING credential
 * VALID. For one that asks nothing, or has been told, it answers what is there.
 */
export async function completeSetup(ctx: Context, caller: Caller, body: InstallBody, selector: string) {
  const integration = requireIntegration(caller.project, body.integrationId)
  const credential = requireCredential(caller.user, selector, integration.id)
  const inputs = integration.definition.setup?.postOauthInputs ?? []
  if (inputs.length === 0 || credential.status === 'INVALID') return credentialView(credential, integration)
  demand(caller, permissionNames.writeCredential, { integration, credential })
  const values = checkedValues(integration, inputs, body.payload ?? {})
  return writeAndView(ctx, caller, credential, (writes, { providerData }) =>
    writes.updateCredential(credential.id, { status: 'VALID', providerData: { ...providerData, ...values } }),
  )
}

async function viewAfterwards(ctx: Context, { project, user, permissions }: Caller, credentialId: string) {
  const after = await ctx.store.connectedUsers.find(project.id, user.userId)
  if (!after) throw notFound(`Credential "${credentialId}" not found.`)
  const credential = requireCredential(callerOf(project, after, permissions).user, credentialId)
  return credentialView(credential, requireIntegration(project, credential.integrationId))
}

/**
 * `PATCH /sdk/credentials/:id`: User Settings of one configuration. Each of `sharedSettings` and `workflowSettings`
 * replaces all that was there, workflows that it leaves out included; the one that is left out itself stays, as SDK 2.4.0
 * sends only one (rest.md 3.8).
 */
export async function updateSettings(
  ctx: Context,
  caller: Caller,
  selector: string,
  configurationSelector: string | undefined,
  { config }: z.infer<typeof settingsBody>,
) {
  const credential = requireCredential(caller.user, selector)
  const integration = requireIntegration(caller.project, credential.integrationId)
  const workflows = config.workflowSettings ?? config.configuredWorkflows
  const unknown = Object.keys(workflows ?? {}).find(
    (id) => !integration.workflows.some((workflow) => workflow.id === id),
  )
  if (unknown) throw badRequest(`Workflow "${unknown}" does not belong to ${integration.definition.name}.`)
  const { id: configurationId } = writableConfiguration(caller, integration, credential, configurationSelector)

  const view = await writeAndView(ctx, caller, credential, async (writes, current) => {
    const configuration = selectConfiguration(current, configurationId)
    checkSettings(integration, configuration, config.sharedSettings, workflows)
    if (config.sharedSettings) {
      await writes.updateConfiguration(configuration.id, { sharedSettings: config.sharedSettings })
    }
    if (!workflows) return
    for (const workflow of integration.workflows) {
      const { enabled = isOnUntouched(workflow), settings = {} } = workflows[workflow.id] ?? {}
      await writes.setWorkflow(configuration.id, workflow.id, { enabled, settings })
    }
  })
  // Versions before 2.4.0 read the copy under `credential`.
  return { ...view, errors: [], credential: view }
}

export async function createConfiguration(
  ctx: Context,
  caller: Caller,
  selector: string,
  externalId: string | undefined,
) {
  const credential = requireCredential(caller.user, selector)
  const integration = requireIntegration(caller.project, credential.integrationId)
  const value = newExternalId(externalId)
  demand(caller, permissionNames.writeConfiguration, {
    integration,
    credential,
    configuration: { id: '', externalId: value },
  })
  return writeAndView(ctx, caller, credential, async (writes, current) => {
    if (value !== null && current.configurations.some((configuration) => configuration.externalId === value)) {
      throw conflict(`A configuration with externalId "${value}" already exists for this credential.`)
    }
    await writes.createConfiguration({
      id: ctx.randomOf(caller.project.id).uuid(),
      credentialId: credential.id,
      externalId: value,
    })
  })
}

export async function updateConfiguration(
  ctx: Context,
  caller: Caller,
  selector: string,
  configurationSelector: string | undefined,
  meta: Record<string, unknown>,
) {
  const { credential, configurationId } = requireWritable(caller, selector, configurationSelector)
  return writeAndView(ctx, caller, credential, (writes, current) =>
    writes.updateConfiguration(selectConfiguration(current, configurationId).id, { meta }),
  )
}

export async function removeConfiguration(
  ctx: Context,
  caller: Caller,
  selector: string,
  configurationSelector: string | undefined,
) {
  const { credential, configurationId } = requireWritable(caller, selector, configurationSelector)
  return writeAndView(ctx, caller, credential, (writes, current) => {
    const configuration = selectConfiguration(current, configurationId)
    if (configuration.isDefault) throw badRequest('Cannot delete default configuration.')
    return writes.removeConfiguration(configuration.id)
  })
}

/** The account and the configuration that a call names, both of which it must; throws a 403 when it may not change them. */
function requireWritable(caller: Caller, selector: string, configurationSelector: string | undefined) {
  const credential = requireCredential(caller.user, selector)
  if (!configurationSelector) throw badRequest('X-Paragon-Configuration-Id is required.')
  const integration = requireIntegration(caller.project, credential.integrationId)
  const { id } = writableConfiguration(caller, integration, credential, configurationSelector)
  return { credential, configurationId: id }
}

function writableConfiguration(
  caller: Caller,
  integration: Integration,
  credential: Credential,
  configurationSelector: string | undefined,
) {
  const configuration = selectConfiguration(credential, configurationSelector)
  demand(caller, permissionNames.writeConfiguration, { integration, credential, configuration })
  return configuration
}

/**
 * Runs writes on one credential and answers it as it then is. `work` gets it as the transaction sees it: what the caller
 * saw may be gone by now, and its configurations too.
 */
async function writeAndView(
  ctx: Context,
  { project, user, permissions }: Caller,
  { id, integrationId }: Credential,
  work: (writes: UserWrites, current: Credential) => Promise<void>,
): Promise<CredentialView> {
  const after = await ctx.store.connectedUsers.write(user, ctx.clockOf(project.id).timestamp(), async (writes) => {
    await work(writes, requireCredential(await writes.current(), id))
    await settleWorkflows(ctx, project, writes)
    return writes.current()
  })
  ctx.scheduler.wake()
  const seen = callerOf(project, after, permissions)
  return credentialView(requireCredential(seen.user, id), requireIntegration(project, integrationId))
}
