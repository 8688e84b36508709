import { z } from 'zod'
import { anyObject, type Operation, ok } from '../../openapi/operation.ts'
import { byThirdParty, forUser, refusals } from '../error-answers.ts'
import { runBody, toolsQuery } from './schemas.ts'

const source = z.object({ sourceType: z.string(), dependencies: z.array(z.string()) })

/** An input in the Paragon format; one that asks for a type of record has the inputs of each beside it. */
export const inputFields = {
  id: z.string(),
  title: z.string(),
  subtitle: z.string().optional(),
  type: z.string(),
  required: z.boolean(),
  defaultValue: z.unknown().optional(),
  values: z.array(z.looseObject({ value: z.string(), label: z.string() })).optional(),
  valuesSource: source.optional(),
  supportedOperators: z.array(z.string()).optional(),
  supportedKeysSource: source.optional(),
}
const input = z.object({ ...inputFields, dependentInputs: z.array(anyObject).optional() }).meta({ id: 'Input' })

const functionTool = z
  .object({
    type: z.literal('function'),
    function: z.object({
      name: z.string(),
      description: z.string(),
      parameters: z.looseObject({ type: z.literal('object'), properties: anyObject }),
    }),
  })
  .meta({ id: 'FunctionTool' })

const paragonTool = z
  .object({ name: z.string(), title: z.string(), description: z.string(), inputs: z.array(input) })
  .meta({ id: 'ParagonTool' })

const byIntegration = z.record(z.string(), z.array(z.union([functionTool, paragonTool])))
export const listErrors = z.array(z.object({ type: z.string(), message: z.string() }))

const headers = z.object({ 'x-paragon-credential': z.string().optional() })

const paths = [
  { name: 'tools', slash: '', word: 'Tool' },
  { name: 'tools', slash: '/', word: 'ToolSlash' },
  { name: 'actions', slash: '', word: 'Action' },
  { name: 'actions', slash: '/', word: 'ActionSlash' },
] as const

export const actionkitOperations: readonly Operation[] = paths.flatMap(({ name, slash, word }): Operation[] => [
  {
    method: 'GET',
    path: `/projects/:projectId/${name}${slash}`,
    operationId: `list${word}s`,
    summary: 'What the user can do, by integration',
    source: slash ? 'assumed' : 'documented',
    access: 'read',
    query: toolsQuery,
    headers,
    responses: {
      200: ok(z.object({ [name]: byIntegration, errors: listErrors })),
      ...forUser,
      ...refusals(400, 403),
    },
  },
  {
    method: 'POST',
    path: `/projects/:projectId/${name}${slash}`,
    operationId: `run${word}`,
    summary: 'Does something as one account',
    source: slash ? 'assumed' : 'documented',
    access: 'write',
    headers,
    body: runBody,
    responses: {
      200: ok(z.unknown(), 'What the tool answers'),
      ...forUser,
      ...refusals(400, 403, 413),
      ...byThirdParty,
    },
  },
])
