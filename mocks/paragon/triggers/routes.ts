import { Hono } from 'hono'
import type { Context } from '../../context.ts'
import { withRequestId } from '../actionkit/request-id.ts'
import type { Authority } from '../caller.ts'
import type { AccessTokens } from '../credentials/access-token.ts'
import { parse, readJson } from '../request-body.ts'
import {
  changeSubscription,
  exampleEvents,
  listSubscriptions,
  listTriggers,
  subscribe,
  unsubscribe,
} from './operations.ts'
import { examplesBody, subscribeBody, subscriptionChange, subscriptionsQuery, triggersQuery } from './schemas.ts'

/** ActionKit's Triggers API (docs: actionkit/triggers). */
export function triggerRoutes(ctx: Context, authority: Authority, tokens: AccessTokens): Hono {
  const triggers = '/projects/:projectId/triggers'
  const subscriptions = '/projects/:projectId/trigger-subscriptions'
  const app = new Hono()

  app.get(
    triggers,
    withRequestId(ctx, async (c) => {
      const caller = await authority.authorise(c)
      const query = parse(triggersQuery, c.req.query(), 'query')
      return c.json(listTriggers(caller, query, c.req.header('x-paragon-credential')))
    }),
  )
  app.post(
    `${triggers}/examples`,
    withRequestId(ctx, async (c) => {
      const caller = await authority.authorise(c)
      const body = await readJson(c.req.raw, examplesBody)
      return c.json(await exampleEvents(ctx, tokens, caller, body, c.req.header('x-paragon-credential')))
    }),
  )
  app.post(
    subscriptions,
    withRequestId(ctx, async (c) => {
      const caller = await authority.authorise(c)
      const body = await readJson(c.req.raw, subscribeBody)
      return c.json(await subscribe(ctx, tokens, caller, body, c.req.header('x-paragon-credential')))
    }),
  )
  app.get(
    subscriptions,
    withRequestId(ctx, async (c) => {
      const caller = await authority.authorise(c)
      const query = parse(subscriptionsQuery, c.req.query(), 'query')
      return c.json(await listSubscriptions(ctx, caller, query, c.req.header('x-paragon-credential')))
    }),
  )
  app.patch(
    `${subscriptions}/:subscriptionId`,
    withRequestId(ctx, async (c) => {
      const caller = await authority.authorise(c)
      const change = await readJson(c.req.raw, subscriptionChange)
      return c.json(await changeSubscription(ctx, tokens, caller, c.req.param('subscriptionId') ?? '', change))
    }),
  )
  app.delete(
    `${subscriptions}/:subscriptionId`,
    withRequestId(ctx, async (c) =>
      c.json(await unsubscribe(ctx, await authority.authorise(c), c.req.param('subscriptionId') ?? '')),
    ),
  )
  return app
}
