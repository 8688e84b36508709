import { Markdown } from './markdown.tsx'
import { Notice } from './notice.tsx'
import { usePortal } from './portal-context.ts'
import { useConnection } from './use-connection.ts'
import { Waiting } from './waiting.tsx'

/** Before an account is connected: what the integration is for, and Connect. */
export function ConnectView() {
  const { integration, config, modal } = usePortal()
  const connection = useConnection()

  function connect() {
    // The two that the SDK adds for the portal's own use are no installation options; one is the whole account type.
    const { selectedAccountConfig, selectedMultipleAccountTypes, ...options } = modal.apiInstallationOptions ?? {}
    connection.start(options)
  }

  return (
    <>
      <div class="scroll">
        {config.overview ? (
          <Markdown text={config.overview} />
        ) : (
          <p>Connect your {integration.name} account to begin.</p>
        )}
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
        ) : connection.waiting ? (
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
