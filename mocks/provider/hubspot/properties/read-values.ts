import type { Account } from '../../../store/provider-accounts.ts'
import { type ErrorDetails, type HubspotError, invalid } from '../errors.ts'
import { hubOf } from '../hub.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import type { ObjectType } from '../object-types.ts'
import type { Values } from '../objects/crm-object.ts'
import type { Definitions } from './custom-properties.ts'
import type { PropertyDefinition } from './definition.ts'

export type GivenValues = Record<string, string | number | boolean | null>

export interface Problem {
  name: string
  code: string
  message: string
}

const DAY = 24 * 60 * 60 * 1000

/**
 * What an object's values become when a request gives others. An empty text and null take a value away
 * (developers.hubspot.com/docs/api-reference/crm-properties-v3/guide). Throws HubspotError 400, which names every
 * property that is not valid.
 */
export function readValues(
  account: Account,
  type: ObjectType,
  definitions: Definitions,
  given: GivenValues,
  current: Values = {},
): Values {
  const problems: Problem[] = []
  const values = new Map(Object.entries(current))
  for (const [name, value] of Object.entries(given)) {
    const definition = definitions.get(name)
    const text = String(value ?? '').trim()
    if (!definition) {
      problems.push({ name, code: 'PROPERTY_DOESNT_EXIST', message: `Property "${name}" does not exist` })
    } else if (definition.isReadOnly) {
      const message = `"${name}" is a read only property; its value cannot be set.`
      problems.push({ name, code: 'READ_ONLY_VALUE', message })
    } else if (text === '') {
      values.delete(name)
    } else {
      const read = readValue(account, definition, text, current)
      if (typeof read === 'string') values.set(name, read)
      else problems.push({ name, ...read })
    }
  }
  problems.push(...placeInPipeline(type, values, Object.keys(given)))
  if (problems.length > 0) throw invalidValues(problems)
  return Object.fromEntries(values)
}

/** A value as it is stored, or what is wrong with it. */
function readValue(
  account: Account,
  { name, type, fieldType, isEmail, externalOptions, options = [] }: PropertyDefinition,
  text: string,
  current: Values,
): string | Omit<Problem, 'name'> {
  if (isEmail) {
    const isAddress = /^[^\s@<>()",:;]+@[^\s@.<>()",:;]+(\.[^\s@.<>()",:;]+)+$/.test(text)
    return isAddress ? text.toLowerCase() : { code: 'INVALID_EMAIL', message: `Email address ${text} is invalid` }
  }
  if (externalOptions === 'owners' && text !== hubOf(account).ownerId) {
    return { code: 'INVALID_OWNER_ID', message: `Owner ${text} does not exist` }
  }
  if (externalOptions) return text
  const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text))
  const instant = parseInstant(text)
  const notLong = { code: 'INVALID_LONG', message: `${text} was not a valid long.` }
  switch (type) {
    case 'number':
      return isNumber ? text : notLong
    case 'datetime':
      return instant === undefined ? notLong : formatInstant(new Date(instant))
    case 'date': {
      if (instant === undefined) return notLong
      const time = new Date(instant).toISOString()
      const message = `${text} is at ${time.slice(11, -1)} UTC, not midnight!`
      return instant % DAY === 0 ? time.slice(0, 10) : { code: 'INVALID_DATE', message }
    }
    case 'bool':
      return ['true', 'false'].includes(text.toLowerCase()) ? text.toLowerCase() : notAnOption(text, ['true', 'false'])
    case 'enumeration': {
      const allowed = options.map(({ value }) => value)
      if (fieldType !== 'checkbox') return allowed.includes(text) ? text : notAnOption(text, allowed)
      const chosen = text.split(';').filter(Boolean)
      const wrong = chosen.find((value) => !allowed.includes(value))
      if (wrong !== undefined) return notAnOption(wrong, allowed)
      // A semicolon in front adds to what was chosen before (same guide).
      const before = text.startsWith(';') ? (current[name] ?? '').split(';').filter(Boolean) : []
      return [...new Set([...before, ...chosen])].join(';')
    }
    default:
      return text
  }
}

function notAnOption(text: string, allowed: readonly string[]) {
  return { code: 'INVALID_OPTION', message: `${text} was not one of the allowed options: [${allowed.join(', ')}]` }
}

/** Puts an object that has a stage, but no pipeline, into the first one; answers what is wrong. */
function placeInPipeline({ pipeline }: ObjectType, values: Map<string, string>, given: readonly string[]): Problem[] {
  if (!pipeline) return []
  const { property, stageProperty, pipelines } = pipeline
  const stage = values.get(stageProperty)
  const [first] = pipelines
  if (stage !== undefined && first && !values.has(property)) values.set(property, first.id)
  const chosen = values.get(property)
  const found = pipelines.find(({ id }) => id === chosen)
  if (chosen !== undefined && !found && given.includes(property)) {
    return [
      {
        name: property,
        ...notAnOption(
          chosen,
          pipelines.map(({ id }) => id),
        ),
      },
    ]
  }
  const stages = found?.stages.map(({ id }) => id) ?? []
  if (stage === undefined || stages.includes(stage)) return []
  return [{ name: stageProperty, ...notAnOption(stage, stages) }]
}

export function invalidValues(problems: readonly Problem[]): HubspotError {
  const results = problems.map(({ name, code, message }) => ({
    isValid: false,
    message,
    error: code,
    name,
    localizedErrorMessage: message,
  }))
  const errors: ErrorDetails['errors'] = problems.map(({ name, code, message }) => ({
    message,
    code,
    context: { propertyName: [name] },
  }))
  return invalid(`Property values were not valid: ${JSON.stringify(results)}`, { errors })
}

/** Throws HubspotError 400 when a new object lacks what its type demands. */
export function requireValues({ singular, required }: ObjectType, values: Values): void {
  const missing = required.filter((names) => !names.some((name) => Object.hasOwn(values, name))).flat()
  if (missing.length === 0) return
  throw invalid(`Error creating ${singular.toUpperCase()}. Some required properties were not set.`, {
    context: { properties: missing },
  })
}
