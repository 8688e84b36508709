import { Hono } from 'hono'
import type { Context } from '../../context.ts'
import type { Authority } from '../caller.ts'
import { readJson } from '../request-body.ts'
import { batchCheck, check, expand, listObjects, listUsers, streamAllObjects, streamObjects } from './operations.ts'
import { batchCheckBody, checkBody, expandBody, listObjectsBody, listUsersBody } from './schemas.ts'

/** The Permissions API (docs: managed-sync/permissions-api): who may use what was synced. */
export function syncPermissionRoutes(ctx: Context, authority: Authority): Hono {
  const base = '/api/permissions/:syncId'

  return new Hono()
    .post('/api/permissions/streamed-list-objects', async (c) => {
      // The path is assumed: the documents show what is answered, and not where.
      const caller = await authority.authoriseAudience(c)
      return ndjson(streamAllObjects(ctx, caller, await readJson(c.req.raw, listObjectsBody)))
    })
    .post(`${base}/check`, async (c) => {
      const caller = await authority.authoriseAudience(c)
      return c.json(await check(ctx, caller, c.req.param('syncId'), await readJson(c.req.raw, checkBody)))
    })
    .post(`${base}/batch-check`, async (c) => {
      const caller = await authority.authoriseAudience(c)
      return c.json(await batchCheck(ctx, caller, c.req.param('syncId'), await readJson(c.req.raw, batchCheckBody)))
    })
    .post(`${base}/list-users`, async (c) => {
      const caller = await authority.authoriseAudience(c)
      return c.json(await listUsers(ctx, caller, c.req.param('syncId'), await readJson(c.req.raw, listUsersBody)))
    })
    .post(`${base}/list-objects`, async (c) => {
      const caller = await authority.authoriseAudience(c)
      return c.json(await listObjects(ctx, caller, c.req.param('syncId'), await readJson(c.req.raw, listObjectsBody)))
    })
    .post(`${base}/streamed-list-objects`, async (c) => {
      const caller = await authority.authoriseAudience(c)
      return ndjson(await streamObjects(ctx, caller, c.req.param('syncId'), await readJson(c.req.raw, listObjectsBody)))
    })
    .post(`${base}/expand`, async (c) => {
      const caller = await authority.authoriseAudience(c)
      return c.json(await expand(ctx, caller, c.req.param('syncId'), await readJson(c.req.raw, expandBody)))
    })
}

/** One JSON value a line, each sent when the reader wants more. */
function ndjson(values: AsyncGenerator<object>): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream({
    async pull(controller) {
      const { done, value } = await values.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`))
    },
    async cancel() {
      await values.return(undefined)
    },
  })
  return new Response(body, { headers: { 'content-type': 'application/x-ndjson' } })
}
