import type { ProviderContext } from '../../provider-context.ts'
import { demand, type HubspotApp, type HubspotRequest, limitParameter, only, paging } from '../api.ts'
import { invalid } from '../errors.ts'
import { formatInstant } from '../instant.ts'
import { requireObjectType } from '../object-types.ts'
import { getObject } from '../objects/reading.ts'
import { associate, associatedWith, associationSpecs, dissociate, type ObjectRef } from './associations.ts'

const BASE = '/crm/v4/objects/:fromType/:fromId/associations'

/** `/crm/v4/objects/…/associations` without labels of one's own (developers.hubspot.com/docs/api-reference/crm-associations-v4/guide). */
export function defineAssociationRoutes(ctx: ProviderContext, app: HubspotApp): void {
  app.put(`${BASE}/default/:toType/:toId`, async (c) => {
    const [from, to] = await ends(c, 'write')
    await requireObjects(c, from, to)
    if (from.type === to.type && from.id === to.id) throw invalid('An object cannot be associated with itself.')
    await associate(ctx, c.get('account'), { from, to, isPrimary: false })
    const now = formatInstant(new Date(ctx.clockOf(c.get('account').projectId).now()))
    return c.json({
      status: 'COMPLETE',
      results: [defaultAssociation(from, to), defaultAssociation(to, from)],
      startedAt: now,
      completedAt: now,
    })
  })
  app.all(`${BASE}/default/:toType/:toId`, only('PUT'))

  app.get(`${BASE}/:toType`, async (c) => {
    const [from, { type: to }] = await ends(c, 'read')
    await requireObjects(c, from)
    const limit = limitParameter(c, { standard: 500, most: 500 })
    const after = c.req.query('after') || ''
    const all = (await associatedWith(ctx, c.get('account'), from.type, [from.id], to)).get(from.id) ?? []
    const rest = all.filter(({ id }) => id > after)
    const page = rest.slice(0, limit)
    return c.json({
      results: page.map(({ id, isPrimary }) => ({
        toObjectId: Number(id),
        associationTypes: associationSpecs(from.type, to, isPrimary).map(({ typeId, label }) => ({
          category: 'HUBSPOT_DEFINED',
          typeId,
          label,
        })),
      })),
      ...paging(c, rest.length > limit ? page.at(-1)?.id : undefined),
    })
  })
  app.all(`${BASE}/:toType`, only('GET'))

  app.delete(`${BASE}/:toType/:toId`, async (c) => {
    const [from, to] = await ends(c, 'write')
    await requireObjects(c, from, to)
    await dissociate(ctx, c.get('account'), from, to)
    return c.body(null, 204)
  })
  app.all(`${BASE}/:toType/:toId`, only('DELETE'))

  /** The two objects that a path names, once the token is known to allow it for both types. */
  async function ends(c: HubspotRequest, what: 'read' | 'write'): Promise<[ObjectRef, ObjectRef]> {
    const from = requireObjectType(c.req.param('fromType') ?? '')
    const to = requireObjectType(c.req.param('toType') ?? '')
    demand(c, from.scopes[what])
    demand(c, to.scopes[what])
    return [
      { type: from, id: c.req.param('fromId') ?? '' },
      { type: to, id: c.req.param('toId') ?? '' },
    ]
  }

  /** Throws HubspotError 404 for one that is not there, or archived. */
  async function requireObjects(c: HubspotRequest, ...refs: ObjectRef[]): Promise<void> {
    await Promise.all(refs.map(({ type, id }) => getObject(ctx, c.get('account'), type, new Map(), { id })))
  }
}

function defaultAssociation(from: ObjectRef, to: ObjectRef) {
  const [spec] = associationSpecs(from.type, to.type, false)
  return {
    from: { id: from.id },
    to: { id: to.id },
    associationSpec: { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: spec?.typeId },
  }
}
