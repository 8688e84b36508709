import type { ProviderRecord } from '../../store/provider-records.ts'
import { SalesforceError } from './errors.ts'
import type { FieldDefinition, ObjectDefinition, StoredFields } from './objects/definitions.ts'
import type { Org } from './operations.ts'
import { kindOf } from './records.ts'

/** Whose a value is, kept beside the records: it makes a value unique, and a record found by it without a search. */
function ownersKind(object: ObjectDefinition, field: FieldDefinition): string {
  return `${kindOf(object)}/${field.name}`
}

/** Values are told apart regardless of their case, as an external ID field does unless it says otherwise. */
function keyOf(value: string): string {
  return value.toLowerCase()
}

/** The id of the record that has a value of a unique field. */
export async function ownerOf(
  { account, rows }: Pick<Org, 'account' | 'rows'>,
  object: ObjectDefinition,
  field: FieldDefinition,
  value: string,
): Promise<string | undefined> {
  const owner = await rows.find(account.id, ownersKind(object, field), keyOf(value))
  return typeof owner?.data.id === 'string' ? owner.data.id : undefined
}

/** Notes a record's unique values. Throws SalesforceError 400, and notes none, when another record has one of them. */
export async function takeUniqueValues(
  org: Org,
  object: ObjectDefinition,
  id: string,
  before: StoredFields,
  after: StoredFields,
): Promise<void> {
  const changed = object.fields.filter(({ unique, name }) => unique && before[name] !== after[name])
  for (const field of changed) {
    const owner = await ownerOf(org, object, field, String(after[field.name] ?? ''))
    if (owner === undefined || owner === id) continue
    const message = `duplicate value found: ${field.name} duplicates value on record with id: ${owner}`
    throw new SalesforceError(400, 'DUPLICATE_VALUE', message, [])
  }
  for (const field of changed) {
    const [old, value] = [before[field.name], after[field.name]]
    const kind = ownersKind(object, field)
    if (old !== undefined) await org.rows.remove(org.account.id, kind, keyOf(String(old)))
    if (value === undefined) continue
    const now = org.clock.timestamp()
    const row = { accountId: org.account.id, kind, id: keyOf(String(value)), data: { id } }
    await org.rows.create({ ...row, dateCreated: now, dateModified: now })
  }
}

/** Lets others have the unique values of a record that goes. */
export async function releaseUniqueValues(org: Org, object: ObjectDefinition, { data }: ProviderRecord): Promise<void> {
  for (const field of object.fields.filter(({ unique }) => unique)) {
    const value = data[field.name]
    if (typeof value === 'string') await org.rows.remove(org.account.id, ownersKind(object, field), keyOf(value))
  }
}
