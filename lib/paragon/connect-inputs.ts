import type { Paragon } from './sdk'

/** An input as the SDK describes it: of the steps of an installation, and of User Settings. */
export type DescribedInput = {
  id: string
  title: string
  type: string
  required?: boolean | undefined
  placeholder?: string | undefined
  tooltip?: string | undefined
  defaultValue?: unknown
  /** Names the data source of its options. */
  sourceType?: string | undefined
}

/** The inputs that the SDK tells; its types (2.4.0) leave open what each of them has. */
export function describedInputs(inputs: readonly object[] | undefined): DescribedInput[] {
  return (inputs ?? []).filter((input): input is DescribedInput => 'id' in input && 'title' in input && 'type' in input)
}

export type Option = { value: string; label: string }
export type FormValue = string | number | boolean

/** How each type is asked for here. Those of more than one field, such as field mappings, are not. */
const kinds = {
  TEXT_NO_VARS: 'text',
  TEXT: 'text',
  NUMBER: 'number',
  EMAIL: 'email',
  URL: 'url',
  PASSWORD: 'password',
  SWITCH: 'checkbox',
  BOOLEAN_INPUT: 'checkbox',
  ENUM: 'select',
  DYNAMIC_ENUM: 'select',
} as const

export type FieldKind = (typeof kinds)[keyof typeof kinds]

/** Undefined for a type that needs more than one field. */
export function fieldKind({ type }: Pick<DescribedInput, 'type'>): FieldKind | undefined {
  return Object.entries(kinds).find(([name]) => name === type)?.[1]
}

/** What a form holds, as the SDK takes it: numbers and switches as what they are. Only a text can be made empty again. */
export function readValues(inputs: readonly DescribedInput[], form: FormData): Record<string, FormValue> {
  const values: Record<string, FormValue> = {}
  for (const input of inputs) {
    const kind = fieldKind(input)
    const text = String(form.get(input.id) ?? '')
    if (kind === 'checkbox') values[input.id] = text !== ''
    else if (kind !== undefined && text !== '') values[input.id] = kind === 'number' ? Number(text) : text
    else if (kind === 'text' && !input.required) values[input.id] = text
  }
  return values
}

type Sources = Pick<Paragon, 'getDataSourceOptions' | 'getFieldOptions'>

/** The options of a select: fixed ones from the SDK, the others from the account's third party. */
export async function loadOptions(
  paragon: Sources,
  integration: string,
  { sourceType }: DescribedInput,
  selectedCredentialId: string | undefined,
): Promise<Option[]> {
  if (sourceType === undefined) return []
  const source = await paragon.getDataSourceOptions(integration, sourceType)
  if (source && 'values' in source) return toOptions(source.values)
  if (source?.type !== 'DYNAMIC_DATA_SOURCE') return []
  const { data } = await paragon.getFieldOptions({
    integration,
    action: sourceType,
    ...(selectedCredentialId !== undefined && { selectedCredentialId }),
  })
  return toOptions(data)
}

type Choice = { value: unknown; label: string }

/** Sections are laid flat. */
function toOptions(told: readonly (Choice | { items: Choice[] })[]): Option[] {
  return told
    .flatMap((each) => ('items' in each ? each.items : [each]))
    .map(({ value, label }) => ({ value: String(value), label }))
}
