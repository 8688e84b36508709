'use client'

import { useEffect, useState } from 'react'
import { toast } from 'sonner'
import { fetchExecution, replayExecution } from '@/lib/executions/client'
import type { Execution, Step } from '@/lib/executions/execution'
import { historyProblem } from '@/lib/executions/use-executions'
import { describeProblem, type Problem } from '@/lib/paragon/problem'
import { Button } from '../ui/button'
import { Confirm } from '../ui/confirm'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'
import { StepItem } from './step-item'

type ExecutionDetailProps = {
  holder: string
  /** As the list has it: a new object each time that it was asked for. */
  execution: Execution
  /** Who acted. */
  account: string
  onReplayed: () => void
}

/** The steps of a run, and what can be done with it. */
export function ExecutionDetail({ holder, execution, account, onReplayed }: ExecutionDetailProps) {
  const [steps, setSteps] = useState<Step[]>()
  const [problem, setProblem] = useState<Problem>()
  const [refusal, setRefusal] = useState<Problem>()
  const [replaying, setReplaying] = useState(false)
  const { id } = execution
  // A run that has ended does not change any more; one that goes on is asked for whenever the list is.
  const version = execution.status === 'SUCCEEDED' || execution.status === 'FAILED' ? execution.status : execution

  // biome-ignore lint/correctness/useExhaustiveDependencies: each version is read anew.
  useEffect(() => {
    let isStale = false
    fetchExecution(holder, id).then(
      (found) => {
        if (isStale) return
        setSteps(found.steps)
        setProblem(undefined)
      },
      (error: unknown) => {
        if (!isStale) setProblem(historyProblem(error))
      },
    )
    return () => {
      isStale = true
    }
  }, [holder, id, version])

  async function replay() {
    setReplaying(true)
    setRefusal(undefined)
    try {
      await replayExecution(holder, id)
      toast.success(`Replayed as ${account}`)
      onReplayed()
    } catch (error) {
      setRefusal({ title: 'It could not be replayed', detail: describeProblem(error).detail })
    } finally {
      setReplaying(false)
    }
  }

  return (
    <div className="space-y-4 border-line border-t bg-paper px-4 py-4 sm:px-5">
      {execution.reason && <Notice tone="bad" title="The run failed" detail={execution.reason} />}
      {problem && (
        <div role="alert">
          <Notice tone="bad" {...problem} />
        </div>
      )}
      {!steps && !problem && (
        <div role="status" aria-busy="true" className="space-y-2">
          <span className="sr-only">Loading the steps</span>
          <Skeleton className="h-9" />
          <Skeleton className="h-9" />
        </div>
      )}
      {steps && (
        <ol aria-label="Steps" className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-card">
          {steps.map((step) => (
            <StepItem key={step.id} holder={holder} executionId={id} step={step} />
          ))}
        </ol>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Confirm
          trigger={
            <Button size="small" unavailable={replaying}>
              {replaying ? 'Replaying' : 'Replay'}
            </Button>
          }
          title="Run this again?"
          action="Replay"
          onConfirm={() => void replay()}
        >
          <p>The workflow runs as it was then, with what started it then, and acts as {account}, as it did then.</p>
        </Confirm>
        <p className="min-w-0 break-all text-[13px] text-soft">
          Execution <code>{id}</code>
        </p>
      </div>
      <div role="status" className="empty:hidden">
        {refusal && <Notice tone="bad" {...refusal} />}
      </div>
    </div>
  )
}
