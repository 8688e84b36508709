import { z } from 'zod'
import type { Json } from '../../../store/connected-users.ts'
import { filterFormula } from '../../actionkit/filter-formula.ts'
import { option } from '../../actionkit/inputs.ts'
import { conditionOf, quoted, soqlName } from '../../actionkit/tools/salesforce/soql.ts'
import type { ThirdParty } from '../../credentials/third-party.ts'
import type { Change, TriggerType } from '../trigger-type.ts'

/** `recordType` and its source are documented (actionkit/triggers/user-configuration). */
const parameters = z.strictObject({
  recordType: option('Record Type', 'recordTypes'),
  filterFormula: filterFormula({ sourceType: 'fields', dependencies: ['recordType'] }).optional(),
})

const idPage = z.object({
  records: z.array(z.object({ Id: z.string() })),
  nextRecordsUrl: z.string().optional(),
})
const instant = z.string().transform((text) => new Date(text.replace(/\+0000$/, 'Z')))
const record = z.looseObject({ Id: z.string(), CreatedDate: z.string(), SystemModstamp: z.string() })
type SalesforceRecord = z.infer<typeof record>
const recordPage = z.object({ records: z.array(record) })

/** Records that `FIELDS(ALL)` answers with at most ("FIELDS()" in the SOQL reference). */
const WHOLE = 200

async function* idsSince(account: ThirdParty, given: unknown, dateField: string, from: Date): AsyncIterable<string[]> {
  const { recordType, filterFormula: groups = [] } = parameters.parse(given)
  const conditions = [`${dateField} >= ${from.toISOString()}`]
  const filter = conditionOf(groups)
  if (filter) conditions.push(`(${filter})`)
  const q = `SELECT Id FROM ${soqlName(recordType, 'recordType')} WHERE ${conditions.join(' AND ')} ORDER BY ${dateField} ASC, Id ASC`
  let page = idPage.parse(await account.json('GET', 'query', { query: { q } }))
  for (;;) {
    const ids = page.records.map(({ Id }) => Id)
    for (let start = 0; start < ids.length; start += WHOLE) yield ids.slice(start, start + WHOLE)
    const cursor = page.nextRecordsUrl?.split('/').at(-1)
    if (cursor === undefined) return
    page = idPage.parse(await account.json('GET', `query/${encodeURIComponent(cursor)}`))
  }
}

/** Records that something happened to since a time, in that order, with every field of theirs. */
async function* recordsSince(
  account: ThirdParty,
  given: unknown,
  dateField: 'CreatedDate' | 'SystemModstamp',
  from: Date,
): AsyncIterable<SalesforceRecord> {
  const { recordType } = parameters.parse(given)
  for await (const ids of idsSince(account, given, dateField, from)) {
    const q = `SELECT FIELDS(ALL) FROM ${soqlName(recordType, 'recordType')} WHERE Id IN (${ids.map(quoted).join(', ')}) LIMIT ${WHOLE}`
    const { records } = recordPage.parse(await account.json('GET', 'query', { query: { q } }))
    for (const id of ids) {
      // One that is gone by now is no event.
      const found = records.find(({ Id }) => Id === id)
      if (found) yield found
    }
  }
}

async function someRecords(account: ThirdParty, given: unknown): Promise<Json[]> {
  const { recordType } = parameters.parse(given)
  const q = `SELECT FIELDS(ALL) FROM ${soqlName(recordType, 'recordType')} LIMIT 3`
  return recordPage.parse(await account.json('GET', 'query', { query: { q } })).records
}

const common = { triggerModel: 'POLLING', parameters, examples: someRecords } as const

export const salesforceTriggers: readonly TriggerType[] = [
  {
    ...common,
    type: 'SALESFORCE_TRIGGER_RECORD_CREATED',
    title: 'New Record',
    description: 'Trigger when a new record is created in Salesforce',
    async *changesSince(account, given, from): AsyncIterable<Change> {
      for await (const each of recordsSince(account, given, 'CreatedDate', from)) {
        yield { key: each.Id, payload: each, date: instant.parse(each.CreatedDate) }
      }
    },
  },
  {
    ...common,
    type: 'SALESFORCE_TRIGGER_RECORD_UPDATED',
    title: 'Record Updated',
    description: 'Trigger when a record is updated in Salesforce',
    async *changesSince(account, given, from): AsyncIterable<Change> {
      for await (const each of recordsSince(account, given, 'SystemModstamp', from)) {
        const isChange = each.SystemModstamp !== each.CreatedDate
        const key = `${each.Id}@${each.SystemModstamp}`
        yield { key, payload: isChange ? each : undefined, date: instant.parse(each.SystemModstamp) }
      }
    },
  },
]
