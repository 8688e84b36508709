'use client'

import { useId, useState } from 'react'
import { toast } from 'sonner'
import type { Account } from '@/lib/paragon/accounts'
import { describeProblem, type Problem } from '@/lib/paragon/problem'
import type { Paragon } from '@/lib/paragon/sdk'
import type { ParagonSession } from '@/lib/paragon/session'
import { PRODUCT } from '@/lib/product'
import { Avatar } from '../ui/avatar'
import { Button } from '../ui/button'
import { Confirm } from '../ui/confirm'
import { CopyButton } from '../ui/copy-button'
import { Notice } from '../ui/notice'
import { StatusBadge } from './status-badge'

type AccountItemProps = {
  type: string
  integrationName: string
  account: Account
  paragon: Paragon
  session: ParagonSession
  /** Whether a sign-in window is open: there is only ever one. */
  busy: boolean
  /** Puts another sign-in behind the account. Left out, nobody but its owner can. */
  onReplace?: () => void
  onRemoved: () => void
}

const dates = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })

export function AccountItem(props: AccountItemProps) {
  const { type, integrationName, account, paragon, session, busy, onReplace, onRemoved } = props
  const [problem, setProblem] = useState<Problem>()
  const [removing, setRemoving] = useState(false)
  const labelId = useId()

  async function manage() {
    setProblem(undefined)
    try {
      await paragon.connect(type, { selectedCredentialId: account.id })
    } catch (error) {
      setProblem(describeProblem(error))
    }
  }

  async function remove() {
    setProblem(undefined)
    setRemoving(true)
    try {
      await paragon.uninstallIntegration(type, { selectedCredentialId: account.id })
      toast.success(`${account.label} is removed`)
      onRemoved()
    } catch (error) {
      setProblem(describeProblem(error))
    } finally {
      setRemoving(false)
      session.refresh()
    }
  }

  return (
    <li aria-labelledby={labelId} aria-busy={removing} className="border-line px-4 py-4 not-first:border-t sm:px-5">
      <div className="flex flex-wrap gap-3">
        <Avatar name={account.name} picture={account.picture} />
        <div className="min-w-0 flex-1 basis-52">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="font-medium">{account.name}</span>
            <StatusBadge status={account.status} />
            {account.isDefault && (
              <span
                title="Used when a request names no account"
                className="rounded-full border border-line-strong/60 px-2 text-[13px] text-soft"
              >
                Default
              </span>
            )}
          </p>
          <p id={labelId} className="truncate text-soft text-sm">
            {account.label}
          </p>
          <AccountFacts account={account} />
        </div>
        <div className="flex flex-wrap gap-1">
          <AccountActions
            account={account}
            integrationName={integrationName}
            busy={busy || removing}
            onManage={manage}
            onReplace={onReplace}
            onRemove={remove}
          />
        </div>
      </div>
      <div role="status">
        {problem && (
          <div className="pt-3">
            <Notice tone="bad" {...problem} onDismiss={() => setProblem(undefined)} />
          </div>
        )}
      </div>
    </li>
  )
}

function AccountFacts({ account }: { account: Account }) {
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1 text-[13px] text-soft">
      <span>
        Connected since{' '}
        <time dateTime={account.connectedSince.toISOString()}>{dates.format(account.connectedSince)}</time>
      </span>
      {account.externalId && (
        <span className="min-w-0 break-all">
          External id <code className="rounded bg-sunken px-1 py-0.5 text-ink">{account.externalId}</code>
        </span>
      )}
      <span>{workflowsOf(account)}</span>
      <CopyButton
        text={account.id}
        done="Account id copied"
        className="-mx-1.5 h-6 px-1.5 font-normal"
        aria-label={`Copy id of ${account.label}`}
      >
        Copy id
      </CopyButton>
    </div>
  )
}

type AccountActionsProps = {
  account: Account
  integrationName: string
  busy: boolean
  onManage: () => void
  onReplace: (() => void) | undefined
  onRemove: () => void
}

function AccountActions({ account, integrationName, busy, onManage, onReplace, onRemove }: AccountActionsProps) {
  const { status, label } = account
  return (
    <>
      {status === 'attention' && onReplace && (
        <Button variant="primary" size="small" unavailable={busy} aria-label={`Reconnect ${label}`} onClick={onReplace}>
          Reconnect
        </Button>
      )}
      <Button
        variant={status === 'unfinished' ? 'primary' : 'secondary'}
        size="small"
        unavailable={busy}
        aria-label={`${status === 'unfinished' ? 'Finish setup of' : 'Manage'} ${label}`}
        onClick={onManage}
      >
        {status === 'unfinished' ? 'Finish setup' : 'Manage'}
      </Button>
      {status === 'connected' && onReplace && (
        <Confirm
          trigger={
            <Button variant="quiet" size="small" unavailable={busy} aria-label={`Replace ${label}`}>
              Replace
            </Button>
          }
          title={`Replace ${label}?`}
          action="Choose another account"
          onConfirm={onReplace}
        >
          <p>
            You sign in to {integrationName} with another account, and it takes the place of this one. The workflows,
            the settings and the account id stay as they are.
          </p>
        </Confirm>
      )}
      <Confirm
        trigger={
          <Button variant="quiet-danger" size="small" unavailable={busy} aria-label={`Remove ${label}`}>
            Remove
          </Button>
        }
        title={`Remove ${label}?`}
        action="Remove account"
        onConfirm={onRemove}
        destructive
      >
        <p>
          {consequence(account)} The account’s settings here are deleted, and {PRODUCT} loses access to it. Nothing is
          deleted in {integrationName} itself, and all other accounts stay connected.
        </p>
      </Confirm>
    </>
  )
}

function consequence({ activeWorkflows }: Account): string {
  if (activeWorkflows === 0) return 'No workflow runs with this account at the moment.'
  if (activeWorkflows === 1) return 'The workflow that runs with this account stops.'
  return `The ${activeWorkflows} workflows that run with this account stop.`
}

function workflowsOf({ activeWorkflows }: Account): string {
  if (activeWorkflows === 0) return 'No workflows on'
  return activeWorkflows === 1 ? '1 workflow on' : `${activeWorkflows} workflows on`
}
