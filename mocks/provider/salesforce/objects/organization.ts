import type { ObjectDefinition } from './definitions.ts'
import { field, text } from './fields.ts'
import { auditFields, id } from './system-fields.ts'

const fixed = { createable: false, updateable: false, nillable: false }

/** The org itself: one record, by whose name two connected accounts are told apart. */
export const organization: ObjectDefinition = {
  name: 'Organization',
  label: 'Organization',
  labelPlural: 'Organizations',
  keyPrefix: '00D',
  createable: false,
  updateable: false,
  deletable: false,
  fields: [
    id,
    text('Name', 'Name', 80, { ...fixed, nameField: true }),
    text('OrganizationType', 'Edition', 40, { ...fixed, compute: () => 'Developer Edition' }),
    text('InstanceName', 'Instance Name', 5, { ...fixed, compute: () => 'SBX1' }),
    field('IsSandbox', 'Is Sandbox', 'boolean', { ...fixed, compute: () => false }),
    text('LanguageLocaleKey', 'Language', 40, { ...fixed, compute: () => 'en_US' }),
    text('TimeZoneSidKey', 'Time Zone', 40, { ...fixed, compute: () => 'UTC' }),
    ...auditFields,
  ],
}
