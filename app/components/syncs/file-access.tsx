'use client'

import { useEffect, useState } from 'react'
import { describeProblem, type Problem } from '@/lib/paragon/problem'
import { fetchAccess } from '@/lib/syncs/client'
import type { FileAccess as Access, Sync, SyncRecord } from '@/lib/syncs/sync'
import { userWords } from '@/lib/syncs/words'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'

type FileAccessProps = { holder: string; sync: Sync; record: SyncRecord; title: string }

/** Who may use a file, by Paragon's Permissions API. */
export function FileAccess({ holder, sync, record, title }: FileAccessProps) {
  const [access, setAccess] = useState<Access>()
  const [problem, setProblem] = useState<Problem>()

  // What is shared, and with whom, may have changed with the record.
  useEffect(() => {
    let isStale = false
    fetchAccess(holder, sync.id, record.id).then(
      (answer) => {
        if (isStale) return
        setAccess(answer)
        setProblem(undefined)
      },
      (error: unknown) => {
        if (isStale) return
        setProblem({ title: 'Who can see it could not be found out', detail: describeProblem(error).detail })
      },
    )
    return () => {
      isStale = true
    }
  }, [holder, sync.id, record])

  if (problem) {
    return (
      <div role="alert">
        <Notice tone="warn" {...problem} />
      </div>
    )
  }
  if (!access) return <Skeleton className="h-10" />
  const groups = [
    { name: 'Owner', users: access.owners },
    { name: 'Can edit', users: access.writers },
    { name: 'Can view', users: access.readers },
  ].filter(({ users }) => users.length > 0)
  return (
    <section aria-label={`Who can see ${title}`} className="rounded-lg border border-line bg-card px-3 py-2.5 text-sm">
      <h4 className="font-medium">Who can see it</h4>
      {groups.length === 0 ? (
        <p className="text-soft">Paragon knows of nobody.</p>
      ) : (
        <dl className="mt-1 space-y-1">
          {groups.map(({ name, users }) => (
            <div key={name} className="flex gap-3">
              <dt className="w-20 shrink-0 text-soft">{name}</dt>
              <dd className="min-w-0 break-words">{users.map(userWords).join(', ')}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}
