'use client'

import { Download } from 'lucide-react'
import { useEffect, useState } from 'react'
import { toast } from 'sonner'
import { describeProblem, type Problem } from '@/lib/paragon/problem'
import { downloadContent, fetchRecord } from '@/lib/syncs/client'
import { hasContent, isOfFiles } from '@/lib/syncs/pipelines'
import type { Sync, SyncRecord } from '@/lib/syncs/sync'
import { isFolder, recordTitle } from '@/lib/syncs/words'
import { Button } from '../ui/button'
import { JsonView } from '../ui/json-view'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'
import { FileAccess } from './file-access'

type RecordDetailProps = { holder: string; sync: Sync; record: SyncRecord; account: string }

/** A record as Paragon has it now, with its file and who may use that. */
export function RecordDetail({ holder, sync, record, account }: RecordDetailProps) {
  const [found, setFound] = useState<SyncRecord>()
  const [problem, setProblem] = useState<Problem>()
  const [downloading, setDownloading] = useState(false)
  const title = recordTitle(record)

  // Read anew with each version of the record in the list.
  useEffect(() => {
    let isStale = false
    fetchRecord(holder, sync.id, record.id).then(
      (answer) => {
        if (isStale) return
        setFound(answer)
        setProblem(undefined)
      },
      (error: unknown) => {
        if (!isStale) setProblem({ title: 'The record could not be loaded', detail: describeProblem(error).detail })
      },
    )
    return () => {
      isStale = true
    }
  }, [holder, sync.id, record])

  async function download() {
    setDownloading(true)
    try {
      save(await downloadContent(sync.id, record.id), title)
    } catch (error) {
      toast.error(`${title} could not be downloaded`, { description: describeProblem(error).detail })
    } finally {
      setDownloading(false)
    }
  }

  return (
    <div className="space-y-3 border-line border-t bg-paper px-4 py-4 sm:px-5">
      {hasContent(sync.pipeline) && !isFolder(record) && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <Button size="small" unavailable={downloading} onClick={() => void download()}>
            <Download aria-hidden />
            {downloading ? 'Downloading' : 'Download'}
          </Button>
          <p className="min-w-0 break-words text-[13px] text-soft">Fetched from the third party now, as {account}.</p>
        </div>
      )}
      {isOfFiles(sync.pipeline) && <FileAccess holder={holder} sync={sync} record={record} title={title} />}
      {problem && (
        <div role="alert">
          <Notice tone="bad" {...problem} />
        </div>
      )}
      {!found && !problem && (
        <div role="status" aria-busy="true">
          <span className="sr-only">Loading the record</span>
          <Skeleton className="h-32" />
        </div>
      )}
      {found && <JsonView data={found} label={`Record ${title}`} />}
    </div>
  )
}

/** Hands a file to the browser, to be kept under a name. */
function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Not every browser has taken hold of the content when `click` returns.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
