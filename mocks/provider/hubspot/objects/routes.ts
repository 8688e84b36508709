import type { ProviderContext } from '../../provider-context.ts'
import {
  bodyOf,
  demand,
  flagParameter,
  type HubspotApp,
  type HubspotRequest,
  limitParameter,
  listParameter,
  only,
  paging,
} from '../api.ts'
import { notSimulated } from '../errors.ts'
import { parseBody } from '../json-body.ts'
import { type ObjectType, requireObjectType } from '../object-types.ts'
import { type Definitions, definitionsOf } from '../properties/custom-properties.ts'
import { searchObjects } from '../search/search.ts'
import { type BatchResult, batchView, createBatch, readBatch, updateBatch } from './batches.ts'
import type { CrmObject } from './crm-object.ts'
import { objectViews } from './object-answer.ts'
import {
  batchArchiveSchema,
  batchCreateSchema,
  batchReadSchema,
  batchUpdateSchema,
  createSchema,
  readNewObjects,
  updateSchema,
} from './object-body.ts'
import { objectView } from './object-view.ts'
import { getObject, listObjects, objectNotFound } from './reading.ts'
import { archiveObjects, createObjects, updateObject } from './writing.ts'

const BASE = '/crm/v3/objects/:objectType'

/** `/crm/v3/objects` (developers.hubspot.com/docs/guides/crm/understanding-the-crm). */
export function defineObjectRoutes(ctx: ProviderContext, app: HubspotApp): void {
  app.post(`${BASE}/search`, async (c) => {
    const { account, type, definitions } = await target(c, 'read')
    const { total, objects, properties, next } = await searchObjects(ctx, account, type, definitions, await bodyOf(c))
    return c.json({
      total,
      results: objects.map((object) => objectView(type, definitions, object, properties)),
      ...(next !== undefined && { paging: { next: { after: String(next) } } }),
    })
  })
  app.all(`${BASE}/search`, only('POST'))

  app.post(`${BASE}/batch/read`, async (c) => {
    const { account, type, definitions } = await target(c, 'read')
    const archived = flagParameter(c, 'archived')
    const { inputs, idProperty, properties, propertiesWithHistory } = parseBody(await bodyOf(c), batchReadSchema)
    if (propertiesWithHistory.length > 0) throw notSimulated('propertiesWithHistory')
    const keys = inputs.map(({ id }) => ({ id, idProperty }))
    return sendBatch(
      c,
      200,
      () => readBatch(ctx, account, type, definitions, keys, archived),
      (object) => objectView(type, definitions, object, properties),
    )
  })
  app.post(`${BASE}/batch/create`, async (c) => {
    const { account, type, definitions } = await target(c, 'write')
    const { inputs } = parseBody(await bodyOf(c), batchCreateSchema)
    return sendBatch(
      c,
      201,
      () => createBatch(ctx, account, type, definitions, inputs),
      (object) => wholeView(type, definitions, object),
    )
  })
  app.post(`${BASE}/batch/update`, async (c) => {
    const { account, type, definitions } = await target(c, 'write')
    const { inputs } = parseBody(await bodyOf(c), batchUpdateSchema)
    return sendBatch(
      c,
      200,
      () => updateBatch(ctx, account, type, definitions, inputs),
      (object) => wholeView(type, definitions, object),
    )
  })
  app.post(`${BASE}/batch/archive`, async (c) => {
    const { account, type, definitions } = await target(c, 'write')
    const { inputs } = parseBody(await bodyOf(c), batchArchiveSchema)
    await archiveObjects(ctx, account, type, definitions, [...new Set(inputs.map(({ id }) => id))])
    return c.body(null, 204)
  })
  app.all(`${BASE}/batch/:what{read|create|update|archive}`, only('POST'))

  app.get(BASE, async (c) => {
    const { account, type, definitions } = await target(c, 'read')
    const shown = readShown(c)
    const page = {
      limit: limitParameter(c, { standard: 10, most: 100 }),
      after: c.req.query('after') || undefined,
      archived: flagParameter(c, 'archived'),
    }
    const { objects, next } = await listObjects(ctx, account, type, page)
    return c.json({
      results: await objectViews(ctx, account, type, definitions, objects, shown),
      ...paging(c, next),
    })
  })
  app.post(BASE, async (c) => {
    const { account, type, definitions } = await target(c, 'write')
    const body = parseBody(await bodyOf(c), createSchema)
    const inputs = await readNewObjects(ctx, account, type, [body])
    const [object] = await createObjects(ctx, account, type, definitions, inputs)
    if (!object) throw new Error('Nothing was made of one input')
    c.header('Location', new URL(`/crm/v3/objects/${type.name}/${object.id}`, c.req.url).href)
    return c.json(wholeView(type, definitions, object), 201)
  })
  app.all(BASE, only('GET', 'POST'))

  app.get(`${BASE}/:objectId`, async (c) => {
    const { account, type, definitions } = await target(c, 'read')
    const shown = readShown(c)
    const object = await getObject(ctx, account, type, definitions, keyOf(c), flagParameter(c, 'archived'))
    return c.json((await objectViews(ctx, account, type, definitions, [object], shown))[0])
  })
  app.patch(`${BASE}/:objectId`, async (c) => {
    const { account, type, definitions } = await target(c, 'write')
    const { properties } = parseBody(await bodyOf(c), updateSchema)
    const object = await updateObject(ctx, account, type, definitions, { ...keyOf(c), given: properties })
    return c.json(wholeView(type, definitions, object))
  })
  app.delete(`${BASE}/:objectId`, async (c) => {
    const { account, type, definitions } = await target(c, 'write')
    const id = c.req.param('objectId')
    if ((await archiveObjects(ctx, account, type, definitions, [id])) === 0) throw objectNotFound({ id })
    return c.body(null, 204)
  })
  app.all(`${BASE}/:objectId`, only('GET', 'PATCH', 'DELETE'))

  /** Whose objects of which type a request is about, once its token is known to allow it. */
  async function target(c: HubspotRequest, what: 'read' | 'write') {
    const type = requireObjectType(c.req.param('objectType') ?? '')
    demand(c, type.scopes[what])
    const account = c.get('account')
    return { account, type, definitions: await definitionsOf(ctx, account, type) }
  }

  /** What is to be shown of objects; a type that they are tied to needs a scope, too. */
  function readShown(c: HubspotRequest) {
    if (listParameter(c, 'propertiesWithHistory').length > 0) throw notSimulated('propertiesWithHistory')
    const associations = [...new Set(listParameter(c, 'associations').map(requireObjectType))]
    for (const { scopes } of associations) demand(c, scopes.read)
    return { properties: listParameter(c, 'properties'), associations }
  }

  async function sendBatch(
    c: HubspotRequest,
    status: 200 | 201,
    work: () => Promise<BatchResult>,
    view: (object: CrmObject) => object,
  ): Promise<Response> {
    const started = new Date(ctx.clockOf(c.get('account').projectId).now())
    const { objects, errors } = await work()
    const body = batchView(started, new Date(ctx.clockOf(c.get('account').projectId).now()), objects.map(view), errors)
    return c.json(body, errors.length > 0 ? 207 : status)
  }
}

function keyOf(c: HubspotRequest) {
  return { id: c.req.param('objectId') ?? '', idProperty: c.req.query('idProperty') || undefined }
}

/** With every value that is stored: what a write answers. */
function wholeView(type: ObjectType, definitions: Definitions, object: CrmObject) {
  return objectView(type, definitions, object, Object.keys(object.values))
}
