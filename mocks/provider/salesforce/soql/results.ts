import type { ProviderRecord, RecordRows } from '../../../store/provider-records.ts'
import { SalesforceError } from '../errors.ts'
import { newId } from '../ids.ts'
import type { Org } from '../operations.ts'
import { isDeleted, kindOf } from '../records.ts'
import { type CompiledQuery, compileQuery, findRows } from './query.ts'
import { attachParents, type Row, rowOf } from './rows.ts'
import { selectedResource } from './select.ts'

/** A page of what a query answers. */
export interface QueryResult {
  totalSize: number
  done: boolean
  nextRecordsUrl?: string
  records: object[]
}

export interface QueryOptions {
  /** Whether what is in the recycle bin counts: `queryAll`. */
  includeDeleted: boolean
  /** Records of a page. */
  batchSize: number
  version: string
}

/** Such as "salesforce/Account", but no object. */
const LOCATORS = 'salesforce/QueryLocator'
const LOCATOR_PREFIX = '01g'
/** Results that stay open for an account: the oldest gives way ("SOQL and SOSL Limits": ten cursors of a user). */
const OPEN_LOCATORS = 10
/** Milliseconds; two days. */
const LOCATOR_LIFETIME = 2 * 24 * 60 * 60 * 1000

/** Answers a query with its first page. Throws SalesforceError 400. */
export async function runQuery(org: Org, text: string, options: QueryOptions): Promise<QueryResult> {
  const query = compileQuery(text, org.clock.now())
  const rows = await findRows(org, query, options)
  if (!query.selection) return { totalSize: rows.length, done: true, records: [] }
  const page = rows.slice(0, options.batchSize)
  const totalSize = rows.length
  const records = await resources(org, query, page, options.version)
  if (page.length === totalSize) return { totalSize, done: true, records }
  const locator = await openLocator(org, { text, ids: rows.map(({ record }) => record.id), ...options })
  return { totalSize, done: false, nextRecordsUrl: nextUrl(options, locator, page.length), records }
}

/**
 * Answers with the page that a locator names. The ids are those of the time of the query, so that nothing is left out or
 * shown twice, whatever was written since; the records are as they are now, without those deleted meanwhile.
 */
export async function continueQuery(
  org: Org,
  locator: string,
  { version, batchSize }: { version: string; batchSize: number | undefined },
): Promise<QueryResult> {
  const [, id = '', position = ''] = /^(\w{18})-(\d{1,9})$/.exec(locator) ?? []
  const opened = await org.rows.find(org.account.id, LOCATORS, id)
  const found = opened && readLocator(opened)
  const start = Number(position)
  const isFresh = opened && opened.dateCreated.getTime() + LOCATOR_LIFETIME > org.clock.now()
  if (!found || !isFresh || position === '' || start >= found.ids.length) {
    throw new SalesforceError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator')
  }
  const query = compileQuery(found.text, org.clock.now())
  const end = start + (batchSize ?? found.batchSize)
  const ids = found.ids.slice(start, end)
  const there = await org.rows.findAmong(org.account.id, kindOf(query.object), ids)
  const byId = new Map(there.map((record) => [record.id, record]))
  const page = ids.flatMap((each) => byId.get(each) ?? []).filter((each) => found.includeDeleted || !isDeleted(each))
  const totalSize = found.ids.length
  const records = await resources(org, query, page.map(rowOf), version)
  if (end >= totalSize) return { totalSize, done: true, records }
  return { totalSize, done: false, nextRecordsUrl: nextUrl({ ...found, version }, id, end), records }
}

async function resources(org: Org, { selection, paths }: CompiledQuery, rows: Row[], version: string) {
  if (!selection) return []
  await attachParents(org, rows, paths)
  return rows.map((row) => selectedResource(selection, row, version))
}

function nextUrl({ version, includeDeleted }: Omit<QueryOptions, 'batchSize'>, locator: string, position: number) {
  return `/services/data/v${version}/${includeDeleted ? 'queryAll' : 'query'}/${locator}-${position}`
}

interface Locator extends Omit<QueryOptions, 'version'> {
  text: string
  ids: readonly string[]
}

async function openLocator(
  { ctx, account, clock }: Org,
  { text, ids, includeDeleted, batchSize }: Locator,
): Promise<string> {
  const id = newId(ctx.randomOf(account.projectId), LOCATOR_PREFIX)
  const now = clock.timestamp()
  await ctx.store.provider.records.write(account.id, async (rows) => {
    await closeOldest(account.id, rows)
    const data = { text, ids, includeDeleted, batchSize }
    await rows.create({ accountId: account.id, kind: LOCATORS, id, data, dateCreated: now, dateModified: now })
  })
  return id
}

async function closeOldest(accountId: string, rows: RecordRows): Promise<void> {
  const open = await rows.list(accountId, LOCATORS, { order: 'dateCreated', direction: 'desc' })
  for (const { id } of open.slice(OPEN_LOCATORS - 1)) await rows.remove(accountId, LOCATORS, id)
}

function readLocator({ data: { text, ids, includeDeleted, batchSize } }: ProviderRecord): Locator | undefined {
  if (typeof text !== 'string' || !Array.isArray(ids) || typeof batchSize !== 'number') return undefined
  return { text, ids: ids.map(String), includeDeleted: includeDeleted === true, batchSize }
}
