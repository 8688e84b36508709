import { z } from 'zod'
import type { ProviderRecord } from '../../store/provider-records.ts'
import { isRecord } from './changes.ts'
import { invalidCrossReference, jsonParserError, SalesforceError } from './errors.ts'
import { readId } from './ids.ts'
import type { FieldDefinition, ObjectDefinition } from './objects/definitions.ts'
import { findObject, objectOfId } from './objects/objects.ts'
import { createRecord, deleteRecord, type Org, SeveralRecordsError, updateRecord, upsertRecord } from './operations.ts'
import { isDeleted, kindOf } from './records.ts'

/** Records of one call ("sObject Collections"). */
const MAX_RECORDS = 200
const MAX_RETRIEVED = 2000

/** What became of one record. */
export type SaveResult =
  | { id: string; success: true; errors: []; created?: boolean }
  | { success: false; errors: { statusCode: string; message: string; fields: string[] }[] }

/** The body of a call that writes. */
export const collectionBody = z.object({
  allOrNone: z.boolean().default(false),
  records: z.array(z.record(z.string(), z.unknown())).min(1),
})

export function createAll(org: Org, body: unknown): Promise<SaveResult[]> {
  const { allOrNone, records } = readBody(body)
  return each(org, allOrNone, records, async (within, record) => ({
    id: await createRecord(within, typeOf(record), record),
  }))
}

export function updateAll(org: Org, body: unknown): Promise<SaveResult[]> {
  const { allOrNone, records } = readBody(body)
  return each(org, allOrNone, records, async (within, record) => {
    const object = typeOf(record)
    const { id, others } = splitId(record)
    if (id === undefined || !id.startsWith(object.keyPrefix)) throw invalidCrossReference()
    await updateRecord(within, object, id, others)
    return { id }
  })
}

/** Updates the records that the values of a field name, and makes the others. */
export function upsertAll(
  org: Org,
  object: ObjectDefinition,
  field: FieldDefinition,
  body: unknown,
): Promise<SaveResult[]> {
  const { allOrNone, records } = readBody(body)
  return each(org, allOrNone, records, async (within, record) => {
    if (typeOf(record) !== object) throw wrongType(object)
    const entries = Object.entries(record)
    const isKey = ([name]: [string, unknown]) => name.toLowerCase() === field.name.toLowerCase()
    const value = entries.find(isKey)?.[1]
    if (typeof value !== 'string' || value === '') {
      throw new SalesforceError(400, 'MISSING_ARGUMENT', `${field.name} not specified`, [])
    }
    const others = Object.fromEntries(entries.filter((entry) => !isKey(entry)))
    return upsertRecord(within, object, { field, value, body: others, updateOnly: false })
  })
}

export function deleteAll(org: Org, ids: readonly string[], allOrNone: boolean): Promise<SaveResult[]> {
  checkNumber(ids.length, MAX_RECORDS)
  return each(org, allOrNone, ids, async (within, text) => {
    const id = readId(text)
    const object = id === undefined ? undefined : objectOfId(id)
    if (id === undefined || !object) throw new SalesforceError(400, 'MALFORMED_ID', `malformed id ${text}`, [])
    await deleteRecord(within, object, id)
    return { id }
  })
}

/** The records of some ids, in their order; null for one that there is not. */
export async function retrieveAll(
  { account, rows }: Pick<Org, 'account' | 'rows'>,
  object: ObjectDefinition,
  texts: readonly string[],
): Promise<(ProviderRecord | null)[]> {
  checkNumber(texts.length, MAX_RETRIEVED)
  const ids = texts.map((text) => readId(text) ?? '')
  const found = await rows.findAmong(account.id, kindOf(object), ids)
  const byId = new Map(found.filter((record) => !isDeleted(record)).map((record) => [record.id, record]))
  return ids.map((id) => byId.get(id) ?? null)
}

type Saved = { id: string; created?: boolean }

/** Thrown to undo what was written; carries what is answered instead. */
class RolledBack extends Error {
  readonly results: SaveResult[]

  constructor(results: SaveResult[]) {
    super('Not all records were valid.')
    this.results = results
  }
}

/** Does something with each of several things in one transaction: each for itself, or all of them or none. */
async function each<T>(
  org: Org,
  allOrNone: boolean,
  things: readonly T[],
  save: (within: Org, thing: T) => Promise<Saved>,
): Promise<SaveResult[]> {
  try {
    return await org.ctx.store.provider.records.write(org.account.id, async (rows) => {
      const results: SaveResult[] = []
      for (const thing of things) results.push(await attempt(() => save({ ...org, rows }, thing)))
      if (allOrNone && results.some(({ success }) => !success)) throw new RolledBack(results.map(rolledBack))
      return results
    })
  } catch (error) {
    if (error instanceof RolledBack) return error.results
    throw error
  }
}

/** A refusal comes before anything of the record is written, so that the others can go on. */
async function attempt(save: () => Promise<Saved>): Promise<SaveResult> {
  try {
    return { ...(await save()), success: true, errors: [] }
  } catch (error) {
    if (error instanceof SeveralRecordsError) return failure('DUPLICATE_EXTERNAL_ID', error.message)
    if (!(error instanceof SalesforceError)) throw error
    const errors = error.errors.map(({ errorCode, message, fields }) => ({
      statusCode: errorCode === 'NOT_FOUND' ? 'INVALID_CROSS_REFERENCE_KEY' : errorCode,
      message,
      fields: fields ?? [],
    }))
    return { success: false, errors }
  }
}

function rolledBack(result: SaveResult): SaveResult {
  if (!result.success) return result
  const message = 'Record rolled back because not all records were valid and the request was using AllOrNone header'
  return failure('ALL_OR_NONE_OPERATION_ROLLED_BACK', message)
}

function failure(statusCode: string, message: string): SaveResult {
  return { success: false, errors: [{ statusCode, message, fields: [] }] }
}

function readBody(body: unknown) {
  const parsed = collectionBody.safeParse(body)
  if (!parsed.success)
    throw jsonParserError('The body must have a list of records, and allOrNone may be true or false.')
  checkNumber(parsed.data.records.length, MAX_RECORDS)
  for (const record of parsed.data.records) typeOf(record)
  return parsed.data
}

/** Throws for the whole call: a record without a known type makes it malformed. */
function typeOf({ attributes }: Record<string, unknown>): ObjectDefinition {
  const type = isRecord(attributes) ? attributes.type : undefined
  if (typeof type !== 'string') {
    throw new SalesforceError(400, 'MISSING_ARGUMENT', 'Each record must have attributes with a type.')
  }
  const object = findObject(type)
  if (!object) throw new SalesforceError(400, 'INVALID_TYPE', `sObject type '${type}' is not supported.`)
  return object
}

function wrongType({ name }: ObjectDefinition): SalesforceError {
  return new SalesforceError(400, 'INVALID_TYPE', `This call takes records of the type ${name} only.`, [])
}

function splitId(record: Record<string, unknown>): { id: string | undefined; others: object } {
  const entries = Object.entries(record)
  const [, given] = entries.find(([name]) => name.toLowerCase() === 'id') ?? []
  return {
    id: typeof given === 'string' ? readId(given) : undefined,
    others: Object.fromEntries(entries.filter(([name]) => name.toLowerCase() !== 'id')),
  }
}

function checkNumber(number: number, most: number): void {
  if (number <= most) return
  const message = `record limit reached. cannot submit more than ${most} records in this call`
  throw new SalesforceError(400, 'EXCEEDED_ID_LIMIT', message)
}
