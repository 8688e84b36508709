import { demoDrives, starterDrives } from '../../catalog/demo-microsoft.ts'
import { derivedUuid } from '../../derived-uuid.ts'
import { FOLDER, type NewDriveFile } from '../../store/drive-files.ts'
import type { Account } from '../../store/provider-accounts.ts'
import type { ProviderRecord } from '../../store/provider-records.ts'
import { startingFiles } from '../drives/starting-files.ts'
import type { ProviderContext } from '../provider-context.ts'
import { contentOf } from './content.ts'
import { DRIVES, type DriveData, SITES, type SiteData } from './drive-records.ts'
import { newItemId, oneDriveRootId } from './ids.ts'

/** Gives an account its OneDrive, and its organization the sites that it owns, the first time that it is used. */
export function seedDrives(ctx: ProviderContext, account: Account): Promise<void> {
  return ctx.store.provider.seed(account, () => startingDrives(ctx, account))
}

function startingDrives(ctx: ProviderContext, account: Account) {
  const { id: accountId, projectId } = account
  const given = demoDrives[account.email] ?? starterDrives(account.name)
  const clock = ctx.clockOf(projectId)
  const files: NewDriveFile[] = []
  const records: ProviderRecord[] = []
  const newId = () => newItemId(ctx.randomOf(account.projectId))

  function record(kind: string, id: string, data: DriveData | SiteData) {
    const now = clock.timestamp()
    records.push({ accountId, kind, id, data: { ...data }, dateCreated: now, dateModified: now })
  }
  function drive(rootId: string, data: DriveData, demoFiles: typeof given.files) {
    record(DRIVES, rootId, data)
    files.push(
      {
        ...{ id: rootId, accountId, driveId: rootId, parentId: null, name: 'root', mimeType: FOLDER },
        ...{ description: null, starred: false, trashed: false, ...contentOf(null) },
        dateCreated: account.dateCreated,
        dateModified: account.dateCreated,
      },
      ...startingFiles(demoFiles, {
        accountId,
        parentId: rootId,
        driveId: rootId,
        now: clock.now(),
        newId,
        content: contentOf,
      }),
    )
  }

  drive(oneDriveRootId(accountId), { name: 'OneDrive', path: 'Documents', siteId: null }, given.files)
  for (const { libraries, ...site } of given.sites) {
    const siteId = derivedUuid(accountId, 'site', site.path)
    record(SITES, siteId, site)
    for (const { name, path, files: demoFiles } of libraries) drive(newId(), { name, path, siteId }, demoFiles)
  }
  return { files, records }
}
