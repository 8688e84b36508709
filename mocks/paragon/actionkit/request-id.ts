import type { Context as HonoContext } from 'hono'
import type { Context } from '../../context.ts'
import { ApiError, asApiError } from '../api-error.ts'

type Handler = (c: HonoContext) => Promise<Response>

/** Names the call in its error, as ActionKit does: `meta.requestId` (docs: actionkit/actionkit-logs). */
export function withRequestId(ctx: Context, handler: Handler): Handler {
  return async (c) => {
    try {
      return await handler(c)
    } catch (error) {
      const { status, code, message, meta } = asApiError(error)
      throw new ApiError(status, code, message, { ...meta, requestId: ctx.random.uuid() })
    }
  }
}
