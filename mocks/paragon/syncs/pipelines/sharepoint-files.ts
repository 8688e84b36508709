import { z } from 'zod'
import type { AccountApi } from '../account-api.ts'
import { fileIds, mimeTypes } from './file-records.ts'
import { graphFiles } from './graph-files.ts'
import { type Drive, type GraphItem, readDrives } from './graph-items.ts'

/**
 * All libraries of a site, a folder, or chosen files; only a whole site has to be named (docs:
 * managed-sync/integrations/sharepoint). Without a site, folders and files are looked for in all that the account reaches.
 */
const configuration = z
  .strictObject({
    siteId: z.string().min(1).optional(),
    folderId: z.string().min(1).optional(),
    shallowSync: z.boolean().optional(),
    fileIds,
    mimeTypes,
    includeMetadata: z.boolean().optional(),
  })
  .refine(({ folderId, fileIds: chosen }) => !folderId || !chosen, {
    path: ['fileIds'],
    message: 'cannot be given together with folderId',
  })
  .refine(({ siteId, folderId, fileIds: chosen }) => siteId || folderId || chosen, {
    path: ['siteId'],
    message: 'is required',
  })

const sites = z.object({ value: z.array(z.object({ id: z.string() })) })

export const sharepointFiles = graphFiles({
  integration: 'sharepoint',
  configuration,
  async drives(api, { siteId }) {
    if (siteId !== undefined) return librariesOf(api, siteId)
    const { value } = await api.json(sites, '/sites?search=*')
    const drives: Drive[] = []
    for (const { id } of value) drives.push(...(await librariesOf(api, id)))
    return drives
  },
  shown: (given) => ({
    mimeTypes: given.mimeTypes,
    customFields: (item) => ({
      fullPath: fullPath(item),
      ...(given.includeMetadata && { metadata: metadataOf(item) }),
    }),
  }),
})

function librariesOf(api: AccountApi, siteId: string): Promise<Drive[]> {
  return readDrives(api, `/sites/${encodeURIComponent(siteId)}/drives`)
}

/** From the root of the library. */
function fullPath({ name = '', parentReference }: GraphItem): string {
  const folder =
    parentReference?.path
      ?.replace(/^.*?root:/, '')
      .split('/')
      .map(decodeURIComponent)
      .join('/') ?? ''
  return `${folder}/${name}`
}

/** What the vendor tells here is not documented; the columns that every library has (assumed). */
function metadataOf({ createdBy, lastModifiedBy, eTag }: GraphItem) {
  return {
    createdBy: createdBy?.user?.email ?? null,
    lastModifiedBy: lastModifiedBy?.user?.email ?? null,
    eTag: eTag ?? null,
  }
}
