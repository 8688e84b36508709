import type { Context as HonoContext } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { sealedValue } from './sealed-value.ts'

const COOKIE = 'provider_session'
/** A cookie holds 4 KB. */
const MAX_ACCOUNTS = 12
const MAX_PROJECTS = 5
const DAYS = 30

const schema = z.object({
  /** Account ids by project, the last used first. */
  used: z.record(z.string(), z.array(z.string())),
})

export type BrowserSession = z.infer<typeof schema>

/** What the provider knows of a browser, kept in the browser itself: sealed, so that only the provider can write it. */
export function createBrowserSessions(ctx: Context) {
  const sealed = sealedValue(ctx.store.sealer, 'browser session', schema)
  return {
    /** The browser's session; undefined when it brings none. */
    read(c: HonoContext): BrowserSession | undefined {
      const cookie = getCookie(c, COOKIE)
      return cookie ? sealed.open(cookie) : undefined
    },
    start: (): BrowserSession => ({ used: {} }),
    write(c: HonoContext, session: BrowserSession): void {
      setCookie(c, COOKIE, sealed.seal(session), {
        httpOnly: true,
        sameSite: 'Lax',
        secure: ctx.urls.provider.startsWith('https:'),
        path: '/oauth',
        maxAge: DAYS * 24 * 60 * 60,
      })
    },
  }
}

/** The session after an account was used. */
export function withAccount(session: BrowserSession, projectId: string, accountId: string): BrowserSession {
  const { [projectId]: before = [], ...others } = session.used
  const accounts = [accountId, ...before.filter((id) => id !== accountId)].slice(0, MAX_ACCOUNTS)
  const kept = Object.entries(others).slice(0, MAX_PROJECTS - 1)
  return { ...session, used: Object.fromEntries([[projectId, accounts], ...kept]) }
}

export function usedAccounts(session: BrowserSession, projectId: string): string[] {
  return session.used[projectId] ?? []
}
