import { z } from 'zod'
import { invalid } from '../errors.ts'
import { parseBody } from '../json-body.ts'
import type { ObjectType } from '../object-types.ts'
import type { FieldType, PropertyType } from './definition.ts'

const types = ['string', 'number', 'date', 'datetime', 'bool', 'enumeration', 'phone_number'] as const

/** What each type may be shown as (developers.hubspot.com/docs/api-reference/crm-properties-v3/guide). */
const fieldTypes: Record<PropertyType, readonly FieldType[]> = {
  string: ['text', 'textarea', 'html', 'file', 'phonenumber'],
  number: ['number'],
  date: ['date'],
  datetime: ['date'],
  bool: ['booleancheckbox'],
  enumeration: ['select', 'radio', 'checkbox', 'booleancheckbox'],
  phone_number: ['phonenumber'],
}

const YES_NO = [
  { label: 'Yes', value: 'true' },
  { label: 'No', value: 'false' },
]

/** The fields of a property that a client may write; a formula is refused, as the sandbox calculates nothing. */
export const newPropertySchema = z.object({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,99}$/, 'must be of lower-case letters, digits and underscores, and begin with a letter'),
  label: z.string().min(1),
  type: z.enum(types),
  fieldType: z.enum([
    'booleancheckbox',
    'checkbox',
    'date',
    'file',
    'html',
    'number',
    'phonenumber',
    'radio',
    'select',
    'text',
    'textarea',
  ]),
  groupName: z.string(),
  description: z.string().optional(),
  options: z
    .array(
      z.object({
        label: z.string().min(1),
        value: z.string().min(1),
        description: z.string().optional(),
        displayOrder: z.int().optional(),
        hidden: z.boolean().optional(),
      }),
    )
    .optional(),
  displayOrder: z.int().optional(),
  hasUniqueValue: z.boolean().optional(),
  hidden: z.boolean().optional(),
  formField: z.boolean().optional(),
})

/** Throws HubspotError 400. */
export function readNewProperty(type: ObjectType, body: unknown): z.infer<typeof newPropertySchema> {
  const property = parseBody(body, newPropertySchema)
  const { name, fieldType, groupName, hasUniqueValue } = property
  if (!fieldTypes[property.type].includes(fieldType)) {
    throw invalid(
      `Invalid fieldType "${fieldType}" for type "${property.type}": must be of ${fieldTypes[property.type]}.`,
    )
  }
  if (!type.properties.some((known) => known.groupName === groupName)) {
    throw invalid(`Property group "${groupName}" does not exist.`)
  }
  if (hasUniqueValue && property.type !== 'string' && property.type !== 'number') {
    throw invalid(`Property "${name}" of type "${property.type}" cannot have unique values.`)
  }
  const isYesNo = fieldType === 'booleancheckbox'
  const options = property.options ?? (isYesNo ? YES_NO : [])
  if (property.type === 'enumeration' && options.length === 0) throw invalid(`Property "${name}" must have options.`)
  if (property.type !== 'enumeration' && property.type !== 'bool' && options.length > 0) {
    throw invalid(`Property "${name}" of type "${property.type}" cannot have options.`)
  }
  const values = options.map(({ value }) => value)
  if (new Set(values).size < values.length) throw invalid('Property options must have different values.')
  if (isYesNo && !(values.length === 2 && values.includes('true') && values.includes('false'))) {
    throw invalid('A booleancheckbox must have the options true and false.')
  }
  return { ...property, ...(options.length > 0 && { options }) }
}
