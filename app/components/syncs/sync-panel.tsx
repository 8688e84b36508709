'use client'

import { useEffect } from 'react'
import type { Directory } from '@/lib/syncs/directory'
import { useSyncs } from '@/lib/syncs/use-syncs'
import { isWorking } from '@/lib/syncs/words'
import { Button } from '../ui/button'
import { Notice } from '../ui/notice'
import { NewSync } from './new-sync'
import { SyncItem } from './sync-item'
import { SyncsSkeleton } from './syncs-skeleton'

type SyncPanelProps = {
  holder: string
  directory: Directory
  /** An account may turn out to need attention, or the session to have ended. */
  onAttention: () => void
}

/** The syncs of the person signed in, and a form for one more. */
export function SyncPanel({ holder, directory, onAttention }: SyncPanelProps) {
  const { state, refresh } = useSyncs(holder, onAttention)

  // Who reads an account finds out first that its access is gone.
  const errored = state.status === 'ready' ? state.syncs.filter(({ status }) => status === 'ERRORED').length : 0
  useEffect(() => {
    if (errored > 0) onAttention()
  }, [errored, onAttention])

  if (state.status === 'loading') {
    return (
      <div role="status" aria-busy="true">
        <span className="sr-only">Loading your syncs</span>
        <SyncsSkeleton />
      </div>
    )
  }
  if (state.status === 'error') {
    return (
      <div role="alert">
        <Notice tone="bad" {...state.problem}>
          <Button size="small" onClick={() => void refresh()}>
            Retry
          </Button>
        </Notice>
      </div>
    )
  }
  const { syncs, problem } = state
  const working = syncs.filter(({ status }) => isWorking(status)).length
  return (
    <div className="space-y-6">
      <NewSync holder={holder} directory={directory} syncs={syncs} onEnabled={refresh} onSignedOut={onAttention} />
      <section aria-labelledby="syncs-heading" className="space-y-3">
        <div className="flex flex-wrap items-baseline justify-between gap-2">
          <h2 id="syncs-heading" className="font-semibold">
            Your syncs
          </h2>
          <p role="status" className="text-soft text-sm">
            {syncs.length === 0 ? 'None yet.' : countWords(syncs.length, working)}
          </p>
        </div>
        <div role="status" className="empty:hidden">
          {problem && <Notice tone="warn" {...problem} />}
        </div>
        {syncs.length === 0 ? (
          <div className="rounded-xl border border-line-strong border-dashed px-6 py-12 text-center">
            <p className="font-medium">Nothing is synced yet</p>
            <p className="mt-1 text-soft">Enable a sync above, and its records show here.</p>
          </div>
        ) : (
          <ul aria-label="Syncs" className="space-y-3">
            {syncs.map((sync) => (
              <SyncItem
                key={sync.id}
                holder={holder}
                sync={sync}
                directory={directory}
                onChange={refresh}
                onSignedOut={onAttention}
              />
            ))}
          </ul>
        )}
      </section>
    </div>
  )
}

function countWords(count: number, working: number): string {
  const all = count === 1 ? '1 sync.' : `${count} syncs.`
  return working === 0 ? all : `${all} ${working === 1 ? 'One is' : `${working} are`} at work: this page follows.`
}
