'use client'

import { Tabs } from 'radix-ui'
import { useState } from 'react'
import type { Integration } from '@/lib/paragon/accounts'
import type { Paragon } from '@/lib/paragon/sdk'
import type { ParagonUser } from '@/lib/paragon/session'
import { type Filter, type View, writeView } from '@/lib/workflows/address'
import { AccountPicker } from '../accounts/account-picker'
import { NoAccount } from '../accounts/no-account'
import { UnavailableNotice } from '../accounts/unavailable-notice'
import { IntegrationPicker } from '../calls/integration-picker'
import { EventPanel } from './event-panel'
import { HistoryPanel } from './history-panel'
import { WorkflowList } from './workflow-list'

type WorkflowTabsProps = {
  paragon: Paragon
  user: ParagonUser
  /** Who is signed in. */
  holder: string
  integrations: Integration[]
  initial: View
  isMonitored: boolean
  /** Something was changed. */
  onChange: () => void
  /** Something was refused: the account may turn out to need attention. */
  onRefusal: () => void
}

const ALL: Filter = { status: undefined, workflow: undefined, account: undefined }

export function WorkflowTabs(props: WorkflowTabsProps) {
  const { paragon, user, holder, integrations, initial, isMonitored, onChange, onRefusal } = props
  // The account is settled here and now: one that loses its access must not be swapped for another in silence.
  const [view, setView] = useState(() => withAccount(initial, integrations))

  function show(change: Partial<View>) {
    const next = withAccount({ ...view, ...change }, integrations)
    setView(next)
    // For reloads and bookmarks; nothing on the server depends on it.
    window.history.replaceState(null, '', `?${writeView(next)}`)
  }

  const integration = integrations.find(({ type }) => type === view.integration)
  const account = integration?.accounts.find(({ id }) => id === view.account)
  const hasAccounts = integrations.some(({ accounts }) => accounts.length > 0)

  return (
    <Tabs.Root value={view.tab} onValueChange={(tab) => show({ tab: tab === 'history' ? 'history' : 'workflows' })}>
      <Tabs.List aria-label="Workflows and their history" className="mb-6 flex gap-1">
        <Tab value="workflows">Workflows</Tab>
        <Tab value="history">History</Tab>
      </Tabs.List>
      <Tabs.Content value="workflows" tabIndex={-1} className="space-y-6">
        <IntegrationPicker
          integrations={integrations}
          chosen={view.integration}
          onChoose={(type) => show({ integration: type, account: undefined, configuration: undefined })}
        />
        {integration && !account && (
          <NoAccount name={integration.name}>Connect one, and turn its workflows on here.</NoAccount>
        )}
        {integration && account && (
          <>
            <AccountPicker
              legend={`${integration.name} account`}
              accounts={integration.accounts}
              chosen={account.id}
              onChoose={(id) => show({ account: id, configuration: undefined })}
            />
            <div role="status" className="empty:hidden">
              {account.status !== 'connected' && <UnavailableNotice account={account} name={integration.name} />}
            </div>
            <WorkflowList
              key={account.id}
              paragon={paragon}
              user={user}
              integration={integration}
              account={account}
              configuration={view.configuration}
              onConfiguration={(configuration) => show({ configuration })}
              onChange={onChange}
              onRefusal={onRefusal}
              onShowRuns={(workflow) => show({ tab: 'history', filter: { ...ALL, workflow, account: account.id } })}
            />
          </>
        )}
        {hasAccounts && (
          <EventPanel
            paragon={paragon}
            user={user}
            holder={isMonitored ? holder : undefined}
            integrations={integrations}
            onRefusal={onRefusal}
          />
        )}
      </Tabs.Content>
      <Tabs.Content value="history" tabIndex={-1}>
        <HistoryPanel
          paragon={paragon}
          user={user}
          holder={isMonitored ? holder : undefined}
          integrations={integrations}
          filter={view.filter}
          onFilter={(change) => show({ filter: { ...view.filter, ...change } })}
          onSignedOut={onRefusal}
        />
      </Tabs.Content>
    </Tabs.Root>
  )
}

function Tab({ value, children }: { value: View['tab']; children: string }) {
  return (
    <Tabs.Trigger
      value={value}
      className="rounded-md px-3 py-1.5 font-medium text-sm text-soft hover:text-ink data-[state=active]:bg-sunken data-[state=active]:text-ink"
    >
      {children}
    </Tabs.Trigger>
  )
}

/** The view with an account that exists: the one chosen, else the default, else the oldest. */
function withAccount(view: View, integrations: Integration[]): View {
  const accounts = integrations.find(({ type }) => type === view.integration)?.accounts ?? []
  const account =
    accounts.find(({ id }) => id === view.account) ?? accounts.find(({ isDefault }) => isDefault) ?? accounts.at(0)
  return { ...view, account: account?.id }
}
