import { optionsOf, type SettingInput, type SettingValue, type SettingValues } from './input-types.ts'

/** Whether a value must be there. A switch always has one, and the user cannot fill what is hidden or read only. */
export function isRequired(input: SettingInput): boolean {
  const isSwitch = input.type === 'SWITCH' || input.type === 'BOOLEAN_INPUT'
  return input.required !== false && input.hidden !== true && input.readOnly !== true && !isSwitch
}

/**
 * What is wrong with a value, in words for the person who typed it; undefined when nothing is. A type that the portal
 * does not support is not judged. `dataSources` is the integration's `sdkIntegrationConfig.dataSources`.
 */
export function settingError(
  input: SettingInput,
  value: SettingValue | undefined,
  dataSources: Record<string, unknown>,
): string | undefined {
  if (value === undefined || value === '') return isRequired(input) ? `${input.title} is required.` : undefined
  switch (input.type) {
    case 'TEXT_NO_VARS':
    case 'TEXTAREA_NO_VARS':
    case 'PASSWORD':
    // Its options come from the account, so that any text may be one of them.
    case 'DYNAMIC_ENUM':
      if (typeof value !== 'string') return `${input.title} must be text.`
      return isRequired(input) && value.trim() === '' ? `${input.title} is required.` : undefined
    case 'NUMBER':
      return typeof value === 'number' && Number.isFinite(value) ? undefined : `${input.title} must be a number.`
    case 'EMAIL':
      return typeof value === 'string' && /^[^\s@]+@[^\s@]+$/.test(value)
        ? undefined
        : `${input.title} must be an e-mail address, like name@example.com.`
    case 'URL':
      return typeof value === 'string' && isWebAddress(value)
        ? undefined
        : `${input.title} must be a web address that starts with https:// or http://.`
    case 'SWITCH':
    case 'BOOLEAN_INPUT':
      return typeof value === 'boolean' ? undefined : `${input.title} must be on or off.`
    case 'ENUM':
    case 'CUSTOM_DROPDOWN': {
      // Options that only the app's own page can load are not known here, so any value may be one of them.
      const options = optionsOf(input, dataSources)
      const known = options.length === 0 || options.some((option) => option.value === value)
      return known ? undefined : `${input.title} must be one of the choices.`
    }
    default:
      return undefined
  }
}

/** The errors of a whole form, by input id; empty when it may be saved. */
export function settingErrors(
  inputs: readonly SettingInput[],
  values: SettingValues,
  dataSources: Record<string, unknown>,
): Record<string, string> {
  const entries = inputs.flatMap((input) => {
    const error = settingError(input, values[input.id], dataSources)
    return error === undefined ? [] : [[input.id, error]]
  })
  return Object.fromEntries(entries)
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text)
}
