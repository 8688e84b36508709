'use client'

import { useSearchParams } from 'next/navigation'
import { readChoice } from '@/lib/calls/address'
import type { ProxyAddress } from '@/lib/calls/snippets'
import { listIntegrations } from '@/lib/paragon/accounts'
import { useParagon } from '@/lib/paragon/provider'
import { ParagonGate, type Ready } from '../paragon-gate'
import { Skeleton } from '../ui/skeleton'
import { CallBench } from './call-bench'

type CallsViewProps = { address: ProxyAddress }

export function CallsView({ address }: CallsViewProps) {
  return <ParagonGate skeleton={<CallsSkeleton />}>{(ready) => <Calls {...ready} address={address} />}</ParagonGate>
}

function Calls({ paragon, user, integrations: metadata, address }: Ready & CallsViewProps) {
  const { session } = useParagon()
  const integrations = listIntegrations(user, metadata)
  const initial = readChoice(new URLSearchParams(useSearchParams()), integrations)
  if (!initial) {
    return (
      <p className="rounded-xl border border-line-strong border-dashed px-6 py-12 text-center text-soft">
        This project has no active integrations yet. Turn one on in Paragon’s dashboard, connect an account, and call
        its API from here.
      </p>
    )
  }
  return (
    <CallBench
      paragon={paragon}
      integrations={integrations}
      initial={initial}
      address={address}
      onRefusal={session.open}
    />
  )
}

function CallsSkeleton() {
  return (
    <div className="space-y-6">
      {['integration', 'account'].map((row) => (
        <div key={row} className="flex gap-2">
          <Skeleton className="h-14 w-44" />
          <Skeleton className="h-14 w-44" />
        </div>
      ))}
      <Skeleton className="h-48" />
    </div>
  )
}
