import type { Context as HonoContext } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

const PATH = '/oauth/authorize'

/**
 * Ties the forms of one authorization request to the browser that they were made for: the form carries the cookie's name,
 * sealed, and only that browser brings the cookie. Each request has its own, because windows that open at the same moment
 * in a browser without a session would overwrite a common one.
 */
const nameOf = (window: string) => `provider_window_${window}`

/** `maxAge` in seconds. */
export function writeWindowCookie(
  c: HonoContext,
  window: string,
  options: { maxAge: number; isSecure: boolean },
): void {
  setCookie(c, nameOf(window), '1', {
    httpOnly: true,
    sameSite: 'Lax',
    secure: options.isSecure,
    path: PATH,
    maxAge: options.maxAge,
  })
}

export function hasWindowCookie(c: HonoContext, window: string): boolean {
  return getCookie(c, nameOf(window)) !== undefined
}

/** The request is answered: its forms are of no more use. */
export function clearWindowCookie(c: HonoContext, window: string): void {
  deleteCookie(c, nameOf(window), { path: PATH })
}
