import type { ProviderContext } from '../provider-context.ts'
import { defineAccountRoutes, defineTokenRoutes } from './account/routes.ts'
import { authenticated, type HubspotApp, hubspotApp } from './api.ts'
import { defineAssociationRoutes } from './associations/routes.ts'
import { defineObjectRoutes } from './objects/routes.ts'
import { definePropertyRoutes } from './properties/routes.ts'

/** HubSpot's API: a subset of the CRM's version 3, answering for the hub of the access token. */
export function hubspotRoutes(ctx: ProviderContext): HubspotApp {
  const app = hubspotApp(ctx)
  defineTokenRoutes(ctx, app)
  app.use(authenticated(ctx))
  defineObjectRoutes(ctx, app)
  defineAssociationRoutes(ctx, app)
  definePropertyRoutes(ctx, app)
  defineAccountRoutes(app)
  return app
}
