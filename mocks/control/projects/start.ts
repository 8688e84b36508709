import { integrationsOf } from '../../catalog/catalog.ts'
import type { Context } from '../../context.ts'
import { fingerprint } from '../../store/sealer.ts'
import { type LoginClient, loginClientOf, paragonClients } from './provider-registration.ts'
import type { NewProjectInput } from './schemas.ts'
import type { SigningKeyPair } from './signing-key.ts'

/** What a start gives to its project; keys that are not given are made with it. */
export interface StartGifts {
  signingKey?: SigningKeyPair | undefined
  apiKey?: string | undefined
  webhookSecret?: string | undefined
  loginClient?: LoginClient | undefined
}

/** A project that a start is about. */
export interface StartedProject {
  id: string
  given?: StartGifts | undefined
  declaration?: NewProjectInput | undefined
}

/**
 * Has the projects there, with what this start gives to them and what is declared of them. One that the last start has left
 * so needs nothing written, and nothing loaded that would write it: a start takes half the time. Throws a Problem.
 */
export async function startProjects(ctx: Context, projects: readonly StartedProject[]): Promise<void> {
  const digests = new Map(projects.map((project) => [project.id, digestOf(ctx, project)]))
  const changed = projects.filter(({ id }) => ctx.store.projects.startDigest(id) !== digests.get(id))
  if (changed.length === 0) return
  const { ensureProject } = await import('./ensure-project.ts')
  for (const { id, given = {}, declaration } of changed) {
    // One that is cut short has left the project neither as it was nor as it is to be.
    await ctx.store.projects.forgetStart(id)
    await ensureProject(ctx, id, given, declaration)
  }
  await ctx.store.projects.noteStart(digests)
}

/** Of everything that a start would write to a project, the catalog as this version has it included. */
function digestOf(ctx: Context, { id, given = {}, declaration }: StartedProject): string {
  const { signingKey, apiKey, webhookSecret, loginClient } = given
  return fingerprint(
    JSON.stringify([
      integrationsOf(id),
      paragonClients(ctx, id),
      signingKey?.publicKey,
      apiKey,
      webhookSecret,
      loginClient && loginClientOf(loginClient),
      declaration,
    ]),
  )
}
