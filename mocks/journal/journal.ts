import { AsyncLocalStorage } from 'node:async_hooks'
import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock.ts'
import { type CallFacts, Entry, type EntryStart, type JobRef, type Scope } from './entry.ts'

export interface JournalOptions {
  /** Entries kept of each project, the newest; 0 keeps none. Default 500. */
  size?: number | undefined
  /** Whether calls of the control API are entered as well; default: no. */
  control?: boolean | undefined
}

/**
 * What was asked and answered, in memory: the newest entries of each project. It is not in the store, because it would cost
 * every request a write, and what a test wants to know of a request it wants to know at once.
 */
export interface Journal {
  readonly size: number
  /**
   * What the ids and positions of entries are counted from: more in each start than all that were before, so that a cursor
   * of an earlier start hides nothing.
   */
  readonly epoch: number
  readonly includesControl: boolean
  /** Does what answers a request, as part of which every call out is entered, and enters it when the answer begins. */
  record(start: EntryStart, answer: (entry: Entry) => Response | Promise<Response>): Promise<Response>
  /** The request in whose course this is asked, if any. */
  current(): Entry | undefined
  /** Adds what has been found out about the request under way, and was not known before. */
  note(facts: CallFacts): void
  /** Does a job, whose calls out form a trace of their own, or belong to the request that was its cause. */
  asJob<T>(job: JobRef, work: () => Promise<T>): Promise<T>
  /** Remembers what is under way as the cause of work that is done later, by the job of this subject. */
  cause(subject: string): void
  /** The entries of a project, in the order in which their answers began. */
  entries(projectId: string): readonly Entry[]
  clear(projectId: string): void
  /** Tells of each entry of a project from now on; answers what ends that. */
  listen(projectId: string, listener: (entry: Entry) => void): () => void
  /** Goes off when nobody is to wait any longer for an entry. */
  readonly released: AbortSignal
  release(): void
}

const SIZE = 500
/** Projects whose entries are kept; those that were used least recently go. */
const PROJECTS = 200
/** Causes of work that is done later. */
const CAUSES = 2_000

export function createJournal(
  machine: Pick<Clock, 'now'>,
  { size = SIZE, control = false }: JournalOptions = {},
): Journal {
  const scopes = new AsyncLocalStorage<Scope>()
  const rings = new LRUCache<string, Ring>({ max: PROJECTS })
  const causes = new LRUCache<string, Scope>({ max: CAUSES })
  const listeners = new Map<string, Set<(entry: Entry) => void>>()
  const releasing = new AbortController()
  let lastId = 0
  let lastPosition = 0

  /** How much is followed at the moment. */
  let following = 0

  /** Does something whose calls out belong to a scope. */
  async function follow<T>(scope: Scope, work: () => T | Promise<T>): Promise<T> {
    following += 1
    try {
      return await scopes.run(scope, work)
    } finally {
      following -= 1
      // Until Node 24 every promise of the process is the dearer for it, so that it is only on while something is followed.
      if (following === 0) scopes.disable()
    }
  }

  function current(): Entry | undefined {
    const scope = scopes.getStore()
    return scope instanceof Entry ? scope : undefined
  }

  function enter(entry: Entry): void {
    const projectId = entry.projectId
    if (projectId === undefined || size === 0) return
    lastPosition += 1
    entry.position = lastPosition
    let ring = rings.get(projectId)
    if (!ring) {
      ring = new Ring(size)
      rings.set(projectId, ring)
    }
    ring.add(entry)
    if (listeners.size > 0) for (const listener of listeners.get(projectId) ?? []) listener(entry)
  }

  return {
    size,
    epoch: machine.now() * 1_000,
    includesControl: control,
    current,

    async record(start, answer) {
      lastId += 1
      const entry = new Entry(lastId, start, scopes.getStore(), machine.now())
      const began = performance.now()
      try {
        const response = await (start.isFollowed ? follow(entry, () => answer(entry)) : answer(entry))
        entry.status = response.status
        entry.responseHeaders = response.headers
        return response
      } catch (error) {
        entry.error = error instanceof Error ? error.message : String(error)
        throw error
      } finally {
        entry.duration = performance.now() - began
        enter(entry)
      }
    },

    note(facts) {
      const entry = current()
      if (entry) entry.facts = { ...facts, ...known(entry.facts) }
    },

    asJob({ kind, subject }, work) {
      const cause = causes.get(subject)
      lastId += 1
      return follow({ traceId: cause?.traceId ?? lastId, id: cause?.id, job: { kind, subject } }, work)
    },

    cause(subject) {
      const scope = scopes.getStore()
      if (scope) causes.set(subject, { traceId: scope.traceId, id: scope.id, job: scope.job })
    },

    entries: (projectId) => rings.get(projectId)?.inOrder() ?? [],
    clear: (projectId) => void rings.delete(projectId),

    listen(projectId, listener) {
      const all = listeners.get(projectId) ?? new Set()
      listeners.set(projectId, all.add(listener))
      return () => {
        all.delete(listener)
        if (all.size === 0 && listeners.get(projectId) === all) listeners.delete(projectId)
      }
    },

    released: releasing.signal,
    release: () => releasing.abort(),
  }
}

function known(facts: CallFacts): CallFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
}

/** The newest of what was added. */
class Ring {
  readonly #entries: Entry[] = []
  readonly #size: number
  #next = 0

  constructor(size: number) {
    this.#size = size
  }

  add(entry: Entry): void {
    this.#entries[this.#next] = entry
    this.#next = (this.#next + 1) % this.#size
  }

  /** Oldest first. */
  inOrder(): Entry[] {
    return [...this.#entries.slice(this.#next), ...this.#entries.slice(0, this.#next)]
  }
}
