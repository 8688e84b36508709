import { z } from 'zod'
import { type Answer, content, empty, type Operation, ok } from '../../openapi/operation.ts'
import { refusalsOf } from '../refusals.ts'
import { BASE, UPLOAD_BASE } from './api.ts'
import { collaborationChange, newCollaboration } from './collaborations.ts'
import { DOWNLOAD_PATH } from './download.ts'
import type { ItemType } from './item-views.ts'
import { itemChange, newCopy, newFolder, restoration } from './items.ts'

const text = z.string()
const optional = z.string().optional()
const date = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/)
const etag = text.nullable()

const user = z.object({ type: z.literal('user'), id: text, name: text, login: text }).meta({ id: 'BoxUser' })
const pathFolder = z.object({ type: z.literal('folder'), id: text, sequence_id: etag, etag, name: text })
const version = z.object({ type: z.literal('file_version'), id: text, sha1: text.nullable() })

const miniFields = {
  type: z.enum(['file', 'folder']),
  id: text,
  sequence_id: etag.optional(),
  etag: etag.optional(),
  name: optional,
  sha1: text.nullable().optional(),
  file_version: version.optional(),
}
const miniItem = z.object(miniFields).meta({ id: 'BoxMiniItem' })

const linkPermissions = z.object({ can_preview: z.boolean(), can_download: z.boolean(), can_edit: z.boolean() })
/** developer.box.com/reference/resources/file--full, `shared_link`. */
const sharedLink = z
  .object({
    url: text,
    download_url: text.nullable(),
    vanity_url: z.null(),
    vanity_name: z.null(),
    access: z.enum(['open', 'company', 'collaborators']),
    effective_access: z.enum(['open', 'company', 'collaborators']),
    effective_permission: z.enum(['can_edit', 'can_download']),
    is_password_enabled: z.boolean(),
    unshared_at: z.null(),
    download_count: z.int(),
    preview_count: z.int(),
    permissions: linkPermissions,
  })
  .meta({ id: 'BoxSharedLink' })

const itemPermissions = z.object({
  can_download: z.boolean(),
  can_preview: z.boolean().optional(),
  can_upload: z.boolean(),
  can_rename: z.boolean(),
  can_delete: z.boolean(),
  can_share: z.boolean(),
  can_invite_collaborator: z.boolean(),
  can_set_share_access: z.boolean(),
})
const order = z.array(z.object({ by: z.enum(['type', 'name']), direction: z.literal('ASC') }))
const byOffset = { total_count: z.int(), offset: z.int(), limit: z.int() }

/** developer.box.com/reference/resources/file--full and folder--full; `fields` chooses among it. */
const item = z
  .object({
    ...miniFields,
    ...z
      .object({
        extension: text,
        created_at: date.nullable(),
        modified_at: date.nullable(),
        description: text,
        size: z.int(),
        path_collection: z.object({ total_count: z.int(), entries: z.array(pathFolder) }),
        created_by: user,
        modified_by: user,
        trashed_at: date.nullable(),
        purged_at: z.null(),
        content_created_at: date.nullable(),
        content_modified_at: date.nullable(),
        owned_by: user,
        shared_link: sharedLink.nullable(),
        parent: pathFolder.nullable(),
        item_status: z.enum(['active', 'trashed']),
        has_collaborations: z.boolean(),
        is_externally_owned: z.boolean(),
        permissions: itemPermissions,
        folder_upload_email: z.null(),
        item_collection: z.object({ ...byOffset, entries: z.array(miniItem), order }),
      })
      .partial().shape,
  })
  .meta({ id: 'BoxItem' })
const uploaded = z.object({ total_count: z.literal(1), entries: z.array(item).length(1) })
/** By offset, or, when a marker was asked for, without a total. */
const items = z.union([
  z.object({ ...byOffset, entries: z.array(item), order }),
  z.object({ entries: z.array(item), limit: z.int(), next_marker: optional }),
])

/** developer.box.com/reference/resources/collaboration */
const collaboration = z
  .object({
    type: z.literal('collaboration'),
    id: text,
    created_by: user.nullable(),
    created_at: date,
    modified_at: date,
    expires_at: z.null(),
    status: z.enum(['accepted', 'pending']),
    accessible_by: user.nullable(),
    invite_email: text.nullable(),
    role: z.enum(['editor', 'viewer']),
    acknowledged_at: date.nullable(),
    item: miniItem.nullable(),
  })
  .meta({ id: 'BoxCollaboration' })

/** developer.box.com/reference/resources/client-error */
const refusals = refusalsOf(
  z
    .object({
      type: z.literal('error'),
      status: z.int(),
      code: text,
      context_info: z
        .union([
          z.object({ errors: z.array(z.object({ reason: text, name: text, message: text })) }),
          z.object({ conflicts: z.union([z.array(miniItem.partial()), miniItem.partial()]) }),
        ])
        .optional(),
      help_url: text,
      message: text,
      request_id: text,
    })
    .meta({ id: 'BoxError' }),
)
const refused: Record<string, Answer> = {
  401: { description: 'The access token is missing, not valid, or of another third party; WWW-Authenticate says so' },
  ...refusals(403, 429),
}

