/** A JSON object as it was typed, or what is wrong with it in words. */
export type Typed = { ok: true; value: Record<string, unknown> } | { ok: false; words: string }

export function parseObject(text: string): Typed {
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value)) return { ok: true, value }
    return { ok: false, words: 'It must be a JSON object: { … }.' }
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it cannot be read'
    return { ok: false, words: `It is not JSON: ${reason}.` }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
