import { z } from 'zod'
import { type Answer, content, empty, type Operation, ok } from '../../openapi/operation.ts'
import { DOWNLOAD_PATH } from './download.ts'
import { conflictBehavior, itemChange, newFolder } from './items.ts'
import {
  delta,
  drive,
  drives,
  error,
  item,
  items,
  newPermission,
  permission,
  permissions,
  sharedItems,
  site,
  sites,
  user,
} from './openapi-schemas.ts'
import { invitation, newLink, permissionChange } from './sharing.ts'

const words: Record<number, string> = {
  400: 'The request is malformed, or there is no such resource in Graph',
  401: 'The access token is missing or not valid',
  403: 'The access token lacks the scope, or the account may not',
  404: 'There is no such item, or the account does not see it',
  409: 'The folder has something of that name',
  410: 'The token is too old or of another drive: begin anew',
  412: 'The eTag is not the current one',
  413: 'The body is too large',
  429: 'Too many requests',
  501: 'The sandbox does not simulate what was asked for',
}

function refusals(...statuses: number[]): Record<string, Answer> {
  return Object.fromEntries(
    [400, 401, 403, 404, 413, 429, 501, ...statuses].map((status) => [
      status,
      { description: words[status] ?? 'Refused', schema: error },
    ]),
  )
}

const $select = z.string().describe('Fields of the answer, with commas between').optional()
const $top = z.int().min(1).max(999).optional()
const $orderby = z.string().describe('Such as `lastModifiedDateTime desc`').optional()
const $skiptoken = z.string().describe('As `@odata.nextLink` has it').optional()
const one = z.object({ $select })
const list = z.object({ $select, $top, $orderby, $skiptoken })
const ifMatch = z.object({ 'if-match': z.string().describe('The eTag or cTag that the item must have').optional() })
const onConflict = z.object({ $select, '@microsoft.graph.conflictBehavior': conflictBehavior.optional() })

const common = { source: 'documented', route: '/v1.0/*' } as const
const read = { ...common, method: 'GET', access: 'read' } as const
const write = { ...common, access: 'write' } as const
const responses = (schema: z.ZodType) => ({ 200: ok(schema), ...refusals() })

/** What follows the address of an item; `operationId`: what the address is put after. */
type Action = Omit<Operation, 'path'> & { of: string }

const ofItem: readonly Action[] = [
  { ...read, of: '', operationId: 'get', summary: 'An item', query: one, responses: responses(item) },
]
const changes: readonly Action[] = [
  {
    ...write,
    method: 'PATCH',
    of: '',
    operationId: 'update',
    summary: 'Renames or moves an item, or describes it',
    query: one,
    headers: ifMatch,
    body: itemChange,
    responses: { ...responses(item), ...refusals(409, 412) },
  },
  {
    ...write,
    method: 'DELETE',
    of: '',
    operationId: 'delete',
    summary: 'Deletes an item, and with a folder all that is in it',
    headers: ifMatch,
    responses: { 204: empty(), ...refusals(412) },
  },
]
const ofFolder: readonly Action[] = [
  {
    ...read,
    of: 'children',
    operationId: 'listChildrenOf',
    summary: 'What lies in a folder, a page at a time',
    query: list,
    responses: responses(items),
  },
  {
    ...write,
    method: 'POST',
    of: 'children',
    operationId: 'createFolderIn',
    summary: 'Makes a folder',
    query: one,
    body: newFolder,
    responses: { 201: ok(item), ...refusals(409) },
  },
]
const put: Action = {
  ...write,
  method: 'PUT',
  of: 'content',
  operationId: 'putContentOf',
  summary: 'Makes a file of what is sent, or gives one other content',
  query: onConflict,
  body: { mediaTypes: ['*/*'] },
  responses: { 200: ok(item, 'The file was there'), 201: ok(item, 'The file is new'), ...refusals(409) },
}
const contents: readonly Action[] = [
  {
    ...read,
    of: 'content',
    operationId: 'getContentOf',
    summary: 'Where a file’s content can be downloaded',
    responses: { 302: { description: 'To an address that needs no token' }, ...refusals() },
  },
  put,
]
const sharing: readonly Action[] = [
  {
    ...read,
    of: 'permissions',
    operationId: 'listPermissionsOf',
    summary: 'Who has access to an item',
    query: one,
    responses: responses(permissions),
  },
  {
    ...write,
    method: 'POST',
    of: 'invite',
    operationId: 'inviteTo',
    summary: 'Gives people access by name',
    body: invitation,
    responses: responses(permissions),
  },
  {
    ...write,
    method: 'POST',
    of: 'createLink',
    operationId: 'createLinkTo',
    summary: 'Makes a link that gives access',
    body: newLink,
    responses: { 200: ok(newPermission, 'The link was there'), 201: ok(newPermission), ...refusals() },
  },
]
const ONE_PERMISSION = 'permissions/:permissionId'
const permissionActions: readonly Action[] = [
  {
    ...read,
    of: ONE_PERMISSION,
    operationId: 'getPermissionOf',
    summary: 'One permission of an item',
    responses: responses(permission),
  },
  {
    ...write,
    method: 'PATCH',
    of: ONE_PERMISSION,
    operationId: 'updatePermissionOf',
    summary: 'Gives somebody another role',
    body: permissionChange,
    responses: responses(permission),
  },
  {
    ...write,
    method: 'DELETE',
    of: ONE_PERMISSION,
    operationId: 'deletePermissionOf',
    summary: 'Takes access away',
    responses: { 204: empty(), ...refusals() },
  },
]
const search: Action = {
  ...read,
  of: "search(q=':q')",
  operationId: 'search',
  summary: 'Items below, by the beginnings of words in their names',
  query: list,
  responses: responses(items),
}
const changesOfDrive: Action = {
  ...read,
  of: 'delta',
  operationId: 'listChangesOf',
  summary: 'What is in a drive, and what has changed since a token',
  query: z.object({ $select, $top, token: z.string().describe('Of a link, or `latest`').optional() }),
  responses: { ...responses(delta), ...refusals(410) },
}

