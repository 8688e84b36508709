import { z } from 'zod'
import { PARAMETERS } from './matching.ts'
import { type Answer, isOtherBody, type Operation, type Service } from './operation.ts'

export type JsonSchema = { [key: string]: unknown }

/** An OpenAPI document (3.1.1), as far as it is made here. */
export interface OpenApiDocument {
  openapi: '3.1.1'
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } }
  servers: { url: string; description: string }[]
  tags: { name: string; description: string }[]
  security: Record<string, string[]>[]
  paths: Record<string, Record<string, OperationObject>>
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, object> }
}

export interface OperationObject {
  operationId: string
  summary: string
  tags: string[]
  parameters?: ParameterObject[]
  requestBody?: { required: boolean; content: Record<string, { schema: JsonSchema }> }
  responses: Record<string, ResponseObject>
  security?: Record<string, string[]>[]
  'x-access': 'read' | 'write'
  'x-source': string
}

export interface ParameterObject {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  description?: string
  schema: JsonSchema
}

export interface ResponseObject {
  description: string
  content?: Record<string, { schema: JsonSchema }>
}

const JSON_TYPE = 'application/json'

/** The document of a service whose origin is the given one. */
export function documentOf(service: Service, origin: string, version: string): OpenApiDocument {
  const schemas: Record<string, JsonSchema> = {}
  const paths: OpenApiDocument['paths'] = {}
  for (const operation of service.operations) {
    const path = templateOf(operation.path)
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: operationObject(service, operation, schemas) }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: service.title,
      version,
      description: service.description,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [
      { url: `${origin}${service.prefix ?? ''}`, description: 'The sandbox' },
      ...(service.hosts ?? []).map((host) => ({
        url: `https://${host.replace('*', 'instance')}`,
        description: 'The host that it has in life, as the sandbox answers for it in process',
      })),
    ],
    tags: [{ name: service.name, description: service.title }],
    security: [{ [service.security.name]: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        [service.security.name]: { type: 'http', scheme: 'bearer', description: service.security.description },
      },
    },
  }
}

/** `/a/:b{x|y}/*` as OpenAPI writes it: `/a/{b}/{rest}`. */
export function templateOf(path: string): string {
  return path.replace(PARAMETERS, '{$1}').replace('*', '{rest}')
}

function operationObject(service: Service, operation: Operation, schemas: Record<string, JsonSchema>): OperationObject {
  const convert = (schema: z.ZodType, io: 'input' | 'output', place: string) =>
    jsonSchemaOf(schema, io, `${operation.operationId}${place}`, schemas)
  const { operationId, summary, body, isBodyOptional = false, access, source } = operation
  const parameters = [
    ...pathParameters(operation.path),
    ...(operation.query ? named('query', convert(operation.query, 'input', 'Query')) : []),
    ...(operation.headers ? named('header', convert(operation.headers, 'input', 'Headers')) : []),
  ]
  const responses = Object.entries(operation.responses).map(([status, answer]) => [
    status,
    responseObject(answer, (schema) => convert(schema, 'output', `Answer${status}`)),
  ])
  const { mediaTypes, schema } = !body ? {} : isOtherBody(body) ? body : { mediaTypes: [JSON_TYPE], schema: body }
  return {
    operationId,
    summary,
    tags: [service.name],
    ...(parameters.length > 0 && { parameters }),
    ...(mediaTypes && {
      requestBody: {
        required: !isBodyOptional,
        content: Object.fromEntries(
          mediaTypes.map((type) => [type, { schema: schema ? convert(schema, 'input', 'Body') : {} }]),
        ),
      },
    }),
    responses: Object.fromEntries(responses),
    ...(operation.isPublic && { security: [] }),
    'x-access': access,
    'x-source': source,
  }
}

function responseObject(answer: Answer, convert: (schema: z.ZodType) => JsonSchema): ResponseObject {
  const { description, schema, mediaTypes = schema ? [JSON_TYPE] : [] } = answer
  if (mediaTypes.length === 0) return { description }
  const content = Object.fromEntries(mediaTypes.map((type) => [type, { schema: schema ? convert(schema) : {} }]))
  return { description, content }
}

function pathParameters(path: string): ParameterObject[] {
  const parameters = [...path.matchAll(PARAMETERS)].map(([, name = '', pattern]): ParameterObject => {
    const isChoice = pattern !== undefined && /^[\w|]+$/.test(pattern)
    const rule = isChoice ? { enum: pattern.split('|') } : pattern === undefined ? {} : { pattern: `^${pattern}$` }
    return { name, in: 'path', required: true, schema: { type: 'string', ...rule } }
  })
  if (!path.includes('*')) return parameters
  const description = 'The rest of the path, slashes included'
  return [...parameters, { name: 'rest', in: 'path', required: true, description, schema: { type: 'string' } }]
}

function named(where: 'query' | 'header', schema: JsonSchema): ParameterObject[] {
  const { properties = {}, required = [] } = schema as { properties?: Record<string, JsonSchema>; required?: string[] }
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: where,
    required: required.includes(name),
    ...(typeof description === 'string' && { description }),
    schema: rest,
  }))
}

/** The JSON Schema of a zod schema; what has a name, or refers to itself, goes to the document's components. */
function jsonSchemaOf(
  schema: z.ZodType,
  io: 'input' | 'output',
  owner: string,
  schemas: Record<string, JsonSchema>,
): JsonSchema {
  const { $schema: _, $defs = {}, ...root } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  const nameOf = (key: string) => (key.startsWith('__') ? `${owner}${key.replace('__schema', 'Part')}` : key)
  const keep = (name: string, definition: unknown) => {
    const known = schemas[name]
    if (known === undefined) {
      schemas[name] = {}
      schemas[name] = moved(definition)
    } else if (Object.keys(known).length > 0 && JSON.stringify(known) !== JSON.stringify(moved(definition))) {
      throw new Error(`"${name}" of ${owner} is the name of another schema already.`)
    }
  }
  const referenceTo = (reference: string) => {
    if (reference === '#' && !(owner in schemas)) keep(owner, root)
    return `#/components/schemas/${reference === '#' ? owner : nameOf(reference.slice('#/$defs/'.length))}`
  }
  const movedValue = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(movedValue)
    return typeof value === 'object' && value !== null ? moved(value) : value
  }
  const moved = (value: unknown): JsonSchema =>
    Object.fromEntries(
      Object.entries(value ?? {}).map(([key, each]) => [
        key,
        key === '$ref' && typeof each === 'string' ? referenceTo(each) : movedValue(each),
      ]),
    )
  for (const [key, definition] of Object.entries($defs)) keep(nameOf(key), definition)
  return moved(root)
}
