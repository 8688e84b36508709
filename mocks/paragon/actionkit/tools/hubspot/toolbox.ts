import { z } from 'zod'
import type { Json } from '../../../../store/connected-users.ts'
import { fieldInputs } from '../../field-inputs.ts'
import { filterFormula } from '../../filter-formula.ts'
import { jsonObject, option, pagination, requiredText } from '../../inputs.ts'
import { checked, type FieldsByRecordType, type RecordField, type Tool, type Toolbox } from '../../tool.ts'
import {
  engagementAssociations,
  engagementInputs,
  engagementLinks,
  engagementProperties,
  engagementType,
  shownOf,
  withTimestamp,
} from './engagements.ts'
import { filterGroupsOf } from './filters.ts'
import { hubspotPage } from './page.ts'
import { loadFields } from './properties.ts'
import { type HubspotRecordType, recordTypes } from './record-type.ts'

const objects = (recordType: string, id?: string) =>
  `crm/v3/objects/${encodeURIComponent(recordType)}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`

const recordType = option('Record Type', 'recordTypes', { example: 'tickets' })
const recordId = requiredText('Record ID')
const additionalFieldsJSON = jsonObject('Additional Fields', {
  subtitle: 'Any other fields, in JSON',
  example: '{"property_number": "17"}',
})

/** `field-email` for `email`, as the vendor has it. */
const PREFIX = 'field-'

/** What of the parameters are properties of the record. HubSpot takes texts. */
function propertiesFrom({ additionalFieldsJSON: others, ...parameters }: Json): Json {
  const named = Object.entries(parameters)
    .filter(([name, value]) => name.startsWith(PREFIX) && value !== undefined)
    .map(([name, value]) => [name.slice(PREFIX.length), String(value)])
  return { ...(others as Json | undefined), ...Object.fromEntries(named) }
}

/** A kind of tool that there is for each type of record, and once for any. */
function family(
  tool: string,
  title: string,
  describedAs: (what: string) => string,
  make: (type: HubspotRecordType | undefined) => Does,
  ofEngagements: Does,
): Tool[] {
  const variant = (type: { name: string; label: string; one: string } | undefined, does: Does): Tool => ({
    name: `${tool}_${(type?.name ?? 'any').toUpperCase()}`,
    title: `${title} ${type?.label ?? 'Any'}`,
    description: describedAs(type?.one ?? 'record of any type'),
    variant: {
      tool,
      title,
      description: describedAs('record'),
      recordType: type?.name,
      label: type?.label ?? 'Any',
    },
    ...does,
  })
  return [
    ...recordTypes.map((type) => variant(type, make(type))),
    variant({ name: 'engagements', label: 'Engagements', one: 'engagement' }, ofEngagements),
    variant(undefined, make(undefined)),
  ]
}

type Does = Pick<Tool, 'parameters' | 'run'>

