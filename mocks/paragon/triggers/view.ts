import type { Credential } from '../../store/connected-users.ts'
import type { TriggerSubscription } from '../../store/trigger-subscriptions.ts'
import { paragonInputs } from '../actionkit/inputs.ts'
import type { TriggerType } from './trigger-type.ts'

/** One element of `GET /triggers`. Documents name an input's words `label`, the SDK's declarations `title`. */
export function triggerView({ type, triggerModel, title, description, parameters }: TriggerType) {
  return {
    type,
    triggerModel,
    title,
    description,
    parameters: paragonInputs(parameters).map((input) => ({ ...input, label: input.title })),
  }
}

/**
 * A subscription as its owner sees it. One whose account is no longer valid hears of nothing, whether or not that was
 * noticed yet.
 */
export function subscriptionView(subscription: TriggerSubscription, { status: accountStatus }: Credential) {
  const { id, type, parameters, dateCreated, dateLastReceivedEvent, credentialId, webhookOverride } = subscription
  const isCut = accountStatus !== 'VALID'
  const error = subscription.error ?? (isCut ? 'The account is no longer valid. Reconnect it.' : undefined)
  return {
    id,
    type,
    parameters,
    status: isCut ? ('ERRORED' as const) : subscription.status,
    ...(error !== undefined && { error }),
    dateCreated,
    dateLastReceivedEvent,
    credentialId,
    ...(webhookOverride && { webhookOverride }),
  }
}

export type SubscriptionView = ReturnType<typeof subscriptionView>
