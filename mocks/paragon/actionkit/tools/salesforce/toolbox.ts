import { z } from 'zod'
import type { Json } from '../../../../store/connected-users.ts'
import type { ThirdParty } from '../../../credentials/third-party.ts'
import { fieldInputs } from '../../field-inputs.ts'
import { filterFormula } from '../../filter-formula.ts'
import { choice, flag, jsonObject, longText, option, pagination, requiredText, text } from '../../inputs.ts'
import { checked, defineTool, type FieldsByRecordType, type RecordField, type Tool, type Toolbox } from '../../tool.ts'
import { loadFields } from './describe.ts'
import { recordTypes, type SalesforceRecordType } from './record-type.ts'
import { conditionOf, soqlName } from './soql.ts'

const sobjects = (recordType: string, id?: string) =>
  `sobjects/${encodeURIComponent(recordType)}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`

const recordType = option('Record Type', 'recordTypes', { example: 'Case' })
const recordId = requiredText('Record ID')
const additionalFields = jsonObject('Additional Fields', {
  subtitle: 'Any other fields, in JSON',
  example: '{"Fax": "1"}',
})

/** The fields of a record from the parameters that name them. */
function fieldsFrom({ additionalFields: others, recordId: _, ...fields }: Json): Json {
  return { ...(others as Json | undefined), ...fields }
}

/** A kind of tool that there is for each type of record, and once for any. */
function family(
  tool: string,
  title: string,
  describedAs: (what: string) => string,
  make: (type: SalesforceRecordType | undefined) => Pick<Tool, 'parameters' | 'run'>,
): Tool[] {
  return [...recordTypes, undefined].map((type) => ({
    name: `${tool}_${(type?.name ?? 'any').toUpperCase()}`,
    title: `${title} ${type?.name ?? 'Any'}`,
    description: describedAs(type?.name ?? 'record of any type'),
    variant: {
      tool,
      title,
      description: describedAs('record'),
      recordType: type?.name,
      label: type?.name ?? 'Any',
    },
    ...make(type),
  }))
}

const MONTH = 30 * 24 * 60 * 60 * 1000

/** What a new record has when nothing else is said; 30 days for an opportunity are the vendor's. */
function defaultsOf(type: SalesforceRecordType, account: ThirdParty): Json {
  if (type.name !== 'Opportunity') return {}
  return { CloseDate: new Date(account.now() + MONTH).toISOString().slice(0, 'yyyy-mm-dd'.length) }
}

const records = z.looseObject({ records: z.array(z.looseObject({})) })
const queryPage = z.looseObject({ nextRecordsUrl: z.string().optional() })

