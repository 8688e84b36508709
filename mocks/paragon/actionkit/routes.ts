import { Hono, type Context as HonoContext } from 'hono'
import type { Context } from '../../context.ts'
import type { Authority } from '../caller.ts'
import type { AccessTokens } from '../credentials/access-token.ts'
import { parse, readJson } from '../request-body.ts'
import { listTools, runTool } from './operations.ts'
import { withRequestId } from './request-id.ts'
import { runBody, toolsQuery } from './schemas.ts'

/** `/actions` is what `/tools` was called before; both live (docs: actionkit/api-reference). */
const names = ['tools', 'actions'] as const

export function actionkitRoutes(ctx: Context, authority: Authority, tokens: AccessTokens): Hono {
  const app = new Hono()

  const list = (name: (typeof names)[number]) => async (c: HonoContext) => {
    const caller = await authority.authorise(c)
    const query = parse(toolsQuery, c.req.query(), 'query')
    const { tools, errors } = await listTools(ctx, tokens, caller, query, c.req.header('x-paragon-credential'))
    return c.json({ [name]: tools, errors })
  }
  const run = async (c: HonoContext) => {
    const caller = await authority.authorise(c)
    const body = await readJson(c.req.raw, runBody)
    return c.json(
      (await runTool(ctx, tokens, caller, { ...body, selector: c.req.header('x-paragon-credential') })) ?? {},
    )
  }

  for (const name of names) {
    // The vendor's workflow builder demo has a slash at the end.
    for (const path of [`/projects/:projectId/${name}`, `/projects/:projectId/${name}/`]) {
      app.get(path, withRequestId(ctx, list(name)))
      app.post(path, withRequestId(ctx, run))
    }
  }
  return app
}
