import { z } from 'zod'

/**
 * The inputs that parameters of tools and triggers are made of. Each is a zod type, by which a value is checked and from
 * which its JSON Schema follows, and has beside it what the Paragon format says of it (docs: actionkit/schema-formats;
 * `IntentInputKeyConfig` in the type declarations of @useparagon/connect 2.4.0).
 */
export interface InputFacts {
  title: string
  subtitle?: string | undefined
  type: InputType
  values?: { value: string; label: string }[]
  valuesSource?: DynamicSource
  supportedOperators?: readonly string[]
  supportedKeysSource?: DynamicSource
}

/** The input types of the Paragon format that are used here; the names are the vendor's. */
export type InputType = 'TEXT' | 'TEXTAREA' | 'CODE' | 'BOOLEAN_INPUT' | 'ENUM' | 'EDITABLE_ENUM' | 'CONDITIONAL'

/** Options that are asked for when needed: see field options. */
export interface DynamicSource {
  sourceType: string
  /** Ids of the inputs that the options depend on. */
  dependencies: string[]
}

const facts = z.registry<InputFacts>()

/** What is said of an input to people, and to models that fill it in. */
interface Words {
  subtitle?: string
  example?: string
}

function described<T extends z.ZodType>(schema: T, title: string, words: Words, given: Omit<InputFacts, 'title'>): T {
  const { subtitle, example } = words
  const description = [subtitle ? `${title}: ${subtitle}` : title, example && `(example: ${example})`]
  const result = schema.describe(description.filter(Boolean).join(' '))
  facts.add(result, { title, ...(subtitle !== undefined && { subtitle }), ...given })
  return result
}

export const text = (title: string, words: Words = {}) => described(z.string(), title, words, { type: 'TEXT' })

/** A text that must be there and say something. */
export const requiredText = (title: string, words: Words = {}) =>
  described(z.string().min(1), title, words, { type: 'TEXT' })

export const longText = (title: string, words: Words = {}) => described(z.string(), title, words, { type: 'TEXTAREA' })

export const flag = (title: string, words: Words = {}) =>
  described(z.boolean(), title, words, { type: 'BOOLEAN_INPUT' })

/** RFC 3339, with an offset. */
export const instant = (title: string, words: Words = {}) =>
  described(z.iso.datetime({ offset: true }), title, { example: '2026-01-15T09:00:00Z', ...words }, { type: 'TEXT' })

/** One of some values, by value and label. */
export function choice<V extends string>(title: string, values: Record<V, string>, words: Words = {}) {
  const names = Object.keys(values) as [V, ...V[]]
  const options = names.map((value) => ({ value, label: values[value] }))
  return described(z.enum(names), title, words, { type: 'ENUM', values: options })
}

/** One of the values that the account has, by the name of their source; the text is not checked against them. */
export const option = (title: string, sourceType: string, words: Words = {}, dependencies: string[] = []) =>
  described(z.string().min(1), title, words, { type: 'ENUM', values: [], valuesSource: { sourceType, dependencies } })

/** A JSON object, written as text as the vendor has it (docs: HUBSPOT_CREATE_RECORD_CONTACTS, additionalFieldsJSON). */
export const jsonObject = (title: string, words: Words = {}) =>
  described(z.string().transform(parsedAs(isObject, 'object')), title, words, { type: 'CODE' })

/** A JSON array, written as text. */
export const jsonArray = (title: string, words: Words = {}) =>
  described(z.string().transform(parsedAs(Array.isArray, 'array')), title, words, { type: 'CODE' })

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parsedAs<T>(isRight: (value: unknown) => value is T, what: string) {
  return (json: string, context: z.RefinementCtx): T => {
    try {
      const value: unknown = JSON.parse(json)
      if (isRight(value)) return value
    } catch {}
    context.addIssue({ code: 'custom', message: `is not a JSON ${what}` })
    return z.NEVER
  }
}

/** Conditions that records must meet; the options of their fields are those of a source. */
export const conditional = <T extends z.ZodType>(
  schema: T,
  title: string,
  supportedKeysSource: DynamicSource,
  supportedOperators: readonly string[],
) =>
  described(
    schema,
    title,
    { subtitle: 'Any of the groups, each with all of its conditions' },
    { type: 'CONDITIONAL', supportedKeysSource, supportedOperators },
  )

/** `paginationParameters` of a tool that lists (docs: actionkit/api-reference, Pagination). Not an input of its own. */
export const pagination = (most: number) =>
  z
    .strictObject({
      pageCursor: z.string().nullish().describe('nextPageCursor of the page before'),
      limit: z.int().min(1).max(most).optional().describe('The most that a page may have'),
    })
    .optional()
    .describe('Which page of the results')

/** What an input is beneath being optional or having a default. */
function innermost(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    return innermost(schema.def.innerType)
  }
  return schema
}

/** The parameters in the Paragon format. What has no facts is for programs only, as pagination is. */
export function paragonInputs(parameters: z.ZodObject) {
  return Object.entries(parameters.shape).flatMap(([id, schema]) => {
    const found = facts.get(innermost(schema) as z.ZodType)
    const initial = schema instanceof z.ZodDefault ? schema.def.defaultValue : undefined
    const required = !(schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return found ? [{ id, ...found, required, ...(initial !== undefined && { defaultValue: initial }) }] : []
  })
}

export type ParagonInput = ReturnType<typeof paragonInputs>[number]

/** The parameters as JSON Schema, of what is sent; without the name of the dialect, which the vendor leaves out. */
export function jsonSchema(parameters: z.ZodObject) {
  const {
    $schema: _,
    type,
    properties = {},
    required = [],
    additionalProperties,
  } = z.toJSONSchema(parameters, {
    io: 'input',
  })
  return { type, properties, required, additionalProperties }
}
