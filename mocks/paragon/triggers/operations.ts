import type { z } from 'zod'
import type { Context } from '../../context.ts'
import type { Credential, Json } from '../../store/connected-users.ts'
import type { Integration } from '../../store/projects.ts'
import type { TriggerSubscription, WebhookOverride } from '../../store/trigger-subscriptions.ts'
import { asThirdPartyRefusal } from '../actionkit/refusal.ts'
import { badRequest, notConnected, notFound } from '../api-error.ts'
import type { Caller } from '../caller.ts'
import type { AccessTokens } from '../credentials/access-token.ts'
import { type ThirdParty, thirdParty } from '../credentials/third-party.ts'
import { demand } from '../permissions/demand.ts'
import { permissionNames } from '../permissions/table.ts'
import { parse } from '../request-body.ts'
import { accountOf, actingCredential, findIntegrationByType, requireCredential } from '../selectors.ts'
import { webhookUrlOf } from './events.ts'
import { firstCursor } from './poll.ts'
import type { examplesBody, subscribeBody, subscriptionChange, subscriptionsQuery, triggersQuery } from './schemas.ts'
import type { TriggerType } from './trigger-type.ts'
import { findTriggerType, triggerTypes } from './trigger-types.ts'
import { type SubscriptionView, subscriptionView, triggerView } from './view.ts'
import { pollingJob } from './watch.ts'

/** `GET /triggers`: what the user's accounts can tell of, by integration, as far as the token allows. */
export function listTriggers(
  caller: Caller,
  { integrations }: z.infer<typeof triggersQuery>,
  selector: string | undefined,
) {
  const { project, permissions } = caller
  const triggers = project.integrations.flatMap((integration) => {
    const types = triggerTypes[integration.type]
    if (!types || !integration.isActive || integrations?.includes(integration.type) === false) return []
    const credential = accountOf(caller, integration, selector)
    const isAllowed = credential && permissions.allows(permissionNames.actionkit, { integration, credential })
    return isAllowed ? [[integration.type, types.map(triggerView)] as const] : []
  })
  const errors = (integrations ?? [])
    .filter((type) => !findIntegrationByType(project, type)?.isActive)
    .map((type) => ({ type, message: `Integration "${type}" not found.` }))
  return { triggers: Object.fromEntries(triggers), ...(errors.length > 0 && { errors }) }
}

/** `POST /triggers/examples`: payloads as they could come, made of what the account has. */
export async function exampleEvents(
  ctx: Context,
  tokens: AccessTokens,
  caller: Caller,
  body: z.infer<typeof examplesBody>,
  selector: string | undefined,
): Promise<Json[]> {
  const { trigger, integration, account } = triggerCalled(ctx, tokens, caller, body, selector)
  try {
    parse(trigger.parameters, body.parameters, 'parameters')
    return await trigger.examples(account, body.parameters)
  } catch (error) {
    throw asThirdPartyRefusal(error, integration)
  }
}

/** `POST /trigger-subscriptions`: answers when the subscription is ready, events from then on are told of. */
export async function subscribe(
  ctx: Context,
  tokens: AccessTokens,
  caller: Caller,
  body: z.infer<typeof subscribeBody>,
  selector: string | undefined,
): Promise<SubscriptionView> {
  const { trigger, integration, credential, account } = triggerCalled(ctx, tokens, caller, body, selector)
  const { project, user } = caller
  // Kept as they were given, and understood anew whenever they are used.
  const { parameters } = body
  parse(trigger.parameters, parameters, 'parameters')
  const webhookOverride = body.webhookOverride ?? null
  checkDestination(ctx, caller, webhookOverride)
  const id = ctx.randomOf(project.id).uuid()
  const cursor = await beginning(ctx, integration, trigger, account, parameters)
  const subscription = await ctx.store.triggerSubscriptions.create(
    {
      id,
      projectId: project.id,
      personaId: user.personaId,
      credentialId: credential.id,
      integration: integration.type,
      type: trigger.type,
      parameters,
      webhookOverride,
      cursor,
      dateCreated: ctx.clockOf(project.id).timestamp(),
    },
    pollingJob(ctx, trigger, project.id, id),
  )
  if (!subscription) throw notConnected()
  ctx.scheduler.wake()
  return subscriptionView(subscription, credential)
}

/** `GET /trigger-subscriptions`: the user's, or those of the account that a header names, by integration. */
export async function listSubscriptions(
  ctx: Context,
  caller: Caller,
  { integrations, status, type }: z.infer<typeof subscriptionsQuery>,
  selector: string | undefined,
) {
  const only = selector ? requireCredential(caller.user, selector) : undefined
  const found: Record<string, SubscriptionView[]> = {}
  for (const subscription of await ctx.store.triggerSubscriptions.listOf(caller.user.personaId)) {
    const owner = ownerOf(caller, subscription)
    if (!owner || (only && owner.credential.id !== only.id)) continue
    if (!caller.permissions.allows(permissionNames.actionkit, owner)) continue
    const view = subscriptionView(subscription, owner.credential)
    if (integrations?.includes(subscription.integration) === false) continue
    if ((status !== undefined && view.status !== status) || (type !== undefined && view.type !== type)) continue
    const ofIntegration = found[subscription.integration] ?? []
    ofIntegration.push(view)
    found[subscription.integration] = ofIntegration
  }
  return { triggers: found }
}

/**
 * `PATCH /trigger-subscriptions/:id`: keys that are left out stay, null takes one away. One that has failed is active again
 * (assumed), and goes on where it stopped unless it is to look for something else.
 */
