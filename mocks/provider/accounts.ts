import { createHash } from 'node:crypto'
import type { DemoAccount } from '../catalog/demo-accounts.ts'
import { starterEvents } from '../catalog/demo-events.ts'
import { starterFiles } from '../catalog/demo-files.ts'
import type { Context } from '../context.ts'
import type { Random } from '../random.ts'
import type { Account } from '../store/provider-accounts.ts'
import { newBoxId } from './box/ids.ts'
import { googleRows } from './google/starting-contents.ts'
import { slackId } from './slack/ids.ts'

export interface NewAccount {
  projectId: string
  directory: string
  email: string
  name: string
  /** Default "other". */
  kind?: string
  /** Whose account it is; default: someone new. */
  person?: string
}

/**
 * Opens an account; one at Google comes with a few files and events. Throws when the directory has an account of
 * that address.
 */
export async function addAccount(ctx: Context, { kind = 'other', person, ...given }: NewAccount): Promise<Account> {
  const email = given.email.toLowerCase()
  const isGoogle = given.directory === 'google'
  const { account, files, events } = newAccount(ctx, given.projectId, {
    directory: given.directory,
    email,
    name: given.name,
    hue: hueOf(email),
    kind,
    person: person ?? ctx.randomOf(given.projectId).uuid(),
    ...(isGoogle && { contents: { files: starterFiles(given.name), events: starterEvents(given.name) } }),
  })
  await ctx.store.provider.add({ clients: [], accounts: [account], files, events }, account.dateCreated)
  await ctx.store.provider.sharing.welcome(account, ctx.clockOf(account.projectId).timestamp())
  return account
}

/** The rows of an account, and of what is said to be in it, not stored yet. */
export function newAccount(ctx: Context, projectId: string, { contents, ...given }: DemoAccount) {
  // A date of its own keeps accounts in the order they were made.
  const account: Account = {
    ...given,
    id: newSubject(ctx.randomOf(projectId), given.directory),
    projectId,
    isSeeded: contents !== undefined,
    dateCreated: ctx.clockOf(projectId).timestamp(),
  }
  return { account, ...(contents ? googleRows(ctx.randomOf(projectId), account, contents) : { files: [], events: [] }) }
}

/** Google's subject identifiers are 21 digits; Slack's are its user ids, Microsoft's are GUIDs, Box's are numbers, Atlassian's 24 digits. */
function newSubject(random: Random, directory: string): string {
  if (directory === 'slack') return slackId('U', random.uuid())
  if (directory === 'microsoft') return random.uuid()
  if (directory === 'atlassian') return random.uuid().replaceAll('-', '').slice(0, 24)
  if (directory === 'box') return newBoxId(random)
  const digits = BigInt(`0x${random.uuid().replaceAll('-', '')}`) % 10n ** 20n
  return `1${digits.toString().padStart(20, '0')}`
}

/** The same address has the same hue everywhere. */
export function hueOf(email: string): number {
  return createHash('sha256').update(email).digest().readUInt16BE(0) % 360
}
