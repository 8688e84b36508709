import type { Context } from '../../context.ts'
import { derivedUuid } from '../../derived-uuid.ts'
import type { Project } from '../../store/projects.ts'
import type { TriggerSubscription } from '../../store/trigger-subscriptions.ts'
import type { NewWebhookDelivery } from '../../store/webhook-deliveries.ts'
import { signatureOf, webhookSecretOf } from '../../webhooks/signature.ts'
import type { TriggerEvent } from './trigger-type.ts'

/** Whom a delivery is made for: see `Webhooks.onEnd`. */
export const SUBSCRIPTION = 'trigger-subscription'

/** Where a subscription's events go; undefined when it has no address and the project has none either. */
export function webhookUrlOf(project: Project, { webhookOverride }: Pick<TriggerSubscription, 'webhookOverride'>) {
  return webhookOverride?.url ?? project.webhookUrl ?? undefined
}

/**
 * The messages that tell of events (docs: actionkit/triggers/receiving-webhooks). The same event of a subscription always
 * has the same `eventId`, by which receivers are told to sort out what comes twice.
 */
export async function deliveriesOf(
  ctx: Context,
  subscription: TriggerSubscription,
  url: string,
  events: readonly TriggerEvent[],
): Promise<NewWebhookDelivery[]> {
  if (events.length === 0) return []
  const { id, projectId, userId, integration, type, credentialId, webhookOverride } = subscription
  const secret = await webhookSecretOf(ctx, projectId)
  return events.map(({ key, payload }) => {
    const eventId = derivedUuid(id, key)
    const body = JSON.stringify({
      eventId,
      userId,
      integration,
      triggerType: type,
      triggerSubscriptionId: id,
      credentialId,
      projectId,
      dateReceived: new Date(ctx.clockOf(projectId).now()),
      payload,
      ...(webhookOverride?.metadata && { triggerSubscriptionMetadata: webhookOverride.metadata }),
    })
    const headers = { ...lowerCase(webhookOverride?.headers), 'x-paragon-signature': signatureOf(secret, body) }
    return ctx.webhooks.prepare({ projectId, ownerKind: SUBSCRIPTION, ownerId: id, eventId, url, headers, body })
  })
}

/** An app's header must not stand beside the signature under another case. */
function lowerCase(headers: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
