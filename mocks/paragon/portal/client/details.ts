import { clientInputs } from '../client-inputs.ts'
import type { SettingInput } from '../input-types.ts'
import type { AccountType, InstallationOptions, Integration } from './portal-state.ts'

/** What connects an integration that has no sign-in; none for one that has. */
export function detailsInPlaceOfSignIn(integration: Integration): readonly SettingInput[] {
  const { authenticationType, customIntegration, sdkIntegrationConfig } = integration
  if (authenticationType === undefined || authenticationType === 'oauth') return []
  if (authenticationType === 'oauth_client_credential') return clientInputs
  return customIntegration?.inputFields ?? sdkIntegrationConfig?.authConfigInputs ?? []
}

/**
 * The kinds of accounts that a user may connect, narrowed to those that the app named (`accountType`). Names that there are
 * not are passed over, as the SDK does, with a warning in the console.
 */
export function accountTypesFor(integration: Integration, { accountType }: InstallationOptions = {}): AccountType[] {
  const all = integration.sdkIntegrationConfig?.accountTypes ?? []
  const named = typeof accountType === 'string' ? [accountType.trim()] : (accountType ?? [])
  const chosen = all.filter(({ id }) => named.includes(id))
  return chosen.length > 0 ? chosen : all
}

/** What is asked before the sign-in, as the SDK's `getPreOptions` has it; none for an integration without a sign-in. */
export function detailsBeforeSignIn(integration: Integration, type: AccountType | undefined): readonly SettingInput[] {
  const { authenticationType, customIntegration, sdkIntegrationConfig, needPreOauthInputs } = integration
  if (authenticationType !== undefined && authenticationType !== 'oauth') return []
  if (customIntegration) return customIntegration.inputFields ?? []
  const ofType = type?.endUserSuppliedValues ?? []
  if (ofType.length > 0) return ofType
  return needPreOauthInputs ? (sdkIntegrationConfig?.authConfigInputs ?? []) : []
}

/**
 * Where the package is that must be installed before the sign-in; undefined when there is none. A Salesforce sandbox has
 * another host (SDK 2.4.0, installFlow).
 */
export function packageToInstall(integration: Integration, type: AccountType | undefined): string | undefined {
  const address = integration.sdkIntegrationConfig?.authSchemeOptions?.packageInstallUrl
  if (address === undefined || !/^https:\/\//i.test(address)) return undefined
  return type?.id === 'sandbox' ? address.replace('//login.salesforce.com/', '//test.salesforce.com/') : address
}
