import type { Context } from '../../context.ts'
import type { ConnectedUser, Credential, CredentialChange } from '../../store/connected-users.ts'
import type { Integration } from '../../store/projects.ts'
import { ApiError, accountInvalid, errorCodes } from '../api-error.ts'
import { providerClient } from '../oauth/provider-client.ts'
import { requireCredential } from '../selectors.ts'

/** Assumed: a token this close to its end is refreshed before it is used. */
const REFRESH_AHEAD = 60_000

export interface AccessTokens {
  /**
   * The access token to act as a credential with, refreshed first when it is due or when it is the `refused` one that
   * the provider has just turned down. Calls that need the same refresh share it. A refused refresh makes the credential
   * INVALID and throws the error that calls get until the account is reconnected.
   */
  of(user: ConnectedUser, integration: Integration, credential: Credential, refused?: string): Promise<string>
}

export function createAccessTokens(ctx: Context): AccessTokens {
  const { connectedUsers } = ctx.store
  /** Refreshes under way, by credential. */
  const running = new Map<string, Promise<string>>()

  async function refresh(user: ConnectedUser, integration: Integration, credentialId: string, stale: string) {
    const current = await connectedUsers.find(user.projectId, user.userId)
    const credential = current?.credentials.find(({ id }) => id === credentialId)
    const secret = credential && connectedUsers.secretOf(credential)
    if (!current || !credential || !secret) throw accountInvalid(integration.definition.name)
    // Another call has refreshed it since this one looked.
    if (secret.accessToken !== stale) return secret.accessToken

    const answer = secret.refreshToken
      ? await providerClient(ctx, user.projectId, integration).refresh(secret.refreshToken)
      : ({ kind: 'refused' } as const)
    if (answer.kind === 'unavailable') {
      throw new ApiError(502, errorCodes.provider, `${integration.definition.name} could not be reached.`)
    }
    const now = ctx.clockOf(user.projectId).timestamp()
    const change: CredentialChange =
      answer.kind === 'refused'
        ? { status: 'INVALID', refreshFailureCount: credential.refreshFailureCount + 1 }
        : {
            secret: {
              accessToken: answer.accessToken,
              // A server that does not rotate sends none, and the old one stays good (RFC 6749, section 6).
              refreshToken: answer.refreshToken ?? secret.refreshToken,
              scope: answer.scope ?? secret.scope,
            },
            refreshFailureCount: 0,
            dateRefreshed: now,
            dateValidUntil: answer.dateValidUntil,
          }
    const other = await connectedUsers.write(current, now, async (writes) => {
      const latest = requireCredential(await writes.current(), credentialId)
      // An account that was put in this one's place while the provider answered keeps its own tokens.
      if (latest.sealedSecret !== credential.sealedSecret) return connectedUsers.secretOf(latest)
      await writes.updateCredential(credentialId, change)
    })
    if (other) return other.accessToken
    if (answer.kind === 'refused') throw accountInvalid(integration.definition.name)
    return answer.accessToken
  }

  return {
    async of(user, integration, credential, refused) {
      const secret = connectedUsers.secretOf(credential)
      if (credential.status !== 'VALID' || !secret) throw accountInvalid(integration.definition.name)
      const { dateValidUntil } = credential
      const isDue =
        dateValidUntil !== null && dateValidUntil.getTime() - REFRESH_AHEAD <= ctx.clockOf(user.projectId).now()
      if (secret.accessToken !== refused && !isDue) return secret.accessToken
      let refreshing = running.get(credential.id)
      if (!refreshing) {
        refreshing = refresh(user, integration, credential.id, secret.accessToken).finally(() =>
          running.delete(credential.id),
        )
        running.set(credential.id, refreshing)
      }
      return refreshing
    },
  }
}
