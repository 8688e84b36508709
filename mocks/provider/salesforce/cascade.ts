import type { ProviderRecord } from '../../store/provider-records.ts'
import { SalesforceError } from './errors.ts'
import type { FieldDefinition, ObjectDefinition } from './objects/definitions.ts'
import { childReferences, nameFieldOf } from './objects/objects.ts'
import type { Org } from './operations.ts'
import { fieldValue, isDeleted, kindOf } from './records.ts'

export interface Deletion {
  /** The record and all that is deleted with it, parents first. */
  doomed: RecordsOf[]
  /** What stays, and loses its reference to something that goes. */
  orphaned: (RecordsOf & { field: FieldDefinition })[]
}

export interface RecordsOf {
  object: ObjectDefinition
  records: readonly ProviderRecord[]
}

/**
 * What it takes to delete a record. Throws SalesforceError 400 when something keeps it from being deleted, such as
 * the cases of an account. Objects are searched once a generation, however many records of one go.
 */
export async function planDeletion(
  { account, rows }: Org,
  object: ObjectDefinition,
  record: ProviderRecord,
): Promise<Deletion> {
  const doomed: RecordsOf[] = []
  const orphaned: Deletion['orphaned'] = []
  const ids = new Set<string>()
  for (let generation: RecordsOf[] = [{ object, records: [record] }]; generation.length > 0; ) {
    doomed.push(...generation)
    for (const { records } of generation) for (const { id } of records) ids.add(id)
    const next: RecordsOf[] = []
    for (const { object: parent } of generation) {
      for (const { child, field, reference } of childReferences(parent)) {
        if (reference.onDelete === 'nothing') continue
        const children = await rows.list(account.id, kindOf(child), {
          order: 'dateCreated',
          direction: 'asc',
          matches: (each) => ids.has(String(each.data[field.name])) && !ids.has(each.id) && !isDeleted(each),
        })
        if (children.length === 0) continue
        if (reference.onDelete === 'restrict') throw associated(object, record, child, children)
        if (reference.onDelete === 'clear') orphaned.push({ object: child, field, records: children })
        else {
          for (const { id } of children) ids.add(id)
          next.push({ object: child, records: children })
        }
      }
    }
    generation = next
  }
  const staying = orphaned.map((each) => ({ ...each, records: each.records.filter(({ id }) => !ids.has(id)) }))
  return { doomed, orphaned: staying }
}

function associated(
  object: ObjectDefinition,
  record: ProviderRecord,
  child: ObjectDefinition,
  children: readonly ProviderRecord[],
): SalesforceError {
  const nameOf = (of: ObjectDefinition, each: ProviderRecord) => {
    const field = nameFieldOf(of)
    return field ? String(fieldValue(each, field)) : each.id
  }
  const what = `${nameOf(object, record)} could not be completed because it is associated with the following`
  const which = `${child.labelPlural.toLowerCase()}.: ${children.map((each) => nameOf(child, each)).join(', ')}`
  return new SalesforceError(400, 'DELETE_FAILED', `Your attempt to delete ${what} ${which}`, [])
}
