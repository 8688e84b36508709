'use client'

import { useSearchParams } from 'next/navigation'
import { listIntegrations } from '@/lib/paragon/accounts'
import { useParagon } from '@/lib/paragon/provider'
import { readView } from '@/lib/workflows/address'
import { betweenTurns } from '@/lib/workflows/turn-workflow'
import { ParagonGate, type Ready } from '../paragon-gate'
import { Skeleton } from '../ui/skeleton'
import { WorkflowTabs } from './workflow-tabs'

/** `isMonitored`: whether the server can ask for the history of runs. */
type WorkflowsViewProps = { isMonitored: boolean }

export function WorkflowsView({ isMonitored }: WorkflowsViewProps) {
  return (
    <ParagonGate skeleton={<WorkflowsSkeleton />}>
      {(ready) => <Workflows {...ready} isMonitored={isMonitored} />}
    </ParagonGate>
  )
}

function Workflows({ integrations: metadata, isMonitored, ...ready }: Ready & WorkflowsViewProps) {
  const { session } = useParagon()
  const integrations = listIntegrations(ready.user, metadata)
  const initial = readView(new URLSearchParams(useSearchParams()), integrations)
  if (!initial) {
    return (
      <p className="rounded-xl border border-line-strong border-dashed px-6 py-12 text-center text-soft">
        This project has no active integrations yet. Turn one on in Paragon’s dashboard, connect an account, and its
        workflows show here.
      </p>
    )
  }
  return (
    <WorkflowTabs
      paragon={ready.paragon}
      user={ready.user}
      holder={ready.issued.holder}
      integrations={integrations}
      initial={initial}
      isMonitored={isMonitored}
      onChange={session.refresh}
      onRefusal={() => void betweenTurns(session.open)}
    />
  )
}

function WorkflowsSkeleton() {
  return (
    <div className="space-y-6">
      {['integration', 'account'].map((row) => (
        <div key={row} className="flex gap-2">
          <Skeleton className="h-14 w-44" />
          <Skeleton className="h-14 w-44" />
        </div>
      ))}
      <Skeleton className="h-64" />
    </div>
  )
}
