import type { Context } from '../context.ts'

/** A code is exchanged at once. */
const CODE_LIFETIME = 60_000

export interface UnattendedAuthorization {
  projectId: string
  clientId: string
  directory: string
  email: string
  scope: string
  redirectUri: string
  codeChallenge: string
}

/** A code as the consent page would send it, with nobody at the page; undefined when there is no such account. */
export async function authorizeWithoutBrowser(
  ctx: Context,
  { projectId, clientId, directory, email, scope, redirectUri, codeChallenge }: UnattendedAuthorization,
): Promise<string | undefined> {
  const { accounts, tokens } = ctx.store.provider
  const account = await accounts.findByEmail(projectId, directory, email.toLowerCase())
  if (!account) return undefined
  const code = ctx.randomOf(projectId).secret()
  await tokens.createGrant(
    { id: ctx.randomOf(projectId).uuid(), clientId, accountId: account.id, scope, isOffline: true },
    {
      code,
      redirectUri,
      codeChallenge,
      nonce: null,
      dateExpires: new Date(ctx.clockOf(projectId).now() + CODE_LIFETIME),
    },
    ctx.clockOf(projectId).timestamp(),
  )
  return code
}
