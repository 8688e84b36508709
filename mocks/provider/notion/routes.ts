import { Hono, type Context as HonoContext } from 'hono'
import { cors } from 'hono/cors'
import type { Account } from '../../store/provider-accounts.ts'
import { secondsBusy } from '../busy.ts'
import { checkAccess } from '../oauth/tokens.ts'
import type { ProviderContext } from '../provider-context.ts'
import { NotionError } from './errors.ts'
import { createPage, getPage, searchPages, seedPages, updatePage } from './pages.ts'
import { check, newPage, pageChange, search } from './schemas.ts'

interface Env {
  Variables: { account: Account }
}

/** Notion's API: the pages of an account's workspace. `Notion-Version` is not asked for: the real Proxy may add it. */
export function notionRoutes(ctx: ProviderContext): Hono<Env> {
  const app = new Hono<Env>()

  app.use('/v1/*', cors(), async (c, next) => {
    const access = await checkAccess(ctx, c.req.header('authorization'))
    if (access.kind !== 'valid' || access.account.directory !== 'notion') {
      throw new NotionError('unauthorized', 'API token is invalid.')
    }
    const wait = secondsBusy(ctx, access.account)
    if (wait > 0) {
      c.header('Retry-After', String(wait))
      throw new NotionError('rate_limited', 'You have been rate limited. Please try again in a few minutes.')
    }
    await seedPages(ctx, access.account)
    c.set('account', access.account)
    await next()
  })

  app.get('/v1/users/me', (c) => {
    const { id, name, email } = c.var.account
    const user = { object: 'user', id, name, avatar_url: null, type: 'person', person: { email } }
    return c.json({ object: 'user', id, name: 'Paragon Sandbox', type: 'bot', bot: { owner: { type: 'user', user } } })
  })
  app.post('/v1/search', async (c) => c.json(await searchPages(ctx, c.var.account, check(search, await readJson(c)))))
  app.post('/v1/pages', async (c) => c.json(await createPage(ctx, c.var.account, check(newPage, await readJson(c)))))
  app.get('/v1/pages/:id', async (c) => c.json(await getPage(ctx, c.var.account, c.req.param('id'))))
  app.patch('/v1/pages/:id', async (c) =>
    c.json(await updatePage(ctx, c.var.account, c.req.param('id'), check(pageChange, await readJson(c)))),
  )

  app.all('/v1/*', () => {
    throw new NotionError('invalid_request_url', 'Invalid request URL.')
  })
  app.onError((error, c) => {
    const known = error instanceof NotionError ? error : new NotionError('internal_server_error', 'Unexpected error.')
    if (known !== error) console.error(error)
    return c.json(known, known.status)
  })
  return app
}

async function readJson(c: HonoContext): Promise<unknown> {
  const text = await c.req.text()
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    throw new NotionError('invalid_json', 'Error parsing JSON body.')
  }
}
