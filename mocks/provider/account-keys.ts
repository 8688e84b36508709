import type { Context } from '../context.ts'
import type { Account } from '../store/provider-accounts.ts'
import type { Client } from '../store/provider-clients.ts'
import { fingerprint } from '../store/sealer.ts'

/** Years are long enough for a key that its owner would have to replace by hand. */
const KEY_LIFETIME = 10 * 365 * 24 * 60 * 60 * 1000
const KEY_PREFIX = 'key_'

/** An access token of the account's own, which is copied and not signed for. It ends with its grant. */
export const isKey = (token: string) => token.startsWith(KEY_PREFIX)

/** What an account's owner would copy from the third party's settings: a key that allows `scopes`. */
export async function issueKey(ctx: Context, account: Account, clientId: string, scopes: string[]): Promise<string> {
  const random = ctx.randomOf(account.projectId)
  const key = `${KEY_PREFIX}${random.secret()}`
  const clock = ctx.clockOf(account.projectId)
  await ctx.store.provider.tokens.issueGrant(
    { id: random.uuid(), clientId, accountId: account.id, scope: scopes.join(' '), isOffline: false },
    [{ token: key, kind: 'access', dateExpires: new Date(clock.now() + KEY_LIFETIME) }],
    clock.timestamp(),
  )
  return key
}

/** The account that a service account's client acts as, by the client's id. */
export const serviceAccountOf = ({ id }: Client) => /^service\.(.+)\.[^.]+$/.exec(id)?.[1]

/** A client that gets tokens in its own name, for the account. */
export async function issueServiceAccount(ctx: Context, { id, projectId, directory }: Account, scopes: string[]) {
  const client = {
    id: `service.${id}.${ctx.randomOf(projectId).secret(8)}`,
    projectId,
    directory,
    scopes,
    redirectUris: [],
  }
  return registered(ctx, { ...client, name: 'Service account' })
}

/** An OAuth app of a user's own, whose sign-ins come back to `redirectUris`. */
export async function registerApp(
  ctx: Context,
  app: Pick<Client, 'projectId' | 'directory' | 'scopes' | 'redirectUris'>,
) {
  return registered(ctx, { ...app, id: `app.${ctx.randomOf(app.projectId).secret(12)}`, name: 'An app of your own' })
}

async function registered(ctx: Context, client: Omit<Client, 'secretHash' | 'isFirstParty'>) {
  const clientSecret = ctx.randomOf(client.projectId).secret()
  const row = { ...client, secretHash: fingerprint(clientSecret), isFirstParty: false }
  await ctx.store.provider.clients.save([row], ctx.clockOf(client.projectId).timestamp())
  return { clientId: client.id, clientSecret }
}
