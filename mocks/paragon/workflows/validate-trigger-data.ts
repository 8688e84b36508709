import type { FieldRule, RequestValidation } from '../../workflow-language/definition.ts'
import { isRecord } from '../../workflow-language/json.ts'
import { badRequest } from '../api-error.ts'
import type { TriggerData } from './trigger-data.ts'

/** Throws a 400 that names everything a Request trigger misses in what it was sent. The words are assumed. */
export function validateTriggerData({ params, headers, body }: TriggerData, rules: RequestValidation = {}): void {
  const fields = isRecord(body) ? body : {}
  const lowerCase = Object.fromEntries(
    Object.entries(rules.headers ?? {}).map(([name, rule]) => [name.toLowerCase(), rule]),
  )
  const problems = [
    ...problemsOf('query parameter', params, rules.params, true),
    ...problemsOf('header', headers, lowerCase, true),
    ...problemsOf('body field', fields, rules.body, false),
  ]
  if (problems.length > 0) throw badRequest(`The request does not fit the workflow: ${problems.join('; ')}.`)
}

function problemsOf(
  what: string,
  values: Record<string, unknown>,
  rules: Record<string, FieldRule> = {},
  isText: boolean,
): string[] {
  return Object.entries(rules).flatMap(([name, rule]) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    const problem = problemWith(value, rule, isText)
    return problem ? [`${what} "${name}" ${problem}`] : []
  })
}

function problemWith(
  value: unknown,
  { type, required = true, equals }: FieldRule,
  isText: boolean,
): string | undefined {
  if (value === undefined || value === null) return required ? 'is missing' : undefined
  if (type && !hasType(value, type, isText)) return `is not of type ${type}`
  const isEqual = isText ? value === String(equals) : value === equals
  return equals === undefined || isEqual ? undefined : `is not ${JSON.stringify(equals)}`
}

function hasType(value: unknown, type: NonNullable<FieldRule['type']>, isText: boolean): boolean {
  switch (type) {
    case 'array':
      return Array.isArray(value)
    case 'object':
      return isRecord(value)
    case 'number':
      return isText ? value !== '' && Number.isFinite(Number(value)) : typeof value === 'number'
    case 'boolean':
      return isText ? value === 'true' || value === 'false' : typeof value === 'boolean'
    case 'string':
      return typeof value === 'string'
  }
}
