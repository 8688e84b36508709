'use client'

import { toast } from 'sonner'
import { listIntegrations } from '@/lib/paragon/accounts'
import { useParagon } from '@/lib/paragon/provider'
import { useInstall } from '@/lib/paragon/use-install'
import { ParagonGate, type Ready } from '../paragon-gate'
import { Skeleton } from '../ui/skeleton'
import { IntegrationCard } from './integration-card'

export function AccountsView() {
  return <ParagonGate skeleton={<AccountsSkeleton />}>{(ready) => <Integrations {...ready} />}</ParagonGate>
}

function Integrations({ paragon, user, integrations: metadata }: Ready) {
  const { session } = useParagon()
  const integrations = listIntegrations(user, metadata)
  const { progress, busy, install, dismiss } = useInstall(session, paragon, (account) => {
    toast.success(`${account} is connected`)
  })

  if (integrations.length === 0) {
    return (
      <p className="rounded-xl border border-line-strong border-dashed px-6 py-12 text-center text-soft">
        This project has no active integrations yet. Turn one on in Paragon’s dashboard and it appears here.
      </p>
    )
  }
  return (
    <div className="space-y-5">
      {integrations.map((integration) => (
        <IntegrationCard
          key={integration.type}
          integration={integration}
          paragon={paragon}
          session={session}
          progress={progress?.type === integration.type ? progress : undefined}
          busy={busy}
          onInstall={(options) => install(integration.type, options)}
          onDismiss={dismiss}
        />
      ))}
    </div>
  )
}

export function AccountsSkeleton() {
  return (
    <div className="space-y-5">
      {['first', 'second'].map((card) => (
        <div key={card} className="rounded-xl border border-line bg-card p-5">
          <div className="flex items-center gap-3">
            <Skeleton className="size-9" />
            <Skeleton className="h-5 w-36" />
          </div>
          <div className="mt-6 flex items-center gap-3">
            <Skeleton className="size-10 rounded-full" />
            <div className="flex-1 space-y-2">
              <Skeleton className="h-4 w-40" />
              <Skeleton className="h-3.5 w-56 max-w-full" />
            </div>
          </div>
        </div>
      ))}
    </div>
  )
}
