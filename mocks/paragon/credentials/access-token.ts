import type { Context } from '../../context.ts'
import type { ConnectedUser, Credential } from '../../store/connected-users.ts'
import type { Integration } from '../../store/projects.ts'
import { ApiError, accountInvalid, errorCodes } from '../api-error.ts'
import { type RefreshOutcome, refresh } from './refresh.ts'

/** Assumed: a token this close to its end is refreshed before it is used, in milliseconds. */
const REFRESH_AHEAD = 60_000

export interface AccessTokens {
  /**
   * The access token to act as a credential with, refreshed first when it is due or when it is the `refused` one that
   * the provider has just turned down. Calls that need the same refresh share it.
   *
   * Throws a 400 when the credential is INVALID, which a refused refresh makes it, until the account is reconnected; a
   * 502 when the provider could not be asked and the token is good no more.
   */
  of(user: ConnectedUser, integration: Integration, credential: Credential, refused?: string): Promise<string>
}

export function createAccessTokens(ctx: Context): AccessTokens {
  /** Refreshes under way in this process, by credential. */
  const running = new Map<string, Promise<RefreshOutcome>>()

  function sharedRefresh(user: ConnectedUser, integration: Integration, credentialId: string, stale: string) {
    let refreshing = running.get(credentialId)
    if (!refreshing) {
      refreshing = refresh(ctx, user, integration, credentialId, stale).finally(() => running.delete(credentialId))
      running.set(credentialId, refreshing)
    }
    return refreshing
  }

  return {
    async of(user, integration, credential, refused) {
      const secret = ctx.store.connectedUsers.secretOf(credential)
      if (credential.status !== 'VALID' || !secret) throw accountInvalid(integration.definition.name)
      const { dateValidUntil } = credential
      const left =
        dateValidUntil === null
          ? Number.POSITIVE_INFINITY
          : dateValidUntil.getTime() - ctx.clockOf(user.projectId).now()
      const isRefused = secret.accessToken === refused
      if (!isRefused && left > REFRESH_AHEAD) return secret.accessToken

      const outcome = await sharedRefresh(user, integration, credential.id, secret.accessToken)
      if (outcome.kind === 'token') return outcome.accessToken
      if (outcome.kind === 'invalid') throw accountInvalid(integration.definition.name)
      // Refreshed ahead so that a failure does no harm: for what is left of its life the token is good.
      if (!isRefused && left > 0) return secret.accessToken
      throw new ApiError(
        502,
        errorCodes.provider,
        `The ${integration.definition.name} access token could not be refreshed: ${outcome.reason}. Try again.`,
      )
    },
  }
}
