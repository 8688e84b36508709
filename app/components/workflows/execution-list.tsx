'use client'

import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import type { Directory } from '@/lib/executions/directory'
import type { ExecutionFilter } from '@/lib/executions/execution'
import { useExecutions } from '@/lib/executions/use-executions'
import { describeProblem } from '@/lib/paragon/problem'
import { Button } from '../ui/button'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'
import { ExecutionItem } from './execution-item'

type ExecutionListProps = {
  holder: string
  filter: ExecutionFilter
  directory: Directory
  onSignedOut: () => void
  /** Shows all runs; undefined when all are shown. */
  onClear: (() => void) | undefined
}

export function ExecutionList({ holder, filter, directory, onSignedOut, onClear }: ExecutionListProps) {
  const { history, working, refresh, loadMore } = useExecutions(holder, filter, onSignedOut)
  const [loadingMore, setLoadingMore] = useState(false)

  if (history.status === 'loading') return <ExecutionsSkeleton />
  if (history.status === 'error') {
    return (
      <div role="alert">
        <Notice tone="bad" {...history.problem}>
          <Button size="small" onClick={refresh}>
            Retry
          </Button>
        </Notice>
      </div>
    )
  }

  const { executions, next } = history.page

  async function more(offset: number) {
    setLoadingMore(true)
    try {
      await loadMore(offset)
    } catch (error) {
      toast.error('Older runs could not be loaded', { description: describeProblem(error).detail })
    } finally {
      setLoadingMore(false)
    }
  }

  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p role="status" className="text-soft text-sm">
          {countWords(executions.length, next !== null)}
          {working && ' Something is running: the list follows.'}
        </p>
        <Button size="small" onClick={refresh}>
          <RotateCw />
          Refresh
        </Button>
      </div>
      <div role="status" className="empty:hidden">
        {history.problem && <Notice tone="warn" {...history.problem} />}
      </div>
      {executions.length === 0 && (
        <div className="rounded-xl border border-line-strong border-dashed px-6 py-12 text-center">
          <p className="font-medium">{emptyTitle(onClear !== undefined, next !== null)}</p>
          {onClear ? (
            <Button size="small" className="mt-4" onClick={onClear}>
              Show all runs
            </Button>
          ) : (
            <p className="mt-1 text-soft">Turn a workflow on, start it, and its runs show here.</p>
          )}
        </div>
      )}
      {executions.length > 0 && (
        <ul aria-label="Runs" className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-card">
          {executions.map((execution) => (
            <ExecutionItem
              key={execution.id}
              holder={holder}
              execution={execution}
              directory={directory}
              onReplayed={refresh}
            />
          ))}
        </ul>
      )}
      {next !== null && (
        <Button unavailable={loadingMore} onClick={() => void more(next)}>
          {loadingMore ? 'Loading' : 'Older runs'}
        </Button>
      )}
    </div>
  )
}

function countWords(count: number, hasMore: boolean): string {
  if (count === 0) return 'No runs.'
  const runs = count === 1 ? '1 run' : `${count} runs`
  return hasMore ? `The newest ${runs}.` : `${runs}.`
}

function emptyTitle(isFiltered: boolean, hasMore: boolean): string {
  if (hasMore) return 'None of the newest runs are like this'
  return isFiltered ? 'No runs are like this' : 'No workflow has run yet'
}

function ExecutionsSkeleton() {
  return (
    <div role="status" aria-busy="true" className="space-y-3">
      <span className="sr-only">Loading the history</span>
      {['first', 'second', 'third'].map((row) => (
        <Skeleton key={row} className="h-20" />
      ))}
    </div>
  )
}
