import type { ProviderContext } from '../provider-context.ts'
import { type AddResource, orgOf, readJson, type SalesforceRequest, writing } from './api.ts'
import { describeGlobal, describeObject, objectSummary } from './describe.ts'
import { noSuchColumn, notFound } from './errors.ts'
import { findByLookup, lookupField } from './external-ids.ts'
import type { FieldDefinition, ObjectDefinition } from './objects/definitions.ts'
import { findField, findObject, nameFieldOf } from './objects/objects.ts'
import {
  createRecord,
  deleteRecord,
  getRecord,
  idOf,
  recentRecords,
  SeveralRecordsError,
  updateRecord,
  upsertRecord,
} from './operations.ts'
import { recordResource } from './records.ts'
import { getDeleted, getUpdated } from './replication.ts'

/** Version from which an upsert that updates says so in a body; before, it answers with nothing ("sObject Rows by External ID"). */
const UPSERT_TELLS = 46

/** `/sobjects`: what objects there are, and their records one by one. */
export function addSobjectResources(ctx: ProviderContext, addResource: AddResource): void {
  addResource('/sobjects', { get: (c) => c.json(describeGlobal(c.get('version'))) })

  addResource('/sobjects/:type', {
    get: async (c) => {
      const object = objectOf(c)
      const version = c.get('version')
      const recent = await recentRecords(orgOf(ctx, c), object)
      const shown = [findField(object, 'Id'), nameFieldOf(object)].flatMap((field) => field ?? [])
      return c.json({
        objectDescribe: objectSummary(object, version),
        recentItems: recent.map((record) => recordResource(object, record, shown, version)),
      })
    },
    post: async (c) => {
      const object = objectOf(c)
      const body = await readJson(c)
      const id = await writing(ctx, c, (org) => createRecord(org, object, body))
      c.header('Location', placeOf(c, object, id))
      return c.json({ id, success: true, errors: [] }, 201)
    },
  })

  addResource('/sobjects/:type/describe', { get: (c) => c.json(describeObject(objectOf(c), c.get('version'))) })

  addResource('/sobjects/:type/updated', {
    get: async (c) => c.json(await getUpdated(orgOf(ctx, c), objectOf(c), spanOf(c))),
  })

  addResource('/sobjects/:type/deleted', {
    get: async (c) => c.json(await getDeleted(orgOf(ctx, c), objectOf(c), spanOf(c))),
  })

  addResource('/sobjects/:type/:id', {
    get: async (c) => {
      const object = objectOf(c)
      const fields = fieldsOf(object, c.req.query('fields'))
      const record = await getRecord(orgOf(ctx, c), object, idOf(object, param(c, 'id')))
      return c.json(recordResource(object, record, fields, c.get('version')))
    },
    patch: async (c) => {
      const object = objectOf(c)
      const id = idOf(object, param(c, 'id'))
      const body = await readJson(c)
      await writing(ctx, c, (org) => updateRecord(org, object, id, body))
      return c.body(null, 204)
    },
    delete: async (c) => {
      const object = objectOf(c)
      const id = idOf(object, param(c, 'id'))
      await writing(ctx, c, (org) => deleteRecord(org, object, id))
      return c.body(null, 204)
    },
  })

  addResource('/sobjects/:type/:field/:value', {
    get: async (c) => {
      const object = objectOf(c)
      const fields = fieldsOf(object, c.req.query('fields'))
      const [record, ...others] = await findByLookup(orgOf(ctx, c), object, keyOf(c, object), param(c, 'value'))
      if (!record) throw notFound()
      if (others.length > 0)
        return several(
          c,
          object,
          [record, ...others].map(({ id }) => id),
        )
      return c.json(recordResource(object, record, fields, c.get('version')))
    },
    patch: async (c) => {
      const object = objectOf(c)
      const input = {
        field: keyOf(c, object),
        value: param(c, 'value'),
        body: await readJson(c),
        updateOnly: c.req.query('updateOnly') === 'true',
      }
      try {
        const { id, created } = await writing(ctx, c, (org) => upsertRecord(org, object, input))
        if (!created && Number(c.get('version')) < UPSERT_TELLS) return c.body(null, 204)
        if (created) c.header('Location', placeOf(c, object, id))
        return c.json({ id, success: true, errors: [], created }, created ? 201 : 200)
      } catch (error) {
        if (error instanceof SeveralRecordsError) return several(c, object, error.ids)
        throw error
      }
    },
    delete: async (c) => {
      const object = objectOf(c)
      const field = keyOf(c, object)
      const found = await writing(ctx, c, async (org) => {
        const records = await findByLookup(org, object, field, param(c, 'value'))
        const [record, ...others] = records
        if (!record) throw notFound()
        if (others.length === 0) await deleteRecord(org, object, record.id)
        return records
      })
      return found.length > 1
        ? several(
            c,
            object,
            found.map(({ id }) => id),
          )
        : c.body(null, 204)
    },
  })
}

/** The object that an address names. Throws SalesforceError 404. */
export function objectOf(c: SalesforceRequest): ObjectDefinition {
  const object = findObject(param(c, 'type'))
  if (!object) throw notFound()
  return object
}

function keyOf(c: SalesforceRequest, object: ObjectDefinition): FieldDefinition {
  return lookupField(object, param(c, 'field'))
}

/** The fields that a parameter lists, and always the id; all of them when it is left out. */
export function fieldsOf(object: ObjectDefinition, list: string | undefined): readonly FieldDefinition[] {
  if (!list) return object.fields
  const names = [...list.split(',').map((name) => name.trim()), 'Id']
  const fields = names.map((name) => {
    const field = findField(object, name)
    if (!field) throw noSuchColumn(object, name)
    return field
  })
  return [...new Set(fields)]
}

function spanOf(c: SalesforceRequest) {
  return { start: c.req.query('start'), end: c.req.query('end') }
}

export function param(c: SalesforceRequest, name: string): string {
  return c.req.param(name) ?? ''
}

function placeOf(c: SalesforceRequest, { name }: ObjectDefinition, id: string): string {
  return `/services/data/v${c.get('version')}/sobjects/${name}/${id}`
}

/** "300: The value returned when an external ID exists in more than one record". */
function several(c: SalesforceRequest, object: ObjectDefinition, ids: readonly string[]): Response {
  return c.json(
    ids.map((id) => placeOf(c, object, id)),
    300,
  )
}
