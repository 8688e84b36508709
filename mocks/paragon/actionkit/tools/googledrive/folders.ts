import { z } from 'zod'
import { pagination, requiredText, text } from '../../inputs.ts'
import { defineTool } from '../../tool.ts'
import { googlePage } from '../google-page.ts'
import { FILE_FIELDS, FOLDER_TYPE, quoted } from './query.ts'

export const getFolderById = defineTool({
  name: 'GOOGLE_DRIVE_GET_FOLDER_BY_ID',
  title: 'Get Folder By ID',
  description: 'Get the metadata of a folder in Google Drive',
  parameters: z.strictObject({ folderId: requiredText('Folder ID') }),
  run: (account, { folderId }) =>
    account.json('GET', `files/${encodeURIComponent(folderId)}`, { query: { fields: FILE_FIELDS } }),
})

export const searchFolders = defineTool({
  name: 'GOOGLE_DRIVE_SEARCH_FOLDERS',
  title: 'Search Folders',
  description: 'Find folders in Google Drive by their name',
  parameters: z.strictObject({
    name: requiredText('Folder Name', { subtitle: 'A word in the name starts like this' }),
    parentFolderId: text('Parent Folder ID', { subtitle: 'Only folders directly in this one' }).optional(),
    paginationParameters: pagination(1000),
  }),
  async run(account, { name, parentFolderId, paginationParameters }) {
    const conditions = [`mimeType = '${FOLDER_TYPE}'`, 'trashed = false', `name contains ${quoted(name)}`]
    if (parentFolderId) conditions.push(`${quoted(parentFolderId)} in parents`)
    return googlePage(
      await account.json('GET', 'files', {
        query: {
          q: conditions.join(' and '),
          fields: `nextPageToken,files(${FILE_FIELDS})`,
          orderBy: 'name',
          pageSize: paginationParameters?.limit ?? 100,
          pageToken: paginationParameters?.pageCursor ?? undefined,
        },
      }),
    )
  },
})

export const createFolder = defineTool({
  name: 'GOOGLE_DRIVE_CREATE_FOLDER',
  title: 'Create Folder',
  description: 'Create a folder in Google Drive',
  parameters: z.strictObject({
    name: requiredText('Folder Name'),
    parentFolderId: text('Parent Folder ID', { subtitle: 'Where to create it; My Drive when left out' }).optional(),
  }),
  run: (account, { name, parentFolderId }) =>
    account.json('POST', 'files', {
      query: { fields: FILE_FIELDS },
      body: { name, mimeType: FOLDER_TYPE, ...(parentFolderId && { parents: [parentFolderId] }) },
    }),
})

const parentsOf = z.object({ parents: z.array(z.string()).default([]) })

export const moveFolder = defineTool({
  name: 'GOOGLE_DRIVE_MOVE_FOLDER',
  title: 'Move Folder',
  description: 'Move a folder in Google Drive into another',
  parameters: z.strictObject({
    folderId: requiredText('Folder ID'),
    newParentFolderId: requiredText('New Parent Folder ID'),
  }),
  async run(account, { folderId, newParentFolderId }) {
    const path = `files/${encodeURIComponent(folderId)}`
    const { parents } = parentsOf.parse(await account.json('GET', path, { query: { fields: 'parents' } }))
    return account.json('PATCH', path, {
      query: { fields: FILE_FIELDS, addParents: newParentFolderId, removeParents: parents.join(',') || undefined },
      body: {},
    })
  },
})

export const deleteFolder = defineTool({
  name: 'GOOGLE_DRIVE_DELETE_FOLDER',
  title: 'Delete Folder',
  description: 'Delete a folder in Google Drive, and all that is in it',
  parameters: z.strictObject({ folderId: requiredText('Folder ID') }),
  async run(account, { folderId }) {
    await account.json('DELETE', `files/${encodeURIComponent(folderId)}`)
    return {}
  },
})
