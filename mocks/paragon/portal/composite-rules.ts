import type { SettingInput } from './input-types.ts'

/** What is wrong with the value of a COMBO_INPUT or DYNAMIC_COMBO_INPUT; undefined when nothing is. */
export function comboError(input: SettingInput, value: unknown, isRequired: boolean): string | undefined {
  const { title } = input
  if (!isRecord(value)) return `${title} must be a choice and what depends on it.`
  const { mainInput, dependentInput, fieldMappings, variableInput } = value
  if (!isText(mainInput) || !isText(dependentInput)) return `${title} must be chosen from its lists.`
  if (variableInput !== undefined && !isRecord(variableInput)) return `${title} must be chosen from its lists.`
  if (isFilled(dependentInput) && !isFilled(mainInput)) return `${title} needs a choice in its first list.`
  if (isRequired && !(isFilled(mainInput) && isFilled(dependentInput))) {
    return `${title} needs a choice in each of its lists.`
  }
  return mappingsError(input, fieldMappings, false)
}

/** What is wrong with the value of a FIELD_MAPPER; undefined when nothing is. */
export function fieldMappingError(input: SettingInput, value: unknown, isRequired: boolean): string | undefined {
  const { title } = input
  if (!isRecord(value)) return `${title} must be a type of record and its fields.`
  const { objectMapping, mainInput, dependentInput, fieldMappings, dynamicMappings, userCreatedFields, mappingType } =
    value
  const record = objectMapping ?? mainInput
  if (!isText(record) || !isText(dependentInput)) return `${title} must be chosen from its lists.`
  if (mappingType !== undefined && mappingType !== 'STATIC' && mappingType !== 'DYNAMIC') {
    return `${title} must be mapped as STATIC or as DYNAMIC.`
  }
  if (isRequired && !isFilled(record)) return `${title} needs a type of record.`
  if (userCreatedFields !== undefined && !(Array.isArray(userCreatedFields) && userCreatedFields.every(isFilled))) {
    return `${title} has a field without a name.`
  }
  if (dynamicMappings !== undefined) {
    if (!isRecord(dynamicMappings) || !Object.values(dynamicMappings).every(isPair)) {
      return `${title} must map each field of the app to one field.`
    }
    if (
      isRequired &&
      Object.values(dynamicMappings).every((pair) => !isPair(pair) || !isFilled(pair.integrationField))
    ) {
      return `${title} needs at least one field.`
    }
  } else if (isRequired && input.useDynamicMapper === true) return `${title} needs at least one field.`
  return mappingsError(input, fieldMappings, isRequired && input.useDynamicMapper !== true)
}

/** `labels` of `savedFieldMappings` to fields of the third party. */
function mappingsError(
  { title, savedFieldMappings = [], useDynamicMapper }: SettingInput,
  mappings: unknown,
  isComplete: boolean,
): string | undefined {
  if (mappings !== undefined && !(isRecord(mappings) && Object.values(mappings).every(isText))) {
    return `${title} must map each field to one field.`
  }
  const given = new Map(Object.entries(mappings ?? {}))
  const labels = savedFieldMappings.map(({ label }) => label)
  // What an app maps may be the app's to say, under names that only its own page knows.
  const strange = useDynamicMapper ? undefined : [...given.keys()].find((label) => !labels.includes(label))
  if (strange !== undefined) return `${title} has no field "${strange}".`
  const missing = isComplete ? labels.find((label) => !isFilled(given.get(label))) : undefined
  return missing === undefined ? undefined : `${title} needs a field for ${missing}.`
}

const isText = (value: unknown) => value === undefined || value === null || typeof value === 'string'
const isFilled = (value: unknown) => typeof value === 'string' && value.trim() !== ''
const isPair = (value: unknown): value is Record<string, unknown> =>
  isRecord(value) && isText(value.applicationField) && isText(value.integrationField)

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
