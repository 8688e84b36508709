import type { Hono } from 'hono'
import type { ReachedFile } from '../../store/drive-files.ts'
import type { Account } from '../../store/provider-accounts.ts'
import { answer, demand, fieldsOf, type GoogleEnv, type GoogleRequest, googleApi } from '../google/api.ts'
import { GoogleApiError, invalidValue, parameter } from '../google/errors.ts'
import { type FieldMask, wants, within } from '../google/field-mask.ts'
import { parseJsonBody } from '../google/json-body.ts'
import { DRIVE_SCOPES } from '../oauth/scopes.ts'
import type { ProviderContext } from '../provider-context.ts'
import { listChanges, startPageToken } from './changes.ts'
import { viewFiles } from './file-views.ts'
import { createFile, deleteFile, downloadFile, exportFile, getFile, listFiles, updateFile } from './operations.ts'
import {
  ABOUT,
  aboutResource,
  CHANGE_LIST,
  DEFAULT_CHANGE_FIELDS,
  DEFAULT_FILE_FIELDS,
  DEFAULT_LIST_FIELDS,
  FILE,
  FILE_LIST,
  fileResource,
  MAX_UPLOAD,
  rootId,
  rootResource,
  START_PAGE_TOKEN,
} from './resources.ts'
import { sharingRoutes } from './sharing-routes.ts'
import { readUpload } from './upload-body.ts'

