import type { ConnectedUser, Credential } from '../../store/connected-users.ts'
import type { Integration } from '../../store/projects.ts'
import { badRequest, conflict } from '../api-error.ts'
import type { UserView } from '../permissions/user-view.ts'
import { credentialsOf, defaultCredential, newExternalId, requireCredential } from '../selectors.ts'
import type { InstallOptions } from './schemas.ts'

/** What an OAuth run is going to do: put another sign-in behind a credential, or add one. */
export type InstallTarget = { kind: 'replace'; credential: Credential } | { kind: 'create'; externalId: string | null }

/**
 * The rule of sdk.md 3.5: a selected credential is replaced; without `allowMultipleCredentials` the one that exists is;
 * anything else is a new account. Headers have no say (trap T1). A selected credential that is not there is an error,
 * never a new account.
 */
export function installTarget(
  user: ConnectedUser | UserView,
  integration: Integration,
  options: InstallOptions,
): InstallTarget {
  if (options.selectedCredentialId) {
    if (options.externalId !== undefined) {
      throw badRequest('`externalId` cannot be used together with `selectedCredentialId`.')
    }
    return {
      kind: 'replace',
      credential: requireCredential(user, options.selectedCredentialId, integration.id),
    }
  }
  const existing = defaultCredential(user, integration.id)
  if (existing && !options.allowMultipleCredentials) return { kind: 'replace', credential: existing }

  const externalId = newExternalId(options.externalId)
  // External ids are unique among all accounts, those that the token does not show included.
  const all = [...credentialsOf(user, integration.id), ...('hidden' in user ? user.hidden : [])]
  const isTaken = all.some((each) => each.integrationId === integration.id && each.externalId === externalId)
  if (externalId !== null && isTaken) {
    throw conflict(`A credential with externalId "${externalId}" already exists for integration "${integration.type}".`)
  }
  return { kind: 'create', externalId }
}
