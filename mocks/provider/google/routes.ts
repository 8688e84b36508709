import { Hono } from 'hono'
import { calendarRoutes } from '../calendar/routes.ts'
import { driveRoutes } from '../drive/routes.ts'
import type { ProviderContext } from '../provider-context.ts'

/** Google's APIs, which share a host. */
export function googleRoutes(ctx: ProviderContext): Hono {
  return new Hono().route('/', driveRoutes(ctx)).route('/', calendarRoutes(ctx))
}
