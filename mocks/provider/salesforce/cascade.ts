import type { ProviderRecord } from '../../store/provider-records.ts'
import { SalesforceError } from './errors.ts'
import type { ObjectDefinition } from './objects/definitions.ts'
import { childReferences, nameFieldOf } from './objects/objects.ts'
import type { Org } from './operations.ts'
import { fieldValue, isDeleted, kindOf } from './records.ts'

export interface Doomed {
  object: ObjectDefinition
  records: readonly ProviderRecord[]
}

/**
 * A record and all that is deleted with it. Throws SalesforceError 400 when something keeps it from being deleted, such as
 * the cases of an account. Objects are searched once a generation, however many records of one go.
 */
export async function recordsToDelete(
  { account, rows }: Org,
  object: ObjectDefinition,
  record: ProviderRecord,
): Promise<Doomed[]> {
  const found: Doomed[] = []
  const ids = new Set<string>()
  for (let generation: Doomed[] = [{ object, records: [record] }]; generation.length > 0; ) {
    found.push(...generation)
    for (const { records } of generation) for (const { id } of records) ids.add(id)
    const next: Doomed[] = []
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
        for (const { id } of children) ids.add(id)
        next.push({ object: child, records: children })
      }
    }
    generation = next
  }
  return found
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
