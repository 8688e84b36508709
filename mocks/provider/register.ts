import { type DemoAccount, demoAccounts } from '../catalog/demo-accounts.ts'
import type { Context } from '../context.ts'
import type { Account } from '../store/provider-accounts.ts'
import type { Client } from '../store/provider-clients.ts'
import { fingerprint } from '../store/sealer.ts'
import { newAccount } from './accounts.ts'

export interface ClientRegistration extends Omit<Client, 'projectId' | 'secretHash'> {
  /** Null for a public client, which must use PKCE. */
  secret: string | null
}

export interface ProjectRegistration {
  projectId: string
  clients: ClientRegistration[]
  /** Default: the demo people's. */
  accounts?: readonly DemoAccount[]
}

/**
 * Makes a project known to the provider: its OAuth clients, and its accounts with their files and events. Answers the accounts.
 * Throws when a redirect URI is not one that may be registered.
 */
export async function registerProjectAtProvider(ctx: Context, project: ProjectRegistration): Promise<Account[]> {
  const rows = startingRows(ctx, project)
  await ctx.store.provider.add(rows, ctx.clockOf(project.projectId).timestamp())
  return rows.accounts
}

/** What the provider has of a project at its beginning, not stored yet. Throws as `registerProjectAtProvider`. */
export function startingRows(ctx: Context, { projectId, clients, accounts = demoAccounts }: ProjectRegistration) {
  const made = accounts.map((account) => newAccount(ctx, projectId, account))
  return {
    clients: rowsOf(projectId, clients),
    accounts: made.map(({ account }) => account),
    files: made.flatMap(({ files }) => files),
    events: made.flatMap(({ events }) => events),
  }
}

/** Registers a project that is new to the provider, and brings the clients of one that it knows up to date. */
export async function ensureProjectAtProvider(ctx: Context, project: ProjectRegistration): Promise<void> {
  const { clients } = ctx.store.provider
  // Clients and accounts are registered in one transaction: where there is one client, there is everything.
  const [first] = project.clients
  if (first && (await clients.find(first.id))) await saveClientsAtProvider(ctx, project.projectId, project.clients)
  else await registerProjectAtProvider(ctx, project)
}

/**
 * Makes each client as given, new or not: addresses and secrets may differ at each start. One that another project had
 * becomes this project's.
 */
export async function saveClientsAtProvider(
  ctx: Context,
  projectId: string,
  clients: ClientRegistration[],
): Promise<void> {
  await ctx.store.provider.clients.save(rowsOf(projectId, clients), ctx.clockOf(projectId).timestamp())
}

function rowsOf(projectId: string, clients: ClientRegistration[]): Client[] {
  return clients.map(({ secret, ...client }) => {
    for (const uri of client.redirectUris) checkRedirectUri(uri)
    return { ...client, projectId, secretHash: secret === null ? null : fingerprint(secret) }
  })
}

/** RFC 6749, section 3.1.2: absolute and without a fragment. A scheme that runs in the browser is none to send a code to. */
function checkRedirectUri(uri: string): void {
  const url = URL.canParse(uri) ? new URL(uri) : undefined
  if (!url || uri.includes('#') || ['javascript:', 'data:', 'blob:', 'vbscript:'].includes(url.protocol)) {
    throw new Error(`${JSON.stringify(uri)} cannot be registered as a redirect URI.`)
  }
}
