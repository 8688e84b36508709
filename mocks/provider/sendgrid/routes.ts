import { Hono, type Context as HonoContext } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import type { Account } from '../../store/provider-accounts.ts'
import type { ProviderRecord } from '../../store/provider-records.ts'
import { secondsBusy } from '../busy.ts'
import { checkAccess } from '../oauth/tokens.ts'
import type { ProviderContext } from '../provider-context.ts'
import { SendGridError } from './errors.ts'
import { check, type Mail, mail, messageData, messagesQuery } from './schemas.ts'

/** Bytes: "the total size of your email, including attachments, must be less than 30MB" (SendGrid, Mail Send). */
const MAX_BODY = 30_000_000
const MESSAGES = 'sendgrid/messages'

/** What a key must allow, by method and path. */
const needed: Record<string, string> = {
  'POST /v3/mail/send': 'mail.send',
  'GET /v3/messages': 'messages.read',
}

interface Env {
  Variables: { account: Account; scopes: string[] }
}

/** Twilio SendGrid's API, version 3: mail is sent, and kept where the account's owner can see it; none leaves the sandbox. */
export function sendGridRoutes(ctx: ProviderContext): Hono<Env> {
  const app = new Hono<Env>()
  const limit = bodyLimit({
    maxSize: MAX_BODY,
    onError: () => {
      throw new SendGridError(413, 'The request is too large.')
    },
  })

  app.use('/v3/*', cors(), limit, async (c, next) => {
    const access = await checkAccess(ctx, c.req.header('authorization'))
    if (access.kind === 'missing') throw new SendGridError(401, 'authorization required')
    if (access.kind !== 'valid' || access.account.directory !== 'sendgrid') {
      throw new SendGridError(401, 'The provided authorization grant is invalid, expired, or revoked')
    }
    const wait = secondsBusy(ctx, access.account)
    if (wait > 0) {
      // SendGrid has no Retry-After: it tells the second when calls are taken again (docs: "Rate Limits").
      c.header('X-RateLimit-Remaining', '0')
      c.header('X-RateLimit-Reset', String(Math.ceil(ctx.clockOf(access.account.projectId).now() / 1000) + wait))
      throw new SendGridError(429, 'too many requests')
    }
    const scope = needed[`${c.req.method} ${c.req.path}`]
    if (scope !== undefined && !access.scopes.includes(scope)) throw new SendGridError(403, 'access forbidden')
    c.set('account', access.account)
    c.set('scopes', access.scopes)
    await next()
  })

  app.get('/v3/user/username', ({ json, var: { account } }) => json({ username: account.email, user_id: account.id }))
  app.get('/v3/scopes', (c) => c.json({ scopes: c.var.scopes }))
  app.post('/v3/mail/send', async (c) => {
    const id = await send(ctx, c.var.account, check(mail, await readJson(c)))
    return c.body(null, 202, { 'X-Message-Id': id })
  })
  app.get('/v3/messages', async (c) => {
    const { limit: most } = check(messagesQuery, c.req.query())
    const order = { order: 'dateCreated', direction: 'desc', limit: most } as const
    const messages = await ctx.store.provider.records.list(c.var.account.id, MESSAGES, order)
    return c.json({ messages: messages.map(messageView) })
  })

  app.all('/v3/*', () => {
    throw new SendGridError(404, 'Resource not found')
  })
  app.onError((error, c) => {
    const known = error instanceof SendGridError ? error : new SendGridError(500, 'Internal Server Error')
    if (known !== error) console.error(error)
    return c.json(known, known.status)
  })
  return app
}

/** Keeps a message for each person it goes to, all or none; answers the id that theirs begin with. */
async function send(ctx: ProviderContext, { id: accountId, projectId }: Account, message: Mail): Promise<string> {
  const id = ctx.randomOf(projectId).secret(12)
  const now = ctx.clockOf(projectId).timestamp()
  const copies = message.personalizations.flatMap(({ to, subject = message.subject }) =>
    to.map(({ email }) => ({
      from_email: message.from.email,
      to_email: email,
      subject,
      content: message.content,
    })),
  )
  await ctx.store.provider.records.commit(accountId, {
    create: copies.map((data, count) => ({
      kind: MESSAGES,
      id: `${id}.${count}`,
      data,
      dateCreated: now,
      dateModified: now,
    })),
  })
  return id
}

function messageView({ id, data, dateCreated }: ProviderRecord) {
  const { content: _, ...message } = messageData.parse(data)
  return { ...message, msg_id: id, status: 'delivered', opens_count: 0, clicks_count: 0, last_event_time: dateCreated }
}

async function readJson(c: HonoContext): Promise<unknown> {
  try {
    return JSON.parse(await c.req.text())
  } catch {
    throw new SendGridError(400, 'Bad Request')
  }
}
