import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { accentOn } from '../accent.ts'
import { describeAccount } from '../account.ts'
import type { Invoke } from '../bridge.ts'
import { selectedCredential } from '../credential-selection.ts'
import { type Integration, type PortalState, typeName } from '../portal-state.ts'
import { createSerial } from '../serial.ts'
import { AccountView } from './account-view.tsx'
import { ConnectView } from './connect-view.tsx'
import { DisconnectDialog } from './disconnect-dialog.tsx'
import { CloseGlyph } from './icons.tsx'
import { Notice } from './notice.tsx'
import { Picture } from './picture.tsx'
import { PortalContext } from './portal-context.ts'
import { useModal } from './use-modal.ts'

// The surfaces of main.css, on which an accent must be legible.
const surfaces = { light: '#ffffff', dark: '#17191e' }

/** The portal's dialog, for the integration and the account in `state`. */
export function Portal(props: { state: PortalState; invoke: Invoke; close: () => void }) {
  const { state, invoke, close } = props
  const { integration, config = {}, selectedCredentialId } = state.nextModalState
  const [change] = useState(createSerial)
  const [confirming, setConfirming] = useState<string>()
  const dialog = useRef<HTMLDivElement>(null)
  useModal(dialog, close)

  const credential = selectedCredential(state)
  useEffect(() => {
    // A part that went away may have taken the focus with it.
    if (document.hasFocus() && document.activeElement === document.body) dialog.current?.focus()
  })

  const style = useMemo(() => accentProperties(config.accentColor), [config.accentColor])
  if (integration === null) return null
  const context = {
    invoke,
    change,
    close,
    integration,
    type: typeName(integration),
    config,
    modal: state.nextModalState,
    sdk: state.nextContext,
    mapObjectFields: state.nextContext.endUserIntegrationConfig?.mapObjectFields,
  }
  const isConfirming = credential !== undefined && confirming === credential.id
  return (
    <PortalContext.Provider value={context}>
      <div class="backdrop" style={style}>
        <div
          id="portal"
          class="dialog"
          role="dialog"
          aria-modal="true"
          aria-labelledby="portal-title"
          aria-describedby={config.description ? 'portal-description' : undefined}
          tabIndex={-1}
          inert={isConfirming}
          ref={dialog}
        >
          <div class="dialog-header">
            <Picture source={iconUrl(integration, state)} name={integration.name} class="icon" />
            <div class="dialog-heading">
              <h1 id="portal-title">{integration.name}</h1>
              {config.description && <p id="portal-description">{config.description}</p>}
            </div>
            <button type="button" class="button icon-only" aria-label="Close" onClick={close}>
              <CloseGlyph />
            </button>
          </div>
          <p class="visually-hidden" role="status">
            {credential?.status === 'VALID' && `Connected as ${describeAccount(credential).name}.`}
          </p>
          {credential !== undefined ? (
            <AccountView
              key={credential.id}
              state={state}
              credential={credential}
              disconnect={() => setConfirming(credential.id)}
            />
          ) : selectedCredentialId === undefined ? (
            <ConnectView key={integration.id} />
          ) : (
            <div class="scroll">
              <Notice kind="error" title="This account is not connected">
                <p>
                  There is no {integration.name} account with the id that was asked for. It may have been disconnected.
                </p>
              </Notice>
            </div>
          )}
        </div>
        {isConfirming && (
          <DisconnectDialog state={state} credential={credential} cancel={() => setConfirming(undefined)} />
        )}
      </div>
    </PortalContext.Provider>
  )
}

function accentProperties(color: string | undefined): Record<string, string> {
  const light = accentOn(color, surfaces.light)
  const dark = accentOn(color, surfaces.dark)
  return {
    '--light-accent': light.fill,
    '--light-on-accent': light.onFill,
    '--light-accent-text': light.text,
    '--dark-accent': dark.fill,
    '--dark-on-accent': dark.onFill,
    '--dark-accent-text': dark.text,
  }
}

function iconUrl(integration: Integration, state: PortalState): string {
  if (integration.customIntegration?.icon !== undefined) return integration.customIntegration.icon
  return `${state.nextContext.environments.CDN_PUBLIC_URL}/integrations/${integration.type}.svg`
}
