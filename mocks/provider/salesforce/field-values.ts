import { isStorable } from '../../store/storable-text.ts'
import { formatDate, formatDateTime, parseDate, parseDateTime } from './date-time.ts'
import { jsonParserError, SalesforceError, wrongId } from './errors.ts'
import { readId } from './ids.ts'
import type { FieldDefinition } from './objects/definitions.ts'
import { objectNamed } from './objects/objects.ts'

type Value = string | number | boolean | null

/**
 * A value that a client wants a field to have, as it is stored: texts trimmed, ids of 18 characters, numbers rounded to the
 * field's scale. Null empties the field. Throws SalesforceError 400 for a value that the field cannot have.
 */
export function readFieldValue(field: FieldDefinition, given: unknown): Value {
  if (typeof given === 'object' && given !== null) throw cannotDeserialize(field, given)
  switch (field.type) {
    case 'boolean':
      return readBoolean(field, given)
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return readNumber(field, given)
    case 'date':
      return readInstant(field, given, parseDate, formatDate)
    case 'datetime':
      return readInstant(field, given, parseDateTime, formatDateTime)
    case 'reference':
      return readReference(field, given)
    default:
      return readText(field, given)
  }
}

function readBoolean(field: FieldDefinition, given: unknown): boolean {
  if (given === true || given === 'true') return true
  if (given === false || given === 'false') return false
  if (given === null) {
    const message = `${field.label}: value not of required type: null`
    throw new SalesforceError(400, 'INVALID_TYPE_ON_FIELD_IN_RECORD', message, [field.name])
  }
  throw cannotDeserialize(field, given)
}

function readNumber(field: FieldDefinition, given: unknown): number | null {
  if (given === null || given === '') return null
  const isNumeral = typeof given === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(given.trim())
  const value = typeof given === 'number' ? given : isNumeral ? Number(given) : Number.NaN
  if (Number.isNaN(value) || (field.type === 'int' && !Number.isInteger(value))) throw cannotDeserialize(field, given)
  if (Math.abs(value) >= 10 ** (field.precision - field.scale)) {
    const message = `${field.label}: value outside of valid range on numeric field: ${value}`
    throw new SalesforceError(400, 'NUMBER_OUTSIDE_VALID_RANGE', message, [field.name])
  }
  return Number(value.toFixed(field.scale))
}

function readInstant(
  field: FieldDefinition,
  given: unknown,
  parse: (text: string) => Date | undefined,
  format: (date: Date) => string,
): string | null {
  if (given === null || given === '') return null
  const date = typeof given === 'string' ? parse(given) : undefined
  if (!date) throw cannotDeserialize(field, given)
  return format(date)
}

/** Whether the record is there is for the operation to see. */
function readReference(field: FieldDefinition, given: unknown): string | null {
  if (given === null || given === '') return null
  const id = typeof given === 'string' ? readId(given) : undefined
  if (id === undefined) throw wrongId(field.label, String(given), field.name)
  const isOfType = field.reference?.to.some((name) => id.startsWith(objectNamed(name).keyPrefix))
  if (!isOfType) {
    const message = `${field.label}: id value of incorrect type: ${id}`
    throw new SalesforceError(400, 'FIELD_INTEGRITY_EXCEPTION', message, [field.name])
  }
  return id
}

function readText(field: FieldDefinition, given: unknown): string | null {
  const text = given === null ? '' : String(given).trim()
  if (text === '') return null
  if (!isStorable(text)) {
    throw new SalesforceError(400, 'INVALID_FIELD', `${field.label}: has a character that no text has`, [field.name])
  }
  // Characters, whatever the number of UTF-16 units.
  if ([...text].length > field.length) {
    const message = `${field.label}: data value too large: ${text} (max length=${field.length})`
    throw new SalesforceError(400, 'STRING_TOO_LONG', message, [field.name])
  }
  if (field.type === 'email' && !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text)) {
    const message = `${field.label}: invalid email address: ${text}`
    throw new SalesforceError(400, 'INVALID_EMAIL_ADDRESS', message, [field.name])
  }
  if (field.restrictedPicklist && !field.picklist.some(({ value }) => value === text)) {
    const message = `${field.label}: bad value for restricted picklist field: ${text}`
    throw new SalesforceError(400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message, [field.name])
  }
  return text
}

/** The names that Salesforce's parser has for what JSON can hold. */
function tokenOf(given: unknown): string {
  if (Array.isArray(given)) return 'START_ARRAY'
  if (typeof given === 'object') return given === null ? 'VALUE_NULL' : 'START_OBJECT'
  if (typeof given === 'number') return Number.isInteger(given) ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT'
  if (typeof given === 'boolean') return given ? 'VALUE_TRUE' : 'VALUE_FALSE'
  return 'VALUE_STRING'
}

function cannotDeserialize(field: FieldDefinition, given: unknown): SalesforceError {
  const value = typeof given === 'object' ? JSON.stringify(given) : String(given)
  const problem = `Cannot deserialize instance of ${field.type} from ${tokenOf(given)} value ${value.slice(0, 100)}`
  return jsonParserError(`${problem} or request may be missing a required field`)
}
