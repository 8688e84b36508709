import type { Account } from '../../../store/provider-accounts.ts'
import type { ProviderRecord } from '../../../store/provider-records.ts'
import type { ProviderContext } from '../../provider-context.ts'
import { type Link, linkChanges, type ObjectRef } from '../associations/associations.ts'
import { invalid } from '../errors.ts'
import { formatInstant } from '../instant.ts'
import { kindOf, type ObjectType } from '../object-types.ts'
import type { Definitions } from '../properties/custom-properties.ts'
import { type GivenValues, readValues, requireValues } from '../properties/read-values.ts'
import { type CrmObject, idOf, isId, toData, toObject } from './crm-object.ts'
import { findRecords, type ObjectKey, objectNotFound } from './reading.ts'
import { refuseTaken, refuseTwins, uniqueRecord, uniqueValuesOf } from './unique-values.ts'

export interface NewObject {
  given: GivenValues
  /** What it is tied to from the start. */
  links: readonly { to: ObjectRef; isPrimary: boolean }[]
}

/** Makes all of the objects or none. Throws HubspotError 400, or 409 for a contact that there is already. */
export async function createObjects(
  ctx: ProviderContext,
  account: Account,
  type: ObjectType,
  definitions: Definitions,
  inputs: readonly NewObject[],
): Promise<CrmObject[]> {
  const drafts = inputs.map(({ given, links }) => {
    const values = readValues(account, type, definitions, given)
    requireValues(type, values)
    return { values, links, unique: uniqueValuesOf(type, definitions, values) }
  })
  const unique = drafts.flatMap((draft) => draft.unique)
  refuseTwins(unique)
  for (;;) {
    const objects = drafts.map(({ values }) => newObject(values, ctx.clockOf(account.projectId).timestamp()))
    const rows = drafts.flatMap((draft, index) => {
      const object = objects[index]
      return object ? [recordOf(type, object), ...draft.unique.map((value) => uniqueRecord(value, object))] : []
    })
    const links = drafts.flatMap((draft, index): Link[] => {
      const id = objects[index]?.id
      return id === undefined ? [] : draft.links.map((link) => ({ from: { type, id }, ...link }))
    })
    const { create, remove } = await linkChanges(ctx, account, links, ctx.clockOf(account.projectId).timestamp())
    if (await ctx.store.provider.records.commit(account.id, { remove, create: [...rows, ...create] })) return objects
    // Else another process made an object at the same instant, or tied one: once more, later.
    await refuseTaken(
      ctx,
      account,
      type,
      unique.map((value) => ({ value, by: undefined })),
    )
  }
}

export interface ObjectUpdate extends ObjectKey {
  given: GivenValues
}

/**
 * Changes all of the objects that are there, as they are at the moment of writing, whoever else may be writing to them;
 * those that are not there are undefined. Throws HubspotError 400 or 409, and changes none.
 */
export async function updateObjects(
  ctx: ProviderContext,
  account: Account,
  type: ObjectType,
  definitions: Definitions,
  updates: readonly ObjectUpdate[],
): Promise<(CrmObject | undefined)[]> {
  for (;;) {
    const records = await findRecords(ctx, account, type, definitions, updates)
    const changes = updates.map(({ given }, index) => {
      const before = records[index]
      const object = before && toObject(before)
      if (!object || object.archivedAt !== undefined) return undefined
      const values = readValues(account, type, definitions, given, object.values)
      return {
        before,
        object,
        after: { ...object, values, dateModified: laterThan(object, ctx.clockOf(account.projectId).timestamp()) },
      }
    })
    const made = changes.filter((change) => change !== undefined)
    refuseRepeated(made.map(({ object }) => object.id))
    const moves = made.map(({ object, after }) => {
      const old = uniqueValuesOf(type, definitions, object.values)
      const now = uniqueValuesOf(type, definitions, after.values)
      const isIn = (list: typeof old, { kind, id }: (typeof old)[number]) =>
        list.some((each) => each.kind === kind && each.id === id)
      return {
        after,
        gained: now.filter((value) => !isIn(old, value)),
        lost: old.filter((value) => !isIn(now, value)),
      }
    })
    refuseTwins(moves.flatMap(({ gained }) => gained))
    const isWritten = await ctx.store.provider.records.commit(account.id, {
      remove: moves.flatMap(({ lost }) => lost),
      replace: made.map(({ before, after }) => ({ before, data: toData(after), dateModified: after.dateModified })),
      create: moves.flatMap(({ after, gained }) => gained.map((value) => uniqueRecord(value, after))),
    })
    if (isWritten) return changes.map((change) => change?.after)
    await refuseTaken(
      ctx,
      account,
      type,
      moves.flatMap(({ after, gained }) => gained.map((value) => ({ value, by: after.id }))),
    )
  }
}

/** Throws HubspotError 404, 400 or 409. */
export async function updateObject(
  ctx: ProviderContext,
  account: Account,
  type: ObjectType,
  definitions: Definitions,
  update: ObjectUpdate,
): Promise<CrmObject> {
  const [object] = await updateObjects(ctx, account, type, definitions, [update])
  if (!object) throw objectNotFound(update)
  return object
}

/**
 * Archives those of the objects that are there; answers how many of the ids are known, archived before or not. What was
 * unique about them is free again.
 */
export async function archiveObjects(
  ctx: ProviderContext,
  account: Account,
  type: ObjectType,
  definitions: Definitions,
  ids: readonly string[],
): Promise<number> {
  for (;;) {
    const records = await ctx.store.provider.records.findAmong(account.id, kindOf(type), ids.filter(isId))
    const changes = records.flatMap((before) => {
      const object = toObject(before)
      if (object.archivedAt !== undefined) return []
      const dateModified = laterThan(object, ctx.clockOf(account.projectId).timestamp())
      return [{ before, after: { ...object, dateModified, archivedAt: formatInstant(dateModified) } }]
    })
    const isWritten = await ctx.store.provider.records.commit(account.id, {
      remove: changes.flatMap(({ after }) => uniqueValuesOf(type, definitions, after.values)),
      replace: changes.map(({ before, after }) => ({ before, data: toData(after), dateModified: after.dateModified })),
    })
    if (isWritten) return records.length
  }
}

export function newObject(values: CrmObject['values'], dateCreated: Date): CrmObject {
  return { id: idOf(dateCreated), values, dateCreated, dateModified: dateCreated, archivedAt: undefined }
}

/** What is stored of a new object. */
export function recordOf(type: ObjectType, object: CrmObject): Omit<ProviderRecord, 'accountId'> {
  const { id, dateCreated, dateModified } = object
  return { kind: kindOf(type), id, data: toData(object), dateCreated, dateModified }
}

function refuseRepeated(ids: readonly string[]): void {
  const repeated = ids.filter((id, index) => ids.indexOf(id) !== index)
  if (repeated.length === 0) return
  throw invalid(`Duplicate IDs found in batch input: [${[...new Set(repeated)].join(', ')}]. IDs must be unique`)
}

/** Another process may have a clock that is ahead. */
function laterThan({ dateModified }: CrmObject, now: Date): Date {
  return new Date(Math.max(now.getTime(), dateModified.getTime() + 1))
}
