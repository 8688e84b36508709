import type { SettingInput, SettingValue, SettingValues } from '../input-types.ts'

/** What a form starts from: what is stored, else the input's default; a switch that has neither is off. */
export function initialValues(inputs: readonly SettingInput[], stored: SettingValues): SettingValues {
  return Object.fromEntries(
    inputs.map((input) => {
      const isSwitch = input.type === 'SWITCH' || input.type === 'BOOLEAN_INPUT'
      const first = isSwitch ? false : input.type === 'PERMISSION' ? (input.requiredScopes ?? []) : undefined
      return [input.id, stored[input.id] ?? input.defaultValue ?? first]
    }),
  )
}

/**
 * What must be saved: only what differs from what is stored, so that two people who edit different settings do not undo
 * each other. An emptied value is undefined, which the SDK's merge turns into "no longer there".
 */
export function changedValues(stored: SettingValues, values: SettingValues): SettingValues {
  return Object.fromEntries(
    Object.entries(values)
      .map(([id, value]): [string, SettingValues[string]] => [id, value === '' ? undefined : value])
      .filter(([id, value]) => !isSame(value, stored[id])),
  )
}

/** Whether the person has changed anything since the form was filled with `initial`. */
export function isEdited(initial: SettingValues, values: SettingValues): boolean {
  return Object.entries(values).some(([id, value]) => !isSame(value ?? '', initial[id] ?? ''))
}

/** Mappings and lists are other objects each time; their keys are in the order in which they were set. */
function isSame(a: SettingValue | undefined, b: SettingValue | undefined): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b))
}

/** What was typed, as the values to store: the text of a NUMBER becomes a number if it is one. */
export function typedValues(inputs: readonly SettingInput[], values: SettingValues): SettingValues {
  return Object.fromEntries(
    inputs.map((input) => {
      const value = values[input.id]
      if (typeof value !== 'string') return [input.id, value]
      const trimmed = value.trim()
      if (input.type === 'NUMBER' && trimmed !== '' && Number.isFinite(Number(trimmed)))
        return [input.id, Number(trimmed)]
      return [input.id, input.type === 'EMAIL' || input.type === 'URL' ? trimmed : value]
    }),
  )
}

/** The `errors` in the result of a settings update: the server kept the account but refused some value. */
export function complaintsIn(result: unknown): unknown[] {
  if (typeof result !== 'object' || result === null || !('errors' in result)) return []
  return Array.isArray(result.errors) ? result.errors : []
}