/** Google Drive's API, version 3: a subset, answering for the account of the access token. */
export function driveRoutes(ctx: ProviderContext): Hono<GoogleEnv> {
  const { urls } = ctx

  return googleApi(ctx, { bases: ['/drive/v3', '/upload/drive/v3'], maxBody: MAX_UPLOAD }, (app) => {
    app.get('/drive/v3/about', async (c) => {
      demand(c, DRIVE_SCOPES.metadata)
      if (!c.req.query('fields')) {
        const message = "The 'fields' parameter is required for this method."
        throw new GoogleApiError(400, 'required', message, parameter('fields'))
      }
      const mask = fieldsOf(c, ABOUT)
      const account = c.get('account')
      const usage = wants(mask, 'storageQuota')
        ? await ctx.store.provider.files.usage(account.id)
        : { total: 0, trashed: 0 }
      return answer(c, aboutResource(urls, account, usage), mask)
    })

    app.get('/drive/v3/files', async (c) => {
      demand(c, DRIVE_SCOPES.metadata)
      const mask = fieldsOf(c, FILE_LIST, DEFAULT_LIST_FIELDS)
      const account = c.get('account')
      const { q, orderBy, pageSize, pageToken } = c.req.query()
      const { files, nextPageToken } = await listFiles(ctx, account, { q, orderBy, pageSize, pageToken })
      const list = {
        kind: 'drive#fileList',
        ...(nextPageToken !== undefined && { nextPageToken }),
        incompleteSearch: false,
        files: await resourcesOf(account, files, within(mask, 'files')),
      }
      return answer(c, list, mask)
    })

    app.get('/drive/v3/files/:id', async (c) => {
      const id = c.req.param('id')
      const account = c.get('account')
      const alt = c.req.query('alt') || 'json'
      if (alt === 'media') {
        demand(c, DRIVE_SCOPES.content)
        const { mimeType, content } = await downloadFile(ctx, account, id)
        return c.body(new Uint8Array(content), 200, { 'Content-Type': mimeType })
      }
      if (alt !== 'json') throw invalidValue('alt')
      demand(c, DRIVE_SCOPES.metadata)
      const mask = fileMask(c)
      if (id === 'root' || id === rootId(account)) return answer(c, rootResource(urls, account), mask)
      return sendFile(c, await getFile(ctx, account, id))
    })

    app.get('/drive/v3/files/:id/export', async (c) => {
      demand(c, DRIVE_SCOPES.content)
      const format = c.req.query('mimeType')
      const text = await exportFile(ctx, c.get('account'), c.req.param('id'), format)
      return c.body(text, 200, { 'Content-Type': `${format}` })
    })

    app.get('/drive/v3/changes/startPageToken', async (c) => {
      demand(c, DRIVE_SCOPES.metadata)
      const mask = fieldsOf(c, START_PAGE_TOKEN)
      return answer(c, { kind: 'drive#startPageToken', startPageToken: await startPageToken(ctx) }, mask)
    })

    app.get('/drive/v3/changes', async (c) => {
      demand(c, DRIVE_SCOPES.metadata)
      const mask = fieldsOf(c, CHANGE_LIST, DEFAULT_CHANGE_FIELDS)
      const account = c.get('account')
      const { pageToken, pageSize, includeRemoved } = c.req.query()
      const { changes, ...tokens } = await listChanges(ctx, account, { pageToken, pageSize, includeRemoved })
      const present = changes.flatMap(({ file }) => file ?? [])
      const resources = await resourcesOf(account, present, within(within(mask, 'changes'), 'file'))
      const resourceOf = new Map(resources.map((resource) => [resource.id, resource]))
      const list = changes.map(({ fileId, file, date }) => ({
        kind: 'drive#change',
        type: 'file',
        changeType: 'file',
        time: date.toISOString(),
        removed: !file,
        fileId,
        ...(file && { file: resourceOf.get(fileId) }),
      }))
      return answer(c, { kind: 'drive#changeList', ...tokens, changes: list }, mask)
    })

    sharingRoutes(ctx, app)

    app.post('/drive/v3/files', async (c) => {
      demand(c, DRIVE_SCOPES.write)
      fileMask(c)
      return sendFile(c, await createFile(ctx, c.get('account'), parseJsonBody(await c.req.text())))
    })

    app.patch('/drive/v3/files/:id', async (c) => {
      demand(c, DRIVE_SCOPES.write)
      fileMask(c)
      const metadata = parseJsonBody(await c.req.text())
      const { addParents, removeParents } = c.req.query()
      return sendFile(
        c,
        await updateFile(ctx, c.get('account'), c.req.param('id'), { metadata, addParents, removeParents }),
      )
    })

    app.delete('/drive/v3/files/:id', async (c) => {
      demand(c, DRIVE_SCOPES.write)
      await deleteFile(ctx, c.get('account'), c.req.param('id'))
      return c.body(null, 204)
    })

    app.post('/upload/drive/v3/files', async (c) => {
      demand(c, DRIVE_SCOPES.write)
      fileMask(c)
      const upload = await uploadOf(c)
      return sendFile(c, await createFile(ctx, c.get('account'), upload.metadata, upload))
    })

    app.patch('/upload/drive/v3/files/:id', async (c) => {
      demand(c, DRIVE_SCOPES.write)
      fileMask(c)
      const upload = await uploadOf(c)
      const { addParents, removeParents } = c.req.query()
      const input = { metadata: upload.metadata, upload, addParents, removeParents }
      return sendFile(c, await updateFile(ctx, c.get('account'), c.req.param('id'), input))
    })
  })

  async function resourcesOf(account: Account, files: readonly ReachedFile[], mask: FieldMask) {
    return (await viewFiles(ctx, account, files, mask)).map((view) => fileResource(urls, account, view))
  }

  async function sendFile(c: GoogleRequest, file: ReachedFile): Promise<Response> {
    const mask = fileMask(c)
    const [resource] = await resourcesOf(c.get('account'), [file], mask)
    return answer(c, resource ?? {}, mask)
  }
}

/** Of one file. */
function fileMask(c: GoogleRequest) {
  return fieldsOf(c, FILE, DEFAULT_FILE_FIELDS)
}

async function uploadOf(c: GoogleRequest) {
  const body = Buffer.from(await c.req.arrayBuffer())
  return readUpload(c.req.query('uploadType'), c.req.header('content-type'), body)
}
