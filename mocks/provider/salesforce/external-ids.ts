import type { ProviderRecord } from '../../store/provider-records.ts'
import { noExternalId } from './errors.ts'
import type { FieldDefinition, ObjectDefinition } from './objects/definitions.ts'
import { findField } from './objects/objects.ts'
import type { Org } from './operations.ts'
import { fieldValue, isDeleted, kindOf } from './records.ts'
import { ownerOf } from './unique-values.ts'

/** Records named at most when a value is not unique. */
const SEVERAL = 10

/** The field by which an address names a record in the place of its id. Throws SalesforceError 404 for any other. */
export function lookupField(object: ObjectDefinition, name: string): FieldDefinition {
  const field = findField(object, name)
  if (!field?.idLookup || field.type === 'id') throw noExternalId(name)
  return field
}

/** The records that have a value in such a field: one at most when it is unique. */
export async function findByLookup(
  { account, rows }: Pick<Org, 'account' | 'rows'>,
  object: ObjectDefinition,
  field: FieldDefinition,
  value: string,
): Promise<ProviderRecord[]> {
  if (field.unique) {
    const id = await ownerOf({ account, rows }, object, field, value)
    const record = id === undefined ? undefined : await rows.find(account.id, kindOf(object), id)
    return record ? [record] : []
  }
  const wanted = value.toLowerCase()
  return rows.list(account.id, kindOf(object), {
    order: 'dateCreated',
    direction: 'asc',
    matches: (record) => !isDeleted(record) && String(fieldValue(record, field) ?? '').toLowerCase() === wanted,
    limit: SEVERAL,
  })
}
