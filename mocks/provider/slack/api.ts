import { Hono, type Context as HonoContext } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import type { Clock } from '../../clock.ts'
import type { Random } from '../../random.ts'
import type { Account } from '../../store/provider-accounts.ts'
import type { RecordRows } from '../../store/provider-records.ts'
import { checkAccess } from '../oauth/tokens.ts'
import type { ProviderContext } from '../provider-context.ts'
import { type Arguments, createArguments } from './arguments.ts'
import { missingScope, SlackError } from './errors.ts'
import { charsetWarning, readArguments } from './request-body.ts'
import { startingRecords } from './starting-records.ts'
import { type Team, teamOf } from './workspace.ts'

/** Bytes; assumed. */
const MAX_BODY = 1024 ** 2

/** What a method is called with. */
export interface SlackCall {
  /** The user of the token, who is in the team. */
  account: Account
  team: Team
  /** What the token allows. */
  scopes: readonly string[]
  args: Arguments
  records: RecordRows
  /** The time of the account's project. */
  clock: Clock
  random: Random
  /** Throws `missing_scope` unless the token has the scope. */
  demand(scope: string): void
  /** Remarks on a call that succeeds all the same. */
  warn(code: string): void
  /** Has an event told to those who listen, once everything is stored (docs.slack.dev/apis/events-api). */
  tell(event: SlackEvent): void
}

/** An event as Slack sends it, without the envelope. */
export interface SlackEvent {
  type: string
  event_ts: string
  [field: string]: unknown
}

export interface SlackMethod {
  /** A token needs one of these before anything else is looked at; without any, every token will do. */
  scopes: readonly string[]
  /** All that it writes is stored together when it answers, and nothing when it throws. */
  writes?: boolean
  /** What is answered beside `ok`. Throws SlackError. */
  run(call: SlackCall): Promise<Answer>
}

export type Answer = Record<string, unknown> & { response_metadata?: Record<string, unknown> }

/**
 * A subset of Slack's Web API (docs.slack.dev/apis/web-api), answering for the account of the access token: methods by
 * name below `/api`, called by GET or POST. Every answer has status 200 and says in `ok` how it went, but for a failure of
 * the sandbox itself and a body beyond all measure.
 */
export function slackApi(ctx: ProviderContext, methods: Readonly<Record<string, SlackMethod>>): Hono {
  const app = new Hono()

  app.use('/api/*', cors())
  app.use(
    '/api/*',
    bodyLimit({ maxSize: MAX_BODY, onError: (c) => c.json({ ok: false, error: 'request_too_large' }, 413) }),
  )

  app.all('/api/:method', async (c) => {
    const name = c.req.param('method')
    const warnings = [charsetWarning(c.req.raw) ?? []].flat()
    try {
      const method = Object.hasOwn(methods, name) ? methods[name] : undefined
      if (!method) throw new SlackError('unknown_method', { details: { req_method: name } })
      const answer = await callMethod(c, method, (code) => warnings.push(code))
      return send(c, { ok: true, ...answer }, { warnings })
    } catch (error) {
      if (!(error instanceof SlackError)) throw error
      return send(c, { ok: false, error: error.code, ...error.details }, { warnings, messages: error.messages })
    }
  })

  app.onError((error, c) => {
    console.error(error)
    return c.json({ ok: false, error: 'internal_error' }, 500)
  })

  async function callMethod(c: HonoContext, method: SlackMethod, warn: SlackCall['warn']): Promise<Answer> {
    const { values, formToken } = await readArguments(c.req.raw)
    const access = await checkAccess(ctx, c.req.header('authorization') ?? (formToken && `Bearer ${formToken}`))
    if (access.kind === 'missing') throw new SlackError('not_authed')
    if (access.kind !== 'valid') throw new SlackError(TOKEN_ERRORS[access.kind])
    const { account, scopes } = access
    if (account.directory !== 'slack') throw new SlackError('invalid_auth')

    c.header('X-OAuth-Scopes', scopes.join(','))
    if (method.scopes.length > 0) c.header('X-Accepted-OAuth-Scopes', method.scopes.join(','))
    if (method.scopes.length > 0 && !method.scopes.some((scope) => scopes.includes(scope))) {
      throw missingScope(method.scopes, scopes)
    }
    const { records } = ctx.store.provider
    const { urls } = ctx
    const random = ctx.randomOf(account.projectId)
    const clock = ctx.clockOf(account.projectId)
    await ctx.store.provider.seed(account, () => ({ records: startingRecords({ clock, urls }, account) }))
    const events: SlackEvent[] = []
    const call = {
      clock,
      random,
      account,
      team: teamOf(account),
      scopes,
      args: createArguments(values),
      warn,
      tell: (event: SlackEvent) => events.push(event),
      demand: (scope: string) => {
        if (!scopes.includes(scope)) throw missingScope([scope], scopes)
      },
    }
    if (!method.writes) return method.run({ ...call, records })
    const answer = await records.write(account.id, (writes) => method.run({ ...call, records: writes }))
    const { id: accountId, projectId } = account
    for (const data of events) {
      await ctx.pushes.publish({ projectId, accountId, topic: 'slack/event', id: random.uuid(), data })
    }
    return answer
  }

  return app
}

const TOKEN_ERRORS: Record<'expired' | 'revoked' | 'invalid', string> = {
  expired: 'token_expired',
  revoked: 'token_revoked',
  invalid: 'invalid_auth',
}

/** Warnings and messages are told in `response_metadata`, too (docs.slack.dev/changelog/2016-09-28-response-metadata-is-on-the-way). */
function send(
  c: HonoContext,
  answer: Answer,
  { warnings, messages = [] }: { warnings: readonly string[]; messages?: readonly string[] },
): Response {
  const metadata = {
    ...answer.response_metadata,
    ...(messages.length > 0 && { messages }),
    ...(warnings.length > 0 && { warnings }),
  }
  const body = {
    ...answer,
    ...(warnings.length > 0 && { warning: warnings.join(',') }),
    ...(Object.keys(metadata).length > 0 && { response_metadata: metadata }),
  }
  return c.body(JSON.stringify(body), 200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'private, no-cache, no-store, must-revalidate',
    'X-Content-Type-Options': 'nosniff',
  })
}
