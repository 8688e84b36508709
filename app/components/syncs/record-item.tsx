'use client'

import { ChevronDown, CircleX, FileText, Folder, Rows3 } from 'lucide-react'
import { useId, useState } from 'react'
import { cn } from '@/lib/cn'
import { formatBytes } from '@/lib/format-bytes'
import { isOfFiles } from '@/lib/syncs/pipelines'
import type { Sync, SyncRecord } from '@/lib/syncs/sync'
import { isFolder, recordTitle } from '@/lib/syncs/words'
import { RecordDetail } from './record-detail'

type RecordItemProps = {
  holder: string
  sync: Sync
  record: SyncRecord
  /** Whose it is. */
  account: string
}

/** A record, which opens; or what is left of one that was deleted. */
export function RecordItem({ holder, sync, record, account }: RecordItemProps) {
  const id = useId()
  const [open, setOpen] = useState(false)
  if (record.deleted) {
    return (
      <li className="flex items-center gap-3 px-4 py-2.5 text-sm sm:px-5">
        <CircleX aria-hidden className="size-4 shrink-0 text-soft" />
        <span className="min-w-0 flex-1 break-all text-soft line-through">{recordTitle(record)}</span>
        <span className="shrink-0 rounded-full bg-bad-soft px-2 py-0.5 font-medium text-[13px] text-bad">Deleted</span>
      </li>
    )
  }
  const size =
    isOfFiles(sync.pipeline) && !isFolder(record) && typeof record.size === 'number' ? record.size : undefined
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="flex w-full items-center gap-3 px-4 py-2.5 text-left text-sm -outline-offset-2 hover:bg-sunken/50 sm:px-5"
      >
        <RecordIcon sync={sync} record={record} />
        <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-0.5">
          <span className="min-w-0 flex-1 basis-40 break-words font-medium">{recordTitle(record)}</span>
          <span className="min-w-0 break-words text-[13px] text-soft">
            {size !== undefined && `${formatBytes(size)} · `}from {account}
          </span>
        </span>
        <ChevronDown
          aria-hidden
          className={cn('size-4 shrink-0 text-soft motion-safe:transition-transform', open && 'rotate-180')}
        />
      </button>
      <div id={id} hidden={!open}>
        {open && <RecordDetail holder={holder} sync={sync} record={record} account={account} />}
      </div>
    </li>
  )
}

function RecordIcon({ sync, record }: { sync: Sync; record: SyncRecord }) {
  const style = 'size-4 shrink-0 text-soft'
  if (!isOfFiles(sync.pipeline)) return <Rows3 aria-hidden className={style} />
  const Icon = isFolder(record) ? Folder : FileText
  return <Icon role="img" aria-label={isFolder(record) ? 'Folder' : 'File'} className={style} />
}
