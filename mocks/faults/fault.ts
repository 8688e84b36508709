import type { CallMatch } from '../journal/call-match.ts'

/** Which requests a fault is for; what is left out may be anything. */
export type FaultMatch = Omit<CallMatch, 'status' | 'trace'>

/** What happens. A delay comes first and may be all; of the others there is one. */
export interface FaultEffect {
  /** Milliseconds of real time before anything else happens; of a range, by chance. */
  delay?: number | { min: number; max: number } | undefined
  /** An answer in place of the real one; without a body, in the shape that the service's own refusals have. */
  respond?: { status: number; headers?: Record<string, string> | undefined; body?: unknown } | undefined
  /** Too many requests, in the service's own words, with `Retry-After` in seconds. */
  rateLimit?: { retryAfter: number } | undefined
  /** The connection is cut: before the request is heard, or after what it asks for has been done. */
  drop?: 'before' | 'after' | undefined
  /** The real answer, spoilt: half of it; JSON that is none; the same body under another type. */
  corrupt?: 'truncated' | 'malformed' | 'content-type' | undefined
  /** What goes wrong in OAuth popups, each at its own place. */
  popup?: PopupFault | undefined
  /** How the provider answers a refresh. */
  token?: 'refused' | 'revoked' | 'unavailable' | undefined
}

/**
 * `never-loads`: the first page stays empty. `severs-opener`: the last page loses its opener, as a Cross-Origin-Opener-Policy
 * makes it. `denied`: the person says no. `altered-state`: the provider sends back another `state`. `slow`: the provider's
 * pages take the time that `delay` says.
 */
export const popupFaults = ['never-loads', 'severs-opener', 'denied', 'altered-state', 'slow'] as const
export type PopupFault = (typeof popupFaults)[number]

export interface NewFault {
  /** For people. */
  name?: string | undefined
  match: FaultMatch
  effect: FaultEffect
  /** Requests that match and are let through first. */
  skip: number
  /** Of those after, each so many-th is hit. */
  every: number
  /** How often it happens at most. */
  times?: number | undefined
}

export interface Fault extends NewFault {
  readonly id: string
  readonly dateCreated: Date
  /** Requests that matched. */
  matched: number
  /** Those in which it was brought about. */
  hits: number
}
