import fc from 'fast-check'
import type { JsonSchema, OperationObject, ParameterObject } from './document.ts'

/** Values of an actual project, by the names of the parameters and properties that take them. */
export type Known = Readonly<Record<string, readonly unknown[]>>

/** How a request is made up, before it is sent. */
export interface GeneratedRequest {
  path: string
  query: string
  headers: Record<string, string>
  body: string | undefined
  isSignedIn: boolean
}

/** A body that is no JSON, or has a type that is not the first that is described. */
export class TypedBody {
  readonly mediaType: string
  readonly text: string

  constructor(mediaType: string, text: string) {
    this.mediaType = mediaType
    this.text = text
  }
}

/** What an operation may be sent. */
export interface Making {
  schemas: Readonly<Record<string, JsonSchema>>
  known: Known
  /** Names of properties that are never left out, and have none but known values. */
  fixed?: readonly string[]
}

/** How deep a generated value goes. */
const DEPTH = 4

const anyText = fc.oneof(
  { weight: 4, arbitrary: fc.string({ maxLength: 20 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 10 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', ' ', '\0', '../..', 'a\\b', '%00', '__proto__', 'constructor', '💥', 'null'),
  },
)

/** Requests to an operation: some as its document has them, some with one thing or everything wrong. */
export function requestsTo(
  path: string,
  operation: OperationObject,
  making: Making,
  bodies: readonly unknown[] = [],
): fc.Arbitrary<GeneratedRequest> {
  const { parameters = [], requestBody } = operation
  const of = (place: ParameterObject['in']) => parameters.filter((parameter) => parameter.in === place)
  const [mediaType, content] = Object.entries(requestBody?.content ?? {})[0] ?? []
  const isForm = mediaType?.includes('urlencoded') ?? false
  return fc
    .record({
      places: fc.record(Object.fromEntries(of('path').map((each) => [each.name, textFor(each, making)]))),
      query: fc.dictionary(fc.string({ maxLength: 8 }), anyText, { maxKeys: 1 }),
      named: fc.record(Object.fromEntries(of('query').map((each) => [each.name, textFor(each, making)])), {
        requiredKeys: [],
      }),
      isQueryOdd: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
      headers: fc.record(Object.fromEntries(of('header').map((each) => [each.name, textFor(each, making)])), {
        requiredKeys: [],
      }),
      body: content ? bodyFor(content.schema, making, bodies, isForm) : fc.constant(undefined),
      isSignedIn: fc.integer({ min: 0, max: 14 }).map((number) => number > 0),
    })
    .map(({ places, query, named, isQueryOdd, headers, body, isSignedIn }) => ({
      path: placesIn(path, places),
      query: queryOf({ ...named, ...(isQueryOdd && query) }),
      headers: {
        ...Object.fromEntries(Object.entries(headers).filter(isHeader)),
        ...contentType(body instanceof TypedBody ? body.mediaType : mediaType),
      },
      body: body instanceof TypedBody ? body.text : body,
      isSignedIn,
    }))
}

/** Requests as they should be, the first one with the first of the bodies that are given. */
export function properRequests(
  path: string,
  operation: OperationObject,
  making: Making,
  { bodies = [], seed }: { bodies?: readonly unknown[] | undefined; seed: number },
): GeneratedRequest[] {
  return [bodies.slice(0, 1), bodies].flatMap((given, index) =>
    fc.sample(properRequestsTo(path, operation, making, given), { seed: seed + index, numRuns: 1 }),
  )
}

/** A request as it should be: with what must be there or is fixed, known values wherever there are some, and a body that is given. */
function properRequestsTo(
  path: string,
  operation: OperationObject,
  making: Making,
  bodies: readonly unknown[],
): fc.Arbitrary<GeneratedRequest> {
  const { parameters = [], requestBody } = operation
  const sure = { ...making, fixed: Object.keys(making.known) }
  const valuesIn = (place: ParameterObject['in']) =>
    fc.record(
      Object.fromEntries(
        parameters
          .filter(({ name, in: at, required }) => at === place && (required || making.fixed?.includes(name)))
          .map(({ name, schema }) => [name, valueFor(schema, sure, name, DEPTH).map(textOfValue)]),
      ),
    )
  const [mediaType, content] = Object.entries(requestBody?.content ?? {})[0] ?? []
  const isForm = mediaType?.includes('urlencoded') ?? false
  const body = !content
    ? fc.constant(undefined)
    : (bodies.length > 0 ? fc.constantFrom(...bodies) : valueFor(content.schema, sure, '', DEPTH)).map((value) =>
        writtenBody(value, isForm),
      )
  return fc
    .record({ places: valuesIn('path'), query: valuesIn('query'), headers: valuesIn('header'), body })
    .map(({ places, query, headers, body: sent }) => ({
      path: placesIn(path, places),
      query: queryOf(query),
      headers: { ...headers, ...contentType(sent instanceof TypedBody ? sent.mediaType : mediaType) },
      body: sent instanceof TypedBody ? sent.text : sent,
      isSignedIn: true,
    }))
}

function contentType(mediaType: string | undefined): Record<string, string> {
  return mediaType === undefined ? {} : { 'content-type': mediaType.replace('*/*', 'text/plain') }
}

function queryOf(values: Record<string, string | undefined>): string {
  return new URLSearchParams(Object.entries(values).map(([name, value = '']) => [name, value])).toString()
}

/** Slashes are kept where the rest of a path goes. */
function placesIn(path: string, places: Record<string, string | undefined>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const text = places[name] ?? ''
    return name === 'rest' ? text.split('/').map(segmentOf).join('/') : segmentOf(text)
  })
}

