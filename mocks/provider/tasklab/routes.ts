import { Hono, type Context as HonoContext } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import type { Account } from '../../store/provider-accounts.ts'
import { checkAccess } from '../oauth/tokens.ts'
import type { ProviderContext } from '../provider-context.ts'
import { TaskLabError } from './errors.ts'
import {
  addAttachment,
  createTask,
  deleteAttachment,
  deleteTask,
  downloadAttachment,
  getTask,
  listAttachments,
  listTasks,
  seedTasks,
  updateTask,
} from './operations.ts'
import { attachmentQuery, check, newTask, taskChange, taskQuery } from './schemas.ts'

/** Bytes of a request. */
const MAX_BODY = 10_000_000

interface Env {
  Variables: { account: Account; scopes: string[] }
}

/** The API of TaskLab, the third party of the custom integration: tasks with files attached to them, for each account. */
export function taskLabRoutes(ctx: ProviderContext): Hono<Env> {
  const app = new Hono<Env>()
  const limit = bodyLimit({
    maxSize: MAX_BODY,
    onError: () => {
      throw new TaskLabError(413, `A request may have ${MAX_BODY} bytes.`)
    },
  })

  app.use('/v1/*', cors(), limit, async (c, next) => {
    const access = await checkAccess(ctx, c.req.header('authorization'))
    // Every account of the provider has tokens of one kind; TaskLab knows its own only.
    if (access.kind !== 'valid' || access.account.directory !== 'tasklab') {
      throw new TaskLabError(401, 'The access token is missing or not valid.')
    }
    const needed = c.req.method === 'GET' || c.req.method === 'HEAD' ? ['tasks:read', 'tasks:write'] : ['tasks:write']
    if (!needed.some((scope) => access.scopes.includes(scope))) {
      throw new TaskLabError(403, `The access token lacks the scope ${needed[0]}.`)
    }
    await seedTasks(ctx, access.account)
    c.set('account', access.account)
    await next()
    c.header('Cache-Control', 'no-store')
  })

  app.get('/v1/me', (c) => {
    const { id, email, name } = c.var.account
    return c.json({ id, email, name })
  })

  app.get('/v1/tasks', async (c) => c.json(await listTasks(ctx, c.var.account, check(taskQuery, c.req.query()))))
  app.post('/v1/tasks', async (c) =>
    c.json(await createTask(ctx, c.var.account, check(newTask, await readJson(c))), 201),
  )
  app.get('/v1/tasks/:id', async (c) => c.json(await getTask(ctx, c.var.account, c.req.param('id'))))
  app.patch('/v1/tasks/:id', async (c) =>
    c.json(await updateTask(ctx, c.var.account, c.req.param('id'), check(taskChange, await readJson(c)))),
  )
  app.delete('/v1/tasks/:id', async (c) => {
    await deleteTask(ctx, c.var.account, c.req.param('id'))
    return c.body(null, 204)
  })

  app.get('/v1/tasks/:id/attachments', async (c) =>
    c.json(await listAttachments(ctx, c.var.account, c.req.param('id'))),
  )
  app.post('/v1/tasks/:id/attachments', async (c) => {
    const { name } = check(attachmentQuery, c.req.query())
    const contentType = c.req.header('content-type') || 'application/octet-stream'
    const content = new Uint8Array(await c.req.arrayBuffer())
    return c.json(await addAttachment(ctx, c.var.account, c.req.param('id'), { name, contentType, content }), 201)
  })
  app.get('/v1/tasks/:id/attachments/:attachmentId', async (c) => {
    const { id, attachmentId } = c.req.param()
    const attachment = await downloadAttachment(ctx, c.var.account, id, attachmentId)
    return c.body(new Uint8Array(attachment.content), 200, {
      'Content-Type': attachment.content_type,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(attachment.name)}`,
      'X-Content-Type-Options': 'nosniff',
    })
  })
  app.delete('/v1/tasks/:id/attachments/:attachmentId', async (c) => {
    const { id, attachmentId } = c.req.param()
    await deleteAttachment(ctx, c.var.account, id, attachmentId)
    return c.body(null, 204)
  })

  app.all('/v1/*', () => {
    throw new TaskLabError(404, 'There is no such endpoint.')
  })
  app.onError((error, c) => {
    const known = error instanceof TaskLabError ? error : new TaskLabError(500, 'Something went wrong.')
    if (known !== error) console.error(error)
    if (known.status === 401) c.header('WWW-Authenticate', 'Bearer realm="tasklab"')
    return c.json(known, known.status)
  })
  return app
}

async function readJson(c: HonoContext): Promise<unknown> {
  try {
    return JSON.parse(await c.req.text())
  } catch {
    throw new TaskLabError(400, 'The body is not valid JSON.')
  }
}
