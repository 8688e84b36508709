import { integrationsOf } from '../../catalog/catalog.ts'
import type { Context } from '../../context.ts'
import { fingerprint } from '../../store/sealer.ts'
import { type LoginClient, loginClientOf, paragonClients } from './provider-registration.ts'
import type { SigningKeyPair } from './signing-key.ts'

/** What a start gives to its project; keys that are not given are made with it. */
export interface StartGifts {
  signingKey?: SigningKeyPair | undefined
  apiKey?: string | undefined
  webhookSecret?: string | undefined
  loginClient?: LoginClient | undefined
}

/**
 * Has the project there, with what this start gives to it. One that the last start has left so needs nothing written, and
 * nothing loaded that would write it: a start takes half the time.
 */
export async function startProject(ctx: Context, id: string, given: StartGifts): Promise<void> {
  const digest = digestOf(ctx, id, given)
  if (ctx.store.projects.startDigest(id) === digest) return
  const { ensureProject } = await import('./operations.ts')
  await ensureProject(ctx, id, given)
  await ctx.store.projects.noteStart(id, digest)
}

/** Of everything that a start would write to a project, the catalog as this version has it included. */
function digestOf(
  ctx: Context,
  projectId: string,
  { signingKey, apiKey, webhookSecret, loginClient }: StartGifts,
): string {
  return fingerprint(
    JSON.stringify([
      integrationsOf(projectId),
      paragonClients(ctx, projectId),
      signingKey?.publicKey,
      apiKey,
      webhookSecret,
      loginClient && loginClientOf(loginClient),
    ]),
  )
}
