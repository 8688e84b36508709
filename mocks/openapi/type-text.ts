import type { JsonSchema } from './document.ts'

/** A JSON Schema as people read types, over several lines where it is long. */
export function typeText(schema: unknown, indent = ''): string {
  if (typeof schema !== 'object' || schema === null) return 'unknown'
  const { $ref, const: constant, enum: values, anyOf, oneOf, allOf, type } = schema as JsonSchema
  if (typeof $ref === 'string') return $ref.slice($ref.lastIndexOf('/') + 1)
  if (constant !== undefined) return JSON.stringify(constant)
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join(' | ')
  const alternatives = Array.isArray(anyOf) ? anyOf : Array.isArray(oneOf) ? oneOf : undefined
  if (alternatives) return [...new Set(alternatives.map((each) => typeText(each, indent)))].join(' | ')
  if (Array.isArray(allOf)) return allOf.map((each) => typeText(each, indent)).join(' & ')
  if (Array.isArray(type)) return type.join(' | ')
  if (type === 'array') return arrayText(schema as JsonSchema, indent)
  if (type === 'object') return objectText(schema as JsonSchema, indent)
  return typeof type === 'string' ? `${type}${hintOf(schema as JsonSchema)}` : 'unknown'
}

function arrayText({ items }: JsonSchema, indent: string): string {
  const text = typeText(items, indent)
  return text.includes(' | ') ? `(${text})[]` : `${text}[]`
}

function objectText({ properties, required, additionalProperties }: JsonSchema, indent: string): string {
  const inner = `${indent}  `
  const names = Array.isArray(required) ? required : []
  const lines = Object.entries(properties ?? {}).map(
    ([name, each]) =>
      `${inner}${/^\w+$/.test(name) ? name : `"${name}"`}${names.includes(name) ? '' : '?'}: ${typeText(each, inner)}`,
  )
  const others = typeof additionalProperties === 'object' && additionalProperties !== null
  if (others && Object.keys(additionalProperties).length > 0) {
    lines.push(`${inner}[name]: ${typeText(additionalProperties, inner)}`)
  } else if (others && lines.length > 0) {
    lines.push(`${inner}…`)
  }
  if (lines.length > 0) return `{\n${lines.join('\n')}\n${indent}}`
  return others ? '{ [name]: unknown }' : '{}'
}

/** What a text or a number is to be like. */
function hintOf({ format, pattern, minimum, maximum, minLength, maxLength, default: initial }: JsonSchema): string {
  const range = (low: unknown, high: unknown) => {
    const end = typeof high === 'number' && high < Number.MAX_SAFE_INTEGER ? high : ''
    const start = typeof low === 'number' && low > -Number.MAX_SAFE_INTEGER ? low : ''
    return start === '' && end === '' ? undefined : `${start}..${end}`
  }
  const parts = [
    typeof format === 'string' ? format : typeof pattern === 'string' ? `/${pattern}/` : undefined,
    range(minimum ?? minLength, maximum ?? maxLength),
    initial === undefined ? undefined : `default ${JSON.stringify(initial)}`,
  ].filter((part) => part !== undefined)
  return parts.length > 0 ? ` (${parts.join(', ')})` : ''
}
