import type { CallFacts } from '../../journal/entry.ts'
import type { ConnectedUser, Credential } from '../../store/connected-users.ts'
import type { Integration } from '../../store/projects.ts'

/** What the journal tells of a call that is made as an account. */
export function callFacts(
  { projectId, userId }: Pick<ConnectedUser, 'projectId' | 'userId'>,
  { type }: Integration,
  { id, externalId, providerId, providerData }: Credential,
): CallFacts {
  const name = typeof providerData.email === 'string' ? providerData.email : providerId
  return {
    projectId,
    userId,
    integration: type,
    account: { credentialId: id, externalId, integration: type, name },
  }
}
