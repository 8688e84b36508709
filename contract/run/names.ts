import { isObject } from './matches.ts'

/** What a case has named so far. */
export type Names = Record<string, unknown>

/** A case refers to what is not there: a step before it failed, or it is misspelt. */
export class UnknownName extends Error {}

/** A value with all its references replaced. Keys that begin with `$` are matchers and stay. */
export function fill(value: unknown, names: Names): unknown {
  if (typeof value === 'string') return fillText(value, names)
  if (Array.isArray(value)) return value.map((each) => fill(each, names))
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [fillKey(key, names), fill(each, names)]))
  }
  return value
}

const fillKey = (key: string, names: Names) => (key.includes('${') ? String(fillText(key, names)) : key)

function fillText(text: string, names: Names): unknown {
  const whole = /^\$([A-Za-z][\w.]*)$/.exec(text)?.[1]
  if (whole !== undefined) return lookUp(whole, names)
  return text.replace(/\$\{([A-Za-z][\w.]*)\}/g, (_, path: string) => String(lookUp(path, names)))
}

function lookUp(path: string, names: Names): unknown {
  let value: unknown = names
  for (const key of path.split('.')) {
    value = isObject(value) || Array.isArray(value) ? (value as Record<string, unknown>)[key] : undefined
    if (value === undefined) throw new UnknownName(`$${path} is not there`)
  }
  return value
}
