import type { z } from 'zod'
import type { Context } from '../../context.ts'
import type { WebhookDelivery } from '../../store/webhook-deliveries.ts'
import { writeCursor } from '../page.ts'
import { Problem } from '../problem.ts'
import { requireProject } from '../projects/require-project.ts'
import type { deliveryQuery } from './schemas.ts'

/** A page of what was sent to webhooks, newest first. */
export async function listDeliveries(
  ctx: Context,
  projectId: string,
  { cursor, limit, ...filter }: z.infer<typeof deliveryQuery>,
) {
  await requireProject(ctx, projectId)
  const found = await ctx.store.webhookDeliveries.list(projectId, { ...filter, after: cursor, limit: limit + 1 })
  const page = found.slice(0, limit)
  const last = found.length > limit ? page.at(-1) : undefined
  return { deliveries: page.map(summaryOf), nextCursor: last ? writeCursor(last.dateCreated, last.id) : null }
}

/** One delivery with its body and every attempt. */
export async function describeDelivery(ctx: Context, projectId: string, deliveryId: string) {
  const delivery = await ctx.store.webhookDeliveries.find(projectId, deliveryId)
  if (!delivery) throw deliveryNotFound(deliveryId)
  return {
    ...summaryOf(delivery),
    headers: Object.fromEntries(
      Object.entries(delivery.headers).map(([name, value]) => [name, isShown(name) ? value : REDACTED]),
    ),
    body: JSON.parse(delivery.body) as unknown,
    attempts: await ctx.store.webhookDeliveries.attempts(delivery.id),
  }
}

/** Has a delivery tried again from the start, whatever became of it. */
export async function redeliver(ctx: Context, projectId: string, deliveryId: string) {
  const delivery = await ctx.webhooks.redeliver(projectId, deliveryId)
  if (!delivery) throw deliveryNotFound(deliveryId)
  return summaryOf(delivery)
}

function summaryOf({ headers: _, body: __, attemptBase: ___, projectId: ____, ...delivery }: WebhookDelivery) {
  return { ...delivery, url: shownUrl(delivery.url) }
}

const REDACTED = '[redacted]'

/** All but the signature, which tells nothing about the secret, is the app's own and may be one. */
function isShown(name: string): boolean {
  return name === 'x-paragon-signature'
}

/** The address without what its query says. */
function shownUrl(text: string): string {
  const url = new URL(text)
  for (const name of [...url.searchParams.keys()]) url.searchParams.set(name, REDACTED)
  return url.href
}

const deliveryNotFound = (id: string) => new Problem(404, 'Not Found', `There is no webhook delivery "${id}".`)
