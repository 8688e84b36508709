import type { ObjectDefinition } from './definitions.ts'
import { email, field, personName, phone, picklist, text } from './fields.ts'
import { auditFields, id } from './system-fields.ts'

const fixed = { createable: false, updateable: false }

/** The people of an org: assumed, its owner alone, as every licence is taken. */
export const user: ObjectDefinition = {
  name: 'User',
  label: 'User',
  labelPlural: 'Users',
  keyPrefix: '005',
  createable: false,
  updateable: true,
  deletable: false,
  fields: [
    id,
    text('Username', 'Username', 80, { ...fixed, isRequired: true, idLookup: true }),
    ...personName().filter(({ name }) => name !== 'Salutation'),
    text('CompanyName', 'Company Name', 80),
    text('Department', 'Department', 80),
    text('Title', 'Title', 80),
    email('Email', 'Email', { ...fixed, isRequired: true, idLookup: true }),
    phone('Phone', 'Phone'),
    phone('MobilePhone', 'Mobile'),
    text('Alias', 'Alias', 8, { isRequired: true }),
    field('IsActive', 'Active', 'boolean', { ...fixed, compute: () => true }),
    picklist('UserType', 'User Type', ['Standard'], {
      ...fixed,
      nillable: false,
      restrictedPicklist: true,
      compute: () => 'Standard',
    }),
    text('TimeZoneSidKey', 'Time Zone', 40, { ...fixed, nillable: false, compute: () => 'UTC' }),
    text('LocaleSidKey', 'Locale', 40, { ...fixed, nillable: false, compute: () => 'en_US' }),
    text('LanguageLocaleKey', 'Language', 40, { ...fixed, nillable: false, compute: () => 'en_US' }),
    ...auditFields,
  ],
}
