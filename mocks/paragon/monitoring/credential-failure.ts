import type { Random } from '../../random.ts'
import type { Credential, NewUserEvent } from '../../store/connected-users.ts'

/** The event of an account that can no longer be used; `error` tells why. */
export function credentialFailure(random: Random, credential: Credential, error: string): NewUserEvent {
  return {
    id: random.uuid(),
    type: 'CREDENTIAL_FAILURE',
    integrationId: credential.integrationId,
    connectCredentialId: credential.id,
    connectCredentialConfigId: null,
    workflowId: null,
    traceId: random.uuid(),
    error,
    status: 'FAILED',
  }
}
