'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { describeProblem, type Problem } from '../paragon/problem'
import { SignedOutError } from '../paragon/token-source'
import { fetchRecords } from './client'
import { mergeRecords } from './merge-records'
import type { Sync, SyncRecord } from './sync'

export type Records =
  | { status: 'loading' }
  | { status: 'error'; problem: Problem }
  | {
      status: 'ready'
      records: SyncRecord[]
      activeCount: number
      /** How many are yet to be loaded. */
      remaining: number
      /** Why they may be out of date. */
      problem: Problem | undefined
    }

/**
 * The records of a sync, page by page, as an app would pull them: it keeps the cursor, and asks with it for what has
 * changed. Once all are there, changes come by themselves. A component that uses it wants the sync's id as its key.
 */
export function useRecords(holder: string, { id, latestCursor }: Sync, onSignedOut: () => void) {
  const [list, setList] = useState<Records>({ status: 'loading' })
  const asked = useRef({ holder, id, onSignedOut })
  const cursor = useRef<string | null>(null)
  /** One after the other: each goes on where the last one ended. */
  const queue = useRef(Promise.resolve())
  /** Goes up when all is begun anew; what was asked for before no longer matters. */
  const beginning = useRef(0)

  const pull = useCallback(() => {
    const mine = beginning.current
    const { holder, id, onSignedOut } = asked.current
    queue.current = queue.current.then(async () => {
      if (mine !== beginning.current) return
      try {
        const page = await fetchRecords(holder, id, cursor.current)
        if (mine !== beginning.current) return
        cursor.current = page.cursor
        setList((shown) => ({
          status: 'ready',
          records: mergeRecords(shown.status === 'ready' ? shown.records : [], page.records),
          activeCount: page.activeCount,
          remaining: page.remaining,
          problem: undefined,
        }))
      } catch (error) {
        if (error instanceof SignedOutError) return onSignedOut()
        if (mine !== beginning.current) return
        const problem = { title: 'The records could not be loaded', detail: describeProblem(error).detail }
        setList((shown) => (shown.status === 'ready' ? { ...shown, problem } : { status: 'error', problem }))
      }
    })
    return queue.current
  }, [])

  /** From the first record on. */
  const begin = useCallback(() => {
    beginning.current += 1
    cursor.current = null
    setList({ status: 'loading' })
    return pull()
  }, [pull])

  useEffect(() => void begin(), [begin])

  const isThrough = list.status === 'ready' && list.remaining === 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new cursor says that something has changed.
  useEffect(() => {
    if (isThrough) void pull()
  }, [isThrough, latestCursor, pull])

  return { list, pull, begin }
}
