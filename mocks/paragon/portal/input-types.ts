/**
 * The inputs of User Settings (`configs[0].values.sharedMeta.inputs`, `workflowMeta[id].inputs`) that the portal can
 * show. Names of types and fields are the SDK's own: `SidebarInputType`, `BaseInput` and `SerializedConnectInput` in the
 * type declarations of @useparagon/connect 2.4.0. The portal shows any other type as not supported.
 *
 * Shared by the portal and the server: free of dependencies, so it costs the portal's bundle next to nothing.
 */
export const settingInputTypes = [
  'TEXT_NO_VARS',
  'TEXTAREA_NO_VARS',
  'NUMBER',
  'EMAIL',
  'URL',
  'PASSWORD',
  'SWITCH',
  'BOOLEAN_INPUT',
  'ENUM',
  'DYNAMIC_ENUM',
  'CUSTOM_DROPDOWN',
  'COMBO_INPUT',
  'DYNAMIC_COMBO_INPUT',
  'FIELD_MAPPER',
  'FILE',
  'PERMISSION',
  'COPYABLE_BUTTON_INPUT',
] as const

export type SettingInputType = (typeof settingInputTypes)[number]

/** Of COMBO_INPUT and DYNAMIC_COMBO_INPUT: a choice, and one that depends on it (the SDK's `ComboInputValue`). */
export interface ComboValue {
  mainInput?: string | undefined
  dependentInput?: string | undefined
  /** By the labels of `savedFieldMappings`. */
  fieldMappings?: Record<string, string | undefined>
  /** Of DYNAMIC_COMBO_INPUT, as the vendor's headless example saves it: values by the ids of the variable inputs. */
  variableInput?: Record<string, unknown>
}

/** The SDK's `FieldMappingValue`. The vendor's headless example calls `objectMapping` `mainInput`; both are taken. */
export interface FieldMappingValue extends ComboValue {
  /** The type of record. */
  objectMapping?: string | undefined
  /** By the app's field: its value in the app, and the field of the third party. */
  dynamicMappings?: Record<string, { applicationField?: string; integrationField?: string | undefined }>
  userCreatedFields?: string[]
  mappingType?: 'STATIC' | 'DYNAMIC'
}

/**
 * A value as it is stored in `sharedSettings` or `workflowSettings[id].settings`, by the input's `id`. That of a FILE is a
 * `data:` URL with a `name` parameter (assumed), that of a PERMISSION the names of scopes, as the vendor's headless example
 * has it.
 */
export type SettingValue = string | number | boolean | string[] | FieldMappingValue

export type SettingValues = Record<string, SettingValue | undefined>

export interface SettingOption {
  value: string | number | boolean
  label: string
  subtitle?: string
}

/** One input as the portal receives it. */
export interface SettingInput {
  id: string
  title: string
  /** A `SettingInputType`, or one that this portal does not know. */
  type: string
  subtitle?: string
  placeholder?: string
  tooltip?: string
  /** Absent counts as true, as the SDK's declarations say. */
  required?: boolean
  defaultValue?: SettingValue
  documentationLink?: string
  documentationLinkLabel?: string
  hidden?: boolean
  readOnly?: boolean
  /** CUSTOM_DROPDOWN: the name by which an app may pass its own options to `connect({dropdowns})`. */
  key?: string
  /** CUSTOM_DROPDOWN: the options, when they are fixed. */
  customDropdownOptions?: SettingOption[]
  /** CUSTOM_DROPDOWN with an app-side loader: the options are to be asked for each time it is opened. */
  refreshOnOpen?: boolean
  /** A key of `sdkIntegrationConfig.dataSources`; `sourceTypes` says of what kind of source. */
  sourceType?: string
  /** FIELD_MAPPER and COMBO_INPUT: what is mapped to fields of the third party, each by its label. */
  savedFieldMappings?: { label: string }[]
  /** FIELD_MAPPER: what is mapped is not fixed, but the app's to say. */
  useDynamicMapper?: boolean
  /** FIELD_MAPPER: the name by which the app says it, in `connect({mapObjectFields})` or `setDataSources`. */
  dynamicObjectName?: string
  /** PERMISSION: those that cannot be left out. */
  requiredScopes?: string[]
  /** PERMISSION: those that there are. */
  scopes?: { values: { name: string; description: string; label?: string }[] }
}

