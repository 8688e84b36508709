import type { ProviderContext } from '../../provider-context.ts'
import { bodyOf, demand, flagParameter, type HubspotApp, type HubspotRequest, only } from '../api.ts'
import { requireObjectType } from '../object-types.ts'
import { createProperty, definitionsOf, getProperty } from './custom-properties.ts'
import { propertyView } from './property-view.ts'

const BASE = '/crm/v3/properties/:objectType'

/** `/crm/v3/properties` (developers.hubspot.com/docs/api-reference/crm-properties-v3/guide). */
export function definePropertyRoutes(ctx: ProviderContext, app: HubspotApp): void {
  app.get(BASE, async (c) => {
    const type = readable(c)
    const definitions = await definitionsOf(ctx, c.get('account'), type)
    // None is ever archived.
    return c.json({ results: flagParameter(c, 'archived') ? [] : [...definitions.values()].map(propertyView) })
  })
  app.post(BASE, async (c) => {
    const type = requireObjectType(c.req.param('objectType'))
    demand(c, type.scopes.define)
    return c.json(propertyView(await createProperty(ctx, c.get('account'), type, await bodyOf(c))), 201)
  })
  app.all(BASE, only('GET', 'POST'))

  app.get(`${BASE}/:propertyName`, async (c) => {
    const type = readable(c)
    return c.json(propertyView(await getProperty(ctx, c.get('account'), type, c.req.param('propertyName'))))
  })
  app.all(`${BASE}/:propertyName`, only('GET'))
}

/** Every scope for the objects allows to read what they are made of. */
function readable(c: HubspotRequest) {
  const type = requireObjectType(c.req.param('objectType') ?? '')
  demand(c, [...type.scopes.read, ...type.scopes.write, `crm.schemas.${type.name}.read`])
  return type
}
