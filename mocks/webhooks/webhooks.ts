import type { Context } from '../context.ts'
import type { JobHandler } from '../scheduler/scheduler.ts'
import {
  DELIVERY_JOB,
  type NewWebhookDelivery,
  type WebhookAttempt,
  type WebhookDelivery,
} from '../store/webhook-deliveries.ts'
import { destinationProblem } from './destination.ts'

export interface WebhookOptions {
  /** Hosts that webhooks may be sent to beside this machine's own; "*" is any. */
  hosts?: readonly string[] | undefined
  /** Milliseconds, as they pass outside, that a receiver has to answer; default ten seconds. */
  timeout?: number | undefined
}

/** What is to be sent, and on whose behalf. */
export interface WebhookMessage {
  projectId: string
  ownerKind: string
  ownerId: string
  /** There is one delivery for each event of an owner, however often it is sent. */
  eventId: string
  /** Checked by whoever took it in: see `problemWith`. */
  url: string
  headers?: Record<string, string> | undefined
  /** JSON. */
  body: string
}

/**
 * Sends messages to the webhooks of apps, each at least once: a message that is stored is tried until it is answered with
 * a 2xx or given up, by whichever process. To store one together with the reason for it, have the store's repository put
 * what `prepare` makes into its own transaction, and wake the scheduler.
 */
export interface Webhooks {
  /** What is wrong with an address, in words that follow its name; undefined when nothing is. */
  problemWith(url: string): string | undefined
  prepare(message: WebhookMessage): NewWebhookDelivery
  /** Stores a message in a transaction of its own; false when that event was sent before. */
  send(message: WebhookMessage): Promise<boolean>
  /** Has a message tried from the start, at once; undefined when there is none. */
  redeliver(projectId: string, deliveryId: string): Promise<WebhookDelivery | undefined>
  /** Who is told how the messages of a kind of owner ended; more than once when a process dies in between. */
  onEnd(ownerKind: string, listener: (delivery: WebhookDelivery) => Promise<void>): void
  /** Ends what is under way, to be tried again at the next start. */
  stop(): void
}

/** Milliseconds on the project's clock from a failed attempt to the next; after the last it is given up (assumed). */
export const RETRY_AFTER = [10_000, 30_000, 60_000, 5 * 60_000, 15 * 60_000]
const TIMEOUT = 10_000
/** Requests under way in one process: receivers that do not answer keep no other work waiting. */
const AT_ONCE = 4
/** Bytes of an answer that are kept. */
const KEPT_RESPONSE = 2_048
/** Deliveries of a project that are kept after they have ended. */
const KEPT_DELIVERIES = 1_000

type DeliveryContext = Pick<Context, 'store' | 'clock' | 'clockOf' | 'randomOf' | 'scheduler' | 'deliver' | 'journal'>

