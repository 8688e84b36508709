import { Hono } from 'hono'
import type { Context } from '../../context.ts'
import { check, readJson } from '../input.ts'
import { clearJournal, curlOfEntry, findEntry, listEntries, streamEntries, waitForEntries } from './operations.ts'
import { entryQuery, journalQuery, streamQuery, waitRequest } from './schemas.ts'

export function journalRoutes(ctx: Context): Hono {
  return new Hono()
    .get('/projects/:id/journal', async (c) =>
      c.json(await listEntries(ctx, c.req.param('id'), check(journalQuery, c.req.query(), 'query'))),
    )
    .delete('/projects/:id/journal', async (c) => {
      await clearJournal(ctx, c.req.param('id'))
      return c.body(null, 204)
    })
    .get('/projects/:id/journal/stream', async (c) => {
      const lastId = c.req.header('last-event-id')
      const query = check(streamQuery, { ...c.req.query(), ...(lastId && { since: lastId }) }, 'query')
      const stream = await streamEntries(ctx, c.req.param('id'), query)
      return c.body(stream, 200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    })
    .post('/projects/:id/journal/wait', async (c) =>
      c.json(await waitForEntries(ctx, c.req.param('id'), await readJson(c.req.raw, waitRequest), c.req.raw.signal)),
    )
    .get('/projects/:id/journal/:entryId', async (c) => {
      const { id, entryId } = c.req.param()
      const { as } = check(entryQuery, c.req.query(), 'query')
      return as === 'curl' ? c.text(await curlOfEntry(ctx, id, entryId)) : c.json(await findEntry(ctx, id, entryId))
    })
}
