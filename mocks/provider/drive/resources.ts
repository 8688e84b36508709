import { createHash } from 'node:crypto'
import type { Urls } from '../../context.ts'
import { type DriveFile, FOLDER } from '../../store/drive-files.ts'
import type { Account } from '../../store/provider-accounts.ts'
import { ANY, type Shape, scalars } from '../google/field-mask.ts'
import { pictureUrl } from '../oauth/claims.ts'

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

/** The id of an account's root folder, which is no row of its own. */
export function rootId(account: Account): string {
  return `0A${createHash('sha256').update(account.id).digest('base64url').slice(0, 14)}PVA`
}

function userResource(urls: Urls, account: Account) {
  return {
    kind: 'drive#user',
    displayName: account.name,
    photoLink: pictureUrl({ urls }, account),
    me: true,
    permissionId: account.id.slice(1),
    emailAddress: account.email,
  }
}

export function fileResource(urls: Urls, account: Account, file: DriveFile) {
  const isFolder = file.mimeType === FOLDER
  const user = userResource(urls, account)
  return {
    kind: 'drive#file',
    id: file.id,
    name: file.name,
    mimeType: file.mimeType,
    ...(file.description !== null && { description: file.description }),
    starred: file.starred,
    trashed: file.trashed,
    explicitlyTrashed: file.trashed,
    parents: [file.parentId ?? rootId(account)],
    spaces: ['drive'],
    version: String(file.version),
    webViewLink: isFolder
      ? `https://drive.google.com/drive/folders/${file.id}`
      : `https://drive.google.com/file/d/${file.id}/view?usp=drivesdk`,
    ...(file.md5Checksum !== null && contentFields(file)),
    createdTime: file.dateCreated.toISOString(),
    modifiedTime: file.dateModified.toISOString(),
    modifiedByMeTime: file.dateModified.toISOString(),
    modifiedByMe: true,
    viewedByMe: true,
    owners: [user],
    lastModifyingUser: user,
    ownedByMe: true,
    shared: false,
    writersCanShare: true,
    quotaBytesUsed: String(file.size),
    isAppAuthorized: true,
    capabilities: {
      canAddChildren: isFolder,
      canCopy: !isFolder,
      canDelete: true,
      canDownload: !isFolder,
      canEdit: true,
      canListChildren: isFolder,
      canRename: true,
      canShare: true,
      canTrash: true,
      canUntrash: true,
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
  const { parents, ...root } = fileResource(urls, account, {
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
  })
  return root
}

export function aboutResource(urls: Urls, account: Account, usage: { total: number; trashed: number }) {
  return {
    kind: 'drive#about',
    user: userResource(urls, account),
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
