import type { Context } from '../../context.ts'
import type { ConnectedUser } from '../../store/connected-users.ts'
import type { Integration, Project } from '../../store/projects.ts'
import { type Expression, evaluate } from '../../workflow-language/expression.ts'
import { ExpressionError } from '../../workflow-language/expression-error.ts'
import { notFound } from '../api-error.ts'
import type { Caller } from '../caller.ts'
import { demand } from '../permissions/demand.ts'
import { permissionNames } from '../permissions/table.ts'
import { actingCredential, requireIntegration } from '../selectors.ts'
import { settleWorkflows } from '../workflows/settle.ts'
import { customWebhookTriggerId } from '../workflows/webhook-trigger-id.ts'

/** The SDK only asks whether there are conditions (`OrConditions`); what they are stays here (assumed). */
const somePermissions = { type: 'JOIN', join: 'OR', conditions: [] }

/** One element of `GET /sdk/integrations` (sdk.md 2.2); `forbidden`: workflows that the user is not to see. */
export function integrationView(
  ctx: Context,
  { id, type, isActive, definition, workflows }: Integration,
  forbidden: ReadonlySet<string> = new Set(),
) {
  const { portal, custom, setup } = definition
  return {
    id,
    type,
    name: definition.name,
    brandColor: definition.brandColor,
    isActive,
    authenticationType: definition.authenticationType,
    needPreOauthInputs: false,
    hasCredential: true,
    connectedUserLimitOnDevCred: 0,
    connectedUserLimitReached: false,
    // Clients test `!== null`, so a built-in integration says null.
    customIntegrationId: custom?.id ?? null,
    ...(custom && {
      customIntegration: {
        ...custom,
        name: definition.name,
        icon: iconUrl(ctx, type),
        authenticationType: definition.authenticationType,
      },
    }),
    configs: [
      {
        id,
        values: {
          accentColor: portal.accentColor,
          paragonLink: portal.paragonLink ?? true,
          description: portal.description,
          overview: portal.overview,
          sharedMeta: { inputs: portal.sharedInputs },
          workflowMeta: Object.fromEntries(
            workflows.map(
              ({ id: workflowId, definition: { slug: _, trigger, steps: __, permissions, ...meta } }, order) => [
                workflowId,
                {
                  id: workflowId,
                  order,
                  ...meta,
                  // The portal lists no workflow with an Integration Enabled trigger (docs: connect-portal).
                  ...(trigger.type === 'integrationEnabled' && { hidden: true }),
                  ...(permissions !== undefined && { permissions: somePermissions }),
                },
              ],
            ),
          ),
        },
      },
    ],
    workflows: workflows.map((workflow) => ({
      id: workflow.id,
      description: workflow.definition.description,
      integrationId: id,
      ...(workflow.definition.trigger.type === 'webhook' && {
        customWebhookTriggerId: customWebhookTriggerId(workflow),
      }),
    })),
    noPermissionWorkflows: workflows.map((each) => each.id).filter((each) => forbidden.has(each)),
    sdkIntegrationConfig: {
      // With an empty list the SDK's first install stage is "oauth"; any entry makes it ask for an account type.
      accountTypes: setup?.accountTypes ?? [],
      authConfigInputs: setup?.authConfigInputs ?? [],
      postOauthInputs: setup?.postOauthInputs ?? [],
      oauthInputs: [],
      ...(setup?.packageInstallUrl !== undefined && {
        authSchemeOptions: { packageInstallUrl: setup.packageInstallUrl },
      }),
      dataSources: portal.dataSources,
    },
  }
}

const listed = new WeakMap<Project, Map<string, string>>()

/** The body of `GET /sdk/integrations`: made once for each state of the project, and for those who see the same of it. */
export function integrationsBody(ctx: Context, { project, user }: Caller): string {
  const forbidden = forbiddenWorkflows(project, user)
  const key = [...forbidden].join()
  const bodies = listed.get(project) ?? new Map<string, string>()
  listed.set(project, bodies)
  let body = bodies.get(key)
  if (body === undefined) {
    body = JSON.stringify(project.integrations.map((each) => integrationView(ctx, each, forbidden)))
    bodies.set(key, body)
  }
  return body
}

/** Ids of the workflows whose Workflow Permissions the user's metadata does not meet. */
function forbiddenWorkflows(project: Project, { userId, meta }: ConnectedUser): ReadonlySet<string> {
  const restricted = project.integrations.flatMap(({ workflows }) =>
    workflows.flatMap(({ id, definition: { permissions } }) =>
      permissions === undefined ? [] : [{ id, permissions }],
    ),
  )
  return new Set(restricted.filter(({ permissions }) => !isMet(permissions, { id: userId, meta })).map(({ id }) => id))
}

/** A condition that cannot be worked out, because metadata is not what it was thought to be, is not met. */
function isMet(condition: Expression, user: { id: string; meta: unknown }): boolean {
  try {
    return evaluate(condition, { user }) === true
  } catch (error) {
    if (error instanceof ExpressionError) return false
    throw error
  }
}

/** `GET /sdk/metadata`: the active integrations by type, name, colour and icon. */
export function metadataView(ctx: Context, project: Project) {
  return project.integrations
    .filter((integration) => integration.isActive)
    .map(({ type, definition: { name, brandColor } }) => ({
      type,
      name,
      brandColor,
      icon: iconUrl(ctx, type),
    }))
}

const iconUrl = ({ urls }: Context, type: string) => `${urls.paragon}/integrations/${type}.svg`

/**
 * Disconnects one account: the selected one, else the default one. A selector that names no account of this integration
 * removes nothing.
 */
export async function uninstall(ctx: Context, caller: Caller, integrationId: string, selector: string | undefined) {
  const { project, user } = caller
  const integration = requireIntegration(project, integrationId)
  const credential = actingCredential(caller, integration, selector)
  demand(caller, permissionNames.writeCredential, { integration, credential })
  await ctx.store.connectedUsers.write(user, ctx.clockOf(project.id).timestamp(), async (writes) => {
    const { credentials } = await writes.current()
    // Two removals of one account at once: the second finds it gone.
    if (!credentials.some(({ id }) => id === credential.id)) {
      throw notFound(`Credential "${credential.id}" not found.`)
    }
    await writes.removeCredential(credential.id)
    await settleWorkflows(ctx, project, writes)
  })
}
