'use client'

import { ChevronDown } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import { cn } from '@/lib/cn'
import { fetchStepData } from '@/lib/executions/client'
import type { Step, StepData } from '@/lib/executions/execution'
import { historyProblem } from '@/lib/executions/use-executions'
import { stepKind } from '@/lib/executions/words'
import type { Problem } from '@/lib/paragon/problem'
import { JsonView } from '../ui/json-view'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'
import { ExecutionBadge } from './execution-badge'

type StepItemProps = { holder: string; executionId: string; step: Step }

/** A step, which opens. What it was given and put out is asked for only then: there may be many of them. */
export function StepItem({ holder, executionId, step }: StepItemProps) {
  const id = useId()
  const [open, setOpen] = useState(false)
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-left text-sm -outline-offset-2 hover:bg-sunken/50"
      >
        <span className="min-w-0 flex-1 basis-40 break-words">
          <span className="font-medium">{step.name ?? stepKind(step)}</span>
          {step.name && <span className="text-soft"> {stepKind(step)}</span>}
        </span>
        <span className="flex items-center gap-3">
          <ExecutionBadge status={step.status} />
          <ChevronDown
            aria-hidden
            className={cn('size-4 shrink-0 text-soft motion-safe:transition-transform', open && 'rotate-180')}
          />
        </span>
      </button>
      <div id={id} hidden={!open} className="px-3 pb-3">
        {open && <StepContent holder={holder} executionId={executionId} step={step} />}
      </div>
    </li>
  )
}

function StepContent({ holder, executionId, step: { id, name, status, type } }: StepItemProps) {
  const [data, setData] = useState<StepData>()
  const [problem, setProblem] = useState<Problem>()
  const what = name ?? type

  // biome-ignore lint/correctness/useExhaustiveDependencies: a step that goes on puts something out later.
  useEffect(() => {
    let isStale = false
    fetchStepData(holder, executionId, id).then(
      (found) => {
        if (!isStale) setData(found)
      },
      (error: unknown) => {
        if (!isStale) setProblem(historyProblem(error))
      },
    )
    return () => {
      isStale = true
    }
  }, [holder, executionId, id, status])

  if (problem) {
    return (
      <div role="alert">
        <Notice tone="bad" {...problem} />
      </div>
    )
  }
  if (!data) {
    return (
      <div role="status" aria-busy="true">
        <span className="sr-only">Loading what the step was given and put out</span>
        <Skeleton className="h-20" />
      </div>
    )
  }
  return (
    <div className="grid gap-3 md:grid-cols-2">
      <Side title="Input" of={what} data={data.input} isLarge={data.isLargeInput} />
      <Side title="Output" of={what} data={data.output} isLarge={data.isLargeOutput} />
    </div>
  )
}

function Side({ title, of, data, isLarge }: { title: string; of: string; data: unknown; isLarge: boolean }) {
  return (
    <div className="min-w-0">
      <p className="mb-1 font-medium text-[13px]">{title}</p>
      {isLarge ? (
        <p className="text-soft text-sm">It is too large for Paragon to show.</p>
      ) : (
        <JsonView data={data ?? null} label={`${title} of ${of}`} />
      )}
    </div>
  )
}
