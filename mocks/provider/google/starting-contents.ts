import type { GoogleContents } from '../../catalog/demo-accounts.ts'
import { demoEvents, starterEvents } from '../../catalog/demo-events.ts'
import { type DemoFile, demoFiles, starterFiles } from '../../catalog/demo-files.ts'
import type { Context } from '../../context.ts'
import type { Random } from '../../random.ts'
import type { CalendarEvent } from '../../store/calendar-events.ts'
import { FOLDER, type NewDriveFile } from '../../store/drive-files.ts'
import type { Account } from '../../store/provider-accounts.ts'
import { startingEvents } from '../calendar/starting-events.ts'
import { contentColumns, newFileId } from '../drive/file-content.ts'

const HOUR = 60 * 60 * 1000

/** Gives an account the files and events that it starts with, the first time that it is used: as of when it was opened. */
export async function seedGoogle(ctx: Pick<Context, 'store' | 'randomOf'>, account: Account): Promise<void> {
  if (account.directory !== 'google') return
  await ctx.store.provider.seed(account, () =>
    googleRows(ctx.randomOf(account.projectId), account, {
      files: demoFiles[account.email] ?? starterFiles(account.name),
      events: demoEvents[account.email] ?? starterEvents(account.name),
    }),
  )
}

/** The rows of what is in an account from the moment that it is opened, not stored yet. */
export function googleRows(
  random: Random,
  account: Account,
  { files, events }: GoogleContents,
): { files: NewDriveFile[]; events: CalendarEvent[] } {
  const now = account.dateCreated.getTime()
  return {
    files: driveFiles(random, account, files, now),
    events: startingEvents(random, account, events, now),
  }
}

/**
 * The rows of files and of the folders they lie in, but for those of `known`: ids of folders by their names. `now`
 * is in milliseconds since the epoch.
 */
export function driveFiles(
  random: Random,
  { id: accountId }: Pick<Account, 'id'>,
  demoFiles: readonly DemoFile[],
  now: number,
  known: ReadonlyMap<string, string> = new Map(),
): NewDriveFile[] {
  const folders = new Map<string, NewDriveFile>()
  const files = demoFiles.map(({ name, mimeType, content, folder, starred = false, hoursOld }) => {
    const date = new Date(now - hoursOld * HOUR)
    const base = { accountId, description: null, trashed: false, dateCreated: date, dateModified: date }
    if (folder !== undefined && !known.has(folder) && !folders.has(folder)) {
      const columns = { name: folder, mimeType: FOLDER, parentId: null, starred: false, ...contentColumns(null) }
      folders.set(folder, { ...base, ...columns, id: newFileId(random) })
    }
    const parentId = folder === undefined ? null : (known.get(folder) ?? folders.get(folder)?.id ?? null)
    return {
      ...base,
      id: newFileId(random),
      name,
      mimeType,
      parentId,
      starred,
      ...contentColumns(Buffer.from(content)),
    }
  })
  return [...folders.values(), ...files]
}
