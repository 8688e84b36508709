'use client'

import { useState } from 'react'
import type { Sync } from '@/lib/syncs/sync'
import { useRecords } from '@/lib/syncs/use-records'
import { recordCountWords } from '@/lib/syncs/words'
import { Button } from '../ui/button'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'
import { RecordItem } from './record-item'

type RecordPanelProps = {
  holder: string
  sync: Sync
  /** Whose records they are. */
  account: string
  /** The sync's. */
  title: string
  onSignedOut: () => void
}

/** The records of a sync, in the order of their last change. */
export function RecordPanel({ holder, sync, account, title, onSignedOut }: RecordPanelProps) {
  const { list, pull, begin } = useRecords(holder, sync, onSignedOut)
  const [loadingMore, setLoadingMore] = useState(false)

  if (list.status === 'loading') {
    return (
      <div role="status" aria-busy="true" className="space-y-2 border-line border-t p-4">
        <span className="sr-only">Loading records</span>
        <Skeleton className="h-9" />
        <Skeleton className="h-9" />
        <Skeleton className="h-9" />
      </div>
    )
  }
  if (list.status === 'error') {
    return (
      <div role="alert" className="border-line border-t p-4">
        <Notice tone="bad" {...list.problem}>
          <Button size="small" onClick={() => void begin()}>
            Retry
          </Button>
        </Notice>
      </div>
    )
  }

  async function more() {
    setLoadingMore(true)
    await pull()
    setLoadingMore(false)
  }

  const { records, activeCount, remaining, problem } = list
  return (
    <div className="border-line border-t">
      <p role="status" className="px-4 py-3 text-soft text-sm sm:px-5">
        {recordCountWords(activeCount)}
        {remaining > 0 && `, ${remaining.toLocaleString()} changes yet to be loaded`}. Latest change last.
      </p>
      <div role="status" className="empty:hidden">
        {problem && (
          <div className="px-4 pb-3 sm:px-5">
            <Notice tone="warn" {...problem}>
              <Button size="small" onClick={() => void begin()}>
                From the beginning
              </Button>
            </Notice>
          </div>
        )}
      </div>
      {records.length > 0 && (
        <ul aria-label={`Records of ${title}`} className="divide-y divide-line border-line border-t">
          {records.map((record) => (
            <RecordItem key={record.id} holder={holder} sync={sync} record={record} account={account} />
          ))}
        </ul>
      )}
      {remaining > 0 && (
        <div className="border-line border-t p-3 text-center">
          <Button unavailable={loadingMore} onClick={() => void more()}>
            {loadingMore ? 'Loading' : 'Load more'}
          </Button>
        </div>
      )}
    </div>
  )
}
