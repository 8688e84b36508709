'use client'

import { type ReactNode, useId } from 'react'
import { cn } from '@/lib/cn'
import { createDirectory } from '@/lib/executions/directory'
import { statuses } from '@/lib/executions/execution'
import { statusWords } from '@/lib/executions/words'
import type { Integration } from '@/lib/paragon/accounts'
import type { Paragon } from '@/lib/paragon/sdk'
import type { ParagonUser } from '@/lib/paragon/session'
import type { Filter } from '@/lib/workflows/address'
import { fieldStyle } from '../ui/field'
import { Notice } from '../ui/notice'
import { ExecutionList } from './execution-list'

type HistoryPanelProps = {
  paragon: Paragon
  user: ParagonUser
  /** Who is signed in; undefined when there is no history. */
  holder: string | undefined
  integrations: Integration[]
  filter: Filter
  onFilter: (change: Partial<Filter>) => void
  onSignedOut: () => void
}

/** The runs of workflows of the person signed in, and as which account each of them acted. */
export function HistoryPanel({
  paragon,
  user,
  holder,
  integrations,
  filter,
  onFilter,
  onSignedOut,
}: HistoryPanelProps) {
  if (holder === undefined) {
    return (
      <Notice
        tone="info"
        title="There is no history without an API key"
        detail="Paragon’s Task History takes an API key of the project: make one in its dashboard under Settings, API Keys, set it as PARAGON_API_KEY for the server of this app, and start the server again. With Paragon Sandbox, any value will do, if app and sandbox have the same."
      />
    )
  }
  const directory = createDirectory(user, integrations, (type) => paragon.getIntegrationConfig(type))
  const { status, workflow, account } = filter
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap gap-3">
        <Select
          label="Status"
          value={status}
          onChange={(value) => onFilter({ status: statuses.find((s) => s === value) })}
        >
          <option value="">Any</option>
          {statuses.map((each) => (
            <option key={each} value={each}>
              {statusWords[each]}
            </option>
          ))}
        </Select>
        <Select label="Workflow" value={workflow} onChange={(value) => onFilter({ workflow: value })}>
          <option value="">Any</option>
          {workflow && !directory.workflows.some(({ workflows }) => workflows.some(({ id }) => id === workflow)) && (
            <option value={workflow}>A workflow that is gone</option>
          )}
          {directory.workflows.map(({ integration, workflows }) => (
            <optgroup key={integration.type} label={integration.name}>
              {workflows.map(({ id, description }) => (
                <option key={id} value={id}>
                  {description}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
        <Select label="Acted as" value={account} onChange={(value) => onFilter({ account: value })}>
          <option value="">Any account</option>
          {account && !directory.accounts.some((each) => each.account.id === account) && (
            <option value={account}>A disconnected account</option>
          )}
          {directory.accounts.map(({ integration, account }) => (
            <option key={account.id} value={account.id}>
              {account.label} ({integration.name})
            </option>
          ))}
        </Select>
      </div>
      <ExecutionList
        key={JSON.stringify(filter)}
        holder={holder}
        filter={filter}
        directory={directory}
        onSignedOut={onSignedOut}
        onClear={
          status || workflow || account
            ? () => onFilter({ status: undefined, workflow: undefined, account: undefined })
            : undefined
        }
      />
    </div>
  )
}

type SelectProps = {
  label: string
  value: string | undefined
  onChange: (value: string | undefined) => void
  children: ReactNode
}

function Select({ label, value = '', onChange, children }: SelectProps) {
  const id = useId()
  return (
    <div className="min-w-0 flex-1 basis-44">
      <label htmlFor={id} className="block font-medium text-sm">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={({ target }) => onChange(target.value || undefined)}
        className={cn(fieldStyle, 'mt-1 w-full')}
      >
        {children}
      </select>
    </div>
  )
}