function tools(fields: FieldsByRecordType): Tool[] {
  const fieldsOf = ({ name, standard }: SalesforceRecordType): readonly RecordField[] =>
    fields[name] ?? standard.map(({ name, label }) => ({ name, label, kind: 'text' }))
  const inputsOf = (type: SalesforceRecordType) => fieldInputs(fieldsOf(type), (name) => name)
  const requiredOf = (type: SalesforceRecordType) =>
    Object.fromEntries(
      type.standard.filter(({ required }) => required).map(({ name, label }) => [name, requiredText(label)]),
    )

  return [
    ...family(
      'SALESFORCE_CREATE_RECORD',
      'Create Record',
      (what) => `Create a ${what} in Salesforce`,
      (type) =>
        type
          ? checked(
              z.strictObject({
                ...inputsOf(type),
                ...requiredOf(type),
                additionalFields: additionalFields.optional(),
              }),
              (account, given) =>
                account.json('POST', sobjects(type.name), {
                  body: { ...defaultsOf(type, account), ...fieldsFrom(given) },
                }),
            )
          : checked(z.strictObject({ recordType, additionalFields }), (account, given) =>
              account.json('POST', sobjects(given.recordType), { body: given.additionalFields }),
            ),
    ),
    ...family(
      'SALESFORCE_UPDATE_RECORD',
      'Update Record',
      (what) => `Change a ${what} in Salesforce`,
      (type) =>
        type
          ? checked(
              z.strictObject({ recordId, ...inputsOf(type), additionalFields: additionalFields.optional() }),
              (account, given) =>
                account.json('PATCH', sobjects(type.name, given.recordId), { body: fieldsFrom(given) }),
            )
          : checked(z.strictObject({ recordType, recordId, additionalFields }), (account, given) =>
              account.json('PATCH', sobjects(given.recordType, given.recordId), { body: given.additionalFields }),
            ),
    ),
    ...family(
      'SALESFORCE_GET_RECORD_BY_ID',
      'Get Record By ID',
      (what) => `Get a ${what} in Salesforce`,
      (type) =>
        checked(z.strictObject({ ...(!type && { recordType }), recordId }), (account, given) =>
          account.json('GET', sobjects(type?.name ?? String(given.recordType), given.recordId)),
        ),
    ),
    ...family(
      'SALESFORCE_SEARCH_RECORDS',
      'Search Records',
      (what) => `Search for a ${what} in Salesforce`,
      (type) =>
        checked(
          z.strictObject({
            ...(!type && { recordType }),
            filterFormula: filterFormula({ sourceType: 'fields', dependencies: ['recordType'] }).optional(),
            sortBy: text('Sort By', { subtitle: 'A field', example: 'CreatedDate' }).optional(),
            sortDirection: choice('Sort Direction', { ASC: 'Ascending', DESC: 'Descending' }).default('ASC'),
            includeAllFields: flag('Include All Fields').default(false),
            paginationParameters: pagination(LONGEST_PAGE),
          }),
          async (
            account,
            { recordType, filterFormula, sortBy, sortDirection, includeAllFields, paginationParameters },
          ) => {
            const limit = paginationParameters?.limit ?? 100
            const offset = readOffset(paginationParameters?.pageCursor)
            const names =
              type && !includeAllFields ? ['Id', ...fieldsOf(type).map(({ name }) => name)] : ['FIELDS(ALL)']
            const condition = conditionOf(filterFormula ?? [])
            const clauses = [
              `SELECT ${names.join(', ')} FROM ${soqlName(type?.name ?? String(recordType), 'recordType')}`,
              condition && `WHERE ${condition}`,
              `ORDER BY ${sortBy ? `${soqlName(sortBy, 'sortBy')} ${sortDirection}, ` : ''}Id ASC`,
              // One more than a page has tells whether another page follows.
              `LIMIT ${limit + 1} OFFSET ${offset}`,
            ]
            const q = clauses.filter(Boolean).join(' ')
            const found = records.parse(await account.json('GET', 'query', { query: { q } })).records
            const isMore = found.length > limit
            return { records: found.slice(0, limit), nextPageCursor: isMore ? String(offset + limit) : null }
          },
        ),
    ),
    writeSoqlQuery,
  ]
}

/** `FIELDS(ALL)` answers with 200 records at most, and one more than a page is asked for. */
const LONGEST_PAGE = 199

function readOffset(cursor: string | null | undefined): number {
  return cursor && /^\d{1,4}$/.test(cursor) ? Number(cursor) : 0
}

const writeSoqlQuery = defineTool({
  name: 'SALESFORCE_WRITE_SOQL_QUERY',
  title: 'Write SOQL Query',
  description: 'Run a query in the Salesforce Object Query Language',
  parameters: z.strictObject({
    query: longText('Query', { example: 'SELECT Id, Name FROM Account' }),
    paginationParameters: pagination(2000),
  }),
  async run(account, { query, paginationParameters }) {
    const headers = { 'sforce-query-options': `batchSize=${paginationParameters?.limit ?? 2000}` }
    const cursor = paginationParameters?.pageCursor
    const answer = cursor
      ? await account.json('GET', `query/${encodeURIComponent(cursor)}`, { headers })
      : await account.json('GET', 'query', { query: { q: query }, headers })
    const { nextRecordsUrl, ...rest } = queryPage.parse(answer)
    return { ...rest, nextPageCursor: nextRecordsUrl?.split('/').at(-1) ?? null }
  },
})

/** Named as the vendor's are (docs: actionkit/integrations/salesforce/overview). */
export const salesforceToolbox: Toolbox = { categories: ['crm'], tools, loadFields }