export async function changeSubscription(
  ctx: Context,
  tokens: AccessTokens,
  caller: Caller,
  id: string,
  change: z.infer<typeof subscriptionChange>,
): Promise<SubscriptionView> {
  const { subscription, integration, credential } = await requireSubscription(ctx, caller, id)
  const trigger = findTriggerType(subscription.type)?.trigger
  if (!trigger) throw notFound(`Trigger "${subscription.type}" not found.`)
  const parameters = merged(subscription.parameters, change.parameters)
  parse(trigger.parameters, parameters, 'parameters')
  const webhookOverride = mergedOverride(subscription.webhookOverride, change.webhookOverride)
  checkDestination(ctx, caller, webhookOverride)
  const account = thirdParty(ctx, tokens, { user: caller.user, integration, credential })
  const cursor =
    change.parameters === undefined
      ? subscription.cursor
      : await beginning(ctx, integration, trigger, account, parameters)
  const changed = await ctx.store.triggerSubscriptions.change(
    id,
    { parameters, webhookOverride, cursor, dateUpdated: ctx.clockOf(subscription.projectId).timestamp() },
    pollingJob(ctx, trigger, subscription.projectId, id),
  )
  if (!changed) throw subscriptionNotFound(id)
  ctx.scheduler.wake()
  return subscriptionView(changed, credential)
}

/** `DELETE /trigger-subscriptions/:id`: nothing more is told of; what is under way arrives. */
export async function unsubscribe(ctx: Context, caller: Caller, id: string): Promise<{ success: true }> {
  await requireSubscription(ctx, caller, id)
  if (!(await ctx.store.triggerSubscriptions.remove(id))) throw subscriptionNotFound(id)
  return { success: true }
}

/** The type of trigger that a body names, and the account that is to tell. */
function triggerCalled(
  ctx: Context,
  tokens: AccessTokens,
  caller: Caller,
  { integration: type, type: triggerType }: z.infer<typeof examplesBody>,
  selector: string | undefined,
) {
  const found = findTriggerType(triggerType)
  const integration = found && findIntegrationByType(caller.project, found.integration)
  if (!found || !integration?.isActive) throw notFound(`Trigger "${triggerType}" not found.`)
  if (type !== undefined && type !== integration.type) {
    throw badRequest(`Invalid body.integration: ${triggerType} is a trigger of ${integration.type}, not of ${type}.`)
  }
  const credential = actingCredential(caller, integration, selector)
  demand(caller, permissionNames.actionkit, { integration, credential })
  const account = thirdParty(ctx, tokens, { user: caller.user, integration, credential })
  return { trigger: found.trigger, integration, credential, account }
}

/** Where a subscription starts. The account is asked, whatever the type: one that cannot be is no subscription. */
async function beginning(
  ctx: Context,
  integration: Integration,
  trigger: TriggerType,
  account: ThirdParty,
  parameters: Json,
): Promise<Json> {
  try {
    if (trigger.triggerModel === 'POLLING') {
      const now = ctx.clockOf(account.credential.projectId).timestamp()
      return await firstCursor((from) => trigger.changesSince(account, parameters, from), now)
    }
    await trigger.examples(account, parameters)
    return {}
  } catch (error) {
    throw asThirdPartyRefusal(error, integration)
  }
}

function checkDestination(ctx: Context, { project }: Caller, webhookOverride: WebhookOverride | null): void {
  const url = webhookUrlOf(project, { webhookOverride })
  if (url === undefined) {
    throw badRequest('There is no webhook URL: set one for the project, or give the subscription a webhookOverride.')
  }
  const problem = webhookOverride && ctx.webhooks.problemWith(webhookOverride.url)
  if (problem) throw badRequest(`Invalid webhookOverride.url: ${problem}`)
}

async function requireSubscription(ctx: Context, caller: Caller, id: string) {
  const subscription = await ctx.store.triggerSubscriptions.find(caller.project.id, id)
  if (subscription?.personaId !== caller.user.personaId) throw subscriptionNotFound(id)
  // Throws a 403 for an account that the token may not see.
  const credential = requireCredential(caller.user, subscription.credentialId)
  const integration = caller.project.integrations.find((each) => each.id === credential.integrationId)
  if (!integration) throw subscriptionNotFound(id)
  demand(caller, permissionNames.actionkit, { integration, credential })
  return { subscription, integration, credential }
}

/** The account of a subscription and its integration, when the token may see it. */
function ownerOf(
  { project, user }: Caller,
  { credentialId }: TriggerSubscription,
): { integration: Integration; credential: Credential } | undefined {
  const credential = user.credentials.find(({ id }) => id === credentialId)
  const integration = project.integrations.find(({ id }) => id === credential?.integrationId)
  return credential && integration && { integration, credential }
}

function merged(before: Json, change: Json = {}): Json {
  return Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== null))
}

function mergedOverride(
  before: WebhookOverride | null,
  change: z.infer<typeof subscriptionChange>['webhookOverride'],
): WebhookOverride | null {
  if (change === undefined) return before
  if (change === null) return null
  const url = change.url ?? before?.url
  if (url === undefined) throw badRequest('Invalid webhookOverride.url: is required')
  const headers = change.headers === undefined ? before?.headers : (change.headers ?? undefined)
  const metadata = change.metadata === undefined ? before?.metadata : (change.metadata ?? undefined)
  return { url, ...(headers && { headers }), ...(metadata && { metadata }) }
}

const subscriptionNotFound = (id: string) => notFound(`Trigger subscription "${id}" not found.`)
