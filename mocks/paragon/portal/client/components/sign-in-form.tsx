import type { SettingInput } from '../../input-types.ts'
import { NotConnected, runOwnPopup } from '../own-popup.ts'
import { popupHost } from './popup-host.ts'
import { usePortal } from './portal-context.ts'
import { SettingsForm } from './settings-form.tsx'

/** What an integration asks before the sign-in, which the portal then runs in a popup of its own. */
export function SignInForm(props: { inputs: readonly SettingInput[]; installOptions: Record<string, unknown> }) {
  const { invoke, integration, type, sdk } = usePortal()
  return (
    <SettingsForm
      name="and connect"
      action="Continue to sign in"
      inputs={props.inputs}
      stored={{}}
      credentialId=""
      disabled={false}
      save={async (values) => {
        const { installOptions } = props
        const isCustom = integration.customIntegration !== undefined
        try {
          const popup = { integrationId: integration.id, type, isCustom, values, installOptions }
          const event = await runOwnPopup(popupHost, sdk, invoke, popup)
          return event == null ? [`${integration.name} was not connected. Please try again in a moment.`] : []
        } catch (error) {
          if (error instanceof NotConnected) return [error.message]
          throw error
        }
      }}
    />
  )
}