const chosen = { fields: optional.describe('Names of fields, separated by commas') }
const paged = { limit: z.int().min(1).max(1000).optional(), offset: z.int().min(0).max(10_000).optional() }
const listQuery = z.object({ ...chosen, ...paged, usemarker: z.boolean().optional(), marker: optional })
const boxApi = z.object({ boxapi: optional.describe('shared_link=, and the shared link by which the item is reached') })
const ifMatch = z.object({ 'if-match': optional.describe('The etag that the caller has seen') })

const documented = { source: 'documented' } as const
const read = { ...documented, method: 'GET', access: 'read' } as const

const upload = (attributes: string) => ({
  mediaTypes: ['multipart/form-data'],
  schema: z.object({ attributes: text.describe(attributes), file: z.file() }),
})

/** Uploads, at each of the hosts that take them. */
function uploadsAt(base: string, where: string): Operation[] {
  const common = {
    method: 'POST',
    source: 'documented',
    access: 'write',
    query: z.object(chosen),
  } as const
  return [
    {
      ...common,
      path: `${base}/files/content`,
      operationId: `uploadFile${where}`,
      summary: 'Uploads a file',
      headers: z.object({ 'content-md5': optional.describe('The SHA-1 of the content') }),
      body: upload('JSON: the name, and the folder as parent'),
      responses: { 201: ok(uploaded, 'Uploaded'), ...refused, ...refusals(400, 404, 409, 413, 415) },
    },
    {
      ...common,
      path: `${base}/files/:id/content`,
      operationId: `uploadFileVersion${where}`,
      summary: 'Puts another content in the place of a file’s',
      headers: ifMatch.extend({ 'content-md5': optional.describe('The SHA-1 of the content') }),
      body: upload('JSON: another name, if any'),
      responses: { 201: ok(uploaded, 'Uploaded'), ...refused, ...refusals(400, 404, 409, 412, 413, 415) },
    },
  ]
}

/** What files and folders have in common. */
function operationsOn(type: ItemType): Operation[] {
  const one = `${BASE}/${type}s/:id`
  const name = type === 'file' ? 'File' : 'Folder'
  const list = { entries: z.array(collaboration) }
  return [
    {
      ...read,
      path: one,
      operationId: `get${name}`,
      summary: `One ${type}`,
      query: z.object(chosen),
      headers: boxApi,
      responses: { 200: ok(item), ...refused, ...refusals(400, 404) },
    },
    {
      ...documented,
      method: 'PUT',
      path: one,
      operationId: `update${name}`,
      summary: `Renames, moves or describes a ${type}, or gives it a shared link`,
      access: 'write',
      query: z.object(chosen),
      headers: ifMatch,
      body: itemChange,
      isBodyOptional: true,
      responses: { 200: ok(item), ...refused, ...refusals(400, 404, 409, 412, 413) },
    },
    {
      ...documented,
      method: 'DELETE',
      path: one,
      operationId: `delete${name}`,
      summary: `Puts a ${type} into the trash`,
      access: 'write',
      ...(type === 'folder' && { query: z.object({ recursive: z.boolean().optional() }) }),
      headers: ifMatch,
      responses: { 204: empty(), ...refused, ...refusals(400, 404, 412) },
    },
    {
      ...documented,
      method: 'POST',
      path: one,
      operationId: `restore${name}`,
      summary: `Brings a ${type} back out of the trash`,
      access: 'write',
      query: z.object(chosen),
      body: restoration,
      isBodyOptional: true,
      responses: { 201: ok(item, 'Brought back'), ...refused, ...refusals(400, 404, 409, 413) },
    },
    {
      ...read,
      path: `${one}/trash`,
      operationId: `getTrashed${name}`,
      summary: `One ${type} in the trash`,
      query: z.object(chosen),
      responses: { 200: ok(item), ...refused, ...refusals(400, 404) },
    },
    {
      ...documented,
      method: 'DELETE',
      path: `${one}/trash`,
      operationId: `deleteTrashed${name}`,
      summary: `Removes a ${type} in the trash for good`,
      access: 'write',
      responses: { 204: empty(), ...refused, ...refusals(400, 404) },
    },
    {
      ...read,
      path: `${one}/collaborations`,
      operationId: `list${name}Collaborations`,
      summary: `Who works on a ${type}`,
      responses: {
        200: ok(
          type === 'folder' ? z.object({ total_count: z.int(), ...list }) : z.object({ ...list, next_marker: text }),
        ),
        ...refused,
        ...refusals(400, 404),
      },
    },
  ]
}

