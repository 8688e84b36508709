import { z } from 'zod'
import type { Account } from '../../../store/provider-accounts.ts'
import { fingerprint } from '../../../store/sealer.ts'
import type { ProviderContext } from '../../provider-context.ts'
import { HubspotError, invalid } from '../errors.ts'
import { kindOf, type ObjectType } from '../object-types.ts'
import type { Definitions } from '../properties/custom-properties.ts'
import { invalidValues } from '../properties/read-values.ts'
import type { CrmObject, Values } from './crm-object.ts'

/** A value that one object of a type has and no other may have; a record of its own, whose key keeps it unique. */
export interface UniqueValue {
  property: string
  value: string
  kind: string
  id: string
}

const storedSchema = z.object({ objectId: z.string() })

/** Values that differ in case alone are the same. */
export function uniqueValue(type: ObjectType, property: string, value: string): UniqueValue {
  return { property, value, kind: `${kindOf(type)}/by/${property}`, id: fingerprint(value.trim().toLowerCase()) }
}

export function uniqueValuesOf(type: ObjectType, definitions: Definitions, values: Values): UniqueValue[] {
  return Object.entries(values).flatMap(([property, value]) =>
    definitions.get(property)?.hasUniqueValue ? [uniqueValue(type, property, value)] : [],
  )
}

/** The record that keeps a value for an object. */
export function uniqueRecord({ kind, id }: UniqueValue, object: CrmObject) {
  const { dateModified } = object
  return { kind, id, data: { objectId: object.id }, dateCreated: dateModified, dateModified }
}

/** The ids of the objects that have some values of one property, by the id of the value. */
export async function ownersOf(
  ctx: ProviderContext,
  account: Account,
  kind: string,
  values: readonly UniqueValue[],
): Promise<Map<string, string>> {
  const found = await ctx.store.provider.records.findAmong(
    account.id,
    kind,
    values.map(({ id }) => id),
  )
  return new Map(found.map(({ id, data }) => [id, storedSchema.parse(data).objectId]))
}

/** Throws HubspotError 400 when two of several new objects claim the same value. */
export function refuseTwins(values: readonly UniqueValue[]): void {
  const seen = new Set<string>()
  for (const { kind, id, property, value } of values) {
    if (seen.has(kind + id))
      throw invalid(`Duplicate ${property} found in batch input: [${value}]. Values must be unique`)
    seen.add(kind + id)
  }
}

/** Throws HubspotError when one of the values is another object's; 409 for a contact's address. */
export async function refuseTaken(
  ctx: ProviderContext,
  account: Account,
  type: ObjectType,
  wanted: readonly { value: UniqueValue; by: string | undefined }[],
): Promise<void> {
  for (const kind of new Set(wanted.map(({ value }) => value.kind))) {
    const ofKind = wanted.filter(({ value }) => value.kind === kind)
    const owners = await ownersOf(
      ctx,
      account,
      kind,
      ofKind.map(({ value }) => value),
    )
    for (const { value, by } of ofKind) {
      const owner = owners.get(value.id)
      if (owner === undefined || owner === by) continue
      if (type.name === 'contacts' && value.property === 'email') {
        throw new HubspotError(409, 'CONFLICT', `Contact already exists. Existing ID: ${owner}`)
      }
      const message = `${value.value} is already the ${value.property} of ${type.singular} ${owner}.`
      throw invalidValues([{ name: value.property, code: 'CONFLICTING_UNIQUE_VALUE', message }])
    }
  }
}
