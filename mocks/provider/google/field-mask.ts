import { GoogleApiError, parameter } from './errors.ts'

const MAX_LENGTH = 4096

/** Which fields of an answer are wanted; `null` is everything below. */
export type FieldMask = { [field: string]: FieldMask } | null

/** Which fields an answer may have; `null` has none below, `ANY` whatever it has. */
export type Shape = { readonly [field: string]: Shape } | null | typeof ANY

export const ANY = Symbol('any fields')

/** The shape of fields that have none below, by their names with spaces between. */
export function scalars(names: string): Record<string, null> {
  return Object.fromEntries(names.split(' ').map((name) => [name, null]))
}

/**
 * Reads a `fields` parameter, such as `nextPageToken,files(id,owners/emailAddress)` or `*`
 * (developers.google.com/workspace/drive/api/guides/fields-parameter). Throws GoogleApiError for one that is malformed or
 * names a field that the answer never has.
 */
export function parseFields(text: string, shape: Shape): FieldMask {
  const tokens = text.length > MAX_LENGTH ? undefined : tokenize(text)
  if (!tokens) throw invalidSelection(text.slice(0, 100))
  let at = 0

  function list(within: Shape): FieldMask {
    const mask: { [field: string]: FieldMask } = {}
    let all = false
    do {
      const [name, below] = item(within)
      if (name === '*') all = true
      mask[name] = name in mask ? union(mask[name] ?? null, below) : below
    } while (tokens?.[at] === ',' && ++at)
    return all && mask['*'] === null ? null : mask
  }

  /** A field with what is wanted of it: `a`, `a/b` or `a(b,c)`. */
  function item(within: Shape): [string, FieldMask] {
    const name = tokens?.[at++]
    const inner = name === undefined ? undefined : fieldOf(within, name)
    if (name === undefined || inner === undefined) throw invalidSelection(name ?? text)
    const next = tokens?.[at]
    if (next === '/') {
      at++
      const [child, below] = item(inner)
      return [name, child === '*' && below === null ? null : { [child]: below }]
    }
    if (next !== '(') return [name, null]
    at++
    const mask = list(inner)
    if (tokens?.[at++] !== ')') throw invalidSelection(text)
    return [name, mask]
  }

  const mask = list(shape)
  if (at < tokens.length) throw invalidSelection(tokens[at] ?? text)
  return mask
}

/** The wanted part of an answer. Arrays are seen through; fields that are not there are left out. */
export function selectFields(value: unknown, mask: FieldMask): unknown {
  if (mask === null || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((element) => selectFields(element, mask))
  const wanted = Object.entries(value).flatMap(([field, child]) => {
    const below = Object.hasOwn(mask, field) ? mask[field] : mask['*']
    return below === undefined ? [] : [[field, selectFields(child, below)]]
  })
  return Object.fromEntries(wanted)
}

/** Whether a mask wants anything of a field of the answer. */
export function wants(mask: FieldMask, field: string): boolean {
  return mask === null || Object.hasOwn(mask, field) || Object.hasOwn(mask, '*')
}

/** What a mask wants of a field of the answer; to be asked of one that it wants. */
export function within(mask: FieldMask, field: string): FieldMask {
  return mask === null ? null : ((Object.hasOwn(mask, field) ? mask[field] : mask['*']) ?? null)
}

function tokenize(text: string): string[] | undefined {
  const tokens = text.replaceAll(/\s+/g, '').match(/[A-Za-z0-9_]+|[*,/()]|./g)
  return tokens?.every((token) => /^(\w+|[*,/()])$/.test(token)) ? tokens : undefined
}

function fieldOf(shape: Shape, name: string): Shape | undefined {
  if (shape === ANY || name === '*') return /^[\w*]+$/.test(name) && shape !== null ? ANY : undefined
  return shape !== null && Object.hasOwn(shape, name) ? shape[name] : undefined
}

function union(a: FieldMask, b: FieldMask): FieldMask {
  if (a === null || b === null) return null
  const merged: { [field: string]: FieldMask } = { ...a }
  for (const [field, below] of Object.entries(b)) {
    merged[field] = Object.hasOwn(merged, field) ? union(merged[field] ?? null, below) : below
  }
  return merged
}

function invalidSelection(name: string): GoogleApiError {
  return new GoogleApiError(400, 'invalidParameter', `Invalid field selection ${name}`, parameter('fields'))
}
