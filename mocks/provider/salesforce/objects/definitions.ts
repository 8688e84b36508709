import type { ProviderRecord } from '../../../store/provider-records.ts'

/** `type` of a field in its describe (developer.salesforce.com, "Field Types"). */
export type FieldType =
  | 'id'
  | 'string'
  | 'textarea'
  | 'picklist'
  | 'email'
  | 'phone'
  | 'url'
  | 'boolean'
  | 'int'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'reference'
  | 'address'

/** A value as a record has it in JSON. Dates are texts; a compound field is an object. */
export type FieldValue = string | number | boolean | null | CompoundValue

export interface CompoundValue {
  [part: string]: string | number | null
}

/** One field of an object, as data. */
export interface FieldDefinition {
  name: string
  label: string
  type: FieldType
  /** Characters; 0 for what is not text. */
  length: number
  /** Digits after the point. */
  scale: number
  /** Digits in all; 0 for what is no number. */
  precision: number
  createable: boolean
  updateable: boolean
  nillable: boolean
  filterable: boolean
  sortable: boolean
  /** Must be given when a record is made. */
  isRequired: boolean
  /** Given to a record that is made without it. */
  defaultValue: string | number | boolean | null
  nameField: boolean
  externalId: boolean
  unique: boolean
  /** Whether a record may be found by it in the place of its id. */
  idLookup: boolean
  autoNumber: boolean
  restrictedPicklist: boolean
  picklist: readonly PicklistEntry[]
  reference: ReferenceDefinition | null
  /** The compound field that it is a part of. */
  compoundFieldName: string | null
  /** What it is when it is not stored: it follows from the rest of the record. */
  compute: ((record: ProviderRecord) => FieldValue) | null
}

export interface PicklistEntry {
  value: string
  isDefault: boolean
}

/** Where a reference leads. */
export interface ReferenceDefinition {
  /** Names of objects. */
  to: readonly string[]
  /** By which a query reaches the parent's fields. */
  relationshipName: string
  /** By which a parent calls its children; null when it does not. */
  childRelationshipName: string | null
  /** What becomes of the record when its parent is deleted: it goes too, keeps the parent, or loses the reference. */
  onDelete: 'cascade' | 'restrict' | 'clear' | 'nothing'
}

export interface ObjectDefinition {
  name: string
  label: string
  labelPlural: string
  /** The first three characters of its ids. */
  keyPrefix: string
  createable: boolean
  updateable: boolean
  deletable: boolean
  fields: readonly FieldDefinition[]
  /** What else changes when a record is saved as `next`; `previous` is undefined for a new one. */
  onSave?: (next: StoredFields, previous: StoredFields | undefined, now: Date) => StoredFields
}

/** The values of a record that are stored, by field. A field that is null is left out. */
export type StoredFields = Readonly<Record<string, string | number | boolean>>
