import { z } from 'zod'
import type { Json } from '../../../store/connected-users.ts'
import { flag } from '../../actionkit/inputs.ts'
import { FILE_FIELDS, FOLDER_TYPE } from '../../actionkit/tools/googledrive/query.ts'
import { type ThirdParty, ThirdPartyError } from '../../credentials/third-party.ts'
import type { TriggerType, WebhookTrigger } from '../trigger-type.ts'

/** docs: actionkit/integrations/googledrive/triggers/GOOGLE_DRIVE_TRIGGER_FILE_CREATED */
const parameters = z.strictObject({
  supportsAllDrives: flag('Include Shared Drives', {
    subtitle: 'Watch for events from files in Shared Drives. Defaults to false.',
  }).default(false),
})

const pushed = z.object({ fileId: z.string(), version: z.number(), change: z.string() })
const file = z.record(z.string(), z.unknown())
const files = z.object({ files: z.array(file) })

/**
 * Google says that something has changed (developers.google.com/workspace/drive/api/guides/push), and is asked what is there
 * now: a file that is gone by then is no event. Folders are none (assumed).
 */
function onChange(change: string): WebhookTrigger['receive'] {
  return async (account, _, { data }) => {
    const { fileId, version, change: happened } = pushed.parse(data)
    if (happened !== change) return undefined
    const payload = await currentFile(account, fileId)
    return payload?.mimeType === FOLDER_TYPE ? undefined : payload && { key: `${fileId}@${version}`, payload }
  }
}

async function currentFile(account: ThirdParty, fileId: string): Promise<Json | undefined> {
  try {
    const path = `files/${encodeURIComponent(fileId)}`
    return file.parse(await account.json('GET', path, { query: { fields: FILE_FIELDS } }))
  } catch (error) {
    if (error instanceof ThirdPartyError && error.status === 404) return undefined
    throw error
  }
}

async function newestFiles(account: ThirdParty): Promise<Json[]> {
  const query = {
    q: `mimeType != '${FOLDER_TYPE}' and trashed = false`,
    orderBy: 'modifiedTime desc',
    pageSize: 3,
    fields: `files(${FILE_FIELDS})`,
  }
  return files.parse(await account.json('GET', 'files', { query })).files
}

const common = { triggerModel: 'WEBHOOK', topic: 'googledrive/file', parameters, examples: newestFiles } as const

export const googledriveTriggers: readonly TriggerType[] = [
  {
    ...common,
    type: 'GOOGLE_DRIVE_TRIGGER_FILE_CREATED',
    title: 'File Created',
    description: 'Trigger when a new file is created in Google Drive',
    receive: onChange('created'),
  },
  {
    ...common,
    type: 'GOOGLE_DRIVE_TRIGGER_FILE_UPDATED',
    title: 'File Updated',
    description: 'Trigger when a file is updated in Google Drive',
    receive: onChange('updated'),
  },
]
