'use client'

import { useSearchParams } from 'next/navigation'
import { listIntegrations } from '@/lib/paragon/accounts'
import { useParagon } from '@/lib/paragon/provider'
import { readView } from '@/lib/syncs/address'
import { createDirectory } from '@/lib/syncs/directory'
import { ParagonGate, type Ready } from '../paragon-gate'
import { SyncTabs } from './sync-tabs'
import { SyncsSkeleton } from './syncs-skeleton'

export function SyncsView() {
  return <ParagonGate skeleton={<SyncsSkeleton />}>{(ready) => <Syncs {...ready} />}</ParagonGate>
}

function Syncs({ user, integrations, issued }: Ready) {
  const { session } = useParagon()
  const initial = readView(new URLSearchParams(useSearchParams()))
  return (
    <SyncTabs
      holder={issued.holder}
      directory={createDirectory(listIntegrations(user, integrations))}
      initial={initial}
      onAttention={session.open}
    />
  )
}
