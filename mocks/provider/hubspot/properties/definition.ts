export type PropertyType = 'string' | 'number' | 'date' | 'datetime' | 'bool' | 'enumeration' | 'phone_number'

export type FieldType =
  | 'booleancheckbox'
  | 'checkbox'
  | 'date'
  | 'file'
  | 'html'
  | 'number'
  | 'phonenumber'
  | 'radio'
  | 'select'
  | 'text'
  | 'textarea'

export interface PropertyOption {
  label: string
  value: string
  description?: string | undefined
  displayOrder?: number | undefined
  hidden?: boolean | undefined
}

/** A property of an object type: one of HubSpot's own, or one that the hub has made. */
export interface PropertyDefinition {
  name: string
  label: string
  type: PropertyType
  fieldType: FieldType
  groupName: string
  description?: string | undefined
  options?: readonly PropertyOption[] | undefined
  /** Where the values come from that are not among the options. */
  externalOptions?: 'pipelines' | 'stages' | 'owners' | undefined
  /** Only HubSpot writes it. */
  isReadOnly?: boolean | undefined
  /** No two objects of the type have the same value, and the value finds its object. */
  hasUniqueValue?: boolean | undefined
  isEmail?: boolean | undefined
  displayOrder?: number | undefined
  formField?: boolean | undefined
  hidden?: boolean | undefined
}

/** A property that the hub has made. */
export interface CustomProperty extends PropertyDefinition {
  dateCreated: Date
}

/** HubSpot's own properties of one group. */
export function group(
  groupName: string,
  properties: readonly Omit<PropertyDefinition, 'groupName'>[],
): readonly PropertyDefinition[] {
  return properties.map((property) => ({ ...property, groupName }))
}

/** Options whose label is made of the value: `ACTION_PLAN` is "Action plan". */
export function optionsOf(...values: string[]): PropertyOption[] {
  return values.map((value) => ({ label: labelOf(value), value }))
}

function labelOf(value: string): string {
  return value.charAt(0).toUpperCase() + value.slice(1).toLowerCase().replaceAll('_', ' ')
}
