import type { SettingInput, SettingValues } from '../../input-types.ts'
import { usePortal } from './portal-context.ts'
import { SettingsForm } from './settings-form.tsx'

/**
 * What an integration asks in the place of a sign-in, or after it. The SDK's own callback sends it on (sdk.md, section 4);
 * without `credentialId` it connects, with it the account that is PENDING becomes VALID.
 */
export function DetailsForm(props: {
  inputs: readonly SettingInput[]
  credentialId?: string
  installOptions?: Record<string, unknown>
}) {
  const { invoke, integration } = usePortal()
  const { credentialId, installOptions } = props

  async function send(payload: SettingValues): Promise<unknown[]> {
    await invoke('setModalState', { connectionError: undefined })
    const oauthResponse = { integrationId: integration.id, payload }
    const event = await invoke('_oauthCallback', oauthResponse, credentialId, installOptions && { installOptions })
    // The SDK keeps a refusal to itself, and drops what is sent again within five seconds (trap T5).
    return event == null ? [`${integration.name} was not connected. Check the details, and try again in a moment.`] : []
  }

  return (
    <SettingsForm
      name="and connect"
      inputs={props.inputs}
      stored={{}}
      credentialId={credentialId ?? ''}
      disabled={false}
      save={send}
    />
  )
}
