import type { KeptEvent } from './events'

/** What the app has been sent, by the user whom it is about. */
export interface EventStore {
  /** False for an event that came before: Paragon sends each at least once. */
  add(userId: string, event: KeptEvent): boolean
  /** Newest first. */
  list(userId: string): KeptEvent[]
  verified(at: Date): void
  /** When the address was last verified. */
  verifiedAt(): Date | undefined
}

type Limits = {
  /** Events kept of each user; the oldest give way. */
  events: number
  /** Ids remembered of each user, to know what comes twice. */
  ids: number
  /** Users; whoever has heard nothing for longest gives way. */
  users: number
}

/**
 * Keeps events in the memory of this process, and so until it ends: enough to look at. An app that acts on events, or runs in
 * several processes, puts a table in this place, unique by user and event id.
 */
export function createEventStore(limits: Limits = { events: 200, ids: 2_000, users: 500 }): EventStore {
  const byUser = new Map<string, { events: KeptEvent[]; ids: Set<string> }>()
  let verifiedAt: Date | undefined

  return {
    add(userId, event) {
      const known = byUser.get(userId) ?? { events: [], ids: new Set() }
      // A map keeps the order in which its keys were put: the first one has been silent for longest.
      byUser.delete(userId)
      byUser.set(userId, known)
      trim(byUser, limits.users)
      if (known.ids.has(event.id)) return false
      known.ids.add(event.id)
      trim(known.ids, limits.ids)
      known.events = [event, ...known.events].slice(0, limits.events)
      return true
    },
    list: (userId) => byUser.get(userId)?.events ?? [],
    verified(at) {
      verifiedAt = at
    },
    verifiedAt: () => verifiedAt,
  }
}

function trim(kept: Set<string> | Map<string, unknown>, limit: number): void {
  for (const key of kept.keys()) {
    if (kept.size <= limit) return
    kept.delete(key)
  }
}

declare global {
  // Not a variable of this module, of which Next.js makes one for each route that it bundles.
  var syncEventStore: EventStore | undefined
}

/** The store of this process. */
export function eventStore(): EventStore {
  globalThis.syncEventStore ??= createEventStore()
  return globalThis.syncEventStore
}
