import { selectedCredential } from './credential-selection.ts'
import type { PortalState } from './portal-state.ts'

/**
 * Whether the portal is to be seen. The SDK says that an integration is being worked on; showing is the portal's choice.
 *
 * During `installIntegration` the app has its own page, and the promise it was given tells it of success and failure. So
 * the portal stays hidden, unless the account needs set-up that the app has not taken on itself (`bypassPostOAuthPrompt`),
 * or the app asked for the portal after the installation: then it comes when the installation is done, or says why it
 * failed.
 *
 * `failed`: the installation under way has failed.
 */
export function isWanted(state: PortalState, failed: boolean): boolean {
  const { integration, apiInstallationOptions, shouldShowPortalAfterInstall } = state.nextModalState
  if (integration === null || !state.nextContext.user.authenticated) return false
  if (apiInstallationOptions?.isApiInstallation !== true) return true
  if (shouldShowPortalAfterInstall === true) return true
  if (failed && apiInstallationOptions.showPortalAfterInstall === true) return true
  return apiInstallationOptions.bypassPostOAuthPrompt !== true && selectedCredential(state)?.status === 'PENDING'
}
