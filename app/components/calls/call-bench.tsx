'use client'

import { useState } from 'react'
import { type Choice, firstCall, writeChoice } from '@/lib/calls/address'
import type { ProxyAddress } from '@/lib/calls/snippets'
import { useRun } from '@/lib/calls/use-run'
import type { Account, Integration } from '@/lib/paragon/accounts'
import type { Paragon } from '@/lib/paragon/sdk'
import { AccountPicker } from '../accounts/account-picker'
import { NoAccount } from '../accounts/no-account'
import { UnavailableNotice } from '../accounts/unavailable-notice'
import { CallCode } from './call-code'
import { CallForm } from './call-form'
import { IntegrationPicker } from './integration-picker'
import { RunResults } from './run-results'

type CallBenchProps = {
  paragon: Paragon
  integrations: Integration[]
  initial: Choice
  address: ProxyAddress
  /** Runs when a call was refused; the account may turn out to need attention. */
  onRefusal: () => void
}

/** Where a call is put together, sent as one account or as all, and answered. */
export function CallBench({ paragon, integrations, initial, address, onRefusal }: CallBenchProps) {
  // The account is settled here and now: one that loses its access must not be swapped for another in silence.
  const [choice, setChoice] = useState(() => withAccount(initial, integrations))
  const { run, running, send, clear } = useRun(paragon, onRefusal)

  const integration = integrations.find(({ type }) => type === choice.integration)
  const accounts = integration?.accounts ?? []
  const account = accounts.find(({ id }) => id === choice.account)

  function choose(change: Partial<Choice>) {
    const next = withAccount({ ...choice, ...change }, integrations)
    setChoice(next)
    keepInAddress(next)
    // An answer stands under what was chosen when it was asked for, and under nothing else.
    clear()
  }

  function sendAs(senders: Account[]) {
    if (!integration) return
    keepInAddress(choice)
    send(choice.call, integration, senders)
  }

  return (
    <div className="space-y-6">
      <IntegrationPicker
        integrations={integrations}
        chosen={choice.integration}
        onChoose={(type) => choose({ integration: type, account: undefined, call: firstCall(type) })}
      />
      {integration && !account && (
        <NoAccount name={integration.name}>Connect one, and call its API from here.</NoAccount>
      )}
      {integration && account && (
        <>
          <AccountPicker
            legend={`${integration.name} account`}
            accounts={accounts}
            chosen={account.id}
            onChoose={(id) => choose({ account: id })}
          />
          <div role="status" className="empty:hidden">
            {account.status !== 'connected' && <UnavailableNotice account={account} name={integration.name} />}
          </div>
          <CallForm
            integration={choice.integration}
            call={choice.call}
            accounts={accounts}
            unavailable={account.status !== 'connected'}
            busy={running}
            onChoose={(call) => choose({ call })}
            onEdit={(call) => setChoice({ ...choice, call })}
            onSend={() => sendAs([account])}
            onCompare={() => sendAs(accounts)}
          />
          <RunResults run={run} accounts={accounts} name={integration.name} />
          <CallCode call={choice.call} integration={choice.integration} credentialId={account.id} address={address} />
        </>
      )}
    </div>
  )
}

/** The choice with an account that exists: the one chosen, else the default, else the oldest. */
function withAccount(choice: Choice, integrations: Integration[]): Choice {
  const accounts = integrations.find(({ type }) => type === choice.integration)?.accounts ?? []
  const account =
    accounts.find(({ id }) => id === choice.account) ?? accounts.find(({ isDefault }) => isDefault) ?? accounts.at(0)
  return { ...choice, account: account?.id }
}

/** For reloads and bookmarks; nothing on the server depends on it. */
function keepInAddress(choice: Choice) {
  window.history.replaceState(null, '', `?${writeChoice(choice)}`)
}