export const boxOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: DOWNLOAD_PATH,
    operationId: 'followDownloadLink',
    summary: 'The content of a file, by the link that downloadFile leads to',
    source: 'assumed',
    access: 'read',
    isPublic: true,
    query: z.object({ key: optional }),
    responses: { 200: content('The content', '*/*'), ...refusals(404) },
  },
  {
    ...read,
    path: `${BASE}/users/me`,
    operationId: 'getCurrentUser',
    summary: 'Whose token it is',
    query: z.object(chosen),
    responses: {
      200: ok(
        z.object({
          type: z.literal('user'),
          id: text,
          ...z
            .object({
              name: text,
              login: text,
              created_at: date,
              modified_at: date,
              language: text,
              timezone: text,
              space_amount: z.int(),
              space_used: z.int(),
              max_upload_size: z.int(),
              status: z.literal('active'),
              job_title: text,
              phone: text,
              address: text,
              avatar_url: text,
            })
            .partial().shape,
        }),
      ),
      ...refused,
    },
  },
  {
    ...read,
    path: `${BASE}/events`,
    operationId: 'listEvents',
    summary: 'What has happened since a position',
    query: z.object({
      stream_type: z.enum(['all', 'changes', 'sync']).optional(),
      stream_position: optional.describe('A number, or now'),
      limit: z.int().min(1).max(500).optional(),
    }),
    responses: {
      200: ok(
        z.object({
          chunk_size: z.int(),
          next_stream_position: z.int(),
          entries: z.array(
            z.object({
              type: z.literal('event'),
              event_id: text,
              created_by: user,
              created_at: date,
              recorded_at: date,
              event_type: text,
              session_id: z.null(),
              source: item,
            }),
          ),
        }),
      ),
      ...refused,
      ...refusals(400),
    },
  },
  {
    ...read,
    path: `${BASE}/search`,
    operationId: 'search',
    summary: 'Files and folders by the words of their names',
    query: z.object({
      query: text,
      type: z.enum(['file', 'folder']).optional(),
      ...chosen,
      limit: z.int().min(1).max(200).optional(),
      offset: paged.offset,
    }),
    responses: {
      200: ok(z.object({ ...byOffset, type: z.literal('search_results_items'), entries: z.array(item) })),
      ...refused,
      ...refusals(400),
    },
  },
  {
    ...read,
    path: `${BASE}/folders/trash/items`,
    operationId: 'listTrash',
    summary: 'What was put into the trash, a page at a time',
    query: listQuery,
    responses: { 200: ok(items), ...refused, ...refusals(400) },
  },
  {
    ...read,
    path: `${BASE}/folders/:id/items`,
    operationId: 'listFolder',
    summary: 'What lies in a folder, a page at a time',
    query: listQuery,
    headers: boxApi,
    responses: { 200: ok(items), ...refused, ...refusals(400, 404) },
  },
  {
    ...documented,
    method: 'POST',
    path: `${BASE}/folders`,
    operationId: 'createFolder',
    summary: 'Makes a folder',
    access: 'write',
    query: z.object(chosen),
    body: newFolder,
    responses: { 201: ok(item, 'Made'), ...refused, ...refusals(400, 404, 409, 413) },
  },
  {
    ...read,
    path: `${BASE}/files/:id/content`,
    operationId: 'downloadFile',
    summary: 'Where the content of a file is',
    headers: boxApi,
    responses: { 302: { description: 'Where the content is, for a quarter of an hour' }, ...refused, ...refusals(404) },
  },
  {
    ...documented,
    method: 'POST',
    path: `${BASE}/files/:id/copy`,
    operationId: 'copyFile',
    summary: 'Copies a file',
    access: 'write',
    query: z.object(chosen),
    body: newCopy,
    responses: { 201: ok(item, 'Copied'), ...refused, ...refusals(400, 404, 409, 413) },
  },
  ...uploadsAt(UPLOAD_BASE, ''),
  ...uploadsAt(BASE, 'AtApi'),
  {
    ...documented,
    method: 'POST',
    path: `${BASE}/collaborations`,
    operationId: 'createCollaboration',
    summary: 'Invites someone to a file or a folder',
    access: 'write',
    body: newCollaboration,
    responses: { 201: ok(collaboration, 'Invited'), ...refused, ...refusals(400, 404, 413) },
  },
  {
    ...read,
    path: `${BASE}/collaborations/:id`,
    operationId: 'getCollaboration',
    summary: 'One collaboration',
    responses: { 200: ok(collaboration), ...refused, ...refusals(404) },
  },
  {
    ...documented,
    method: 'PUT',
    path: `${BASE}/collaborations/:id`,
    operationId: 'updateCollaboration',
    summary: 'Gives a collaborator another role',
    access: 'write',
    body: collaborationChange,
    responses: { 200: ok(collaboration), ...refused, ...refusals(400, 404, 413) },
  },
  {
    ...documented,
    method: 'DELETE',
    path: `${BASE}/collaborations/:id`,
    operationId: 'deleteCollaboration',
    summary: 'Ends a collaboration',
    access: 'write',
    responses: { 204: empty(), ...refused, ...refusals(404) },
  },
  ...operationsOn('file'),
  ...operationsOn('folder'),
]
