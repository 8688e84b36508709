import { Hono, type Context as HonoContext } from 'hono'
import { cors } from 'hono/cors'
import type { Context } from '../context.ts'
import { actionkitRoutes } from './actionkit/routes.ts'
import { ApiError, asApiError, errorCodes, notFound } from './api-error.ts'
import { createAuthority } from './caller.ts'
import { createAccessTokens } from './credentials/access-token.ts'
import { credentialRoutes } from './credentials/routes.ts'
import { eventRoutes } from './events/routes.ts'
import { fieldOptionRoutes } from './field-options/routes.ts'
import { integrationRoutes } from './integrations/routes.ts'
import { handleEventDestinations } from './monitoring/event-destinations.ts'
import { recordWorkflowFailure } from './monitoring/workflow-failure.ts'
import { oauthRoutes } from './oauth/routes.ts'
import { portalRoutes } from './portal/routes.ts'
import { proxyRoutes } from './proxy/routes.ts'
import { resourceRoutes } from './resources/routes.ts'
import { sdkScriptRoutes } from './sdk-script/routes.ts'
import { syncPermissionRoutes } from './sync-permissions/routes.ts'
import { registerSyncEngine } from './syncs/engine.ts'
import { syncRoutes } from './syncs/routes.ts'
import { taskHistoryRoutes } from './task-history/routes.ts'
import { triggerRoutes } from './triggers/routes.ts'
import { watchForEvents } from './triggers/watch.ts'
import { userRoutes } from './users/routes.ts'
import { createWorkflowEngine } from './workflows/engine/engine.ts'
import { workflowRoutes } from './workflows/routes.ts'
import { handleSchedules } from './workflows/schedule.ts'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY']

export interface ParagonOptions {
  /** Whether the vendor's documented limits of requests hold; default: no. */
  rateLimits?: boolean | undefined
}

export interface Paragon {
  fetch(request: Request): Response | Promise<Response>
  /** Lets nobody wait any longer, for an end that is near: what was waited for goes on after the next start. */
  release(): void
}

/** Paragon's services on one origin, told apart by path. */
export function createParagon(ctx: Context, { rateLimits = false }: ParagonOptions = {}): Paragon {
  const authority = createAuthority(ctx)
  const tokens = createAccessTokens(ctx)
  registerSyncEngine(ctx, tokens)
  const engine = createWorkflowEngine(ctx, tokens, { onFailure: (execution) => recordWorkflowFailure(ctx, execution) })
  handleSchedules(ctx)
  handleEventDestinations(ctx)
  const app = new Hono()
  watchForEvents(ctx, tokens)

  // Every SDK call is cross-origin and preflighted; no cookies are involved, so any origin may ask (sdk.md 1.7). The
  // headers asked for are allowed by name, because `*` leaves Authorization out (Fetch standard).
  // The Proxy API takes any method there is.
  const allowMethods = (_: string, c: HonoContext) => [
    ...new Set([...methods, c.req.header('access-control-request-method') ?? 'GET']),
  ]
  const preflight = cors({ origin: '*', allowMethods, maxAge: 600 })
  app.options('*', (c, next) => {
    // The Proxy API takes every method, this one too; a preflight never carries Authorization (Fetch standard).
    const isProxied = c.req.path.includes('/sdk/proxy/') && c.req.header('authorization') !== undefined
    return isProxied ? next() : preflight(c, next)
  })
  app.use(async (c, next) => {
    await next()
    // Set on the finished answer: Hono's own middleware would make a copy of each, its body turned into a stream.
    c.res.headers.set('access-control-allow-origin', '*')
  })
  app.route('/', userRoutes(ctx, authority))
  app.route('/', integrationRoutes(ctx, authority))
  app.route('/', credentialRoutes(ctx, authority, tokens))
  app.route('/', resourceRoutes(ctx, authority))
  app.route('/', workflowRoutes(ctx, authority, engine))
  app.route('/', eventRoutes(ctx, authority, engine))
  app.route('/', taskHistoryRoutes(ctx, engine, { isLimited: rateLimits }))
  app.route('/', proxyRoutes(ctx, authority, tokens))
  app.route('/', syncRoutes(ctx, authority, tokens))
  app.route('/', syncPermissionRoutes(ctx, authority))
  app.route('/', actionkitRoutes(ctx, authority, tokens))
  app.route('/', fieldOptionRoutes(ctx, authority, tokens))
  app.route('/', triggerRoutes(ctx, authority, tokens))
  app.route('/', oauthRoutes(ctx, authority))
  app.route(
    '/',
    portalRoutes(ctx, {
      allowedOrigins: async (projectId) => (await ctx.store.projects.find(projectId))?.allowedOrigins,
    }),
  )

  app.route('/', sdkScriptRoutes(ctx))

  ctx.routes.learn(ctx.urls.paragon, app.routes)

  app.notFound((c) => {
    const allowed = methodsOf(app, c.req.path)
    const error =
      allowed.length > 0
        ? new ApiError(405, errorCodes.methodNotAllowed, `${c.req.method} is not allowed here.`)
        : notFound(`No such endpoint: ${c.req.method} ${c.req.path}`)
    return error.toResponse(allowed.length > 0 ? { allow: allowed.join(', ') } : undefined)
  })
  app.onError((error) => asApiError(error).toResponse())
  return { fetch: (request) => app.fetch(request), release: () => engine.responses.release() }
}

/** The methods that some route has for this path: when there are any, the method was wrong and not the path. */
function methodsOf(app: Hono, path: string): string[] {
  const matching = app.routes.filter((route) => route.method !== 'ALL' && patternOf(route.path).test(path))
  return [...new Set(matching.map((route) => route.method))]
}

function patternOf(path: string): RegExp {
  const source = path.split('/').map((segment) => {
    const parameter = /^:\w+(?:\{(.+)\})?$/.exec(segment)
    return parameter ? (parameter[1] ?? '[^/]+') : segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`^${source.join('/')}$`)
}
