import { fieldValue } from '../records.ts'
import type { ObjectDefinition } from './definitions.ts'
import { text } from './fields.ts'
import { nameFieldOf, objectOfId } from './objects.ts'
import { id } from './system-fields.ts'

/** What a query sees of the parent behind a reference that leads to several objects ("Name" in the Object Reference). */
export const polymorphicName: ObjectDefinition = {
  name: 'Name',
  label: 'Name',
  labelPlural: 'Names',
  keyPrefix: '',
  createable: false,
  updateable: false,
  deletable: false,
  fields: [
    id,
    text('Name', 'Name', 255, {
      nameField: true,
      compute: (record) => {
        const object = objectOfId(record.id)
        const field = object && nameFieldOf(object)
        return field ? fieldValue(record, field) : null
      },
    }),
    text('Type', 'Type', 40, { compute: (record) => objectOfId(record.id)?.name ?? null }),
  ],
}
