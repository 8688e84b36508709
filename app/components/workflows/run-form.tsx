'use client'

import { type FormEvent, useId, useRef, useState } from 'react'
import type { Account } from '@/lib/paragon/accounts'
import type { Paragon } from '@/lib/paragon/sdk'
import { parseObject } from '@/lib/workflows/json-object'
import { type RunOutcome, runWorkflow } from '@/lib/workflows/run-workflow'
import type { Trigger } from '@/lib/workflows/triggers'
import type { Selection, Workflow } from '@/lib/workflows/workflows'
import { Button } from '../ui/button'
import { JsonField } from '../ui/json-field'
import { RunOutcomeView } from './run-outcome-view'

type RunFormProps = {
  paragon: Paragon
  workflow: Workflow
  trigger: Extract<Trigger, { kind: 'request' }>
  account: Account
  selection: Selection
  /** What stands in the way of running it, in words. */
  obstacle: string | undefined
  onRefusal: () => void
  onShowRuns: () => void
}

/** Starts a workflow with a Request trigger, and shows what it answers. */
export function RunForm(props: RunFormProps) {
  const { paragon, workflow, trigger, account, selection, obstacle, onRefusal, onShowRuns } = props
  const id = useId()
  const [open, setOpen] = useState(false)
  const [body, setBody] = useState(() => JSON.stringify(trigger.sample, null, 2))
  const [problem, setProblem] = useState<string>()
  const [running, setRunning] = useState(false)
  const [outcome, setOutcome] = useState<RunOutcome>()
  const field = useRef<HTMLDivElement>(null)

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (obstacle || running) return
    const typed = parseObject(body)
    setProblem(typed.ok ? undefined : typed.words)
    if (!typed.ok) return field.current?.querySelector('textarea')?.focus()
    setRunning(true)
    setOutcome(undefined)
    const outcome = await runWorkflow(paragon, workflow, typed.value, selection)
    setRunning(false)
    setOutcome(outcome)
    if (outcome.kind === 'refused') onRefusal()
  }

  return (
    <div className="mt-3">
      <Button size="small" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        Run…
        <span className="sr-only"> {workflow.description}</span>
      </Button>
      <div id={id} hidden={!open} className="mt-3">
        <form
          aria-label={`Run ${workflow.description}`}
          onSubmit={(event) => void submit(event)}
          noValidate
          className="space-y-3"
        >
          <div ref={field}>
            <JsonField
              id={`${id}-body`}
              label="Body"
              value={body}
              problem={problem}
              onChange={(value) => {
                setBody(value)
                setProblem(undefined)
              }}
            />
          </div>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Button type="submit" variant="primary" size="small" unavailable={obstacle !== undefined || running}>
              {running ? 'Running' : 'Run'} as {account.label}
            </Button>
            {obstacle && <p className="text-soft text-sm">{obstacle}</p>}
          </div>
        </form>
        <div role="status" className="mt-3 empty:mt-0">
          {running && <p className="text-soft text-sm">It runs. Its answer shows here.</p>}
          {outcome && (
            <RunOutcomeView
              outcome={outcome}
              isFile={trigger.answer === 'file'}
              label={account.label}
              onShowRuns={onShowRuns}
            />
          )}
        </div>
      </div>
    </div>
  )
}
