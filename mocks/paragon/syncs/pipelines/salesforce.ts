import { z } from 'zod'
import type { Json } from '../../../store/connected-users.ts'
import type { AccountApi } from '../account-api.ts'
import { type Address, type Source, text } from './crm-records.ts'
import { definePipeline, type Item, type Pipeline } from './pipeline.ts'

/** The most that `FIELDS(ALL)` may answer with (developer.salesforce.com, SOQL, "FIELDS()"). */
const PAGE_SIZE = 200
/** Milliseconds that are read again: `SystemModstamp` has seconds. */
const OVERLAP = 60_000

const answerSchema = z.object({ records: z.array(z.looseObject({ Id: z.string(), SystemModstamp: z.string() })) })

export interface SalesforceType {
  pipeline: 'contacts' | 'companies' | 'deals'
  object: 'Contact' | 'Account' | 'Opportunity'
  /** Fields of what it refers to, such as "Account.Name". */
  related?: string
  data(record: Source): Json
}

/**
 * Records of a Salesforce org, by SOQL: in the order of their ids, and then of their last changes. What lies in the recycle
 * bin is gone; it is found among the changes ("Query All").
 */
export function salesforcePipeline({ pipeline, object, related, data }: SalesforceType): Pipeline {
  const select = `SELECT FIELDS(ALL)${related ? `, ${related}` : ''} FROM ${object}`
  const itemOf = (record: Source & { Id: string }): Item => ({ externalId: record.Id, data: data(record) })

  async function query(api: AccountApi, resource: 'query' | 'queryAll', soql: string) {
    const { records } = await api.json(answerSchema, `/${resource}?${new URLSearchParams({ q: soql })}`)
    return records
  }

  return definePipeline({
    integration: 'salesforce',
    name: pipeline,
    keepsAccess: false,
    configuration: z.strictObject({}),
    cursor: z.object({ afterId: z.string() }),
    watched: z.object({ since: z.string(), afterId: z.string() }),

    async watch(api) {
      return { since: new Date(api.now() - OVERLAP).toISOString(), afterId: '' }
    },

    async list(api, _, at) {
      const where = at ? ` WHERE Id > '${at.afterId}'` : ''
      const records = await query(api, 'query', `${select}${where} ORDER BY Id LIMIT ${PAGE_SIZE}`)
      const last = records.at(-1)
      const next = last && records.length === PAGE_SIZE ? { afterId: last.Id } : undefined
      return { items: records.map(itemOf), next }
    },

    async changes(api, _, { since, afterId }) {
      const where = afterId
        ? `SystemModstamp > ${since} OR (SystemModstamp = ${since} AND Id > '${afterId}')`
        : `SystemModstamp >= ${since}`
      const soql = `${select} WHERE ${where} ORDER BY SystemModstamp, Id LIMIT ${PAGE_SIZE}`
      const records = await query(api, 'queryAll', soql)
      const last = records.at(-1)
      const hasMore = records.length === PAGE_SIZE
      const newest = last ? instantOf(last.SystemModstamp) : since
      const isThere = (record: Source) => record.IsDeleted !== true
      return {
        items: records.filter(isThere).map(itemOf),
        removed: records.filter((record) => !isThere(record)).map(({ Id }) => Id),
        // At the end without the id: what is written in the same second later may have a lesser one.
        cursor: { since: newest, afterId: hasMore ? (last?.Id ?? '') : '' },
        hasMore,
      }
    },
  })
}

/** A date-time as SOQL takes it: Salesforce answers with a zone that has no colon. */
function instantOf(stamp: string): string {
  return new Date(stamp.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')).toISOString()
}

const ADDRESS_PARTS = ['Street', 'City', 'State', 'PostalCode', 'Country']

/** The fields of an address, such as "MailingStreet". */
export function addressFields(prefix: string): string[] {
  return ADDRESS_PARTS.map((part) => `${prefix}${part}`)
}

export function addressOf(record: Source, prefix: string, type: string): Address {
  return {
    type,
    street: text(record[`${prefix}Street`]),
    city: text(record[`${prefix}City`]),
    state: text(record[`${prefix}State`]),
    postalCode: text(record[`${prefix}PostalCode`]),
    country: text(record[`${prefix}Country`]),
  }
}
