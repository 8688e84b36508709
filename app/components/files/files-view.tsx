'use client'

import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { type Account, listAccounts } from '@/lib/paragon/accounts'
import type { Problem } from '@/lib/paragon/problem'
import { useParagon } from '@/lib/paragon/provider'
import { ParagonGate, type Ready } from '../paragon-gate'
import { Button } from '../ui/button'
import { Notice } from '../ui/notice'
import { AccountPicker } from './account-picker'
import { DrivePanel, FilesSkeleton } from './drive-panel'

export function FilesView() {
  return <ParagonGate skeleton={<FilesSkeleton />}>{(ready) => <Files {...ready} />}</ParagonGate>
}

function Files({ paragon, user }: Ready) {
  const { session } = useParagon()
  const accounts = listAccounts(user, 'googledrive')
  const fallback = accounts.find(({ isDefault }) => isDefault) ?? accounts.at(0)
  const asked = useSearchParams().get('account')
  // Settled once: an account that loses its access is no longer the default, and must not be swapped for another in silence.
  const [chosen, setChosen] = useState(accounts.some(({ id }) => id === asked) ? asked : fallback?.id)
  const account = accounts.find(({ id }) => id === chosen) ?? fallback

  function choose(id: string) {
    setChosen(id)
    // In the address too, for reloads and bookmarks; nothing on the server depends on it.
    window.history.replaceState(null, '', `?account=${encodeURIComponent(id)}`)
  }

  if (!account) {
    return (
      <div className="rounded-xl border border-line-strong border-dashed px-6 py-12 text-center">
        <p className="font-medium">No Google Drive account yet</p>
        <p className="mt-1 mb-4 text-soft">Connect one, and its files show here.</p>
        <Button variant="primary" asChild>
          <Link href="/">Connect Google Drive</Link>
        </Button>
      </div>
    )
  }
  return (
    <div className="space-y-5">
      <AccountPicker accounts={accounts} chosen={account.id} onChoose={choose} />
      {account.status === 'connected' ? (
        <DrivePanel key={account.id} paragon={paragon} account={account} onFailure={session.open} />
      ) : (
        <div role="status">
          <Notice tone="warn" {...unavailable(account)}>
            <Button size="small" asChild>
              <Link href="/">{account.status === 'attention' ? 'Reconnect it' : 'Finish its setup'}</Link>
            </Button>
          </Notice>
        </div>
      )}
    </div>
  )
}

function unavailable({ status, label }: Account): Problem {
  return status === 'attention'
    ? { title: 'This account needs to be reconnected', detail: `Google Drive no longer answers for ${label}.` }
    : { title: 'The setup of this account is unfinished', detail: `Google Drive does not answer for ${label} yet.` }
}
