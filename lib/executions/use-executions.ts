'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { describeProblem, type Problem } from '../paragon/problem'
import { SignedOutError } from '../paragon/token-source'
import { usePolling } from '../use-polling'
import { fetchExecutions } from './client'
import type { ExecutionFilter, ExecutionsPage } from './execution'
import { withFirstPage, withNextPage } from './merge'
import { pause } from './polling'

export type History =
  | { status: 'loading' }
  | { status: 'error'; problem: Problem }
  | { status: 'ready'; page: ExecutionsPage /** Why it may be out of date. */; problem: Problem | undefined }

/**
 * The runs of the person signed in, kept up to date while one of them works. A component that uses it wants the filter as
 * its key. `onSignedOut` runs when the session turns out to have ended.
 */
export function useExecutions(holder: string, filter: ExecutionFilter, onSignedOut: () => void) {
  const [history, setHistory] = useState<History>({ status: 'loading' })
  const [attempt, setAttempt] = useState(0)
  // As they were at first: see above.
  const asked = useRef({ holder, filter, onSignedOut })

  const latest = useRef(0)

  const load = useCallback(async () => {
    latest.current += 1
    const mine = latest.current
    const { holder, filter, onSignedOut } = asked.current
    try {
      const first = await fetchExecutions(holder, filter)
      // A later answer knows more.
      if (mine !== latest.current) return
      setHistory((shown) => ({
        status: 'ready',
        page: shown.status === 'ready' ? withFirstPage(shown.page, first) : first,
        problem: undefined,
      }))
    } catch (error) {
      if (error instanceof SignedOutError) return onSignedOut()
      const problem = historyProblem(error)
      setHistory((shown) => (shown.status === 'ready' ? { ...shown, problem } : { status: 'error', problem }))
    } finally {
      setAttempt((attempt) => attempt + 1)
    }
  }, [])

  useEffect(() => void load(), [load])

  const working = history.status === 'ready' && history.page.executions.some(({ status }) => status === 'EXECUTING')
  usePolling(working ? pause(attempt) : undefined, attempt, load)

  /** Asks again at once, and often at first. */
  function refresh() {
    setAttempt(0)
    void load()
  }

  /** Rejects when they cannot be had. */
  async function loadMore(offset: number) {
    const { holder, filter } = asked.current
    const next = await fetchExecutions(holder, filter, offset)
    setHistory((shown) => (shown.status === 'ready' ? { ...shown, page: withNextPage(shown.page, next) } : shown))
  }

  return { history, working, refresh, loadMore }
}

export function historyProblem(error: unknown): Problem {
  const { detail } = describeProblem(error)
  return { title: 'The history could not be loaded', detail }
}
