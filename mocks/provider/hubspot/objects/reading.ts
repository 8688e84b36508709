import type { Account } from '../../../store/provider-accounts.ts'
import type { ProviderRecord } from '../../../store/provider-records.ts'
import type { ProviderContext } from '../../provider-context.ts'
import { invalid, notFound } from '../errors.ts'
import { kindOf, type ObjectType } from '../object-types.ts'
import type { Definitions } from '../properties/custom-properties.ts'
import { type CrmObject, isId, positionAfter, toObject } from './crm-object.ts'
import { ownersOf, uniqueValue } from './unique-values.ts'

/** What names an object: its id, or the value of a property that no two objects share. */
export interface ObjectKey {
  id: string
  idProperty?: string | undefined
}

export interface Page {
  limit: number
  /** Exclusive: an id. */
  after: string | undefined
  archived: boolean
}

/** Objects in the order of their ids. */
export async function listObjects(
  ctx: ProviderContext,
  account: Account,
  type: ObjectType,
  { limit, after, archived }: Page,
): Promise<{ objects: CrmObject[]; next: string | undefined }> {
  const position = after === undefined ? undefined : positionAfter(after)
  if (after !== undefined && !position) throw invalid(`Invalid paging cursor: ${after}`)
  const found = await ctx.store.provider.records.list(account.id, kindOf(type), {
    order: 'dateCreated',
    direction: 'asc',
    after: position,
    matches: (record) => (toObject(record).archivedAt !== undefined) === archived,
    // One more tells whether another page follows.
    limit: limit + 1,
  })
  const objects = found.slice(0, limit).map(toObject)
  return { objects, next: found.length > limit ? objects.at(-1)?.id : undefined }
}

/** Throws HubspotError 404. */
export async function getObject(
  ctx: ProviderContext,
  account: Account,
  type: ObjectType,
  definitions: Definitions,
  key: ObjectKey,
  archived = false,
): Promise<CrmObject> {
  const [record] = await findRecords(ctx, account, type, definitions, [key])
  const object = record && toObject(record)
  if (object && (object.archivedAt !== undefined) === archived) return object
  throw objectNotFound(key)
}

/** The record that each key names, archived or not. Throws HubspotError 400 for a property that names no single object. */
export async function findRecords(
  ctx: ProviderContext,
  account: Account,
  type: ObjectType,
  definitions: Definitions,
  keys: readonly ObjectKey[],
): Promise<(ProviderRecord | undefined)[]> {
  const ids = await Promise.all(
    [...new Set(keys.map(({ idProperty }) => idProperty))].map(async (property) => {
      const ofProperty = keys.filter(({ idProperty }) => idProperty === property)
      return [property, await idsBy(ctx, account, type, definitions, property, ofProperty)] as const
    }),
  )
  const idsByProperty = new Map(ids)
  const idOfKey = ({ id, idProperty }: ObjectKey) => idsByProperty.get(idProperty)?.get(id)
  const wanted = keys.flatMap((key) => idOfKey(key) ?? [])
  const found = await ctx.store.provider.records.findAmong(account.id, kindOf(type), [...new Set(wanted)])
  const records = new Map(found.map((record) => [record.id, record]))
  return keys.map((key) => records.get(idOfKey(key) ?? ''))
}

/** Ids of objects by what names them. */
async function idsBy(
  ctx: ProviderContext,
  account: Account,
  type: ObjectType,
  definitions: Definitions,
  property: string | undefined,
  keys: readonly ObjectKey[],
): Promise<Map<string, string>> {
  if (property === undefined || property === 'hs_object_id') {
    return new Map(keys.flatMap(({ id }) => (isId(id) ? [[id, id]] : [])))
  }
  if (!definitions.get(property)?.hasUniqueValue) {
    throw invalid(`Property "${property}" cannot be used as an idProperty: its values are not unique.`)
  }
  const values = keys.map(({ id }) => uniqueValue(type, property, id))
  const owners = await ownersOf(ctx, account, uniqueValue(type, property, '').kind, values)
  return new Map(
    values.flatMap(({ id, value }) => {
      const owner = owners.get(id)
      return owner === undefined ? [] : [[value, owner]]
    }),
  )
}

export function objectNotFound({ id, idProperty }: ObjectKey) {
  return idProperty === undefined && !/^\d+$/.test(id)
    ? notFound('Object not found.  objectId are usually numeric.', { id: [id] })
    : notFound()
}
