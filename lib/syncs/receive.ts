import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { EventStore } from './event-store'
import { kept, knownEvents, syncWebhook } from './events'
import { isSigned } from './signature'

type Receiving = {
  /** The project's signing secret; undefined: nothing can be checked, and so nothing is taken in. */
  secret: string | undefined
  store: EventStore
  now: Date
}

/** Bytes; an event takes some hundred. */
const LARGEST = 64 * 1024

const named = z.object({ event: z.string() })

/**
 * Takes in a webhook of Managed Sync, and answers at once: whoever sends it waits. 200 for what is signed by Paragon, a
 * repetition and a kind of event that this app does not know among it, so that Paragon does not send it again; 400 for
 * what is signed and no event; 401 for what is not signed, or was altered; 413 for more than an event can be; 501 without
 * a secret.
 */
export async function receive(request: Request, { secret, store, now }: Receiving): Promise<Response> {
  if (!secret) return refuse(501, 'The app has no signing secret: PARAGON_WEBHOOK_SIGNING_SECRET is not set.')
  const body = await readBytes(request, LARGEST)
  if (!body) return refuse(413, `An event has no more than ${LARGEST} bytes.`)
  if (!isSigned(body, request.headers.get('x-paragon-signature'), secret)) {
    return refuse(401, 'x-paragon-signature does not fit the body.')
  }
  const message = parsed(body)
  const { success, data } = syncWebhook.safeParse(message)
  if (!success) {
    const kind = named.safeParse(message).data?.event
    if (kind !== undefined && !knownEvents.includes(kind)) return Response.json({ ignored: true })
    return refuse(400, 'That is no event of a sync.')
  }
  if (data.event === 'webhook_verification') {
    store.verified(now)
    return Response.json({ verified: true })
  }
  // The documented body does not name the event. Without a header that does, each arrival counts by itself.
  const id = request.headers.get('x-paragon-event-id') ?? randomUUID()
  return Response.json({ repeated: !store.add(data.user.id, kept(data, id, now)) })
}

function refuse(status: number, message: string): Response {
  return Response.json({ message }, { status })
}

/** The body, or undefined when it is larger than that: then the rest of it is not read. */
async function readBytes(request: Request, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  while (reader) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > limit) {
      await reader.cancel()
      return undefined
    }
    chunks.push(value)
  }
  return Buffer.concat(chunks)
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'))
  } catch {
    return undefined
  }
}
