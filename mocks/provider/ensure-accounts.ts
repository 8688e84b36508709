import type { DemoAccount } from '../catalog/demo-accounts.ts'
import type { DemoFile } from '../catalog/demo-files.ts'
import type { Context } from '../context.ts'
import { FOLDER } from '../store/drive-files.ts'
import type { Account } from '../store/provider-accounts.ts'
import { newAccount } from './accounts.ts'
import { startingEvents } from './calendar/starting-events.ts'
import { driveFiles, seedGoogle } from './google/starting-contents.ts'

/** What is said of an account by those who know it by its address. */
interface Facts {
  directory: string
  email: string
  name?: string | undefined
  hue?: number | undefined
  kind?: string | undefined
  person?: string | undefined
}

/**
 * Has the accounts there. Of those that `declared` names the facts are brought up to date, and files and events that are
 * missing are added: a file is known by its name and folder, an event by its summary. Whatever else an account has come to
 * hold stays.
 */
export async function ensureAccounts(
  ctx: Context,
  projectId: string,
  accounts: readonly DemoAccount[],
  declared: readonly Facts[],
): Promise<void> {
  const isSame = (left: Facts, right: Facts) =>
    left.directory === right.directory && left.email.toLowerCase() === right.email.toLowerCase()
  for (const directory of new Set(accounts.map((account) => account.directory))) {
    const wanted = accounts.filter((account) => account.directory === directory)
    const emails = wanted.map(({ email }) => email)
    const known = await ctx.store.provider.accounts.findByEmails(projectId, directory, emails)
    for (const account of wanted) {
      const there = known.find((each) => isSame(each, account))
      const facts = declared.find((each) => isSame(each, account))
      if (!there) await add(ctx, projectId, account)
      else if (facts) await update(ctx, there, facts, account)
    }
  }
}

async function add(ctx: Context, projectId: string, demo: DemoAccount): Promise<void> {
  const { account, files, events } = newAccount(ctx, projectId, demo)
  await ctx.store.provider.add({ clients: [], accounts: [account], files, events }, account.dateCreated)
  await ctx.store.provider.sharing.welcome(account, ctx.clockOf(projectId).timestamp())
}

async function update(ctx: Context, account: Account, facts: Facts, { contents }: DemoAccount): Promise<void> {
  const change = Object.fromEntries(
    (['name', 'hue', 'kind', 'person'] as const)
      .filter((field) => facts[field] !== undefined && facts[field] !== account[field])
      .map((field) => [field, facts[field]]),
  )
  if (Object.keys(change).length > 0) await ctx.store.provider.accounts.change(account.id, change)
  if (!contents) return
  const { files, events } = contents
  // What is declared comes beside what it starts with, not in its place.
  await seedGoogle(ctx, account)
  const now = ctx.clockOf(account.projectId).now()
  if (files.length > 0) await addFiles(ctx, account, files, now)
  if (events.length > 0) {
    const known = new Set(await ctx.store.provider.events.summaries(account.id))
    const missing = events.filter(({ summary }) => !known.has(summary))
    for (const event of startingEvents(ctx.randomOf(account.projectId), account, missing, now))
      await ctx.store.provider.events.create(event)
  }
}

async function addFiles(ctx: Context, account: Account, demoFiles: readonly DemoFile[], now: number): Promise<void> {
  const known = await ctx.store.provider.files.names(account.id)
  const folders = new Map(known.filter(({ mimeType }) => mimeType === FOLDER).map(({ id, name }) => [name, id]))
  const missing = demoFiles.filter(({ name, folder }) => {
    const parentId = folder === undefined ? null : folders.get(folder)
    return !known.some((file) => file.name === name && file.parentId === parentId)
  })
  for (const file of driveFiles(ctx.randomOf(account.projectId), account, missing, now, folders)) {
    await ctx.store.provider.files.create(file, ctx.clockOf(account.projectId).timestamp())
  }
}
