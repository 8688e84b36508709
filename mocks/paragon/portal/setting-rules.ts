import { comboError, fieldMappingError } from './composite-rules.ts'
import { fileError } from './file-value.ts'
import { optionsOf, type SettingInput } from './input-types.ts'

/** Characters that a text may have; that of an e-mail address is RFC 5321's, the others are assumed. */
const longest = { text: 10_000, choice: 1_000, email: 254, url: 2_048 }

const always = new Set(['SWITCH', 'BOOLEAN_INPUT', 'PERMISSION', 'COPYABLE_BUTTON_INPUT'])

/**
 * Whether a value must be there. A switch always has one, of permissions there may be none beside those that are required,
 * there is nothing to enter in what is only copied, and the user cannot fill what is hidden or read only.
 */
export function isRequired(input: SettingInput): boolean {
  return input.required !== false && input.hidden !== true && input.readOnly !== true && !always.has(input.type)
}

/**
 * What is wrong with a value, in words for the person who typed it; undefined when nothing is. A type that the portal
 * does not support is not judged. `dataSources` is the integration's `sdkIntegrationConfig.dataSources`.
 */
export function settingError(
  input: SettingInput,
  value: unknown,
  dataSources: Record<string, unknown>,
): string | undefined {
  if (value === undefined || value === null || value === '') {
    return isRequired(input) ? `${input.title} is required.` : undefined
  }
  switch (input.type) {
    case 'TEXT_NO_VARS':
    case 'TEXTAREA_NO_VARS':
    case 'PASSWORD':
      return textError(input, value, longest.text)
    // Its options come from the account, so that any text may be one of them.
    case 'DYNAMIC_ENUM':
      return textError(input, value, longest.choice)
    case 'NUMBER':
      return isNumber(value) ? undefined : `${input.title} must be a number.`
    case 'EMAIL':
      return typeof value === 'string' && value.length <= longest.email && /^[^\s@]+@[^\s@]+$/.test(value)
        ? undefined
        : `${input.title} must be an e-mail address, like name@example.com.`
    case 'URL':
      if (typeof value !== 'string' || !isWebAddress(value)) {
        return `${input.title} must be a web address that starts with https:// or http://.`
      }
      return lengthError(input, value, longest.url)
    case 'SWITCH':
    case 'BOOLEAN_INPUT':
      return typeof value === 'boolean' ? undefined : `${input.title} must be on or off.`
    case 'ENUM':
    case 'CUSTOM_DROPDOWN': {
      // A dropdown with a key has the options that the app's page gives it, which are not known here.
      const options = input.type === 'ENUM' || input.key === undefined ? optionsOf(input, dataSources) : []
      if (options.length === 0) return typeof value === 'string' ? textError(input, value, longest.choice) : undefined
      return options.some((option) => option.value === value) ? undefined : `${input.title} must be one of the choices.`
    }
    case 'COMBO_INPUT':
    case 'DYNAMIC_COMBO_INPUT':
      return comboError(input, value, isRequired(input))
    case 'FIELD_MAPPER':
      return fieldMappingError(input, value, isRequired(input))
    case 'FILE':
      return fileError(input, value)
    case 'PERMISSION':
      return permissionError(input, value)
    case 'COPYABLE_BUTTON_INPUT':
      return `${input.title} is there to be copied and cannot be changed.`
    default:
      return undefined
  }
}

/** The errors of a whole form, by input id; empty when it may be saved. */
export function settingErrors(
  inputs: readonly SettingInput[],
  values: Record<string, unknown>,
  dataSources: Record<string, unknown>,
): Record<string, string> {
  const entries = inputs.flatMap((input) => {
    const error = settingError(input, values[input.id], dataSources)
    return error === undefined ? [] : [[input.id, error]]
  })
  return Object.fromEntries(entries)
}

function textError(input: SettingInput, value: unknown, most: number): string | undefined {
  if (typeof value !== 'string') return `${input.title} must be text.`
  if (isRequired(input) && value.trim() === '') return `${input.title} is required.`
  return lengthError(input, value, most)
}

function lengthError({ title }: SettingInput, value: string, most: number): string | undefined {
  return value.length > most ? `${title} must not be longer than ${most} characters.` : undefined
}

/** The vendor's reference of input types says that a number is a text, its declarations say a number: both are taken. */
function isNumber(value: unknown): boolean {
  return typeof value === 'string' ? value.trim() !== '' && Number.isFinite(Number(value)) : Number.isFinite(value)
}

function permissionError({ title, scopes, requiredScopes = [] }: SettingInput, value: unknown): string | undefined {
  if (!Array.isArray(value) || value.some((each) => typeof each !== 'string')) {
    return `${title} must be a list of permissions.`
  }
  const known = new Set([...requiredScopes, ...(scopes?.values ?? []).map(({ name }) => name)])
  const strange = value.find((each) => !known.has(each))
  if (strange !== undefined) return `${title} has no permission "${strange}".`
  const missing = requiredScopes.find((each) => !value.includes(each))
  return missing === undefined ? undefined : `${title} must include "${missing}".`
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text)
}
