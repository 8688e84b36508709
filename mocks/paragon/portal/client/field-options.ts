export interface FieldOption {
  value: string
  label: string
}

export interface OptionsPage {
  options: FieldOption[]
  nextPageCursor: string | null
}

/**
 * What the SDK's `getFieldOptions` resolved with (`data`, or `nestedData` in sections), or an app's own loader
 * (`options`); what has no value and label is left out.
 */
export function readOptions(result: unknown): OptionsPage {
  const { data, nestedData, options, nextPageCursor } = isObject(result) ? result : {}
  const sections = listOf(nestedData).flatMap((section) => (isObject(section) ? listOf(section.items) : []))
  const found = [...listOf(data), ...listOf(options), ...sections].flatMap((each: unknown) => {
    const { value, label } = isObject(each) ? each : {}
    const isShown = typeof value === 'string' && value !== '' && typeof label === 'string'
    return isShown ? [{ value, label }] : []
  })
  return { options: found, nextPageCursor: typeof nextPageCursor === 'string' ? nextPageCursor : null }
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
