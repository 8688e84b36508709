import { clientInputs } from '../client-inputs.ts'
import type { SettingInput } from '../input-types.ts'
import type { Integration } from './portal-state.ts'

/** What connects an integration that has no sign-in; none for one that has. */
export function detailsInPlaceOfSignIn(integration: Integration): readonly SettingInput[] {
  const { authenticationType, customIntegration, sdkIntegrationConfig } = integration
  if (authenticationType === undefined || authenticationType === 'oauth') return []
  if (authenticationType === 'oauth_client_credential') return clientInputs
  return customIntegration?.inputFields ?? sdkIntegrationConfig?.authConfigInputs ?? []
}
