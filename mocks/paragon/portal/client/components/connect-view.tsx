import { detailsInPlaceOfSignIn } from '../details.ts'
import { DetailsForm } from './details-form.tsx'
import { Markdown } from './markdown.tsx'
import { Notice } from './notice.tsx'
import { usePortal } from './portal-context.ts'
import { useConnection } from './use-connection.ts'
import { Waiting } from './waiting.tsx'

/** Before an account is connected: what the integration is for, and Connect. */
export function ConnectView() {
  const { integration, config, modal } = usePortal()
  const connection = useConnection()

  const keyInputs = detailsInPlaceOfSignIn(integration)

  function installOptions() {
    // The two that the SDK adds for the portal's own use are no installation options; one is the whole account type.
    const { selectedAccountConfig, selectedMultipleAccountTypes, ...options } = modal.apiInstallationOptions ?? {}
    return options
  }

  const connect = () => connection.start(installOptions())

  return (
    <>
      <div class="scroll">
        {config.overview ? (
          <Markdown text={config.overview} />
        ) : (
          <p>Connect your {integration.name} account to begin.</p>
        )}
        {keyInputs.length > 0 && <DetailsForm inputs={keyInputs} installOptions={installOptions()} />}
      </div>
      <footer class="dialog-footer">
        {connection.error !== undefined && (
          <Notice kind="error" title={`${integration.name} was not connected`}>
            <p>{connection.error}</p>
          </Notice>
        )}
        {integration.needPreOauthInputs ? (
          <Notice kind="info" title="Cannot be connected here">
            <p>{integration.name} needs details before sign-in that this portal cannot ask for.</p>
          </Notice>
        ) : keyInputs.length > 0 ? null : connection.waiting ? (
          <Waiting name={integration.name} connection={connection} retry={connect} />
        ) : (
          <button type="button" class="button primary wide" onClick={connect}>
            {connection.error === undefined ? `Connect ${integration.name}` : 'Try again'}
          </button>
        )}
      </footer>
    </>
  )
}
