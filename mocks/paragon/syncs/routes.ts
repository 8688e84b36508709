import { Hono } from 'hono'
import type { Context } from '../../context.ts'
import type { Authority } from '../caller.ts'
import type { AccessTokens } from '../credentials/access-token.ts'
import { parse, readJson } from '../request-body.ts'
import { deleteSync, disableSync, enableSync, listSyncs, moveSync, reenableSync } from './operations.ts'
import { getRecord, pullRecords, recordContent, syncStatus } from './records.ts'
import { enableBody, listQuery, recordsQuery, updateBody } from './schemas.ts'

/** The Sync API (docs: managed-sync/sync-api). The project is the one of the token's `aud`. */
export function syncRoutes(ctx: Context, authority: Authority, tokens: AccessTokens): Hono {
  const one = '/api/syncs/:syncId'
  const record = `${one}/records/:recordId`

  return new Hono()
    .post('/api/syncs', async (c) => {
      const caller = await authority.authoriseAudience(c)
      return c.json(await enableSync(ctx, caller, await readJson(c.req.raw, enableBody)))
    })
    .get('/api/syncs', async (c) => {
      const caller = await authority.authoriseAudience(c)
      const { credentialId } = parse(listQuery, c.req.query(), 'query')
      return c.json({ data: await listSyncs(ctx, caller, credentialId) })
    })
    .get(one, async (c) => {
      const caller = await authority.authoriseAudience(c)
      return c.json(await syncStatus(ctx, caller, c.req.param('syncId')))
    })
    .patch(one, async (c) => {
      const caller = await authority.authoriseAudience(c)
      return c.json(await moveSync(ctx, caller, c.req.param('syncId'), await readJson(c.req.raw, updateBody)))
    })
    .delete(one, async (c) => {
      const caller = await authority.authoriseAudience(c)
      return c.json(await deleteSync(ctx, caller, c.req.param('syncId')))
    })
    .post(`${one}/disable`, async (c) => {
      const caller = await authority.authoriseAudience(c)
      return c.json(await disableSync(ctx, caller, c.req.param('syncId')))
    })
    .post(`${one}/reenable`, async (c) => {
      const caller = await authority.authoriseAudience(c)
      return c.json(await reenableSync(ctx, caller, c.req.param('syncId')))
    })
    .get(`${one}/records`, async (c) => {
      const caller = await authority.authoriseAudience(c)
      const page = parse(recordsQuery, c.req.query(), 'query')
      return c.json(await pullRecords(ctx, caller, c.req.param('syncId'), page))
    })
    .get(record, async (c) => {
      const caller = await authority.authoriseAudience(c)
      return c.json(await getRecord(ctx, caller, c.req.param('syncId'), c.req.param('recordId')))
    })
    .get(`${record}/content`, async (c) => {
      const caller = await authority.authoriseAudience(c)
      return recordContent(ctx, tokens, caller, c.req.param('syncId'), c.req.param('recordId'))
    })
}
