import type { Context as HonoContext } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { OAuthError } from './errors.ts'

/** In bytes; a request is a few hundred, a sealed one a few thousand. */
export const limitForm = bodyLimit({
  maxSize: 64 * 1024,
  onError: () => {
    throw new OAuthError('invalid_request', 'The body is too large.', 413)
  },
})

/** The body of a form post. Throws OAuthError when it is anything else. */
export async function readForm(c: HonoContext): Promise<URLSearchParams> {
  const [type] = (c.req.header('content-type') ?? '').split(';')
  if (type?.trim().toLowerCase() !== 'application/x-www-form-urlencoded') {
    throw new OAuthError('invalid_request', 'The body must be application/x-www-form-urlencoded.')
  }
  return new URLSearchParams(await c.req.text())
}
