import { z } from 'zod'
import { jsonParserError, notSimulated, SalesforceError } from '../errors.ts'
import { findObject, objects } from '../objects/objects.ts'
import { readFieldNames, readWhere } from '../soql/parser.ts'
import { TokenReader } from '../soql/token-reader.ts'
import { MAX_FOUND, type Search } from './search.ts'
import { compileTarget } from './target.ts'
import { malformedSearch, readTerm } from './term.ts'

const number = z.coerce.number().int().min(1).max(MAX_FOUND)

const target = z.strictObject({
  name: z.string(),
  fields: z.array(z.string()).default([]),
  where: z.string().optional(),
  limit: number.optional(),
})

/** The body of "Parameterized Search": what SOSL says, without SOSL. */
export const searchSchema = z.strictObject({
  q: z.string(),
  in: z.enum(['ALL', 'NAME', 'EMAIL', 'PHONE']).default('ALL'),
  /** Of every object that names none. */
  fields: z.array(z.string()).default([]),
  sobjects: z.array(target).default([]),
  defaultLimit: number.optional(),
  overallLimit: number.default(MAX_FOUND),
})

/** Reads a search from a body. Throws SalesforceError 400. */
export function readSearchBody(body: unknown, now: number): Search {
  const parsed = searchSchema.safeParse(body)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    if (issue?.code === 'unrecognized_keys') throw notSimulated(`${issue.keys.join(', ')} in a search`)
    throw jsonParserError(`${issue?.path.join('.') || 'The body'}: ${issue?.message ?? 'not a search'}`)
  }
  const { q, in: group, fields, sobjects, defaultLimit, overallLimit } = parsed.data
  if (q === '') throw malformedSearch('A search string has to be specified')
  const everything = objects.map(({ name }): z.infer<typeof target> => ({ name, fields: [] }))
  const targets = (sobjects.length > 0 ? sobjects : everything).map((given) => {
    const object = findObject(given.name)
    if (!object) throw new SalesforceError(400, 'INVALID_TYPE', `sObject type '${given.name}' is not supported.`)
    const names = given.fields.length > 0 ? given.fields : fields
    const [text, where] = readCondition(given.where)
    return compileTarget(text, now, {
      object,
      fields: names.length > 0 ? readFieldNames(new TokenReader(names.join(','))) : [],
      where,
      orderBy: [],
      limit: given.limit ?? defaultLimit,
    })
  })
  return { term: readTerm(q), group, targets, limit: overallLimit }
}

/** Reads a search from the parameters of an address: `sobject=Account&Account.fields=Id,Name&Account.limit=5`. */
export function readParameters(parameters: URLSearchParams, now: number): Search {
  const list = (name: string) =>
    parameters
      .getAll(name)
      .flatMap((value) => value.split(','))
      .map((value) => value.trim())
      .filter(Boolean)
  const names = list('sobject')
  const own = ['fields', 'limit', 'where']
  const known = ['q', 'in', 'fields', 'sobject', 'defaultLimit', 'overallLimit']
  const unknown = [...parameters.keys()].find(
    (key) => !known.includes(key) && !names.some((name) => own.some((each) => key === `${name}.${each}`)),
  )
  if (unknown !== undefined) throw notSimulated(`${unknown} in a search`)
  const optional = (key: string, name: string) => {
    const value = parameters.get(key)
    return value === null ? {} : { [name]: value }
  }
  return readSearchBody(
    {
      q: parameters.get('q') ?? '',
      ...optional('in', 'in'),
      fields: list('fields'),
      sobjects: names.map((name) => ({
        name,
        fields: list(`${name}.fields`),
        ...optional(`${name}.where`, 'where'),
        ...optional(`${name}.limit`, 'limit'),
      })),
      ...optional('defaultLimit', 'defaultLimit'),
      ...optional('overallLimit', 'overallLimit'),
    },
    now,
  )
}

/** A condition on its own, with the text that its places are about. */
function readCondition(condition: string | undefined) {
  if (condition === undefined) return ['', undefined] as const
  const text = `WHERE ${condition}`
  const reader = new TokenReader(text)
  const where = readWhere(reader)
  reader.expectEnd()
  return [text, where] as const
}
