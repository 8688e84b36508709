import { z } from 'zod'
import { type Answer, content, empty, instant, type Operation, ok } from '../../openapi/operation.ts'
import { fields, googleRefusals, masked } from '../google/openapi.ts'
import { metadataSchema } from './operations.ts'
import { changedPermission, newPermission } from './permissions.ts'

const text = z.string()
const flag = z.boolean()
/** Numbers of 64 bits are text in Google's JSON. */
const long = z.string().regex(/^\d+$/)

const user = masked({
  kind: z.literal('drive#user'),
  displayName: text,
  photoLink: text,
  me: flag,
  permissionId: text,
  emailAddress: text,
}).meta({ id: 'User' })

const permission = masked({
  kind: z.literal('drive#permission'),
  id: text,
  type: z.enum(['user', 'group', 'domain', 'anyone']),
  role: z.enum(['owner', 'writer', 'commenter', 'reader']),
  emailAddress: text,
  displayName: text,
  photoLink: text,
  domain: text,
  allowFileDiscovery: flag,
  deleted: flag,
  pendingOwner: flag,
  permissionDetails: z.array(masked({ permissionType: z.literal('file'), role: text, inherited: flag })),
}).meta({ id: 'Permission' })

const capabilities = masked({
  canAddChildren: flag,
  canCopy: flag,
  canDelete: flag,
  canDownload: flag,
  canEdit: flag,
  canListChildren: flag,
  canRename: flag,
  canShare: flag,
  canTrash: flag,
  canUntrash: flag,
})

/** developers.google.com/workspace/drive/api/reference/rest/v3/files#File, as far as files here have fields. */
const file = masked({
  kind: z.literal('drive#file'),
  id: text,
  name: text,
  mimeType: text,
  description: text,
  starred: flag,
  trashed: flag,
  explicitlyTrashed: flag,
  parents: z.array(text),
  spaces: z.array(text),
  version: long,
  webViewLink: text,
  webContentLink: text,
  size: long,
  md5Checksum: text,
  originalFilename: text,
  fileExtension: text,
  fullFileExtension: text,
  createdTime: instant,
  modifiedTime: instant,
  modifiedByMeTime: instant,
  modifiedByMe: flag,
  viewedByMe: flag,
  owners: z.array(user),
  lastModifyingUser: user,
  ownedByMe: flag,
  sharedWithMeTime: instant,
  sharingUser: user,
  shared: flag,
  permissions: z.array(permission),
  permissionIds: z.array(text),
  writersCanShare: flag,
  quotaBytesUsed: long,
  isAppAuthorized: flag,
  capabilities,
}).meta({ id: 'File' })

const about = masked({
  kind: z.literal('drive#about'),
  user,
  storageQuota: masked({ limit: long, usage: long, usageInDrive: long, usageInDriveTrash: long }),
  importFormats: z.record(text, z.array(text)),
  exportFormats: z.record(text, z.array(text)),
  maxUploadSize: long,
  appInstalled: flag,
  folderColorPalette: z.array(text),
  canCreateDrives: flag,
  canCreateTeamDrives: flag,
  driveThemes: z.array(z.unknown()),
})

const change = masked({
  kind: z.literal('drive#change'),
  type: z.literal('file'),
  changeType: z.literal('file'),
  time: instant,
  removed: flag,
  fileId: text,
  file,
})

const pageToken = z.string().describe('`nextPageToken` of the page before').optional()
const pageSize = (most: number) => z.int().min(1).max(most).optional()
const moving = {
  addParents: z.string().describe('The folder to move the file to').optional(),
  removeParents: z.string().describe('The folder to take the file out of').optional(),
}
const uploadType = z.enum(['media', 'multipart'])
const mediaTypes = ['*/*', 'multipart/related']

const read = { source: 'documented', access: 'read', method: 'GET' } as const
const write = { source: 'documented', access: 'write' } as const
const refused = googleRefusals(404)
const one: Record<string, Answer> = { 200: ok(file), ...refused }
const onePermission: Record<string, Answer> = { 200: ok(permission), ...refused }

const FILES = '/drive/v3/files'
const FILE = `${FILES}/:id`
const PERMISSION = `${FILE}/permissions/:permissionId`