/** The SDK's `StaticEnumDataSource`: the options of an ENUM input, kept beside the inputs. */
export interface StaticEnumSource {
  type: 'STATIC_ENUM_DATA_SOURCE'
  id: string
  title: string
  values: SettingOption[]
}

/** The SDK's `DynamicDataSource`: the options are the account's own, and `getFieldOptions` asks for them. */
export interface DynamicSource {
  type: 'DYNAMIC_DATA_SOURCE'
  title: string
  cacheKey: string
  /** `cacheKey`s of the sources whose choices these options depend on. */
  refreshDependencies: string[]
  supportPagination?: boolean
}

/** The SDK's `FieldMapperDataSource`: types of records, and the fields of one. */
export interface FieldMapperSource {
  type: 'FIELD_MAPPER_DATA_SOURCE'
  id: string
  title: string
  recordSource: DynamicSource
  fieldSource: DynamicSource
}

/** The SDK's `ComboInputDataSource` and `DynamicComboInputDataSource`. */
export interface ComboSource {
  type: 'COMBO_INPUT_DATA_SOURCE' | 'DYNAMIC_COMBO_INPUT_DATA_SOURCE'
  id: string
  title: string
  mainInputSource: DynamicSource
  dependentInputSource: DynamicSource
}

/** What kind of source the `sourceType` of an input names; types that are not here need none. */
export const sourceTypes: Readonly<Record<string, string>> = {
  ENUM: 'STATIC_ENUM_DATA_SOURCE',
  DYNAMIC_ENUM: 'DYNAMIC_DATA_SOURCE',
  FIELD_MAPPER: 'FIELD_MAPPER_DATA_SOURCE',
  COMBO_INPUT: 'COMBO_INPUT_DATA_SOURCE',
  DYNAMIC_COMBO_INPUT: 'DYNAMIC_COMBO_INPUT_DATA_SOURCE',
}

export function isSupportedType(type: string): type is SettingInputType {
  return settingInputTypes.some((known) => known === type)
}

/** What says where an input's options come from. */
export interface SourcedInput {
  id: string
  type: string
  sourceType?: string | undefined
}

/** What is wrong with where an input's options come from; undefined when nothing is. */
export function sourceProblem(input: SourcedInput, dataSources: Record<string, unknown>): string | undefined {
  const wanted = sourceTypes[input.type]
  if (wanted === undefined) return undefined
  if (input.sourceType === undefined) return `${input.id} does not say where its options come from (sourceType).`
  if (sourceOf(input, dataSources)) return undefined
  return `${input.id} has the sourceType "${input.sourceType}", which is no ${wanted} of its integration.`
}

/**
 * The options of an ENUM or CUSTOM_DROPDOWN input, found where the SDK's `getSourcesForInput` finds them; empty when
 * there are none (a dynamic source, or an app-side loader).
 */
export function optionsOf(input: SettingInput, dataSources: Record<string, unknown>): SettingOption[] {
  if (input.type === 'CUSTOM_DROPDOWN') return input.customDropdownOptions ?? []
  return (sourceOf(input, dataSources) as StaticEnumSource | undefined)?.values ?? []
}

/** Where the options of a DYNAMIC_ENUM input come from; undefined when that is not said. */
export function dynamicSourceOf(input: SettingInput, dataSources: Record<string, unknown>): DynamicSource | undefined {
  return sourceOf(input, dataSources) as DynamicSource | undefined
}

/** The two sources of a COMBO_INPUT, a DYNAMIC_COMBO_INPUT or a FIELD_MAPPER: the second depends on a choice of the first. */
export function pairedSourcesOf(
  input: SettingInput,
  dataSources: Record<string, unknown>,
): { main: DynamicSource; dependent: DynamicSource } | undefined {
  const source = sourceOf(input, dataSources) as FieldMapperSource | ComboSource | undefined
  if (source === undefined) return undefined
  if (source.type === 'FIELD_MAPPER_DATA_SOURCE') return { main: source.recordSource, dependent: source.fieldSource }
  return { main: source.mainInputSource, dependent: source.dependentInputSource }
}

/** The source that an input names, when it is of the kind that its type needs. */
function sourceOf(input: SourcedInput, dataSources: Record<string, unknown>): unknown {
  const source =
    input.sourceType !== undefined && Object.hasOwn(dataSources, input.sourceType)
      ? dataSources[input.sourceType]
      : undefined
  const isRight = typeof source === 'object' && source !== null && 'type' in source
  return isRight && source.type === sourceTypes[input.type] ? source : undefined
}
