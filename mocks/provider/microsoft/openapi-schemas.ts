import { z } from 'zod'

/** A part of an answer of which `$select` may choose: nothing of it has to be there. */
const chosen = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).partial()

const text = z.string()
/** Without fractions of a second. */
const second = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
const identity = z.object({ id: text.optional(), displayName: text, email: text })
const owner = z.object({ user: identity })
const context = { '@odata.context': text }

/** learn.microsoft.com/graph/errors */
export const error = z
  .object({
    error: z.object({
      code: text,
      message: text,
      innerError: z.object({
        date: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
        'request-id': z.guid(),
        'client-request-id': z.guid(),
      }),
    }),
  })
  .meta({ id: 'GraphError' })

export const user = chosen({
  ...context,
  businessPhones: z.array(text),
  displayName: text,
  givenName: text,
  surname: text.nullable(),
  mail: text,
  userPrincipalName: text,
  id: z.guid(),
})

const driveFields = {
  createdDateTime: second,
  lastModifiedDateTime: second,
  id: text,
  name: text,
  description: text,
  driveType: z.enum(['personal', 'business', 'documentLibrary']),
  webUrl: text,
  owner,
  quota: z.object({ deleted: z.int(), remaining: z.int(), state: z.literal('normal'), total: z.int(), used: z.int() }),
}
/** learn.microsoft.com/graph/api/resources/drive */
export const drive = chosen({ ...context, ...driveFields })
export const drives = z.object({ ...context, value: z.array(chosen(driveFields).meta({ id: 'Drive' })) })

const siteFields = {
  createdDateTime: second,
  lastModifiedDateTime: second,
  id: text,
  name: text,
  displayName: text,
  description: text,
  webUrl: text,
  root: z.object({}),
  siteCollection: z.object({ hostname: text }),
}
/** learn.microsoft.com/graph/api/resources/site */
export const site = chosen({ ...context, ...siteFields })
export const sites = z.object({ ...context, value: z.array(chosen(siteFields).meta({ id: 'Site' })) })

const file = z.object({ mimeType: text, hashes: z.object({ quickXorHash: text.nullable() }) })
const folder = z.object({ childCount: z.int() })
const itemFields = {
  '@microsoft.graph.downloadUrl': text,
  createdDateTime: second,
  lastModifiedDateTime: second,
  id: text,
  name: text,
  description: text,
  eTag: text,
  cTag: text,
  webUrl: text,
  size: z.int(),
  createdBy: owner,
  lastModifiedBy: owner,
  parentReference: z.object({
    driveType: z.enum(['personal', 'business', 'documentLibrary']).optional(),
    driveId: text,
    id: text.optional(),
    name: text.optional(),
    path: text.optional(),
    siteId: text.optional(),
  }),
  fileSystemInfo: z.object({ createdDateTime: second, lastModifiedDateTime: second }),
  folder,
  file,
  root: z.object({}),
  shared: z.object({ scope: z.enum(['anonymous', 'organization', 'users']), owner }),
}
const listedItem = chosen(itemFields).meta({ id: 'DriveItem' })
/** learn.microsoft.com/graph/api/resources/driveitem */
export const item = chosen({ ...context, ...itemFields })

const nextLink = { '@odata.nextLink': text.optional() }
export const items = z.object({ ...context, ...nextLink, value: z.array(listedItem) })

/** learn.microsoft.com/graph/api/driveitem-delta */
export const delta = z.object({
  ...context,
  ...nextLink,
  '@odata.deltaLink': text.optional(),
  value: z.array(
    chosen({ ...itemFields, deleted: z.object({ state: z.literal('deleted') }) }).meta({ id: 'ChangedItem' }),
  ),
})

/** learn.microsoft.com/graph/api/drive-sharedwithme */
export const sharedItems = z.object({
  ...context,
  value: z.array(
    chosen({
      id: text,
      name: text,
      size: z.int(),
      webUrl: text,
      lastModifiedDateTime: second,
      file,
      folder,
      remoteItem: listedItem,
    }),
  ),
})

const granted = z.object({ user: identity })
const permissionFields = {
  id: text,
  roles: z.array(z.enum(['owner', 'write', 'read'])),
  inheritedFrom: z.object({ driveId: text, id: text }),
  grantedToV2: granted,
  grantedTo: granted,
  shareId: text,
  hasPassword: z.boolean(),
  grantedToIdentitiesV2: z.array(z.unknown()),
  grantedToIdentities: z.array(z.unknown()),
  link: z.object({
    scope: z.enum(['anonymous', 'organization']),
    type: z.enum(['view', 'edit']),
    webUrl: text,
    preventsDownload: z.boolean(),
  }),
}
/** learn.microsoft.com/graph/api/resources/permission */
export const permission = chosen(permissionFields).meta({ id: 'SharingPermission' })
export const newPermission = chosen({ ...context, ...permissionFields })
export const permissions = z.object({ ...context, value: z.array(permission) })
