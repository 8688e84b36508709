/**
 * Text with references in double braces, as in the vendor's workflow editor: `/files/{{steps.create.output.id}}`. A
 * reference is a path of names joined by dots.
 */
export interface Template {
  /** Text before each reference and after the last: always one more than there are references. */
  texts: string[]
  references: string[][]
}

const templates = new Map<string, Template>()
/** Templates come from definitions, not from what passes through them, so there are few. */
const CACHED_TEMPLATES = 2_000

export function parseTemplate(source: string): Template {
  const known = templates.get(source)
  if (known) return known
  const texts: string[] = []
  const references: string[][] = []
  let end = 0
  for (const match of source.matchAll(/\{\{([^{}]*)\}\}/g)) {
    texts.push(source.slice(end, match.index))
    references.push((match[1] ?? '').split('.').map((name) => name.trim()))
    end = match.index + match[0].length
  }
  texts.push(source.slice(end))
  const template = { texts, references }
  if (templates.size < CACHED_TEMPLATES) templates.set(source, template)
  return template
}

/** The value that a path leads to; undefined where it leads nowhere. Inherited properties are not there. */
export function lookUp(scope: object, path: readonly string[]): unknown {
  let value: unknown = scope
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value
}

/** A value as part of a text: nothing for null, JSON for what has parts. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** The text with every reference replaced; `encode` is applied to what is put in, not to the text around it. */
export function fillIn(source: string, scope: object, encode = (text: string) => text): string {
  const { texts, references } = parseTemplate(source)
  return texts.reduce((filled, text, index) => {
    const reference = references[index - 1]
    return filled + (reference ? encode(textOf(lookUp(scope, reference))) : '') + text
  })
}
