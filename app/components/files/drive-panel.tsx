'use client'

import { useEffect, useState } from 'react'
import { toast } from 'sonner'
import type { Account } from '@/lib/paragon/accounts'
import { describeProblem, type Problem } from '@/lib/paragon/problem'
import type { Paragon } from '@/lib/paragon/sdk'
import { useDrive } from '@/lib/paragon/use-drive'
import { Button } from '../ui/button'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'
import { FileTable } from './file-table'
import { UploadButton } from './upload-button'

type DrivePanelProps = {
  paragon: Paragon
  account: Account
  /** Runs when Paragon or Google refused something; the account may turn out to need attention. */
  onFailure: () => void
}

/** The files of one account. Give it the account's id as key: another account is another panel. */
export function DrivePanel({ paragon, account, onFailure }: DrivePanelProps) {
  const { drive, reload, loadMore, upload } = useDrive(paragon, account.id)
  const [working, setWorking] = useState(false)
  const [problem, setProblem] = useState<Problem>()

  useEffect(() => {
    if (drive.status === 'error') onFailure()
  }, [drive.status, onFailure])

  async function work(action: () => Promise<void>) {
    setWorking(true)
    setProblem(undefined)
    try {
      await action()
    } catch (error) {
      setProblem(describeProblem(error))
      onFailure()
    } finally {
      setWorking(false)
    }
  }

  const send = (file: File) =>
    work(async () => {
      await upload(file)
      toast.success(`${file.name} is uploaded`)
    })

  if (drive.status === 'error') {
    return (
      <div role="alert">
        <Notice tone="bad" {...drive.problem}>
          <Button size="small" onClick={() => void reload()}>
            Retry
          </Button>
        </Notice>
      </div>
    )
  }
  if (drive.status === 'loading') return <FilesSkeleton />
  const { owner, files, nextPageToken } = drive
  return (
    <section aria-label={`Files of ${account.label}`} className="rounded-xl border border-line bg-card">
      <div className="flex flex-wrap items-center justify-between gap-3 border-line border-b px-4 py-3 sm:px-5">
        <p role="status" className="min-w-0 text-soft text-sm">
          Answered by <span className="break-words font-medium text-ink">{owner.emailAddress}</span>
        </p>
        <UploadButton disabled={working} onUpload={send} />
      </div>
      <div role="status">
        {problem && (
          <div className="p-4">
            <Notice tone="bad" {...problem} onDismiss={() => setProblem(undefined)} />
          </div>
        )}
      </div>
      {files.length === 0 ? (
        <p className="px-5 py-10 text-center text-soft">This Drive is empty. Upload a text file to begin.</p>
      ) : (
        <FileTable files={files} label={`Files of ${account.label}`} />
      )}
      {nextPageToken && (
        <div className="border-line border-t p-3 text-center">
          <Button unavailable={working} onClick={() => void work(() => loadMore(nextPageToken))}>
            Load more
          </Button>
        </div>
      )}
    </section>
  )
}

export function FilesSkeleton() {
  return (
    <div role="status" aria-busy="true" className="rounded-xl border border-line bg-card p-5">
      <span className="sr-only">Loading files</span>
      <div className="space-y-4">
        {['w-2/3', 'w-1/2', 'w-3/5', 'w-2/5'].map((width) => (
          <Skeleton key={width} className={`h-4 ${width}`} />
        ))}
      </div>
    </div>
  )
}
