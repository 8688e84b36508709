'use client'

import { useId } from 'react'
import type { Account, Integration } from '@/lib/paragon/accounts'
import type { Paragon } from '@/lib/paragon/sdk'
import type { ParagonUser } from '@/lib/paragon/session'
import {
  type Configuration,
  configurationName,
  findConfiguration,
  findCredential,
  listWorkflows,
} from '@/lib/workflows/workflows'
import { fieldStyle } from '../ui/field'
import { WorkflowItem } from './workflow-item'

type WorkflowListProps = {
  paragon: Paragon
  user: ParagonUser
  integration: Integration
  account: Account
  /** The id of the one whose workflows are shown; the default one when undefined. */
  configuration: string | undefined
  onConfiguration: (id: string) => void
  onChange: () => void
  onRefusal: () => void
  /** The id of the workflow whose runs as this account are asked for. */
  onShowRuns: (workflowId: string) => void
}

/** The workflows of an account, in one of its configurations. */
export function WorkflowList(props: WorkflowListProps) {
  const { paragon, user, integration, account, configuration, onConfiguration, ...events } = props
  const headingId = useId()
  const credential = findCredential(user, integration.type, account.id)
  const workflows = listWorkflows(integration.type, paragon.getIntegrationConfig(integration.type))
  const configurations = credential?.configurations ?? []
  const shown = credential && findConfiguration(credential, configuration)
  return (
    <section aria-labelledby={headingId} className="overflow-hidden rounded-xl border border-line bg-card">
      <header className="border-line border-b px-4 py-3 sm:px-5">
        <h2 id={headingId} className="break-words font-semibold">
          Workflows of {account.label}
        </h2>
        {shown && configurations.length > 1 && (
          <ConfigurationPicker configurations={configurations} shown={shown} onChoose={onConfiguration} />
        )}
      </header>
      {workflows.length === 0 && (
        <p className="px-6 py-10 text-center text-soft">{integration.name} has no workflows in this project.</p>
      )}
      <ul className="divide-y divide-line">
        {workflows.map((workflow) => (
          <WorkflowItem
            key={`${shown?.id}/${workflow.id}`}
            paragon={paragon}
            workflow={workflow}
            account={account}
            configuration={shown}
            {...events}
          />
        ))}
      </ul>
    </section>
  )
}

type ConfigurationPickerProps = {
  configurations: Configuration[]
  shown: Configuration
  onChoose: (id: string) => void
}

function ConfigurationPicker({ configurations, shown, onChoose }: ConfigurationPickerProps) {
  const id = useId()
  return (
    <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <label htmlFor={id} className="font-medium">
        Configuration
      </label>
      <select id={id} value={shown.id} onChange={({ target }) => onChoose(target.value)} className={fieldStyle}>
        {configurations.map((each) => (
          <option key={each.id} value={each.id}>
            {configurationName(each)}
          </option>
        ))}
      </select>
      <span className="text-soft">Each has its own settings, and workflows that are on or off.</span>
    </p>
  )
}
