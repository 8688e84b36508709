import { useId, useRef, useState } from 'preact/hooks'
import { describeAccount } from '../account.ts'
import { selectedConfiguration } from '../credential-selection.ts'
import { describeError } from '../error-text.ts'
import type { Credential, PortalState } from '../portal-state.ts'
import { listWorkflows } from '../workflows.ts'
import { Notice } from './notice.tsx'
import { usePortal } from './portal-context.ts'
import { useModal } from './use-modal.ts'

/** Asks before an account is disconnected, by name, and says what stops with it. */
export function DisconnectDialog(props: { state: PortalState; credential: Credential; cancel: () => void }) {
  const { state, credential } = props
  const { invoke, change, close, integration, config, type } = usePortal()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const dialog = useRef<HTMLDivElement>(null)
  const id = useId()
  const cancel = () => !busy && props.cancel()
  useModal(dialog, cancel)

  const account = describeAccount(credential)
  const settings = selectedConfiguration(state, credential)?.workflowSettings ?? {}
  const running = listWorkflows(integration, config).filter((workflow) => settings[workflow.id]?.enabled === true)

  /**
   * Not by the SDK's `uninstallIntegration`: it wants the `headless-cp` feature, which a project with a portal need not
   * have; it leaves the removed account's settings in the user's state; and for the account that the portal was opened
   * with, it closes the portal without giving the host page its scrolling back. These are its steps, with a refetch.
   */
  async function disconnect() {
    if (busy) return
    setBusy(true)
    setFailure(undefined)
    try {
      await change(() =>
        invoke('sendConnectRequest', `/sdk/integrations/${integration.id}`, {
          method: 'DELETE',
          headers: { 'X-Paragon-Credential': credential.id },
        }),
      )
    } catch (error) {
      setFailure(describeError(error))
      setBusy(false)
      return
    }
    // The account is gone whether or not the refetch succeeds; a page that could not refetch learns it when it next does.
    await invoke('updateLocalState').catch((error: unknown) => console.error('The refetch failed', error))
    await invoke('triggerSDKEvent', {
      type: 'onIntegrationUninstall',
      integrationId: integration.id,
      integrationType: type,
    })
    close()
  }

  return (
    <div class="confirm-layer">
      <div
        class="confirm"
        role="alertdialog"
        aria-modal="true"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-text`}
        tabIndex={-1}
        ref={dialog}
      >
        <h2 id={`${id}-title`}>Disconnect {account.name}?</h2>
        <div id={`${id}-text`} class="confirm-text">
          <p>
            <strong>{account.detail ?? account.name}</strong> will be disconnected from {integration.name}: its settings
            are removed and it can no longer be used here. Other accounts are not affected.
          </p>
          {running.length > 0 && (
            <>
              <p>These workflows stop for this account:</p>
              <ul>
                {running.map((workflow) => (
                  <li key={workflow.id}>{workflow.title}</li>
                ))}
              </ul>
            </>
          )}
        </div>
        {failure !== undefined && (
          <Notice kind="error" title="The account was not disconnected">
            <p>{failure}</p>
          </Notice>
        )}
        <div class="form-actions end">
          <button type="button" class="button secondary" data-initial-focus aria-disabled={busy} onClick={cancel}>
            Cancel
          </button>
          <button type="button" class="button danger" aria-disabled={busy} onClick={disconnect}>
            {busy ? 'Disconnecting…' : 'Disconnect'}
          </button>
        </div>
      </div>
    </div>
  )
}
