import { z } from 'zod'
import { fileIds, mimeTypes } from './file-records.ts'
import { graphFiles } from './graph-files.ts'
import { readDrive } from './graph-items.ts'

/**
 * A drive, by default the account's own, or a folder in it (docs: managed-sync/integrations/onedrive). `fileIds` is
 * documented of SharePoint and Box alone, and taken here as well (assumed).
 */
const configuration = z
  .strictObject({
    driveId: z.string().min(1).optional(),
    folderId: z.string().min(1).optional(),
    shallowSync: z.boolean().optional(),
    fileIds,
    mimeTypes,
  })
  .refine(({ folderId, fileIds: chosen }) => !folderId || !chosen, {
    path: ['fileIds'],
    message: 'cannot be given together with folderId',
  })

export const onedriveFiles = graphFiles({
  integration: 'onedrive',
  configuration,
  drives: async (api, { driveId }) => [
    await readDrive(api, driveId === undefined ? '/me/drive' : `/drives/${encodeURIComponent(driveId)}`),
  ],
  shown: (given) => ({ mimeTypes: given.mimeTypes }),
})
