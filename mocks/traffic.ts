import type { Context } from './context.ts'
import { ConnectionDroppedError } from './faults/connection-dropped.ts'
import type { Fault } from './faults/fault.ts'
import { BodyCapture, tapped } from './journal/body-capture.ts'
import type { CallFacts, Entry, Place } from './journal/entry.ts'
import type { Scheduler } from './scheduler/scheduler.ts'
import type { Wire } from './tapped-http.ts'

/** `wire`: where the bodies pass, when the request came over HTTP. */
export type Fetch = (request: Request, wire?: Wire) => Response | Promise<Response>
type Serve = (request: Request) => Response | Promise<Response>
type CallOut = (request: Request, facts?: CallFacts) => Promise<Response>

/** Sees every request in and every call out pass: enters it in the journal, and has the faults happen that are for it. */
export interface Traffic {
  /** The same service, seen. */
  received(place: Exclude<Place, 'call' | 'webhook'>, serve: Fetch): Fetch
  /** The same way out, seen. */
  sent(place: 'call' | 'webhook', send: (request: Request) => Promise<Response>): CallOut
  /** The same scheduler: the calls of each of its jobs are one trace. */
  traced(scheduler: Scheduler): Scheduler
  /** Keeps nobody waiting any longer. */
  release(): void
}

type TrafficContext = Pick<Context, 'store' | 'journal' | 'faults' | 'routes' | 'random' | 'sleep' | 'urls'>

export function createTraffic(ctx: TrafficContext): Traffic {
  const { journal, faults } = ctx
  const releasing = new AbortController()
  const surroundings = { ...ctx, released: releasing.signal }
  /** Faults that are to happen to a request because of the account that it turned out to be made as. */
  const later = new WeakMap<Entry, Fault>()

  function answer(entry: Entry, request: Request, serve: Serve, wire?: Wire): Response | Promise<Response> {
    return faults.isEmpty || entry.place === 'control' ? serve(request) : withFaults(entry, request, serve, wire)
  }

  async function withFaults(entry: Entry, request: Request, serve: Serve, wire?: Wire): Promise<Response> {
    // Loaded when the first fault is there.
    const { answerWithFaults } = await import('./faults/apply.ts')
    try {
      return await answerWithFaults(surroundings, later, entry, request, serve)
    } catch (error) {
      if (error instanceof ConnectionDroppedError) wire?.outgoing.destroy()
      throw error
    }
  }

  const received: Traffic['received'] = (place, serve) => (request, wire) => {
    if (journal.size === 0 && faults.isEmpty) return serve(request)
    const start = {
      place,
      method: request.method,
      url: request.url,
      // Those of Node hold nothing but themselves; fetch's would keep the connection in memory.
      requestHeaders: wire ? wire.incoming.rawHeaders : request.headers,
      isFollowed: !isAnsweredFromMemory(request),
    }
    return journal.record(start, (entry) => {
      if (!wire) return inProcess(entry, request, (seen) => answer(entry, seen, serve))
      wire.outgoing.entry = wire.incoming.entry = entry
      return answer(entry, request, serve, wire)
    })
  }

  return {
    received,

    sent: (place, send) => async (request, facts) => {
      // To a third party from outside: a client in this process reaches it by the host that it has in life.
      if (facts === undefined) return received('provider', send)(request)
      const parent = journal.current()
      // Whose account a request was made as is known when it leads to a call.
      if (parent && facts.account && parent.facts.account === undefined) journal.note({ account: facts.account })
      if (parent && facts.account && !faults.isEmpty) {
        const { judgeByAccount } = await import('./faults/apply.ts')
        await judgeByAccount(surroundings, later, parent, facts)
      }
      const { method, url, headers } = request
      return journal.record({ place, method, url, requestHeaders: headers, facts, isFollowed: true }, (entry) =>
        inProcess(entry, request, async (seen) => answer(entry, seen, send)),
      )
    },

    traced: (scheduler) => ({
      ...scheduler,
      handle: (kind, handler, options) =>
        scheduler.handle(kind, (job) => journal.asJob(job, () => handler(job)), options),
    }),

    release: () => releasing.abort(),
  }
}

/**
 * What the SDK asks most often. It leads to no call, so that there is nothing to follow, which costs a fifth of the answer
 * (Node 20).
 */
function isAnsweredFromMemory({ method, url }: Request): boolean {
  return method === 'GET' && (url.endsWith('/sdk/me') || url.endsWith('/sdk/integrations'))
}

/** Has the bodies of a request and its answer seen where there is no wire. */
async function inProcess(entry: Entry, request: Request, serve: Serve): Promise<Response> {
  let seen = request
  if (request.body) {
    const capture = new BodyCapture()
    entry.requestBody = capture
    const init: RequestInit & { duplex: 'half' } = { body: tapped(request.body, capture), duplex: 'half' }
    seen = new Request(request, init)
  }
  const response = await serve(seen)
  if (!response.body) return response
  const capture = new BodyCapture()
  entry.responseBody = capture
  const { status, statusText, headers } = response
  return new Response(tapped(response.body, capture), { status, statusText, headers })
}