/** A segment that a URL does not take for a way up. */
function segmentOf(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString()).replace(/^\.+$/, 'dots') || 'none'
}

function isHeader(header: [string, string | undefined]): header is [string, string] {
  return /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(header[1] ?? '')
}

function textFor({ name, schema }: ParameterObject, making: Making): fc.Arbitrary<string> {
  const valid = valueFor(schema, making, name, DEPTH).map(textOfValue)
  return fc.oneof({ weight: 12, arbitrary: valid }, { weight: 1, arbitrary: anyText })
}

function textOfValue(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

function writtenBody(value: unknown, isForm: boolean): string | TypedBody {
  if (value instanceof TypedBody) return value
  return isForm ? formOf(value) : (JSON.stringify(value) ?? '')
}

function bodyFor(
  schema: JsonSchema,
  making: Making,
  bodies: readonly unknown[],
  isForm: boolean,
): fc.Arbitrary<string | TypedBody | undefined> {
  const valid = valueFor(schema, making, '', DEPTH)
  const given = bodies.length > 0 ? fc.constantFrom(...bodies) : valid
  const write = (value: unknown) => writtenBody(value, isForm)
  return fc.oneof(
    { weight: 4, arbitrary: valid.map(write) },
    { weight: 7, arbitrary: given.map(write) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.oneof(valid, given), fc.jsonValue({ maxDepth: 2 }), fc.nat())
        .map(spoilt)
        .map(write),
    },
    { weight: 1, arbitrary: fc.json({ maxDepth: 3 }) },
    { weight: 1, arbitrary: anyText },
    { weight: 1, arbitrary: fc.constant(undefined) },
  )
}

function formOf(value: unknown): string {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return new URLSearchParams(entries.map(([name, each]) => [name, textOfValue(each)])).toString()
}

/** The value with one property, somewhere in it, that is something else, gone, or of no meaning. */
function spoilt([value, other, at]: [unknown, unknown, number]): unknown {
  if (value instanceof TypedBody) return new TypedBody(value.mediaType, value.text.slice(at % (value.text.length + 1)))
  if (typeof value !== 'object' || value === null) return other
  const entries = Object.entries(value)
  const chosen = entries[at % (entries.length + 1)]
  if (Array.isArray(value)) return [...value.slice(1), other]
  if (!chosen) return { ...value, unheardOf: other }
  const [name, inner] = chosen
  if (at % 3 === 0) return Object.fromEntries(entries.filter(([each]) => each !== name))
  return { ...value, [name]: at % 3 === 1 ? other : spoilt([inner, other, Math.floor(at / 3)]) }
}