const PATH = ':itemPath{[^:]+}'
/** How items are named in a drive (learn.microsoft.com/graph/onedrive-addressing-driveitems), and what is done with them so. */
const addresses: readonly { name: string; self: string; below: string; actions: readonly Action[] }[] = [
  { name: 'Root', self: '/root', below: '/root/', actions: [...ofItem, ...ofFolder, search, changesOfDrive] },
  {
    name: 'Item',
    self: '/items/:itemId',
    below: '/items/:itemId/',
    actions: [...ofItem, ...changes, ...ofFolder, ...contents, ...sharing, ...permissionActions, search],
  },
  {
    name: 'ItemByPath',
    self: `/root:/${PATH}`,
    below: `/root:/${PATH}:/`,
    actions: [...ofItem, ...changes, ...ofFolder, ...contents, ...sharing],
  },
  {
    name: 'ItemBelow',
    self: `/items/:itemId:/${PATH}`,
    below: `/items/:itemId:/${PATH}:/`,
    actions: [...ofItem, put],
  },
]

/** How drives are named; everything in them is the same. */
const driveAddresses = [
  { name: 'OfMyDrive', base: '/v1.0/me/drive', where: 'the account’s OneDrive' },
  { name: 'OfDrive', base: '/v1.0/drives/:driveId', where: 'a drive' },
  { name: 'OfSite', base: '/v1.0/sites/:siteId/drive', where: 'the first library of a site' },
]

const inDrives: readonly Operation[] = driveAddresses.flatMap(({ name: ofDrive, base, where }) =>
  addresses.flatMap(({ name, self, below, actions }) =>
    actions.map(
      ({ of, ...action }): Operation => ({
        ...action,
        path: `${base}${of === '' ? self : `${below}${of}`}`,
        operationId: `${action.operationId}${name}${ofDrive}`,
        summary: `${action.summary}; in ${where}`,
      }),
    ),
  ),
)

const ONE_SITE = '/v1.0/sites/:siteId'

export const graphOperations: readonly Operation[] = [
  { ...read, path: '/v1.0/me', operationId: 'getMe', summary: 'The account', query: one, responses: responses(user) },
  ...driveAddresses.map(
    ({ name, base, where }): Operation => ({
      ...read,
      path: base,
      operationId: `getDrive${name}`,
      summary: `A drive: ${where}`,
      query: one,
      responses: responses(drive),
    }),
  ),
  {
    ...read,
    path: '/v1.0/me/drives',
    operationId: 'listMyDrives',
    summary: 'The drives of the account',
    query: one,
    responses: responses(drives),
  },
  {
    ...read,
    path: '/v1.0/me/drive/sharedWithMe',
    operationId: 'listSharedWithMe',
    summary: 'Items of others that are shared with the account',
    query: z.object({ $select, $top }),
    responses: responses(sharedItems),
  },
  {
    ...read,
    path: '/v1.0/me/followedSites',
    operationId: 'listFollowedSites',
    summary: 'The sites that the account follows: all that it may see',
    query: z.object({ $select, $top }),
    responses: responses(sites),
  },
  {
    ...read,
    path: '/v1.0/sites',
    operationId: 'listSites',
    summary: 'Sites by a part of their names; * is all',
    query: z.object({ search: z.string(), $select, $top }),
    responses: responses(sites),
  },
  {
    ...read,
    path: ONE_SITE,
    operationId: 'getSite',
    summary: 'A site by its id, or root',
    query: one,
    responses: responses(site),
  },
  {
    ...read,
    path: '/v1.0/sites/:host:/:sitePath{[^:]+}',
    operationId: 'getSiteByPath',
    summary: 'A site by its address',
    query: one,
    responses: responses(site),
  },
  {
    ...read,
    path: `${ONE_SITE}/drives`,
    operationId: 'listDrivesOfSite',
    summary: 'The libraries of a site',
    query: one,
    responses: responses(drives),
  },
  ...inDrives,
  {
    ...read,
    path: DOWNLOAD_PATH,
    route: DOWNLOAD_PATH,
    operationId: 'download',
    summary: 'What a download address leads to',
    source: 'assumed',
    isPublic: true,
    query: z.object({ key: z.string() }),
    responses: { 200: content('The content', '*/*'), 401: { description: words[401] ?? '', schema: error } },
  },
]
