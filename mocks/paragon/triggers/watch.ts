import type { Context } from '../../context.ts'
import type { Push } from '../../pushes.ts'
import type { JobHandler } from '../../scheduler/scheduler.ts'
import type { NewJob } from '../../store/jobs.ts'
import type { TriggerSubscription } from '../../store/trigger-subscriptions.ts'
import { ApiError, errorCodes } from '../api-error.ts'
import type { AccessTokens } from '../credentials/access-token.ts'
import { type ThirdParty, ThirdPartyError, thirdParty } from '../credentials/third-party.ts'
import { deliveriesOf, SUBSCRIPTION, webhookUrlOf } from './events.ts'
import { poll } from './poll.ts'
import type { TriggerEvent, TriggerType } from './trigger-type.ts'
import { findTriggerType, typesOfTopic } from './trigger-types.ts'

/** Milliseconds on the project's clock between two looks (assumed). */
export const POLL_EVERY = 60_000
/** Failures in a row after which a subscription is given up (assumed). */
const MOST_FAILURES = 5

const POLL = 'trigger-poll'
const PUSH = 'trigger-push'

/** The job that looks for a subscription's events; undefined for a type that is told of them. */
export function pollingJob(ctx: Context, trigger: TriggerType, projectId: string, subscriptionId: string) {
  if (trigger.triggerModel !== 'POLLING') return undefined
  const dateDue = new Date(ctx.clockOf(projectId).now() + POLL_EVERY)
  return { id: `${POLL}/${subscriptionId}`, projectId, kind: POLL, subject: subscriptionId, dateDue } satisfies NewJob
}

/** Has the scheduler look for events, and third parties tell of them. Before the scheduler starts. */
export function watchForEvents(ctx: Context, tokens: AccessTokens): void {
  const { triggerSubscriptions, jobs } = ctx.store

  /** Serves an active subscription; when to try again after a failure, undefined when not. */
  async function serve(
    projectId: string,
    subscriptionId: string,
    work: (subscription: TriggerSubscription, trigger: TriggerType, account: ThirdParty, url: string) => Promise<void>,
  ): Promise<'done' | 'failed' | 'given up'> {
    const subscription = await triggerSubscriptions.find(projectId, subscriptionId)
    if (subscription?.status !== 'ACTIVE') return 'given up'
    const trigger = findTriggerType(subscription.type)?.trigger
    const project = await ctx.store.projects.find(projectId)
    const user = await ctx.store.connectedUsers.find(projectId, subscription.userId)
    const credential = user?.credentials.find(({ id }) => id === subscription.credentialId)
    const integration = project?.integrations.find(({ id }) => id === credential?.integrationId)
    // Removed since: the subscription goes with its account.
    if (!trigger || !project || !user || !credential || !integration) return 'given up'
    const giveUp = async (error: string, failureCount = subscription.failureCount) => {
      await triggerSubscriptions.fail(subscription, { status: 'ERRORED', error, failureCount })
      return 'given up' as const
    }
    const url = webhookUrlOf(project, subscription)
    if (url === undefined) return giveUp('There is no webhook URL to send events to.')
    try {
      // Asked for even where nothing is asked of the third party: an account that is cut off hears of nothing.
      await tokens.of(user, integration, credential)
      await work(subscription, trigger, thirdParty(ctx, tokens, { user, integration, credential }), url)
      return 'done'
    } catch (error) {
      if (!(error instanceof ThirdPartyError || error instanceof ApiError)) throw error
      const failureCount = subscription.failureCount + 1
      const isFinal = error instanceof ApiError && error.code === errorCodes.credentialInvalid
      if (isFinal || failureCount >= MOST_FAILURES) return giveUp(error.message, failureCount)
      await triggerSubscriptions.fail(subscription, { status: 'ACTIVE', error: null, failureCount })
      return 'failed'
    }
  }

  async function tell(
    subscription: TriggerSubscription,
    url: string,
    events: readonly TriggerEvent[],
    cursor = subscription.cursor,
  ): Promise<void> {
    const deliveries = await deliveriesOf(ctx, subscription, url, events)
    const date = ctx.clockOf(subscription.projectId).timestamp()
    const count = await triggerSubscriptions.record(subscription, { deliveries, cursor, date })
    if (count > 0) ctx.scheduler.wake()
  }

  const lookForEvents: JobHandler = async ({ projectId, subject }) => {
    const outcome = await serve(projectId, subject, async (subscription, trigger, account, url) => {
      if (trigger.triggerModel !== 'POLLING') return
      const list = (from: Date) => trigger.changesSince(account, subscription.parameters, from)
      const { events, cursor } = await poll(list, subscription.cursor)
      await tell(subscription, url, events, cursor)
    })
    return outcome === 'given up' ? undefined : new Date(ctx.clockOf(projectId).now() + POLL_EVERY)
  }
  ctx.scheduler.handle(POLL, lookForEvents, { onlyLooks: true })

  ctx.scheduler.handle(PUSH, async ({ projectId, payload }) => {
    const { subscriptionId, push } = payload as unknown as PushJob
    const outcome = await serve(projectId, subscriptionId, async (subscription, trigger, account, url) => {
      if (trigger.triggerModel !== 'WEBHOOK') return
      const event = await trigger.receive(account, subscription.parameters, push)
      if (event) await tell(subscription, url, [event])
    })
    return outcome === 'failed' ? new Date(ctx.clockOf(projectId).now() + POLL_EVERY) : undefined
  })

  ctx.pushes.listen(async (push) => {
    const { projectId, accountId, topic } = push
    const types = typesOfTopic(topic)
    if (types.length === 0) return
    const watching = await triggerSubscriptions.watching(projectId, accountId, types)
    const clock = ctx.clockOf(projectId)
    for (const subscriptionId of watching) {
      const subject = `${subscriptionId}/${topic}/${push.id}`
      await jobs.put({
        // What came first is done first.
        id: `${PUSH}/${clock.timestamp().toISOString()}/${subject}`,
        projectId,
        kind: PUSH,
        subject,
        payload: { subscriptionId, push },
        dateDue: new Date(clock.now()),
      })
    }
    if (watching.length > 0) ctx.scheduler.wake()
  })

  ctx.webhooks.onEnd(SUBSCRIPTION, async ({ projectId, ownerId, status, dateCreated, id }) => {
    if (status !== 'FAILED') return
    const subscription = await triggerSubscriptions.find(projectId, ownerId)
    // An event from before its owner mended it does not break it again.
    if (!subscription || dateCreated < subscription.dateUpdated) return
    const last = (await ctx.store.webhookDeliveries.attempts(id)).at(-1)
    const error = `An event could not be delivered. ${last?.error ?? ''}`.trim()
    await triggerSubscriptions.fail(subscription, {
      status: 'ERRORED',
      error,
      failureCount: subscription.failureCount,
    })
  })
}

interface PushJob {
  subscriptionId: string
  push: Push
}
