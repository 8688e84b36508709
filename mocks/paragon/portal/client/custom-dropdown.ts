import type { SettingInput, SettingOption } from '../input-types.ts'
import type { Invoke } from './bridge.ts'

/**
 * Where the options of a CUSTOM_DROPDOWN are: a list, or a loader of the app's (`connect({dropdowns})`, `setDataSources`).
 *
 * The SDK is asked for a loader first, because its `getSourcesForInput` answers one with functions in it, which cannot be
 * posted, so that no answer ever comes (2.4.0). SDKs before 2.4.0 have neither method: with them, an empty list that
 * `connect` has left is the sign of a loader.
 */
export async function customOptions(
  invoke: Invoke,
  type: string,
  input: SettingInput,
): Promise<SettingOption[] | 'loader'> {
  const { key, customDropdownOptions: listed } = input
  if (key === undefined) return listed ?? []
  try {
    if (await invoke('hasCustomDropdownLoader', key)) return 'loader'
    return valuesOf(await invoke('getSourcesForInput', type, input))
  } catch {
    return listed?.length === 0 ? 'loader' : (listed ?? [])
  }
}

function valuesOf(sources: unknown): SettingOption[] {
  if (!isObject(sources) || !isObject(sources.source) || !Array.isArray(sources.source.values)) return []
  return sources.source.values.filter(
    (each: unknown): each is SettingOption => isObject(each) && typeof each.label === 'string' && 'value' in each,
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