/** A value as a schema wants it, as far as a schema says; `name`: of the property that it is for. */
export function valueFor(schema: JsonSchema, making: Making, name: string, depth: number): fc.Arbitrary<unknown> {
  const plain = plainValueOf(schema, making, depth)
  const known = making.known[name]
  if (known && making.fixed?.includes(name)) return fc.constantFrom(...known)
  return known?.length
    ? fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: plain })
    : plain
}

function plainValueOf(schema: JsonSchema, making: Making, depth: number): fc.Arbitrary<unknown> {
  const { $ref, const: constant, enum: values, anyOf, oneOf, allOf, type } = schema
  if (typeof $ref === 'string') {
    const referred = making.schemas[$ref.slice('#/components/schemas/'.length)]
    return depth > 0 ? plainValueOf(referred ?? {}, making, depth - 1) : fc.constant(null)
  }
  if (constant !== undefined) return fc.constant(constant)
  if (Array.isArray(values)) return fc.constantFrom(...(values as unknown[]))
  const alternatives = anyOf ?? oneOf
  if (Array.isArray(alternatives)) {
    return fc.oneof(...alternatives.map((each: JsonSchema) => plainValueOf(each, making, depth - 1)))
  }
  if (Array.isArray(allOf)) {
    return fc
      .tuple(...allOf.map((each: JsonSchema) => plainValueOf(each, making, depth)))
      .map((parts) => Object.assign({}, ...parts) as unknown)
  }
  switch (type) {
    case 'string':
      return textOf(schema)
    case 'integer':
    case 'number':
      return numberOf(schema)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array': {
      const items = schema.items as JsonSchema | undefined
      const size = { minLength: typeof schema.minItems === 'number' ? schema.minItems : 0, maxLength: 3 }
      return depth > 0 ? fc.array(plainValueOf(items ?? {}, making, depth - 1), size) : fc.constant([])
    }
    case 'object':
      return objectOf(schema, making, depth)
    default:
      return fc.jsonValue({ maxDepth: 1 })
  }
}

function objectOf(schema: JsonSchema, making: Making, depth: number): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>)
  const requiredKeys = (schema.required ?? []) as string[]
  const kept = depth > 0 ? properties : properties.filter(([name]) => requiredKeys.includes(name))
  const fixed = kept.map(([name]) => name).filter((name) => making.fixed?.includes(name))
  const fields = fc.record(
    Object.fromEntries(kept.map(([name, each]) => [name, valueFor(each, making, name, depth - 1)])),
    { requiredKeys: [...requiredKeys, ...fixed] },
  )
  const { additionalProperties } = schema
  if (typeof additionalProperties !== 'object' || additionalProperties === null || depth <= 0) return fields
  const others = fc.dictionary(
    fc.string({ maxLength: 8 }),
    plainValueOf(additionalProperties as JsonSchema, making, depth - 1),
    {
      maxKeys: 2,
    },
  )
  return fc.tuple(others, fields).map(([more, own]) => ({ ...more, ...own }))
}

function textOf({ format, pattern, minLength, maxLength }: JsonSchema): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid()
  if (format === 'email') return fc.emailAddress()
  if (format === 'uri') return fc.webUrl()
  if (format === 'date-time') {
    return fc
      .date({ min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString())
  }
  if (format === 'date') return fc.constantFrom('2026-01-31', '2024-02-29', '1999-12-31')
  if (typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern))
  const least = typeof minLength === 'number' ? minLength : 0
  const text = fc.string({ minLength: least, maxLength: Math.min(typeof maxLength === 'number' ? maxLength : 30, 30) })
  return least > 0 ? text : fc.oneof({ weight: 2, arbitrary: text }, { weight: 1, arbitrary: anyText })
}

function numberOf({ type, minimum, maximum }: JsonSchema): fc.Arbitrary<number> {
  const min = typeof minimum === 'number' ? minimum : -1000
  const max = typeof maximum === 'number' ? Math.min(maximum, 1_000_000) : 1_000_000
  return type === 'integer' ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true })
}
