import { z } from 'zod'
import type { ThirdParty } from '../../../credentials/third-party.ts'
import type { FieldsByRecordType, RecordField } from '../../tool.ts'
import { recordTypes, type SalesforceRecordType } from './record-type.ts'

const field = z.object({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  custom: z.boolean(),
  createable: z.boolean(),
  updateable: z.boolean(),
  restrictedPicklist: z.boolean(),
  picklistValues: z.array(z.object({ active: z.boolean(), label: z.string().nullable(), value: z.string() })),
})
export type SalesforceField = z.infer<typeof field>
const description = z.object({ fields: z.array(field) })

/** The fields that records of a type have in the org. */
export async function fieldsOf(account: ThirdParty, recordType: string): Promise<SalesforceField[]> {
  const path = `sobjects/${encodeURIComponent(recordType)}/describe`
  return description.parse(await account.json('GET', path)).fields
}

/** What a tool's schema has for each type of record: Salesforce's usual fields, and all that the org has added. */
export async function loadFields(account: ThirdParty): Promise<FieldsByRecordType> {
  const entries = recordTypes.map(async (type) => {
    const fields = await fieldsOf(account, type.name)
    return [type.name, fields.filter((each) => isOffered(type, each)).map(recordField)] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

function isOffered({ standard }: SalesforceRecordType, { name, custom, createable, updateable }: SalesforceField) {
  return (createable || updateable) && (custom || standard.some((each) => each.name === name))
}

function recordField({ name, label, type, restrictedPicklist, picklistValues }: SalesforceField): RecordField {
  if (type === 'boolean') return { name, label, kind: 'boolean' }
  const active = picklistValues.filter((each) => each.active)
  // Of a picklist that is not restricted any other text will do as well.
  if (type === 'picklist' && restrictedPicklist && active.length > 0) {
    return {
      name,
      label,
      kind: 'choice',
      options: active.map((each) => ({ value: each.value, label: each.label ?? each.value })),
    }
  }
  return { name, label, kind: 'text' }
}
