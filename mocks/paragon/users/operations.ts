import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../../context.ts'
import type { ConnectedUser, Json } from '../../store/connected-users.ts'
import type { Integration, Project } from '../../store/projects.ts'
import { type Caller, callerOf } from '../caller.ts'
import { configMetaView, credentialView, workflowSettingsView } from '../credentials/view.ts'
import { resourceIdOf } from '../resources/resource-id.ts'
import { credentialsOf, defaultConfiguration, defaultCredential } from '../selectors.ts'

/** `GET /sdk/me`: the user with every integration of the project, connected or not (sdk.md 2.1). */
export function userView({ project, user }: Caller) {
  return {
    authenticated: true as const,
    userId: user.userId,
    integrations: Object.fromEntries(
      project.integrations.map((integration) => [integration.type, integrationState(integration, user)]),
    ),
    meta: user.meta,
    project: {
      id: project.id,
      name: project.name,
      billingPlan: project.billingPlan,
      accessibleFeatures: project.accessibleFeatures,
    },
    resources: project.integrations.flatMap((integration) => resourceView(integration, user)),
  }
}

/** What `paragon.connectAction` may name (the SDK's `AuthenticatedConnectUser.resources`). */
function resourceView(integration: Integration, user: ConnectedUser) {
  const slug = integration.definition.setup?.resource
  if (slug === undefined) return []
  const credential = defaultCredential(user, integration.id)
  return [
    {
      id: resourceIdOf(integration),
      slug,
      integrationId: integration.id,
      ...(credential && { credentialId: credential.id, credentialStatus: credential.status }),
    },
  ]
}

function integrationState(integration: Integration, user: ConnectedUser) {
  const selected = defaultCredential(user, integration.id)
  // The SDK maps over allCredentials without a check, so an integration nobody connected has an empty list.
  if (!selected) return { enabled: false, allCredentials: [], configuredWorkflows: {} }
  const configuration = defaultConfiguration(selected)
  const workflowSettings = workflowSettingsView(configuration, integration)
  return {
    enabled: selected.status === 'VALID',
    allCredentials: credentialsOf(user, integration.id).map((credential) => credentialView(credential, integration)),
    configuredWorkflows: workflowSettings,
    credentialId: selected.id,
    credentialStatus: selected.status,
    providerId: selected.providerId,
    providerData: selected.providerData,
    credentialConfigId: configuration.id,
    configMeta: configMetaView(configuration),
    sharedSettings: configuration.sharedSettings,
    workflowSettings,
  }
}

const serialized = new WeakMap<ConnectedUser, { project: Project; body: string }>()

/** The body of `GET /sdk/me`, kept as long as neither the user nor the project has changed. */
export function userBody(caller: Caller): string {
  const known = serialized.get(caller.user)
  if (known?.project === caller.project) return known.body
  const body = JSON.stringify(userView(caller))
  serialized.set(caller.user, { project: caller.project, body })
  return body
}

/** Merges metadata into the user's, key by key; the SDK does the same on its side, and sends none that changes nothing. */
export async function mergeMeta(ctx: Context, caller: Caller, meta: Json): Promise<Caller> {
  const { project, user, permissions } = caller
  // Older SDKs repeat theirs with every `GET /sdk/me`, which should not cost a write each time.
  if (isDeepStrictEqual({ ...user.meta, ...meta }, user.meta)) return caller
  await ctx.store.connectedUsers.write(user, ctx.clockOf(project.id).timestamp(), async (writes) => {
    const current = await writes.current()
    await writes.setMeta({ ...current.meta, ...meta })
  })
  const after = await ctx.store.connectedUsers.find(project.id, user.userId)
  return after ? callerOf(project, after, permissions) : caller
}
