'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { describeProblem, type Problem } from '../paragon/problem'
import { SignedOutError } from '../paragon/token-source'
import { usePolling } from '../use-polling'
import { fetchEvents } from './client'
import type { EventList } from './events'

export type Events =
  | { status: 'loading' }
  | { status: 'error'; problem: Problem }
  | { status: 'ready'; list: EventList /** Why it may be out of date. */; problem: Problem | undefined }

/** Milliseconds: only the app's own memory is asked. */
const PAUSE = 3_000

/** What the app's webhook was sent about the person signed in, kept up to date. */
export function useEvents(holder: string, onSignedOut: () => void) {
  const [state, setState] = useState<Events>({ status: 'loading' })
  const [turn, setTurn] = useState(0)
  const asked = useRef({ holder, onSignedOut })

  const refresh = useCallback(async () => {
    const { holder, onSignedOut } = asked.current
    try {
      setState({ status: 'ready', list: await fetchEvents(holder), problem: undefined })
    } catch (error) {
      if (error instanceof SignedOutError) return onSignedOut()
      const problem = { title: 'The events could not be loaded', detail: describeProblem(error).detail }
      setState((shown) => (shown.status === 'ready' ? { ...shown, problem } : { status: 'error', problem }))
    } finally {
      setTurn((turn) => turn + 1)
    }
  }, [])

  useEffect(() => void refresh(), [refresh])
  usePolling(state.status === 'ready' ? PAUSE : undefined, turn, refresh)

  return { state, refresh }
}