function tools(fields: FieldsByRecordType): Tool[] {
  const fieldsOf = ({ name, standard }: HubspotRecordType): readonly RecordField[] =>
    fields[name] ?? standard.map((each) => ({ ...each, kind: 'text' }))
  const inputsOf = (type: HubspotRecordType) => fieldInputs(fieldsOf(type), (name) => PREFIX + name)
  /** All that is known of a record is asked for; HubSpot answers little by itself. */
  const shown = (type: HubspotRecordType | undefined) => type && fieldsOf(type).map(({ name }) => name)
  const query = (type: HubspotRecordType | undefined) => ({ properties: shown(type)?.join(',') })

  return [
    ...family(
      'HUBSPOT_CREATE_RECORD',
      'Create Record',
      (what) => `Create a ${what} in HubSpot CRM`,
      (type) =>
        type
          ? checked(
              z.strictObject({ ...inputsOf(type), additionalFieldsJSON: additionalFieldsJSON.optional() }),
              (account, given) =>
                account.json('POST', objects(type.name), { body: { properties: propertiesFrom(given) } }),
            )
          : checked(z.strictObject({ recordType, additionalFieldsJSON }), (account, given) =>
              account.json('POST', objects(given.recordType), { body: { properties: given.additionalFieldsJSON } }),
            ),
      checked(
        z.strictObject({
          engagementType,
          ...engagementInputs,
          ...engagementLinks,
          additionalFieldsJSON: additionalFieldsJSON.optional(),
        }),
        (account, { engagementType, additionalFieldsJSON, ...given }) =>
          account.json('POST', objects(engagementType), {
            body: {
              properties: withTimestamp(account, engagementProperties(engagementType, given, additionalFieldsJSON)),
              associations: engagementAssociations(engagementType, given),
            },
          }),
      ),
    ),
    ...family(
      'HUBSPOT_UPDATE_RECORD',
      'Update Record',
      (what) => `Change a ${what} in HubSpot CRM`,
      (type) =>
        type
          ? checked(
              z.strictObject({ recordId, ...inputsOf(type), additionalFieldsJSON: additionalFieldsJSON.optional() }),
              (account, given) =>
                account.json('PATCH', objects(type.name, given.recordId), {
                  body: { properties: propertiesFrom(given) },
                }),
            )
          : checked(z.strictObject({ recordType, recordId, additionalFieldsJSON }), (account, given) =>
              account.json('PATCH', objects(given.recordType, given.recordId), {
                body: { properties: given.additionalFieldsJSON },
              }),
            ),
      checked(
        z.strictObject({
          engagementType,
          recordId,
          ...engagementInputs,
          additionalFieldsJSON: additionalFieldsJSON.optional(),
        }),
        (account, { engagementType, recordId, additionalFieldsJSON, ...given }) =>
          account.json('PATCH', objects(engagementType, recordId), {
            body: { properties: engagementProperties(engagementType, given, additionalFieldsJSON) },
          }),
      ),
    ),
    ...family(
      'HUBSPOT_GET_RECORDS',
      'Get Records',
      (what) => `List every ${what} in HubSpot CRM`,
      (type) =>
        checked(
          z.strictObject({ ...(!type && { recordType }), paginationParameters: pagination(100) }),
          async (account, { recordType, paginationParameters }) =>
            hubspotPage(
              await account.json('GET', objects(type?.name ?? String(recordType)), {
                query: {
                  ...query(type),
                  limit: paginationParameters?.limit ?? 100,
                  after: paginationParameters?.pageCursor ?? undefined,
                },
              }),
            ),
        ),
      checked(
        z.strictObject({ engagementType, paginationParameters: pagination(100) }),
        async (account, { engagementType, paginationParameters }) =>
          hubspotPage(
            await account.json('GET', objects(engagementType), {
              query: {
                properties: shownOf(engagementType).join(','),
                limit: paginationParameters?.limit ?? 100,
                after: paginationParameters?.pageCursor ?? undefined,
              },
            }),
          ),
      ),
    ),
    ...family(
      'HUBSPOT_GET_RECORD_BY_ID',
      'Get Record By ID',
      (what) => `Get a ${what} in HubSpot CRM`,
      (type) =>
        checked(z.strictObject({ ...(!type && { recordType }), recordId }), (account, given) =>
          account.json('GET', objects(type?.name ?? String(given.recordType), given.recordId), { query: query(type) }),
        ),
      checked(z.strictObject({ engagementType, recordId }), (account, { engagementType, recordId }) =>
        account.json('GET', objects(engagementType, recordId), {
          query: { properties: shownOf(engagementType).join(',') },
        }),
      ),
    ),
    ...family(
      'HUBSPOT_SEARCH_RECORDS',
      'Search Records',
      (what) => `Search for a ${what} in HubSpot CRM`,
      (type) =>
        checked(
          z.strictObject({
            ...(!type && { recordType }),
            filterFormula: filterFormula({
              sourceType: 'fields',
              dependencies: ['recordType'],
            }).optional(),
            paginationParameters: pagination(200),
          }),
          async (account, { recordType, filterFormula, paginationParameters }) =>
            hubspotPage(
              await account.json('POST', `${objects(type?.name ?? String(recordType))}/search`, {
                body: {
                  filterGroups: filterGroupsOf(filterFormula ?? []),
                  properties: shown(type) ?? [],
                  limit: paginationParameters?.limit ?? 100,
                  ...(paginationParameters?.pageCursor && { after: paginationParameters.pageCursor }),
                },
              }),
            ),
        ),
      checked(
        z.strictObject({
          engagementType,
          filterFormula: filterFormula({ sourceType: 'fields', dependencies: ['engagementType'] }).optional(),
          paginationParameters: pagination(200),
        }),
        async (account, { engagementType, filterFormula, paginationParameters }) =>
          hubspotPage(
            await account.json('POST', `${objects(engagementType)}/search`, {
              body: {
                filterGroups: filterGroupsOf(filterFormula ?? []),
                properties: shownOf(engagementType),
                limit: paginationParameters?.limit ?? 100,
                ...(paginationParameters?.pageCursor && { after: paginationParameters.pageCursor }),
              },
            }),
          ),
      ),
    ),
  ]
}

/** Named as the vendor's are (docs: actionkit/integrations/hubspot/overview); what those of engagements take is assumed. */
export const hubspotToolbox: Toolbox = { categories: ['crm'], tools, loadFields }
