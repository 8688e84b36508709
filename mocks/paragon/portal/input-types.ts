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
] as const

export type SettingInputType = (typeof settingInputTypes)[number]

/** A value as it is stored in `sharedSettings` or `workflowSettings[id].settings`, by the input's `id`. */
export type SettingValue = string | number | boolean

export type SettingValues = Record<string, SettingValue | undefined>

export interface SettingOption {
  value: string | number | boolean
  label: string
  subtitle?: string
}

/** One input as the portal receives it. Values are strings, but for NUMBER (number), SWITCH and BOOLEAN_INPUT (boolean). */
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
  /**
   * A key of `sdkIntegrationConfig.dataSources`: of ENUM that of a `StaticEnumSource`, of DYNAMIC_ENUM that of a
   * `DynamicSource`.
   */
  sourceType?: string
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
  /** None: the options do not depend on other settings. */
  refreshDependencies: []
  supportPagination?: boolean
}

export function isSupportedType(type: string): type is SettingInputType {
  return settingInputTypes.some((known) => known === type)
}

/**
 * The options of an ENUM or CUSTOM_DROPDOWN input, found where the SDK's `getSourcesForInput` finds them; empty when
 * there are none (a dynamic source, or an app-side loader).
 */
export function optionsOf(input: SettingInput, dataSources: Record<string, unknown>): SettingOption[] {
  if (input.type === 'CUSTOM_DROPDOWN') return input.customDropdownOptions ?? []
  const source = input.sourceType === undefined ? undefined : dataSources[input.sourceType]
  return isStaticEnumSource(source) ? source.values : []
}

/** Where the options of a DYNAMIC_ENUM input come from; undefined when that is not said. */
export function dynamicSourceOf(input: SettingInput, dataSources: Record<string, unknown>): DynamicSource | undefined {
  const source = input.sourceType === undefined ? undefined : dataSources[input.sourceType]
  return isOfType(source, 'DYNAMIC_DATA_SOURCE') ? (source as DynamicSource) : undefined
}

function isStaticEnumSource(source: unknown): source is StaticEnumSource {
  return isOfType(source, 'STATIC_ENUM_DATA_SOURCE')
}

function isOfType(source: unknown, type: string): boolean {
  return typeof source === 'object' && source !== null && 'type' in source && source.type === type
}
