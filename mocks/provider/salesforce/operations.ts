import type { Clock } from '../../clock.ts'
import type { Json } from '../../store/connected-users.ts'
import type { Account } from '../../store/provider-accounts.ts'
import type { ProviderRecord, RecordRows } from '../../store/provider-records.ts'
import type { ProviderContext } from '../provider-context.ts'
import { autoNumber } from './auto-number.ts'
import { planDeletion } from './cascade.ts'
import { applyChanges, type Changes, readChanges } from './changes.ts'
import { entityIsDeleted, invalidCrossReference, noExternalId, notFound, SalesforceError, wrongId } from './errors.ts'
import { findByLookup } from './external-ids.ts'
import { newId, readId } from './ids.ts'
import type { FieldDefinition, ObjectDefinition, StoredFields } from './objects/definitions.ts'
import { findField, objectOfId } from './objects/objects.ts'
import { userId } from './org.ts'
import { isDeleted, kindOf } from './records.ts'
import { releaseUniqueValues, takeUniqueValues } from './unique-values.ts'

/** What the operations on an org's records are given. Those that write are in a transaction of `records.write`. */
export interface Org {
  ctx: ProviderContext
  account: Account
  /** The account's project's. */
  clock: Clock
  rows: RecordRows
}

/** The id by which an address names a record. Throws SalesforceError when it is none, or none of the object's. */
export function idOf(object: ObjectDefinition, text: string): string {
  const id = readId(text)
  if (id === undefined) throw noExternalId(text)
  if (!id.startsWith(object.keyPrefix)) throw wrongId(`${object.label} ID`, text, 'Id')
  return id
}

/** Throws SalesforceError 404 when there is none, or it is in the recycle bin. */
export async function getRecord(
  { account, rows }: Pick<Org, 'account' | 'rows'>,
  object: ObjectDefinition,
  id: string,
): Promise<ProviderRecord> {
  const record = await rows.find(account.id, kindOf(object), id)
  if (!record) throw notFound()
  if (isDeleted(record)) throw entityIsDeleted()
  return record
}

/** Records shown at most as used lately. */
const RECENT = 10

/** The records that changed last: assumed for "recently viewed", which an API does not do. */
export function recentRecords({ account, rows }: Org, object: ObjectDefinition): Promise<ProviderRecord[]> {
  return rows.list(account.id, kindOf(object), {
    order: 'dateModified',
    direction: 'desc',
    matches: (record) => !isDeleted(record),
    limit: RECENT,
  })
}

/** Makes a record of what a client sent; answers its id. */
export async function createRecord(org: Org, object: ObjectDefinition, body: unknown): Promise<string> {
  if (!object.createable) throw notPossible('inserted', object)
  return insert(org, object, readChanges(object, body, 'create'))
}

export async function updateRecord(org: Org, object: ObjectDefinition, id: string, body: unknown): Promise<void> {
  if (!object.updateable) throw notPossible('updated', object)
  const record = await getRecord(org, object, id)
  await change(org, object, record, readChanges(object, body, 'update'))
}

/** Puts a record and what goes with it into the recycle bin. */
export async function deleteRecord(org: Org, object: ObjectDefinition, id: string): Promise<void> {
  if (!object.deletable) throw notPossible('deleted', object)
  const { doomed, orphaned } = await planDeletion(org, object, await getRecord(org, object, id))
  // Children first, so that a feed never tells of a child whose parent is already gone.
  for (const each of doomed.toReversed()) {
    for (const record of each.records) {
      await releaseUniqueValues(org, each.object, record)
      await store(org, each.object, record, { ...record.data, IsDeleted: true })
    }
  }
  for (const { object: child, field, records } of orphaned) {
    for (const record of records) {
      const { [field.name]: _, ...others } = record.data
      await store(org, child, record, others)
    }
  }
}

/** Puts other data in a record's place, later than what was there. */
async function store(org: Org, object: ObjectDefinition, record: ProviderRecord, data: Json): Promise<void> {
  await org.rows.update(org.account.id, kindOf(object), record.id, data, laterThan(org, record))
}

export interface UpsertInput {
  field: FieldDefinition
  value: string
  body: unknown
  /** Whether a record that there is not is left unmade. */
  updateOnly: boolean
}

