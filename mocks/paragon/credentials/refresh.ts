import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../../context.ts'
import { SilenceError, unlessSilent } from '../../silence.ts'
import type { ConnectedUser, Credential, CredentialSecret } from '../../store/connected-users.ts'
import type { Integration } from '../../store/projects.ts'
import { credentialFailure } from '../monitoring/credential-failure.ts'
import { providerClient, type TokenAnswer } from '../oauth/provider-client.ts'
import { requireCredential } from '../selectors.ts'
import { callFacts } from './call-facts.ts'

/** What became of the wish for a new access token. */
export type RefreshOutcome =
  | { kind: 'token'; accessToken: string }
  /** The provider said no for good: the credential is INVALID. */
  | { kind: 'invalid' }
  /** The provider did not say; the credential is as it was, and the next call may ask again. */
  | { kind: 'unavailable'; reason: string }

/** Milliseconds. A provider that takes longer to refresh a token counts as gone (assumed), with less patience than others get. */
const LONGEST_REFRESH = 10_000
/** How long a process may take to write down what the provider has answered. */
const TIME_TO_WRITE = 5_000
/** Between two looks at a refresh that another process has under way. */
const LOOK_INTERVAL = 25

const patience = (ctx: Context) => Math.min(ctx.thirdPartyTimeout, LONGEST_REFRESH)

/**
 * Has the provider refresh a credential's access token, unless somebody has since it was `stale`. Of several processes
 * one asks, and the others wait for what it finds: a refresh token is good for one use, and a second one would be taken
 * for theft (RFC 9700, section 4.14).
 *
 * The right to ask is a lease in the credential's row, committed before the request. When its process dies, the lease runs
 * out and another asks again. Had the provider answered the dead one, it has used up the refresh token, and says so now:
 * the credential becomes INVALID, as it would in life.
 */
export async function refresh(
  ctx: Context,
  { projectId, userId }: ConnectedUser,
  integration: Integration,
  credentialId: string,
  stale: string,
): Promise<RefreshOutcome> {
  const { connectedUsers } = ctx.store
  for (;;) {
    const user = await connectedUsers.find(projectId, userId)
    if (!user) return { kind: 'invalid' }
    const credential = requireCredential(user, credentialId)
    const secret = connectedUsers.secretOf(credential)
    if (credential.status !== 'VALID' || !secret) return { kind: 'invalid' }
    if (secret.accessToken !== stale) return { kind: 'token', accessToken: secret.accessToken }
    const lease = credential.isRefreshing ? undefined : await takeLease(ctx, user, credential)
    if (lease !== undefined) {
      const outcome = await refreshAlone(ctx, user, integration, credential, secret, lease)
      // The event of an account that is lost is to be told.
      if (outcome.kind === 'invalid') ctx.scheduler.wake()
      return outcome
    }
    await sleep(LOOK_INTERVAL)
  }
}

/** Until when the lease lasts; undefined when somebody else was quicker. */
function takeLease(ctx: Context, user: ConnectedUser, { id, sealedSecret }: Credential): Promise<number | undefined> {
  const until = ctx.clock.now() + patience(ctx) + TIME_TO_WRITE
  return ctx.store.connectedUsers.write(user, ctx.clockOf(user.projectId).timestamp(), async (writes) => {
    const latest = requireCredential(await writes.current(), id)
    if (latest.isRefreshing || latest.status !== 'VALID' || latest.sealedSecret !== sealedSecret) return undefined
    await writes.updateCredential(id, { refreshLeasedUntil: until })
    return until
  })
}

async function refreshAlone(
  ctx: Context,
  user: ConnectedUser,
  integration: Integration,
  credential: Credential,
  secret: CredentialSecret,
  lease: number,
): Promise<RefreshOutcome> {
  const { connectedUsers } = ctx.store
  const answer = await askProvider(ctx, user, integration, credential, secret)

  const now = ctx.clockOf(user.projectId).timestamp()
  return connectedUsers.write(user, now, async (writes): Promise<RefreshOutcome> => {
    const latest = requireCredential(await writes.current(), credential.id)
    if (latest.sealedSecret !== credential.sealedSecret) {
      // An account that was put in this one's place while the provider answered keeps its own tokens.
      const other = connectedUsers.secretOf(latest)
      return other ? { kind: 'token', accessToken: other.accessToken } : { kind: 'invalid' }
    }
    const release = latest.refreshLeasedUntil === lease ? { refreshLeasedUntil: null } : {}
    if (latest.status !== 'VALID') {
      await writes.updateCredential(credential.id, release)
      return { kind: 'invalid' }
    }
    const refreshFailureCount = latest.refreshFailureCount + 1
    if (answer.kind === 'tokens') {
      await writes.updateCredential(credential.id, {
        ...release,
        secret: {
          accessToken: answer.accessToken,
          // A server that does not rotate sends none, and the old one stays good (RFC 6749, section 6).
          refreshToken: answer.refreshToken ?? secret.refreshToken,
          scope: answer.scope ?? secret.scope,
          ...(secret.client && { client: secret.client }),
        },
        refreshFailureCount: 0,
        dateRefreshed: now,
        dateValidUntil: answer.dateValidUntil,
      })
      return { kind: 'token', accessToken: answer.accessToken }
    }
    // RFC 6749, section 5.2: of the refusals only this one is about the refresh token; the others may pass.
    if (answer.kind === 'refused' && answer.error === 'invalid_grant') {
      await writes.updateCredential(credential.id, { ...release, status: 'INVALID', refreshFailureCount })
      await writes.recordEvent(credentialFailure(ctx.randomOf(user.projectId), credential, wordsOf(answer, credential)))
      return { kind: 'invalid' }
    }
    await writes.updateCredential(credential.id, { ...release, refreshFailureCount })
    return { kind: 'unavailable', reason: wordsOf(answer, credential) }
  })
}

async function askProvider(
  ctx: Context,
  user: ConnectedUser,
  integration: Integration,
  credential: Credential,
  { refreshToken, client }: CredentialSecret,
): Promise<TokenAnswer> {
  const provider = providerClient(ctx, user.projectId, integration, callFacts(user, integration, credential), client)
  if (!client?.isServiceAccount && refreshToken === undefined) {
    return { kind: 'refused', error: 'invalid_grant', description: 'The provider has given no refresh token.' }
  }
  const asked = refreshToken === undefined ? provider.clientCredentials() : provider.refresh(refreshToken)
  return unlessSilent(patience(ctx), asked).catch((error: unknown) => {
    if (error instanceof SilenceError) return { kind: 'unavailable' }
    throw error
  })
}

function wordsOf(answer: TokenAnswer, { refreshLeasedUntil }: Credential): string {
  if (answer.kind !== 'refused') return 'the provider could not be reached or failed'
  const words = answer.description ? `${answer.error}: ${answer.description}` : answer.error
  // A lease that nobody gave back.
  return refreshLeasedUntil === null ? words : `${words} The refresh before this one was cut off.`
}
