'use client'

import { useEffect, useState } from 'react'
import { describeProblem, type Problem } from '../paragon/problem'
import { SignedOutError } from '../paragon/token-source'
import { fetchChanges, moveSync } from './client'
import { isReconciled } from './reconciled'
import type { Sync, SyncChanges, SyncMark } from './sync'

/** A move: from when the sync stands by the old account until the new one's records are all there. */
export type Move = {
  /** Labels of the accounts. */
  from: string
  to: string
  /** How the sync stood before. */
  mark: SyncMark
  /** Undefined until all is read. */
  changes: SyncChanges | undefined
  /** Why it cannot be told what has changed. */
  problem: Problem | undefined
}

/** Moves a sync to another account, and tells what that has changed once it is done. */
export function useMove(holder: string, sync: Sync, onMoved: () => void, onSignedOut: () => void) {
  const [move, setMove] = useState<Move>()
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)

  const isCounted = move?.changes ?? move?.problem
  const mark = move && !isCounted && isReconciled(sync, move.mark) ? move.mark : undefined

  useEffect(() => {
    if (!mark) return
    let isStale = false
    fetchChanges(holder, sync.id, mark).then(
      (changes) => {
        if (!isStale) setMove((move) => move && { ...move, changes })
      },
      (error: unknown) => {
        if (isStale) return
        if (error instanceof SignedOutError) return onSignedOut()
        const problem = { title: 'What has changed could not be counted', detail: describeProblem(error).detail }
        setMove((move) => move && { ...move, problem })
      },
    )
    return () => {
      isStale = true
    }
  }, [holder, sync.id, mark, onSignedOut])

  async function start(from: string, to: { id: string; label: string }) {
    setBusy(true)
    setProblem(undefined)
    try {
      const mark = await moveSync(holder, sync.id, to.id)
      setMove({ from, to: to.label, mark, changes: undefined, problem: undefined })
      onMoved()
    } catch (error) {
      if (error instanceof SignedOutError) return onSignedOut()
      setProblem({ title: 'The sync could not be moved', detail: describeProblem(error).detail })
    } finally {
      setBusy(false)
    }
  }

  return { move, problem, busy, start }
}
