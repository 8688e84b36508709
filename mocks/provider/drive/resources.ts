import { createHash } from 'node:crypto'
import type { Urls } from '../../context.ts'
import { type DriveFile, FOLDER, type ReachedFile } from '../../store/drive-files.ts'
import type { DriveRole } from '../../store/drive-sharing.ts'
import type { Account } from '../../store/provider-accounts.ts'
import { ANY, type Shape, scalars } from '../google/field-mask.ts'
import { pictureUrl } from '../oauth/claims.ts'
import { type PermissionResource, permissionIdOf } from './permission-resources.ts'

/** Bytes: what an account has for free. */
const QUOTA = 15 * 1024 ** 3
/** Bytes. */
export const MAX_UPLOAD = 25 * 1024 ** 2

const USER: Shape = {
  kind: null,
  displayName: null,
  photoLink: null,
  me: null,
  permissionId: null,
  emailAddress: null,
}

/** Every field of Drive's File (developers.google.com/workspace/drive/api/reference/rest/v3/files), sent here or not. */
export const FILE: Shape = {
  ...scalars('kind id name mimeType description starred trashed explicitlyTrashed trashedTime parents spaces version'),
  ...scalars(
    'webContentLink webViewLink iconLink hasThumbnail thumbnailLink thumbnailVersion viewedByMe viewedByMeTime',
  ),
  ...scalars('createdTime modifiedTime modifiedByMeTime modifiedByMe sharedWithMeTime shared ownedByMe driveId'),
  ...scalars(
    'viewersCanCopyContent copyRequiresWriterPermission writersCanShare permissionIds hasAugmentedPermissions',
  ),
  ...scalars('folderColorRgb originalFilename fullFileExtension fileExtension md5Checksum sha1Checksum sha256Checksum'),
  ...scalars('size quotaBytesUsed headRevisionId isAppAuthorized teamDriveId resourceKey inheritedPermissionsDisabled'),
  owners: USER,
  lastModifyingUser: USER,
  sharingUser: USER,
  trashingUser: USER,
  capabilities: ANY,
  permissions: ANY,
  properties: ANY,
  appProperties: ANY,
  contentHints: ANY,
  imageMediaMetadata: ANY,
  videoMediaMetadata: ANY,
  exportLinks: ANY,
  shortcutDetails: ANY,
  contentRestrictions: ANY,
  linkShareMetadata: ANY,
  labelInfo: ANY,
  downloadRestrictions: ANY,
}

export const FILE_LIST: Shape = { ...scalars('kind nextPageToken incompleteSearch'), files: FILE }

export const CHANGE_LIST: Shape = {
  ...scalars('kind nextPageToken newStartPageToken'),
  changes: { ...scalars('kind type changeType time removed fileId teamDriveId driveId'), file: FILE, drive: ANY },
}

export const START_PAGE_TOKEN: Shape = scalars('kind startPageToken')

export const ABOUT: Shape = {
  ...scalars('kind maxUploadSize appInstalled folderColorPalette canCreateDrives canCreateTeamDrives'),
  user: USER,
  storageQuota: scalars('limit usageInDrive usageInDriveTrash usage'),
  importFormats: ANY,
  exportFormats: ANY,
  driveThemes: ANY,
  teamDriveThemes: ANY,
}

/** Sent when no `fields` are asked for. */
export const DEFAULT_FILE_FIELDS = 'kind,id,name,mimeType'
export const DEFAULT_LIST_FIELDS = `kind,nextPageToken,incompleteSearch,files(${DEFAULT_FILE_FIELDS})`
/** Changes come with what is known of their files. */
export const DEFAULT_CHANGE_FIELDS = `kind,nextPageToken,newStartPageToken,changes(kind,type,changeType,time,removed,fileId,file(${DEFAULT_FILE_FIELDS}))`

/** The id of an account's root folder, which is no row of its own. */
export function rootId({ id }: { id: string }): string {
  return `0A${createHash('sha256').update(id).digest('base64url').slice(0, 14)}PVA`
}

export function canWrite({ role }: { role: DriveRole }): boolean {
  return role === 'owner' || role === 'writer'
}

