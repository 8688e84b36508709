'use client'

import { useId, useState } from 'react'
import { toast } from 'sonner'
import { cn } from '@/lib/cn'
import { listIntegrations } from '@/lib/paragon/accounts'
import { useParagon } from '@/lib/paragon/provider'
import { useInstallFlow } from '@/lib/paragon/use-install-flow'
import { findCredential } from '@/lib/workflows/workflows'
import { AccountsSkeleton } from '../accounts/accounts-view'
import { ParagonGate, type Ready } from '../paragon-gate'
import { Button } from '../ui/button'
import { fieldStyle } from '../ui/field'
import { AccountSettings } from './account-settings'
import { ConnectFlow } from './connect-flow'

export function HeadlessView() {
  return <ParagonGate skeleton={<AccountsSkeleton />}>{(ready) => <Headless {...ready} />}</ParagonGate>
}

function Headless({ paragon, user, integrations: metadata }: Ready) {
  const { session } = useParagon()
  const fieldId = useId()
  const integrations = listIntegrations(user, metadata)
  const [type, setType] = useState(integrations[0]?.type ?? '')
  const flow = useInstallFlow(session, paragon, (account) => toast.success(`${account} is connected`))
  const integration = integrations.find((each) => each.type === type)
  if (!integration) return <p className="text-soft">This project has no active integrations yet.</p>
  const { name, accounts } = integration

  return (
    <div className="space-y-5">
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-48">
          <label htmlFor={fieldId} className="block font-medium text-sm">
            Integration
          </label>
          <select
            id={fieldId}
            value={type}
            // One installation at a time, because the SDK itself keeps track of only one.
            disabled={flow.progress !== undefined}
            onChange={(event) => setType(event.target.value)}
            className={cn(fieldStyle, 'mt-1 w-full')}
          >
            {integrations.map((each) => (
              <option key={each.type} value={each.type}>
                {each.name}
              </option>
            ))}
          </select>
        </div>
        <Button variant="primary" unavailable={flow.progress !== undefined} onClick={() => flow.start(type)}>
          {accounts.length === 0 ? `Connect ${name}` : `Connect another ${name} account`}
        </Button>
      </div>
      {flow.progress && (
        <ConnectFlow
          paragon={paragon}
          integration={type}
          name={name}
          progress={flow.progress}
          onAnswer={flow.answer}
          onCancel={() => void flow.cancel()}
        />
      )}
      <ul aria-label={`${name} accounts`} className="space-y-5">
        {accounts.map((account) => {
          const credential = findCredential(user, type, account.id)
          return credential && <AccountSettings key={account.id} {...{ paragon, session, type, account, credential }} />
        })}
      </ul>
      {accounts.length === 0 && !flow.progress && <p className="text-soft">No {name} account yet.</p>}
    </div>
  )
}
