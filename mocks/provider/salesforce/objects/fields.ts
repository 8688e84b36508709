import type { ProviderRecord } from '../../../store/provider-records.ts'
import type { FieldDefinition, FieldType, FieldValue, ReferenceDefinition } from './definitions.ts'

type Options = Partial<Omit<FieldDefinition, 'name' | 'label' | 'type' | 'picklist' | 'reference'>>

/** A field that a client may write and leave out, unless `options` say otherwise. */
export function field(name: string, label: string, type: FieldType, options: Options = {}): FieldDefinition {
  const isStored = !options.compute
  return {
    name,
    label,
    type,
    length: 0,
    scale: 0,
    precision: 0,
    createable: isStored,
    updateable: isStored,
    nillable: !options.isRequired && type !== 'boolean',
    filterable: true,
    sortable: true,
    isRequired: false,
    defaultValue: type === 'boolean' ? false : null,
    nameField: false,
    externalId: false,
    unique: false,
    idLookup: false,
    autoNumber: false,
    restrictedPicklist: false,
    picklist: [],
    reference: null,
    compoundFieldName: null,
    compute: null,
    ...options,
  }
}

export function text(name: string, label: string, length: number, options: Options = {}): FieldDefinition {
  return field(name, label, 'string', { length, ...options })
}

export function email(name: string, label: string, options: Options = {}): FieldDefinition {
  return field(name, label, 'email', { length: 80, ...options })
}

export function phone(name: string, label: string): FieldDefinition {
  return field(name, label, 'phone', { length: 40 })
}

export function url(name: string, label: string): FieldDefinition {
  return field(name, label, 'url', { length: 255 })
}

/** "Long text": too long to filter or sort by ("Field Types"). */
export function longText(name: string, label: string): FieldDefinition {
  return field(name, label, 'textarea', { length: 32_000, filterable: false, sortable: false })
}

export function number(
  name: string,
  label: string,
  type: 'int' | 'double' | 'currency' | 'percent',
  [precision, scale]: [precision: number, scale: number],
  options: Options = {},
): FieldDefinition {
  return field(name, label, type, { precision, scale, ...options })
}

/** `values` in the order users see, with `*` after the one that is chosen for them. */
export function picklist(name: string, label: string, values: readonly string[], options: Options = {}) {
  const entries = values.map((value) => ({ value: value.replace(/\*$/, ''), isDefault: value.endsWith('*') }))
  return {
    ...field(name, label, 'picklist', {
      length: 255,
      defaultValue: entries.find(({ isDefault }) => isDefault)?.value ?? null,
      ...options,
    }),
    picklist: entries,
  }
}

export function reference(name: string, label: string, to: ReferenceDefinition, options: Options = {}) {
  return { ...field(name, label, 'reference', { length: 18, ...options }), reference: to }
}

/** The external id that most orgs add to their objects, for systems that know a record by an id of their own. */
export const externalId: FieldDefinition = text('External_Id__c', 'External ID', 80, {
  externalId: true,
  unique: true,
  idLookup: true,
})

const ADDRESS_PARTS = ['Street', 'City', 'State', 'PostalCode', 'Country'] as const
const ADDRESS_LENGTHS = { Street: 255, City: 40, State: 80, PostalCode: 20, Country: 80 }
const ADDRESS_LABELS = {
  Street: 'Street',
  City: 'City',
  State: 'State/Province',
  PostalCode: 'Zip/Postal Code',
  Country: 'Country',
}

/** A compound address and its parts, such as `MailingCity`; a lead's parts have no prefix. */
export function address(prefix: string): FieldDefinition[] {
  const name = `${prefix}Address`
  const label = (part: string) => [prefix, part].filter(Boolean).join(' ')
  const coordinate = (part: string) => `${prefix}${part}`
  return [
    ...ADDRESS_PARTS.map((part) =>
      field(`${prefix}${part}`, label(ADDRESS_LABELS[part]), part === 'Street' ? 'textarea' : 'string', {
        length: ADDRESS_LENGTHS[part],
        compoundFieldName: name,
      }),
    ),
    ...['Latitude', 'Longitude'].map((part) =>
      number(coordinate(part), label(part), 'double', [18, 15], { compoundFieldName: name }),
    ),
    field(name, label('Address'), 'address', {
      filterable: false,
      sortable: false,
      compute: (record) => {
        const part = (each: string) => scalar(stored(record, `${prefix}${each}`))
        if (ADDRESS_PARTS.every((each) => part(each) === null)) return null
        return {
          city: part('City'),
          country: part('Country'),
          geocodeAccuracy: null,
          latitude: part('Latitude'),
          longitude: part('Longitude'),
          postalCode: part('PostalCode'),
          state: part('State'),
          street: part('Street'),
        }
      },
    }),
  ]
}

/** The name of a person, put together from its parts. */
export function personName(): FieldDefinition[] {
  return [
    text('LastName', 'Last Name', 80, { isRequired: true }),
    text('FirstName', 'First Name', 40),
    picklist('Salutation', 'Salutation', ['Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Prof.', 'Mx.']),
    text('Name', 'Full Name', 121, {
      nameField: true,
      nillable: false,
      compute: (record) => [stored(record, 'FirstName'), stored(record, 'LastName')].filter(Boolean).join(' '),
    }),
  ]
}

/** The value of a field as it is stored; null when it is not. */
export function stored({ data }: ProviderRecord, name: string): FieldValue {
  const value = data[name]
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

function scalar(value: FieldValue): string | number | null {
  return typeof value === 'string' || typeof value === 'number' ? value : null
}
