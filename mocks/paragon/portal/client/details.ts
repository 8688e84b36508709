import type { SettingInput } from '../input-types.ts'
import type { Integration } from './portal-state.ts'

/** As the SDK's `getPreOptions` has them (2.4.0). */
const clientInputs: SettingInput[] = [
  { id: 'clientId', title: 'Client ID', type: 'TEXT_NO_VARS', required: true },
  { id: 'clientSecret', title: 'Client Secret', type: 'PASSWORD', required: true },
]

/** What connects an integration that has no sign-in; none for one that has. */
export function detailsInPlaceOfSignIn(integration: Integration): readonly SettingInput[] {
  const { authenticationType, customIntegration, sdkIntegrationConfig } = integration
  if (authenticationType === undefined || authenticationType === 'oauth') return []
  if (authenticationType === 'oauth_client_credential') return clientInputs
  return customIntegration?.inputFields ?? sdkIntegrationConfig?.authConfigInputs ?? []
}
