'use client'

import { useEffect } from 'react'

const SHORTEST = 1_000
const LONGEST = 15_000

/**
 * How long to wait before asking again, in milliseconds: longer each time, as all users share the 1,000 requests that
 * Task History takes in ten minutes.
 */
export function pause(attempt: number): number {
  return Math.min(SHORTEST * 1.5 ** Math.max(attempt - 1, 0), LONGEST)
}

/** Asks after `wait` milliseconds, again for each `turn`; not at all without a time, nor while nobody sees the page. */
export function usePolling(wait: number | undefined, turn: number, ask: () => void) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn begins a new wait, of the same length or not.
  useEffect(() => {
    if (wait === undefined) return
    const askIfSeen = () => {
      if (document.visibilityState === 'visible') ask()
    }
    const timer = setTimeout(askIfSeen, wait)
    document.addEventListener('visibilitychange', askIfSeen)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', askIfSeen)
    }
  }, [wait, turn, ask])
}
