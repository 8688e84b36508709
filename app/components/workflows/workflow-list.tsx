'use client'

import { useId } from 'react'
import type { Account, Integration } from '@/lib/paragon/accounts'
import type { Paragon } from '@/lib/paragon/sdk'
import type { ParagonUser } from '@/lib/paragon/session'
import { findCredential, isEnabled, listWorkflows } from '@/lib/workflows/workflows'
import { WorkflowItem } from './workflow-item'

type WorkflowListProps = {
  paragon: Paragon
  user: ParagonUser
  integration: Integration
  account: Account
  onChange: () => void
  onRefusal: () => void
  /** The id of the workflow whose runs as this account are asked for. */
  onShowRuns: (workflowId: string) => void
}

/** The workflows of an account. */
export function WorkflowList({ paragon, user, integration, account, ...events }: WorkflowListProps) {
  const headingId = useId()
  const credential = findCredential(user, integration.type, account.id)
  const workflows = listWorkflows(integration.type, paragon.getIntegrationConfig(integration.type))
  const configurations = credential?.configurations.length ?? 0
  return (
    <section aria-labelledby={headingId} className="overflow-hidden rounded-xl border border-line bg-card">
      <header className="border-line border-b px-4 py-3 sm:px-5">
        <h2 id={headingId} className="break-words font-semibold">
          Workflows of {account.label}
        </h2>
        {configurations > 1 && (
          <p className="text-soft text-sm">
            The account has {configurations} configurations. This is its default one; the others keep what they have.
          </p>
        )}
      </header>
      {workflows.length === 0 && (
        <p className="px-6 py-10 text-center text-soft">{integration.name} has no workflows in this project.</p>
      )}
      <ul className="divide-y divide-line">
        {workflows.map((workflow) => (
          <WorkflowItem
            key={workflow.id}
            paragon={paragon}
            workflow={workflow}
            account={account}
            enabled={credential !== undefined && isEnabled(credential, workflow.id)}
            {...events}
          />
        ))}
      </ul>
    </section>
  )
}
