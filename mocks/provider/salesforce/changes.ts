import { jsonParserError, noSuchColumn, SalesforceError } from './errors.ts'
import { readFieldValue } from './field-values.ts'
import type { FieldDefinition, ObjectDefinition, StoredFields } from './objects/definitions.ts'
import { findField } from './objects/objects.ts'

/** What a client wants to be different, by field; null empties one. */
export type Changes = ReadonlyMap<FieldDefinition, string | number | boolean | null>

/**
 * Reads the body of a write. Throws SalesforceError 400 when it is no record, or names a field that there is not or that
 * is not to be written.
 */
export function readChanges(object: ObjectDefinition, body: unknown, kind: 'create' | 'update'): Changes {
  if (!isRecord(body))
    throw jsonParserError(`Cannot deserialize instance of ${object.name} from a value that is no object`)
  const changes = new Map<FieldDefinition, string | number | boolean | null>()
  const readOnly: string[] = []
  for (const [name, given] of Object.entries(body)) {
    // `attributes` says of what type the record is, which the address has said.
    if (name === 'attributes') continue
    const field = findField(object, name)
    if (!field) throw noSuchColumn(object, name)
    if (field.type === 'id') throw idNotToBeGiven(kind)
    if (kind === 'create' ? field.createable : field.updateable) changes.set(field, readFieldValue(field, given))
    else readOnly.push(field.name)
  }
  if (readOnly.length > 0) {
    const hint =
      'Please check the security settings of this field and verify that it is read/write for your profile or permission set.'
    const message = `Unable to create/update fields: ${readOnly.join(', ')}. ${hint}`
    throw new SalesforceError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', message, readOnly)
  }
  return changes
}

/** What a record would hold after some changes. Throws SalesforceError 400 when it would lack what it must have. */
export function applyChanges(object: ObjectDefinition, before: StoredFields, changes: Changes): StoredFields {
  const values = new Map(Object.entries(before))
  const missing: string[] = []
  for (const [field, value] of changes) {
    if (value !== null) values.set(field.name, value)
    else values.delete(field.name)
  }
  for (const field of object.fields) {
    const isMandatory = field.isRequired || (changes.has(field) && !field.nillable)
    if (isMandatory && !field.compute && !values.has(field.name)) missing.push(field.name)
  }
  if (missing.length > 0) {
    const message = `Required fields are missing: [${missing.join(', ')}]`
    throw new SalesforceError(400, 'REQUIRED_FIELD_MISSING', message, missing)
  }
  return Object.fromEntries(values)
}

function idNotToBeGiven(kind: 'create' | 'update'): SalesforceError {
  return kind === 'create'
    ? new SalesforceError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id'])
    : new SalesforceError(400, 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.', ['Id'])
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
