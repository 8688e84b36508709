'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { describeProblem, type Problem } from '../paragon/problem'
import { SignedOutError } from '../paragon/token-source'
import { usePolling } from '../use-polling'
import { fetchSyncs } from './client'
import type { Sync } from './sync'
import { isWorking } from './words'

export type Syncs =
  | { status: 'loading' }
  | { status: 'error'; problem: Problem }
  | { status: 'ready'; syncs: Sync[] /** Why they may be out of date. */; problem: Problem | undefined }

/** Milliseconds until the next look: soon while something is read, and otherwise now and then. */
const WHILE_WORKING = 1_500
const WHILE_QUIET = 5_000

/** The syncs of the person signed in, kept up to date. `onSignedOut` runs when the session turns out to have ended. */
export function useSyncs(holder: string, onSignedOut: () => void) {
  const [state, setState] = useState<Syncs>({ status: 'loading' })
  const [turn, setTurn] = useState(0)
  const latest = useRef(0)
  const asked = useRef({ holder, onSignedOut })

  const refresh = useCallback(async () => {
    latest.current += 1
    const mine = latest.current
    const { holder, onSignedOut } = asked.current
    try {
      const syncs = await fetchSyncs(holder)
      // A later answer knows more.
      if (mine === latest.current) setState({ status: 'ready', syncs, problem: undefined })
    } catch (error) {
      if (error instanceof SignedOutError) return onSignedOut()
      if (mine !== latest.current) return
      const problem = { title: 'The syncs could not be loaded', detail: describeProblem(error).detail }
      setState((shown) => (shown.status === 'ready' ? { ...shown, problem } : { status: 'error', problem }))
    } finally {
      setTurn((turn) => turn + 1)
    }
  }, [])

  useEffect(() => void refresh(), [refresh])

  const ready = state.status === 'ready'
  const working = ready && state.syncs.some(({ status }) => isWorking(status))
  usePolling(ready ? (working ? WHILE_WORKING : WHILE_QUIET) : undefined, turn, refresh)

  return { state, refresh }
}