export const driveOperations: readonly Operation[] = [
  {
    ...read,
    path: '/drive/v3/about',
    operationId: 'getAbout',
    summary: 'The account and its quota',
    query: z.object({ fields: z.string().describe('Must be there; * is all') }),
    responses: { 200: ok(about), ...googleRefusals() },
  },
  {
    ...read,
    path: FILES,
    operationId: 'listFiles',
    summary: 'Files that the account may see, a page at a time',
    query: z.object({
      q: z.string().describe("Such as `name contains 'plan' and trashed = false`").optional(),
      orderBy: z.string().describe('Such as `folder,modifiedTime desc`').optional(),
      pageSize: pageSize(1000),
      pageToken,
      fields,
    }),
    responses: {
      200: ok(
        masked({
          kind: z.literal('drive#fileList'),
          nextPageToken: text,
          incompleteSearch: flag,
          files: z.array(file),
        }),
      ),
      ...refused,
    },
  },
  {
    ...write,
    method: 'POST',
    path: FILES,
    operationId: 'createFile',
    summary: 'Makes a folder or an empty file',
    query: z.object({ fields }),
    body: metadataSchema,
    isBodyOptional: true,
    responses: one,
  },
  {
    ...read,
    path: FILE,
    operationId: 'getFile',
    summary: 'A file’s metadata; with alt=media its content',
    query: z.object({ alt: z.enum(['json', 'media']).optional(), fields }),
    asksForContent: (url) => url.searchParams.get('alt') === 'media',
    responses: {
      200: { description: 'The metadata, or the content', schema: file, mediaTypes: ['application/json'] },
      ...refused,
    },
  },
  {
    ...write,
    method: 'PATCH',
    path: FILE,
    operationId: 'updateFile',
    summary: 'Changes a file’s metadata, or moves it',
    query: z.object({ ...moving, fields }),
    body: metadataSchema,
    isBodyOptional: true,
    responses: one,
  },
  {
    ...write,
    method: 'DELETE',
    path: FILE,
    operationId: 'deleteFile',
    summary: 'Deletes a file for good, and with a folder all that is in it',
    responses: { 204: empty(), ...refused },
  },
  {
    ...read,
    path: `${FILE}/export`,
    operationId: 'exportFile',
    summary: 'A document of Google’s own in another format',
    query: z.object({ mimeType: z.string() }),
    responses: { 200: content('The document', 'text/plain', 'text/markdown', 'text/html', 'text/csv'), ...refused },
  },
  {
    ...write,
    method: 'POST',
    path: '/upload/drive/v3/files',
    operationId: 'uploadFile',
    summary: 'Makes a file of what is sent',
    query: z.object({ uploadType, fields }),
    body: { mediaTypes },
    responses: one,
  },
  {
    ...write,
    method: 'PATCH',
    path: '/upload/drive/v3/files/:id',
    operationId: 'updateContent',
    summary: 'Gives a file other content',
    query: z.object({ uploadType, ...moving, fields }),
    body: { mediaTypes },
    responses: one,
  },
  {
    ...read,
    path: '/drive/v3/changes/startPageToken',
    operationId: 'getStartPageToken',
    summary: 'Where the changes from now on begin',
    query: z.object({ fields }),
    responses: {
      200: ok(masked({ kind: z.literal('drive#startPageToken'), startPageToken: text })),
      ...googleRefusals(),
    },
  },
  {
    ...read,
    path: '/drive/v3/changes',
    operationId: 'listChanges',
    summary: 'What has changed since a token, a page at a time',
    query: z.object({
      pageToken: z.string(),
      pageSize: pageSize(1000),
      includeRemoved: z.enum(['true', 'false']).optional(),
      fields,
    }),
    responses: {
      200: ok(
        masked({
          kind: z.literal('drive#changeList'),
          nextPageToken: text,
          newStartPageToken: text,
          changes: z.array(change),
        }),
      ),
      ...refused,
    },
  },
  {
    ...read,
    path: `${FILE}/permissions`,
    operationId: 'listPermissions',
    summary: 'Whom a file is shared with, the owner first',
    query: z.object({ pageSize: pageSize(100), pageToken, fields }),
    responses: {
      200: ok(
        masked({
          kind: z.literal('drive#permissionList'),
          nextPageToken: text,
          permissions: z.array(permission),
        }),
      ),
      ...refused,
    },
  },
  {
    ...write,
    method: 'POST',
    path: `${FILE}/permissions`,
    operationId: 'createPermission',
    summary: 'Shares a file',
    query: z.object({ fields }),
    body: newPermission,
    responses: onePermission,
  },
  {
    ...read,
    path: PERMISSION,
    operationId: 'getPermission',
    summary: 'One permission of a file',
    query: z.object({ fields }),
    responses: onePermission,
  },
  {
    ...write,
    method: 'PATCH',
    path: PERMISSION,
    operationId: 'updatePermission',
    summary: 'Gives a grantee another role',
    query: z.object({ fields }),
    body: changedPermission,
    responses: onePermission,
  },
  {
    ...write,
    method: 'DELETE',
    path: PERMISSION,
    operationId: 'deletePermission',
    summary: 'Stops sharing with a grantee',
    responses: { 204: empty(), ...refused },
  },
]
