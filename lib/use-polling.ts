'use client'

import { useEffect } from 'react'

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
