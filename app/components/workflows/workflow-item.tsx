'use client'

import { useState } from 'react'
import { toast } from 'sonner'
import type { Account } from '@/lib/paragon/accounts'
import { describeProblem } from '@/lib/paragon/problem'
import type { Paragon } from '@/lib/paragon/sdk'
import type { Trigger } from '@/lib/workflows/triggers'
import { turnWorkflow } from '@/lib/workflows/turn-workflow'
import { type Configuration, isEnabled, selectionOf, type Workflow } from '@/lib/workflows/workflows'
import { Switch } from '../ui/switch'
import { RunForm } from './run-form'

type WorkflowItemProps = {
  paragon: Paragon
  workflow: Workflow
  account: Account
  configuration: Configuration | undefined
  onChange: () => void
  onRefusal: () => void
  onShowRuns: (workflowId: string) => void
}

export function WorkflowItem({
  paragon,
  workflow,
  account,
  configuration,
  onChange,
  onRefusal,
  onShowRuns,
}: WorkflowItemProps) {
  const [busy, setBusy] = useState(false)
  const { id, description, info, trigger } = workflow
  const unavailable = account.status !== 'connected'
  const enabled = configuration !== undefined && isEnabled(configuration, id)
  const selection = selectionOf(account.id, configuration)

  async function turn(on: boolean) {
    setBusy(true)
    try {
      await turnWorkflow(paragon, id, on, selection)
      // The SDK knows by now, but tells nobody.
      onChange()
    } catch (error) {
      const problem = describeProblem(error)
      toast.error(`${description} could not be turned ${on ? 'on' : 'off'}`, { description: problem.detail })
      onRefusal()
    } finally {
      setBusy(false)
    }
  }

  return (
    <li className="px-4 py-4 sm:px-5">
      <div className="flex items-start gap-4">
        <div className="min-w-0 flex-1">
          <h3 className="font-medium">{description}</h3>
          {info && <p className="text-soft text-sm">{info}</p>}
          <p className="mt-1 text-[13px] text-soft">{startWords(trigger)}</p>
        </div>
        <div className="flex items-center gap-2.5 text-sm">
          <span aria-hidden className="text-soft">
            {enabled ? 'On' : 'Off'}
          </span>
          <Switch
            label={`${description} for ${account.label}`}
            checked={enabled}
            unavailable={unavailable || busy}
            onChange={(on) => void turn(on)}
          />
        </div>
      </div>
      {trigger?.kind === 'request' && (
        <RunForm
          paragon={paragon}
          workflow={workflow}
          trigger={trigger}
          account={account}
          selection={selection}
          obstacle={
            unavailable ? 'The account cannot be used at the moment.' : enabled ? undefined : 'Turn it on to run it.'
          }
          onRefusal={onRefusal}
          onShowRuns={() => onShowRuns(id)}
        />
      )}
    </li>
  )
}

function startWords(trigger: Trigger | undefined): string {
  switch (trigger?.kind) {
    case 'request':
      return 'Runs when this app asks, and answers.'
    case 'event':
      return `Runs on the App Event ${trigger.name}.`
    case 'schedule':
      return 'Runs by itself, on a schedule.'
    case 'webhook':
      return 'Runs when somebody calls its web address.'
    case 'connection':
      return 'Runs when an account is connected.'
    case undefined:
      return 'This app does not know what starts it.'
  }
}
