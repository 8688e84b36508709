import { z } from 'zod'
import type { ThirdParty } from '../../../credentials/third-party.ts'
import type { FieldsByRecordType, RecordField } from '../../tool.ts'
import { type HubspotRecordType, recordTypes } from './record-type.ts'

const property = z.object({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  fieldType: z.string(),
  options: z.array(z.object({ label: z.string(), value: z.string() })),
  hidden: z.boolean().default(false),
  hubspotDefined: z.boolean().default(false),
  modificationMetadata: z.object({ readOnlyValue: z.boolean() }),
})
export type HubspotProperty = z.infer<typeof property>
const list = z.object({ results: z.array(property) })

/** The properties that records of a type can have in the account. */
export async function propertiesOf(account: ThirdParty, recordType: string): Promise<HubspotProperty[]> {
  return list.parse(await account.json('GET', `crm/v3/properties/${encodeURIComponent(recordType)}`)).results
}

/** What a tool's schema has for each type of record: HubSpot's usual properties, and all that the account has added. */
export async function loadFields(account: ThirdParty): Promise<FieldsByRecordType> {
  const entries = recordTypes.map(async (type) => {
    const properties = await propertiesOf(account, type.name)
    return [type.name, properties.filter((each) => isOffered(type, each)).map(fieldOf)] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

function isOffered(
  { standard }: HubspotRecordType,
  { name, hubspotDefined, hidden, modificationMetadata }: HubspotProperty,
) {
  if (modificationMetadata.readOnlyValue || hidden) return false
  return !hubspotDefined || standard.some((each) => each.name === name)
}

function fieldOf({ name, label, type, fieldType, options }: HubspotProperty): RecordField {
  if (type === 'bool') return { name, label, kind: 'boolean' }
  // Of checkboxes several may be chosen, in one text with semicolons.
  if (type === 'enumeration' && fieldType !== 'checkbox' && options.length > 0) {
    return { name, label, kind: 'choice', options: options.map(({ value, label }) => ({ value, label })) }
  }
  return { name, label, kind: 'text' }
}
