import { z } from 'zod'
import { webhookHeaders } from '../../webhooks/headers.ts'

const object = z.record(z.string(), z.unknown())

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean),
)

/** The query of `GET /triggers` (docs: actionkit/triggers/api-reference/list-available-triggers). */
export const triggersQuery = z.object({ integrations: list.optional() })

/** `POST /triggers/examples`; one documented request of a subscription leaves the integration out. */
export const examplesBody = z.object({
  integration: z.string().optional(),
  type: z.string(),
  parameters: object.default({}),
})

const override = z.strictObject({
  url: z.string(),
  headers: webhookHeaders.optional(),
  metadata: object.optional(),
})

/** `POST /trigger-subscriptions` (docs: actionkit/triggers/api-reference/subscribe-to-trigger). */
export const subscribeBody = examplesBody.extend({ webhookOverride: override.nullish() })

/** The query of `GET /trigger-subscriptions`. */
export const subscriptionsQuery = z.object({
  integrations: list.optional(),
  status: z.enum(['ACTIVE', 'ERRORED']).optional(),
  type: z.string().optional(),
})

/** `PATCH /trigger-subscriptions/:id`: what is left out stays, null takes away. */
export const subscriptionChange = z.object({
  parameters: object.optional(),
  webhookOverride: z
    .strictObject({
      url: z.string().optional(),
      headers: webhookHeaders.nullable().optional(),
      metadata: object.nullable().optional(),
    })
    .nullable()
    .optional(),
})