/** Updates the record that a field's value names, or makes one ("Insert or Update (Upsert) a Record Using an External ID"). */
export async function upsertRecord(
  org: Org,
  object: ObjectDefinition,
  { field, value, body, updateOnly }: UpsertInput,
): Promise<{ id: string; created: boolean }> {
  const [record, ...others] = await findByLookup(org, object, field, value)
  if (others.length > 0) throw new SeveralRecordsError([record, ...others].flatMap((each) => each?.id ?? []))
  if (!record && updateOnly) throw notFound()
  const changes = readChanges(object, body, record ? 'update' : 'create')
  if (changes.has(field)) {
    const message = `The ${field.name} field should not be specified in the sobject data.`
    throw new SalesforceError(400, 'INVALID_FIELD', message, [field.name])
  }
  if (record) {
    if (!object.updateable) throw notPossible('updated', object)
    await change(org, object, record, changes)
    return { id: record.id, created: false }
  }
  if (!object.createable) throw notPossible('inserted', object)
  const named = readChanges(object, { [field.name]: value }, 'create')
  return { id: await insert(org, object, new Map([...named, ...changes])), created: true }
}

/** A value by which several records go; the answer is a list of them, with 300. */
export class SeveralRecordsError extends Error {
  readonly ids: readonly string[]

  constructor(ids: readonly string[]) {
    super('Several records have this value.')
    this.name = 'SeveralRecordsError'
    this.ids = ids
  }
}

async function insert(org: Org, object: ObjectDefinition, changes: Changes): Promise<string> {
  const { ctx, account, clock, rows } = org
  await checkReferences(org, changes)
  const defaults = object.fields.flatMap(({ name, defaultValue }) => (defaultValue ? [[name, defaultValue]] : []))
  const before: Record<string, string | number | boolean> = Object.fromEntries(defaults)
  if (findField(object, 'OwnerId')) before.OwnerId = userId(account.id)
  const numbered = object.fields.find(({ autoNumber }) => autoNumber)
  if (numbered) before[numbered.name] = autoNumber(await rows.count(account.id, kindOf(object)))
  const now = clock.timestamp()
  const data = completed(object, applyChanges(object, before, changes), undefined, now)
  const id = newId(ctx.randomOf(account.projectId), object.keyPrefix)
  await takeUniqueValues(org, object, id, {}, data)
  const record = { accountId: account.id, kind: kindOf(object), id, data, dateCreated: now, dateModified: now }
  if (!(await rows.create(record))) throw new Error(`The id ${id} was drawn twice.`)
  return id
}

async function change(org: Org, object: ObjectDefinition, record: ProviderRecord, changes: Changes): Promise<void> {
  const before = storedFields(record)
  await checkReferences(org, changes)
  const now = laterThan(org, record)
  const data = completed(object, applyChanges(object, before, changes), before, now)
  await takeUniqueValues(org, object, record.id, before, data)
  await org.rows.update(org.account.id, kindOf(object), record.id, data, now)
}

function completed(object: ObjectDefinition, next: StoredFields, before: StoredFields | undefined, now: Date) {
  return object.onSave ? object.onSave(next, before, now) : next
}

/** Throws SalesforceError 400 for a reference to a record that there is not. */
async function checkReferences({ account, rows }: Org, changes: Changes): Promise<void> {
  for (const [field, id] of changes) {
    if (!field.reference || typeof id !== 'string') continue
    const target = objectOfId(id)
    const record = target && (await rows.find(account.id, kindOf(target), id))
    if (!record || isDeleted(record)) throw invalidCrossReference(field)
  }
}

export function storedFields({ data }: ProviderRecord): StoredFields {
  const fields: Record<string, string | number | boolean> = {}
  for (const [name, value] of Object.entries(data)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') fields[name] = value
  }
  return fields
}

/** Another process may have a clock that is ahead. */
function laterThan({ clock }: Org, record: ProviderRecord): Date {
  return new Date(Math.max(clock.timestamp().getTime(), record.dateModified.getTime() + 1))
}

function notPossible(done: string, { name }: ObjectDefinition): SalesforceError {
  return new SalesforceError(400, 'INVALID_TYPE_FOR_OPERATION', `entity type cannot be ${done}: ${name}`)
}
