import type { Call } from './call'

/** Traces that the drawer keeps. */
const KEPT = 50

/** A request with what it led to, in the order in which calls began. */
export type Trace = { id: string; calls: Call[] }

/** Adds a call to the traces so far; the trace in which something happened last comes first. */
export function withCall(traces: readonly Trace[], call: Call): Trace[] {
  const known = traces.find(({ id }) => id === call.traceId)
  // After a lost connection what came last may come again.
  if (known?.calls.some(({ id }) => id === call.id)) return [...traces]
  const calls = [...(known?.calls ?? []), call].sort((left, right) => Number(left.id) - Number(right.id))
  return [{ id: call.traceId, calls }, ...traces.filter((trace) => trace !== known)].slice(0, KEPT)
}
