import { Hono, type Context as HonoContext } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import type { DriveFile } from '../../store/drive-files.ts'
import type { Account } from '../../store/provider-accounts.ts'
import { DRIVE_SCOPES } from '../oauth/scopes.ts'
import { checkAccess } from '../oauth/tokens.ts'
import type { ProviderContext } from '../provider-context.ts'
import { DriveError, insufficientScopes, invalidValue, parameter, unauthenticated } from './errors.ts'
import { parseFields, selectFields, wants } from './field-mask.ts'
import { createFile, deleteFile, downloadFile, getFile, listFiles, updateFile } from './operations.ts'
import {
  ABOUT,
  aboutResource,
  DEFAULT_FILE_FIELDS,
  DEFAULT_LIST_FIELDS,
  FILE,
  FILE_LIST,
  fileResource,
  MAX_UPLOAD,
  rootId,
  rootResource,
} from './resources.ts'
import { parseMetadata, readUpload } from './upload-body.ts'

type Env = { Variables: { account: Account; scopes: string[] } }

/** Google Drive's API, version 3: a subset, answering for the account of the access token. */
export function driveRoutes(ctx: ProviderContext): Hono<Env> {
  const app = new Hono<Env>()
  const { urls } = ctx
  const limit = bodyLimit({
    maxSize: MAX_UPLOAD,
    onError: () => {
      throw new DriveError(413, 'uploadTooLarge', `A request may have ${MAX_UPLOAD} bytes.`)
    },
  })

  for (const base of ['/drive/v3/*', '/upload/drive/v3/*']) {
    app.use(base, cors(), limit, async (c, next) => {
      const access = await checkAccess(ctx, c.req.header('authorization'))
      if (access.kind !== 'valid') throw unauthenticated(access.kind)
      c.set('account', access.account)
      c.set('scopes', access.scopes)
      await next()
      c.header('Cache-Control', 'private, no-store')
      c.header('X-Content-Type-Options', 'nosniff')
    })
  }

  app.get('/drive/v3/about', async (c) => {
    demand(c, DRIVE_SCOPES.metadata)
    const fields = c.req.query('fields')
    if (!fields) {
      const message = "The 'fields' parameter is required for this method."
      throw new DriveError(400, 'required', message, parameter('fields'))
    }
    const mask = parseFields(fields, ABOUT)
    const account = c.get('account')
    const usage = wants(mask, 'storageQuota')
      ? await ctx.repositories.files.usage(account.id)
      : { total: 0, trashed: 0 }
    return answer(c, aboutResource(urls, account, usage), mask)
  })

  app.get('/drive/v3/files', async (c) => {
    demand(c, DRIVE_SCOPES.metadata)
    const mask = parseFields(c.req.query('fields') || DEFAULT_LIST_FIELDS, FILE_LIST)
    const account = c.get('account')
    const { q, orderBy, pageSize, pageToken } = c.req.query()
    const { files, nextPageToken } = await listFiles(ctx, account, { q, orderBy, pageSize, pageToken })
    const list = {
      kind: 'drive#fileList',
      ...(nextPageToken !== undefined && { nextPageToken }),
      incompleteSearch: false,
      files: files.map((file) => fileResource(urls, account, file)),
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

  app.post('/drive/v3/files', async (c) => {
    demand(c, DRIVE_SCOPES.write)
    fileMask(c)
    return sendFile(c, await createFile(ctx, c.get('account'), parseMetadata(await c.req.text())))
  })

  app.patch('/drive/v3/files/:id', async (c) => {
    demand(c, DRIVE_SCOPES.write)
    fileMask(c)
    const metadata = parseMetadata(await c.req.text())
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

  for (const base of ['/drive/v3/*', '/upload/drive/v3/*']) {
    app.all(base, () => {
      throw new DriveError(404, 'notFound', 'Not Found')
    })
  }

  app.onError((error, c) => {
    const known = error instanceof DriveError ? error : new DriveError(500, 'internalError', 'Internal Error')
    if (known !== error) console.error(error)
    if (known.code === 401) c.header('WWW-Authenticate', 'Bearer realm="https://accounts.google.com/"')
    return c.json(known, known.code)
  })

  function sendFile(c: HonoContext<Env>, file: DriveFile): Response {
    return answer(c, fileResource(urls, c.get('account'), file), fileMask(c))
  }

  return app
}

/** Refuses a token that has none of the scopes. */
function demand(c: HonoContext<Env>, scopes: readonly string[]): void {
  if (!c.get('scopes').some((scope) => scopes.includes(scope))) throw insufficientScopes()
}

/** Read before anything is written, so that a request with wrong `fields` changes nothing. */
function fileMask(c: HonoContext<Env>) {
  return parseFields(c.req.query('fields') || DEFAULT_FILE_FIELDS, FILE)
}

function answer(c: HonoContext<Env>, resource: object, mask: ReturnType<typeof parseFields>): Response {
  return c.body(JSON.stringify(selectFields(resource, mask)), 200, {
    'Content-Type': 'application/json; charset=UTF-8',
  })
}

async function uploadOf(c: HonoContext<Env>) {
  const body = Buffer.from(await c.req.arrayBuffer())
  return readUpload(c.req.query('uploadType'), c.req.header('content-type'), body)
}
