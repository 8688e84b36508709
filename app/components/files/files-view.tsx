'use client'

import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { listAccounts } from '@/lib/paragon/accounts'
import { useParagon } from '@/lib/paragon/provider'
import { AccountPicker } from '../accounts/account-picker'
import { NoAccount } from '../accounts/no-account'
import { UnavailableNotice } from '../accounts/unavailable-notice'
import { ParagonGate, type Ready } from '../paragon-gate'
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
    return <NoAccount name="Google Drive">Connect one, and its files show here.</NoAccount>
  }
  return (
    <div className="space-y-5">
      <AccountPicker legend="Google Drive account" accounts={accounts} chosen={account.id} onChoose={choose} />
      {account.status === 'connected' ? (
        <DrivePanel key={account.id} paragon={paragon} account={account} onFailure={session.open} />
      ) : (
        <div role="status">
          <UnavailableNotice account={account} name="Google Drive" />
        </div>
      )}
    </div>
  )
}