export function createWebhooks(ctx: DeliveryContext, { hosts = [], timeout = TIMEOUT }: WebhookOptions = {}): Webhooks {
  const { webhookDeliveries } = ctx.store
  const listeners = new Map<string, (delivery: WebhookDelivery) => Promise<void>>()
  const stopping = new AbortController()

  /** Tries once; undefined when it was cut short because the sandbox stops. */
  async function attempt(delivery: WebhookDelivery): Promise<Omit<WebhookAttempt, 'number'> | undefined> {
    const started = ctx.clock.now()
    const facts = (status: number | null, error: string | null, response: string | null) => ({
      dateCreated: ctx.clockOf(delivery.projectId).timestamp(),
      status,
      error,
      duration: ctx.clock.now() - started,
      response,
    })
    const limit = AbortSignal.timeout(timeout)
    const signal = AbortSignal.any([limit, stopping.signal])
    try {
      const request = new Request(delivery.url, {
        method: 'POST',
        headers: { ...delivery.headers, 'content-type': 'application/json' },
        body: delivery.body,
        redirect: 'manual',
        signal,
      })
      const response = await orAbort(ctx.deliver(request, { projectId: delivery.projectId }), signal)
      const text = await orAbort(beginningOf(response), signal)
      return facts(response.status, complaintAbout(response), text)
    } catch (error) {
      if (stopping.signal.aborted) return undefined
      return facts(null, limit.aborted ? `No answer within ${timeout} ms.` : reasonOf(error), null)
    }
  }

  async function end(delivery: WebhookDelivery): Promise<void> {
    await listeners.get(delivery.ownerKind)?.(delivery)
    await webhookDeliveries.prune(delivery.projectId, KEPT_DELIVERIES)
  }

  const deliver: JobHandler = async ({ projectId, subject }) => {
    const delivery = await webhookDeliveries.find(projectId, subject)
    if (!delivery) return undefined
    if (delivery.status !== 'PENDING') {
      // The process that tried it last died before it had told.
      await end(delivery)
      return undefined
    }
    const made = await attempt(delivery)
    if (!made) return new Date(ctx.clockOf(projectId).now())
    const wait = made.error === null ? undefined : RETRY_AFTER[delivery.attemptCount - delivery.attemptBase]
    const dateNext = wait === undefined ? null : new Date(ctx.clockOf(projectId).now() + wait)
    const status = made.error === null ? 'DELIVERED' : dateNext ? 'PENDING' : 'FAILED'
    const after = await webhookDeliveries.recordAttempt(delivery, made, { status, dateNext })
    if (after && after.status !== 'PENDING') await end(after)
    return dateNext ?? undefined
  }
  ctx.scheduler.handle(DELIVERY_JOB, deliver, { atOnce: AT_ONCE })

  function prepare(message: WebhookMessage): NewWebhookDelivery {
    const clock = ctx.clockOf(message.projectId)
    const id = ctx.randomOf(message.projectId).uuid()
    ctx.journal.cause(id)
    return {
      ...message,
      id,
      headers: message.headers ?? {},
      dateCreated: clock.timestamp(),
      // Of a clock that stands still a timestamp may be ahead.
      dateNext: new Date(clock.now()),
    }
  }

  return {
    problemWith: (url) => destinationProblem(url, hosts),
    prepare,
    async send(message) {
      const isNew = await webhookDeliveries.create(prepare(message))
      if (isNew) ctx.scheduler.wake()
      return isNew
    },
    async redeliver(projectId, deliveryId) {
      const now = new Date(ctx.clockOf(projectId).now())
      const delivery = await webhookDeliveries.requeue(projectId, deliveryId, now)
      if (delivery) ctx.scheduler.wake()
      return delivery
    },
    onEnd(ownerKind, listener) {
      listeners.set(ownerKind, listener)
    },
    stop: () => stopping.abort(),
  }
}

/** Why an answer does not count as delivered; null when it does. */
function complaintAbout({ ok, status }: Response): string | null {
  if (ok) return null
  const isRedirect = status >= 300 && status < 400
  return `The receiver answered ${status}.${isRedirect ? ' Redirects are not followed.' : ''}`
}

/** `fetch` says what went wrong in the cause of its error, and of several tries in several. */
function reasonOf(error: unknown): string {
  const { cause } = error instanceof Error ? error : { cause: undefined }
  const found = cause instanceof AggregateError ? cause.errors[0] : (cause ?? error)
  return `The receiver could not be reached: ${found instanceof Error ? found.message || found.name : String(found)}`
}

/** The first bytes of a body as text; the rest is not read. */
async function beginningOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = body?.getReader()
  while (reader && size < KEPT_RESPONSE) {
    const { done, value } = await reader.read()
    if (done) break
    chunks.push(value)
    size += value.byteLength
  }
  // Nobody waits for a receiver to be told that the rest is not wanted.
  reader?.cancel().catch(() => {})
  // The database ends a text at a NUL.
  return Buffer.concat(chunks).subarray(0, KEPT_RESPONSE).toString('utf8').replaceAll('\0', '\uFFFD')
}

/** The promise, or a rejection as soon as the signal says so: not everything that takes time listens to signals. */
function orAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
