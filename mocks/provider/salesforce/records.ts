import type { ProviderRecord } from '../../store/provider-records.ts'
import type { FieldDefinition, FieldValue, ObjectDefinition } from './objects/definitions.ts'
import { stored } from './objects/fields.ts'

const KIND = 'salesforce/'

/** What the store calls the records of an object. */
export function kindOf(object: ObjectDefinition): string {
  return KIND + object.name
}

/** The value of any field of a record, stored or computed. */
export function fieldValue(record: ProviderRecord, field: FieldDefinition): FieldValue {
  if (field.compute) return field.compute(record)
  const value = stored(record, field.name)
  return value === null && field.type === 'boolean' ? false : value
}

/** Whether a record is in the recycle bin. */
export function isDeleted(record: ProviderRecord): boolean {
  return record.data.IsDeleted === true
}

/** What the API calls a record: its type and where it is. */
export function attributesOf({ name }: ObjectDefinition, record: ProviderRecord, version: string) {
  const place = record.kind.slice(KIND.length)
  return { type: name, url: `/services/data/v${version}/sobjects/${place}/${record.id}` }
}

/** A record with some of its fields, as the API shows it. */
export function recordResource(
  object: ObjectDefinition,
  record: ProviderRecord,
  fields: readonly FieldDefinition[],
  version: string,
) {
  return {
    attributes: attributesOf(object, record, version),
    ...Object.fromEntries(fields.map((field) => [field.name, fieldValue(record, field)])),
  }
}
