import type { FaultEffect, FaultMatch, Fault as KeptFault } from '../faults/fault.ts'
import type { Call } from './control-call.ts'

export interface NewFault {
  /** For people: the journal tells it with each request that was hit. */
  name?: string | undefined
  /** Default: every request to Paragon and every call out. */
  match?: FaultMatch | undefined
  effect: FaultEffect
  /** Requests that match and are let through first; default none. */
  skip?: number | undefined
  /** Of those after, each so many-th is hit; default each. */
  every?: number | undefined
  /** How often it happens at most; default without end. */
  times?: number | undefined
}

/** A fault that is there, with how many requests it has `matched`, and in how many it was brought about, `hits`. */
export interface Fault extends Omit<KeptFault, 'dateCreated'> {
  /** ISO 8601. */
  readonly dateCreated: string
}

export interface FaultControl {
  /** Has something go wrong from now on. */
  add(fault: NewFault): Promise<Fault>
  /** Oldest first. */
  list(): Promise<Fault[]>
  /** One of them as it is now; throws a 404 for one that is not there. */
  find(faultId: string): Promise<Fault>
  remove(faultId: string): Promise<void>
  /** Takes all of them away. */
  clear(): Promise<void>
}

export function faultControl(call: Call): FaultControl {
  const faultPath = (faultId: string) => `/faults/${encodeURIComponent(faultId)}`
  return {
    add: async (fault) => (await call('POST', '/faults', fault)) as Fault,
    list: async () => ((await call('GET', '/faults')) as { faults: Fault[] }).faults,
    find: async (faultId) => (await call('GET', faultPath(faultId))) as Fault,
    async remove(faultId) {
      await call('DELETE', faultPath(faultId))
    },
    async clear() {
      await call('DELETE', '/faults')
    },
  }
}
