import type { DemoFile } from '../../catalog/demo-files.ts'
import { FOLDER, type NewDriveFile } from '../../store/drive-files.ts'

const HOUR = 60 * 60 * 1000

export interface StartingPlace {
  accountId: string
  /** The folder that they lie in; null for the root of the account. */
  parentId: string | null
  driveId: string | null
  /** Milliseconds since the epoch. */
  now: number
  newId(): string
  /** What the third party keeps of a content. */
  content(bytes: Buffer | null): Pick<NewDriveFile, 'content' | 'size' | 'md5Checksum' | 'contentHash'>
}

/** The files that a drive starts with, folders first, not stored yet. */
export function startingFiles(demoFiles: readonly DemoFile[], place: StartingPlace): NewDriveFile[] {
  const { accountId, parentId, driveId, now } = place
  const folders = new Map<string, NewDriveFile>()
  const files = demoFiles.map(({ name, mimeType, content, folder, hoursOld }) => {
    const date = new Date(now - hoursOld * HOUR)
    const base = {
      accountId,
      driveId,
      description: null,
      starred: false,
      trashed: false,
      dateCreated: date,
      dateModified: date,
    }
    if (folder !== undefined && !folders.has(folder)) {
      const id = place.newId()
      folders.set(folder, { ...base, id, name: folder, mimeType: FOLDER, parentId, ...place.content(null) })
    }
    const id = place.newId()
    const within = folders.get(folder ?? '')?.id ?? parentId
    return { ...base, id, name, mimeType, parentId: within, ...place.content(Buffer.from(content)) }
  })
  return [...folders.values(), ...files]
}
