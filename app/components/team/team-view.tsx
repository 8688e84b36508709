'use client'

import { toast } from 'sonner'
import { type Account, listIntegrations } from '@/lib/paragon/accounts'
import { useParagon } from '@/lib/paragon/provider'
import { useInstall } from '@/lib/paragon/use-install'
import { connecting } from '@/lib/team/connecting'
import type { Member } from '@/lib/team/members'
import { AccountsSkeleton } from '../accounts/accounts-view'
import { IntegrationCard } from '../accounts/integration-card'
import { ParagonGate, type Ready } from '../paragon-gate'
import { ColleaguesAccounts } from './colleagues-accounts'
import { RoleNote } from './role-note'
import { TokenDisclosure } from './token-disclosure'
import { TryColleague } from './try-colleague'

type TeamViewProps = { me: Member }

export function TeamView({ me }: TeamViewProps) {
  return <ParagonGate skeleton={<AccountsSkeleton />}>{(ready) => <Team {...ready} me={me} />}</ParagonGate>
}

function Team({ paragon, user, integrations: metadata, issued, me }: Ready & TeamViewProps) {
  const { session } = useParagon()
  const { progress, busy, install, dismiss } = useInstall(session, paragon, (account) => {
    toast.success(`${account} is connected`)
  })
  const { role, accounts: known } = issued.team ?? { role: 'member', accounts: [] }
  const integrations = listIntegrations(user, metadata)
  const owners = new Map(known.map(({ id, owner }) => [id, owner]))
  const isMine = ({ id }: Account) => owners.get(id)?.id === me.id

  return (
    <div className="space-y-10">
      <div className="space-y-3">
        <RoleNote role={role} />
        <TokenDisclosure issued={issued} integrations={integrations} />
      </div>

      <section aria-labelledby="my-accounts">
        <h2 id="my-accounts" className="mb-4 font-semibold text-xl">
          My accounts
        </h2>
        {integrations.length === 0 && (
          <p className="text-soft">This project has no active integrations yet. Turn one on in Paragon’s dashboard.</p>
        )}
        <div className="space-y-5">
          {integrations.map((integration) => (
            <IntegrationCard
              key={integration.type}
              integration={{ ...integration, accounts: integration.accounts.filter(isMine).map(withoutTicket) }}
              paragon={paragon}
              session={session}
              progress={progress?.type === integration.type ? progress : undefined}
              busy={busy}
              // The external id is the ticket. And the settings would not open for the new account: signing in with the member’s
              // own token again makes the SDK choose the default one.
              withChoices={false}
              onInstall={(options) =>
                install(
                  integration.type,
                  options,
                  // An account that takes the place of another keeps its owner, and needs no pass.
                  options.selectedCredentialId ? undefined : connecting(session, integration.type, me.id),
                )
              }
              onDismiss={dismiss}
              onRemoved={session.open}
            />
          ))}
        </div>
      </section>

      {role === 'admin' && (
        <ColleaguesAccounts
          integrations={integrations.map((integration) => ({
            ...integration,
            // What the server has not told the owner of yet, because it is that new, is left for when it has.
            accounts: integration.accounts
              .filter((account) => owners.has(account.id) && !isMine(account))
              .map(withoutTicket),
          }))}
          owners={owners}
          paragon={paragon}
          session={session}
          busy={busy}
        />
      )}
      <TryColleague
        paragon={paragon}
        accounts={known.filter(({ owner }) => owner?.id !== me.id)}
        integrations={integrations}
      />
    </div>
  )
}

/** The External ID of an account here is a signature, which says nothing to people. */
function withoutTicket(account: Account): Account {
  return { ...account, externalId: undefined }
}
