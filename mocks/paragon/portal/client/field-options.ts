export interface OptionsPage {
  options: { value: string; label: string }[]
  nextPageCursor: string | null
}

/** What the SDK's `getFieldOptions` resolved with; what has no value and label is left out. */
export function readOptions(result: unknown): OptionsPage {
  const { data, nextPageCursor } = isObject(result) ? result : {}
  const options = (Array.isArray(data) ? data : []).flatMap((each: unknown) => {
    const { value, label } = isObject(each) ? each : {}
    const isShown = typeof value === 'string' && value !== '' && typeof label === 'string'
    return isShown ? [{ value, label }] : []
  })
  return { options, nextPageCursor: typeof nextPageCursor === 'string' ? nextPageCursor : null }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