export function userResource(urls: Urls, account: Account, viewerId: string) {
  return {
    kind: 'drive#user',
    displayName: account.name,
    photoLink: pictureUrl({ urls }, account),
    me: account.id === viewerId,
    permissionId: permissionIdOf({ type: 'user', grantee: account.email }),
    emailAddress: account.email,
  }
}

/** A file with what its resource tells of others. */
export interface FileView {
  file: ReachedFile
  owner: Account
  /** In the viewer's drive; undefined when it lies where the viewer cannot look. */
  parent: string | undefined
  /** Undefined when nobody asked. */
  permissions: PermissionResource[] | undefined
}

export function fileResource(urls: Urls, viewer: Account, { file, owner, parent, permissions }: FileView) {
  const isFolder = file.mimeType === FOLDER
  const isOwner = file.role === 'owner'
  const isWriter = canWrite(file)
  const user = userResource(urls, owner, viewer.id)
  return {
    kind: 'drive#file',
    id: file.id,
    name: file.name,
    mimeType: file.mimeType,
    ...(file.description !== null && { description: file.description }),
    starred: file.starred,
    trashed: file.trashed,
    explicitlyTrashed: file.trashed,
    ...(parent !== undefined && { parents: [parent] }),
    spaces: ['drive'],
    version: String(file.version),
    webViewLink: isFolder
      ? `https://drive.google.com/drive/folders/${file.id}`
      : `https://drive.google.com/file/d/${file.id}/view?usp=drivesdk`,
    ...(file.md5Checksum !== null && contentFields(file)),
    createdTime: file.dateCreated.toISOString(),
    modifiedTime: file.dateModified.toISOString(),
    ...(isOwner && { modifiedByMeTime: file.dateModified.toISOString() }),
    modifiedByMe: isOwner,
    viewedByMe: true,
    owners: [user],
    lastModifyingUser: user,
    ownedByMe: isOwner,
    ...(file.dateShared && { sharedWithMeTime: file.dateShared.toISOString(), sharingUser: user }),
    shared: !isOwner || (permissions?.length ?? 0) > 1,
    // Only those who may share a file are told whom it is shared with.
    ...(isWriter && permissions && { permissions, permissionIds: permissions.map(({ id }) => id) }),
    writersCanShare: true,
    quotaBytesUsed: String(isOwner ? file.size : 0),
    isAppAuthorized: true,
    capabilities: {
      canAddChildren: isFolder && isWriter,
      canCopy: !isFolder,
      canDelete: isOwner,
      canDownload: !isFolder,
      canEdit: isWriter,
      canListChildren: isFolder,
      canRename: isWriter,
      canShare: isWriter,
      canTrash: isOwner,
      canUntrash: isOwner,
    },
  }
}

/** Only files with content have these. */
function contentFields({ id, name, size, md5Checksum }: DriveFile) {
  const extension = /\.([^.]+)$/.exec(name)?.[1] ?? ''
  return {
    size: String(size),
    md5Checksum,
    originalFilename: name,
    fileExtension: extension,
    fullFileExtension: extension,
    webContentLink: `https://drive.google.com/uc?id=${id}&export=download`,
  }
}

/** "My Drive". */
export function rootResource(urls: Urls, account: Account) {
  const file: ReachedFile = {
    id: rootId(account),
    accountId: account.id,
    name: 'My Drive',
    mimeType: FOLDER,
    parentId: null,
    description: null,
    starred: false,
    trashed: false,
    size: 0,
    md5Checksum: null,
    version: 1,
    dateCreated: account.dateCreated,
    dateModified: account.dateCreated,
    driveId: null,
    contentHash: null,
    role: 'owner',
    dateShared: null,
  }
  return fileResource(urls, account, { file, owner: account, parent: undefined, permissions: undefined })
}

export function aboutResource(urls: Urls, account: Account, usage: { total: number; trashed: number }) {
  return {
    kind: 'drive#about',
    user: userResource(urls, account, account.id),
    storageQuota: {
      limit: String(QUOTA),
      usage: String(usage.total),
      usageInDrive: String(usage.total),
      usageInDriveTrash: String(usage.trashed),
    },
    importFormats: {},
    exportFormats: {},
    maxUploadSize: String(MAX_UPLOAD),
    appInstalled: true,
    folderColorPalette: [],
    canCreateDrives: false,
    canCreateTeamDrives: false,
    driveThemes: [],
  }
}
