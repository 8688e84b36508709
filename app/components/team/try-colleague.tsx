'use client'

import { useId, useState } from 'react'
import { firstCall } from '@/lib/calls/address'
import { type Outcome, perform } from '@/lib/calls/perform'
import { sdkCode } from '@/lib/calls/snippets'
import { cn } from '@/lib/cn'
import type { Integration } from '@/lib/paragon/accounts'
import type { Paragon } from '@/lib/paragon/sdk'
import type { TeamAccount } from '@/lib/team/team-view'
import { Button } from '../ui/button'
import { CodeBlock } from '../ui/code-block'
import { fieldStyle } from '../ui/field'
import { Notice } from '../ui/notice'

type TryColleagueProps = {
  paragon: Paragon
  /** Everyone else's. */
  accounts: TeamAccount[]
  integrations: Integration[]
}

type Trial = { credentialId: string; outcome: Outcome | undefined; stillIn: boolean }

/** Calls an API with somebody else's account, to see that it is Paragon that says no, and not this page. */
export function TryColleague({ paragon, accounts, integrations }: TryColleagueProps) {
  const [chosenId, setChosenId] = useState<string>()
  const [trial, setTrial] = useState<Trial>()
  const id = useId()
  const chosen = accounts.find((account) => account.id === chosenId) ?? accounts.at(0)
  const nameOf = (type: string) => integrations.find((integration) => integration.type === type)?.name ?? type

  async function tryIt({ id: credentialId, integration }: TeamAccount) {
    setTrial({ credentialId, outcome: undefined, stillIn: true })
    const target = { integration, name: nameOf(integration), credentialId }
    const outcome = await perform(paragon, firstCall(integration), target)
    setTrial({ credentialId, outcome, stillIn: paragon.getUser().authenticated })
  }

  return (
    <section aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`} className="font-semibold text-xl">
        Try another’s account
      </h2>
      <p className="mt-1 mb-4 max-w-2xl text-soft">
        This page hides nothing: it sends the call with the id of somebody else’s account, and Paragon decides by the
        token.
      </p>
      {!chosen && (
        <p className="rounded-xl border border-line-strong border-dashed px-6 py-10 text-center text-soft">
          Nobody else has connected an account yet. Sign in as a colleague in another browser, connect one, and come
          back.
        </p>
      )}
      {chosen && (
        <div className="space-y-4 rounded-xl border border-line bg-card p-4 sm:p-5">
          <div>
            <label htmlFor={`${id}-account`} className="block font-medium text-sm">
              Account
            </label>
            <select
              id={`${id}-account`}
              value={chosen.id}
              onChange={(event) => {
                setChosenId(event.target.value)
                setTrial(undefined)
              }}
              className={cn(fieldStyle, 'mt-1 w-full max-w-md')}
            >
              {accounts.map((account) => (
                <option key={account.id} value={account.id}>
                  {titleOf(account, nameOf(account.integration))}
                </option>
              ))}
            </select>
          </div>
          <CodeBlock
            label="The call"
            text={sdkCode({
              call: firstCall(chosen.integration),
              integration: chosen.integration,
              credentialId: chosen.id,
            })}
          />
          <Button unavailable={trial !== undefined && !trial.outcome} onClick={() => void tryIt(chosen)}>
            Call the API with it
          </Button>
          <div role="status" className="space-y-3 empty:hidden">
            {trial?.outcome && trial.credentialId === chosen.id && (
              <TrialOutcome outcome={trial.outcome} stillIn={trial.stillIn} name={nameOf(chosen.integration)} />
            )}
          </div>
        </div>
      )}
    </section>
  )
}

function TrialOutcome({ outcome, stillIn, name }: { outcome: Outcome; stillIn: boolean; name: string }) {
  if (outcome.kind === 'answered') {
    const detail = outcome.identity ? `${name} says it answered ${outcome.identity}.` : `${name} answered.`
    return <Notice tone="info" title="Allowed: your token reaches this account" detail={detail} />
  }
  return (
    <>
      <Notice tone="bad" {...outcome.problem} />
      <p className="text-sm">
        {stillIn
          ? 'You are still signed in, and your own accounts work as before.'
          : 'The session has ended. Load the page again.'}
      </p>
    </>
  )
}

function titleOf({ id, owner }: TeamAccount, integration: string): string {
  return `${owner ? `${owner.name}’s` : 'Nobody’s'} ${integration} account, ${id.slice(0, 8)}`
}
