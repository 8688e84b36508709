import type { ProjectUser, UserAccount } from '../../../../client/record-control.ts'
import { accountColour } from '../account-colour.ts'
import { moment } from '../format.ts'
import { ConnectForm } from './connect-form.tsx'
import { useWorkbench } from './context.ts'
import { AccountChip, Badge, ListState, MoreButton, StatusBadge, ViewLink } from './parts.tsx'
import { useAct } from './use-act.ts'
import { useList } from './use-list.ts'

const mishaps = [
  { path: 'expire', name: 'Expire', done: (name: string) => `The access token of ${name} has run out.` },
  { path: 'revoke', name: 'Revoke', done: (name: string) => `The access to ${name} is taken back at the provider.` },
  { path: 'invalidate', name: 'Invalidate', done: (name: string) => `${name} is INVALID.` },
]

/** Connected users, and under each the accounts, with what can happen to them. */
export function AccountsView({ below, projectId }: { below: string; projectId: string }) {
  const users = useList<ProjectUser>(`${below}/users`, 'users')
  return (
    <>
      <ConnectForm below={below} projectId={projectId} onConnected={users.refresh} />
      <ListState list={users} empty="Nobody has connected anything yet." />
      {users.data?.map((user) => (
        <section key={user.userId} class="group" aria-label={`User ${user.userId}`}>
          <h3>
            {user.userId}
            <ViewLink
              class="more"
              to={{ view: 'journal', filters: { user: user.userId }, entry: undefined }}
              label={`Journal of ${user.userId}`}
            >
              Journal
            </ViewLink>
          </h3>
          {user.credentials.length === 0 && <p class="muted">No account is connected.</p>}
          <ul class="cards">
            {user.credentials.map((account) => (
              <AccountCard key={account.id} account={account} below={below} onChanged={users.refresh} />
            ))}
          </ul>
        </section>
      ))}
      <MoreButton more={users.more} />
    </>
  )
}

function AccountCard(props: { account: UserAccount; below: string; onChanged: () => void }) {
  const { account, below, onChanged } = props
  const { api } = useWorkbench()
  const act = useAct(onChanged)
  const { id, name, externalId, integration } = account
  return (
    <li class={`card account ${accountColour(id)}`}>
      <p class="card-head">
        <AccountChip account={{ name, externalId, integration, credentialId: id }} />
        <span>{integration}</span>
        <StatusBadge status={account.status} />
        {account.isDefault && <Badge tone="plain">default</Badge>}
      </p>
      <p class="muted small">
        <code>{id}</code>
      </p>
      <p class="muted small">
        Refreshed {moment(account.dateRefreshed)}; token valid until {moment(account.dateValidUntil)}
        {account.refreshFailureCount > 0 && `; ${account.refreshFailureCount} refreshes failed`}
      </p>
      <div class="actions">
        {mishaps.map(({ path, name: action, done }) => (
          <button
            key={path}
            type="button"
            class="button small"
            aria-label={`${action} ${name} (${integration})`}
            onClick={() => void act(() => api.send('POST', `${below}/credentials/${id}/${path}`), done(name))}
          >
            {action}
          </button>
        ))}
        <ViewLink
          class="button small quiet"
          to={{ view: 'journal', filters: { credential: id }, entry: undefined }}
          label={`Journal of ${name} (${integration})`}
        >
          Journal
        </ViewLink>
        <ViewLink
          class="button small quiet"
          to={{ view: 'faults', filters: { credential: id }, entry: undefined }}
          label={`Faults of ${name} (${integration})`}
        >
          Faults
        </ViewLink>
      </div>
    </li>
  )
}
