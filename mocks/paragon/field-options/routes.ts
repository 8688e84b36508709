import { Hono } from 'hono'
import type { Context } from '../../context.ts'
import type { Authority } from '../caller.ts'
import type { AccessTokens } from '../credentials/access-token.ts'
import { readJson } from '../request-body.ts'
import { fieldOptions } from './operations.ts'
import { optionsBody } from './schemas.ts'

export function fieldOptionRoutes(ctx: Context, authority: Authority, tokens: AccessTokens): Hono {
  return new Hono().post('/projects/:projectId/sdk/actions', async (c) => {
    const caller = await authority.authorise(c)
    const body = await readJson(c.req.raw, optionsBody)
    return c.json(await fieldOptions(ctx, tokens, caller, body, c.req.header('x-paragon-credential')))
  })
}
