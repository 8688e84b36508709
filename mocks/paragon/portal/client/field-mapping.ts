import type { FieldMappingValue, SettingInput, SettingValue } from '../input-types.ts'

/** The SDK's `DynamicMappingOptions`: what of the app is mapped, as the app says it. */
export interface AppFields {
  fields: { label: string; value: string }[]
  defaultFields?: string[]
  userCanRemoveMappings?: boolean
  userCanCreateFields?: boolean
  /** The app loads the types of records and their fields itself. */
  useBYOFieldMappingOption?: boolean
}

/** One line of a field mapper: a field of the app, and the field of the third party that it is mapped to. */
export interface MappingRow {
  /** Its key in `fieldMappings` or `dynamicMappings`. */
  key: string
  label: string
  field: string | undefined
  isRemovable: boolean
}

/** What an app has said of its fields, by `connect({mapObjectFields})` or `setDataSources`; undefined when it has not. */
export function readAppFields(said: unknown): AppFields | undefined {
  if (Array.isArray(said)) return { fields: said.filter(isField) }
  if (!isObject(said) || !Array.isArray(said.fields)) return undefined
  return { ...said, fields: said.fields.filter(isField) }
}

export function mappingOf(value: SettingValue | undefined): FieldMappingValue {
  return isObject(value) && !Array.isArray(value) ? value : {}
}

/** The type of record of a mapping. */
export const recordOf = ({ objectMapping, mainInput }: FieldMappingValue) => objectMapping ?? mainInput

/** The lines of a static mapper: one for each of its saved labels. */
export function staticRows(input: SettingInput, value: FieldMappingValue): MappingRow[] {
  return (input.savedFieldMappings ?? []).map(({ label }) => ({
    key: label,
    label,
    field: value.fieldMappings?.[label],
    isRemovable: false,
  }))
}

/**
 * The lines of a dynamic mapper: those that are mapped, else the app's default fields, else all of its fields. The key of a
 * mapping is the value of the app's field (assumed).
 */
export function dynamicRows(app: AppFields, value: FieldMappingValue): MappingRow[] {
  const labels = new Map(app.fields.map((field) => [field.value, field.label]))
  const keys = value.dynamicMappings
    ? Object.keys(value.dynamicMappings)
    : (app.defaultFields ?? app.fields.map((field) => field.value))
  return keys.map((key) => ({
    key,
    label: labels.get(key) ?? key,
    field: value.dynamicMappings?.[key]?.integrationField,
    isRemovable: app.userCanRemoveMappings === true,
  }))
}

/** Fields of the app that have no line. */
export function unmappedFields(app: AppFields, rows: readonly MappingRow[]): AppFields['fields'] {
  return app.fields.filter((field) => !rows.some(({ key }) => key === field.value))
}

/** A static mapping with one field set. */
export function withStaticField(value: FieldMappingValue, label: string, field: string | undefined): FieldMappingValue {
  return { ...value, mappingType: 'STATIC', fieldMappings: { ...value.fieldMappings, [label]: field } }
}

/** A dynamic mapping with these lines; `created`: the name of a field that the user has made. */
export function withRows(value: FieldMappingValue, rows: readonly MappingRow[], created?: string): FieldMappingValue {
  const keys = new Set(rows.map(({ key }) => key))
  const own = [...(value.userCreatedFields ?? []), ...(created === undefined ? [] : [created])]
  const kept = own.filter((name, index) => keys.has(name) && own.indexOf(name) === index)
  const { userCreatedFields: _, ...rest } = value
  return {
    ...rest,
    mappingType: 'DYNAMIC',
    dynamicMappings: Object.fromEntries(
      rows.map(({ key, field }) => [
        key,
        { applicationField: key, ...(field !== undefined && { integrationField: field }) },
      ]),
    ),
    ...(kept.length > 0 && { userCreatedFields: kept }),
  }
}

function isField(value: unknown): value is AppFields['fields'][number] {
  return isObject(value) && typeof value.value === 'string' && typeof value.label === 'string'
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
