import { z } from 'zod'
import type { Json } from '../../../store/connected-users.ts'
import { filterFormula } from '../../actionkit/filter-formula.ts'
import { option } from '../../actionkit/inputs.ts'
import { filterGroupsOf } from '../../actionkit/tools/hubspot/filters.ts'
import { propertiesOf } from '../../actionkit/tools/hubspot/properties.ts'
import type { ThirdParty } from '../../credentials/third-party.ts'
import type { Change, TriggerType } from '../trigger-type.ts'

const parameters = z.strictObject({
  recordType: option('Record Type', 'recordTypes'),
  filterFormula: filterFormula({ sourceType: 'fields', dependencies: ['recordType'] }).optional(),
})

const record = z.looseObject({ id: z.string(), createdAt: z.iso.datetime(), updatedAt: z.iso.datetime() })
type HubspotRecord = z.infer<typeof record>
const page = z.object({
  results: z.array(record),
  paging: z.object({ next: z.object({ after: z.string() }).optional() }).optional(),
})

/** Which property dates what happens to a record; a contact's have names of their own. */
const dateProperties = {
  created: (recordType: string) => (recordType === 'contacts' ? 'createdate' : 'hs_createdate'),
  updated: (recordType: string) => (recordType === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate'),
}

const objects = (recordType: string) => `crm/v3/objects/${encodeURIComponent(recordType)}`

/** Records that something happened to since a time, in that order, with everything that is known of them. */
async function* recordsSince(
  account: ThirdParty,
  given: unknown,
  happened: keyof typeof dateProperties,
  from: Date,
): AsyncIterable<HubspotRecord> {
  const { recordType, filterFormula: groups = [] } = parameters.parse(given)
  const propertyName = dateProperties[happened](recordType)
  const since = { propertyName, operator: 'GTE', value: String(from.getTime()) }
  const filterGroups = groups.length === 0 ? [{ filters: [] }] : filterGroupsOf(groups)
  let properties: string[] | undefined
  for (let after: string | undefined; ; ) {
    const body = {
      filterGroups: filterGroups.map(({ filters }) => ({ filters: [...filters, since] })),
      sorts: [{ propertyName, direction: 'ASCENDING' }],
      limit: 100,
      ...(after !== undefined && { after }),
    }
    const { results, paging } = page.parse(await account.json('POST', `${objects(recordType)}/search`, { body }))
    if (results.length > 0) {
      properties ??= (await propertiesOf(account, recordType)).map(({ name }) => name)
      const inputs = results.map(({ id }) => ({ id }))
      const whole = page.parse(
        await account.json('POST', `${objects(recordType)}/batch/read`, { body: { inputs, properties } }),
      )
      for (const { id } of results) {
        // One that is gone by now is no event.
        const found = whole.results.find((each) => each.id === id)
        if (found) yield found
      }
    }
    if (!paging?.next) return
    after = paging.next.after
  }
}

async function someRecords(account: ThirdParty, given: unknown): Promise<Json[]> {
  const { recordType } = parameters.parse(given)
  const properties = (await propertiesOf(account, recordType)).map(({ name }) => name).join(',')
  return page.parse(await account.json('GET', objects(recordType), { query: { limit: 3, properties } })).results
}

const common = { triggerModel: 'POLLING', parameters, examples: someRecords } as const

/** `recordType` and the model are the vendor's (docs: tutorials/actionkit-guide/first-trigger). */
export const hubspotTriggers: readonly TriggerType[] = [
  {
    ...common,
    type: 'HUBSPOT_TRIGGER_RECORD_CREATED',
    title: 'New Record',
    description: 'Trigger when a new record is created in HubSpot',
    async *changesSince(account, given, from): AsyncIterable<Change> {
      for await (const each of recordsSince(account, given, 'created', from)) {
        yield { key: each.id, payload: each, date: new Date(each.createdAt) }
      }
    },
  },
  {
    ...common,
    type: 'HUBSPOT_TRIGGER_RECORD_UPDATED',
    title: 'Record Updated',
    description: 'Trigger when a record is updated in HubSpot',
    async *changesSince(account, given, from): AsyncIterable<Change> {
      for await (const each of recordsSince(account, given, 'updated', from)) {
        const isChange = each.updatedAt !== each.createdAt
        const key = `${each.id}@${each.updatedAt}`
        yield { key, payload: isChange ? each : undefined, date: new Date(each.updatedAt) }
      }
    },
  },
]
