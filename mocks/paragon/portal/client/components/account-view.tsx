import { describeAccount } from '../account.ts'
import { selectedConfiguration } from '../credential-selection.ts'
import type { Credential, PortalState } from '../portal-state.ts'
import { listWorkflows } from '../workflows.ts'
import { ConfigurationView } from './configuration-view.tsx'
import { Markdown } from './markdown.tsx'
import { Notice } from './notice.tsx'
import { Picture } from './picture.tsx'
import { usePortal } from './portal-context.ts'
import { Repair } from './repair.tsx'
import { Tabs } from './tabs.tsx'

const statusWords = { VALID: 'Connected', INVALID: 'Needs reconnecting', PENDING: 'Set-up not finished' } as const

/** A connected account: who it is, its settings and workflows, and the way to disconnect it. */
export function AccountView(props: { state: PortalState; credential: Credential; disconnect: () => void }) {
  const { state, credential } = props
  const { integration, config } = usePortal()
  const account = describeAccount(credential)
  const configuration = selectedConfiguration(state, credential)
  const workflows = listWorkflows(integration, config)
  const hasSettings = config.sharedMeta?.inputs?.some((input) => input.hidden !== true) ?? false

  const overview = config.overview ? <Markdown text={config.overview} /> : undefined
  const configurationPanel =
    configuration === undefined ? (
      <Notice kind="error">
        <p>The settings of this account could not be found.</p>
      </Notice>
    ) : hasSettings || workflows.length > 0 ? (
      <ConfigurationView
        credential={credential}
        configuration={configuration}
        workflows={workflows}
        disabled={credential.status !== 'VALID'}
      />
    ) : undefined

  return (
    <>
      <div class="scroll">
        <div class="account">
          <Picture source={account.picture} name={account.name} class="avatar" />
          <div class="account-text">
            <p class="account-name">{account.name}</p>
            {account.detail !== undefined && <p class="account-detail">{account.detail}</p>}
          </div>
          <span class={`status ${credential.status.toLowerCase()}`}>{statusWords[credential.status]}</span>
        </div>
        {credential.status !== 'VALID' && <Repair credential={credential} />}
        {overview !== undefined && configurationPanel !== undefined ? (
          <Tabs
            label={integration.name}
            initial={1}
            tabs={[
              { title: 'Overview', content: overview },
              { title: 'Configuration', content: configurationPanel },
            ]}
          />
        ) : (
          <div class="panel">
            {configurationPanel ?? overview ?? <p>There is nothing to set up for this account.</p>}
          </div>
        )}
      </div>
      <footer class="dialog-footer row">
        {config.paragonLink !== false && <span class="brand">Paragon Sandbox</span>}
        <button type="button" class="button danger-quiet" onClick={props.disconnect}>
          Disconnect
        </button>
      </footer>
    </>
  )
}
