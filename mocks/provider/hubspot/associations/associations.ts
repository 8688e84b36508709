import { z } from 'zod'
import type { Account } from '../../../store/provider-accounts.ts'
import type { ProviderRecord } from '../../../store/provider-records.ts'
import type { ProviderContext } from '../../provider-context.ts'
import { kindOf, type ObjectType } from '../object-types.ts'
import { toObject } from '../objects/crm-object.ts'
import { associationTypeBetween } from './association-types.ts'

export interface ObjectRef {
  type: ObjectType
  id: string
}

/** A tie to be made between two objects; `isPrimary`: the company of the two stands for the other's companies from now on. */
export interface Link {
  from: ObjectRef
  to: ObjectRef
  isPrimary: boolean
}

type NewRecord = Omit<ProviderRecord, 'accountId'>
type RecordKey = Pick<ProviderRecord, 'kind' | 'id'>
const keyOf = ({ kind, id }: RecordKey) => `${kind} ${id}`

export interface AssociatedObject {
  id: string
  isPrimary: boolean
}

/** Rows of both directions, each under the type that it begins at and sorted by the id that it begins with. */
const rowKind = ({ name }: ObjectType) => `hubspot/associations/${name}`
const rowId = (from: ObjectRef, to: ObjectRef) => `${from.id}/${to.type.name}/${to.id}`
/** Which company is an object's primary one; an object has one at most. */
const PRIMARY = 'hubspot/primary-companies'
const primaryId = ({ type, id }: ObjectRef) => `${type.name}/${id}`
const primarySchema = z.object({ companyId: z.string() })
/** Sorts after every id. */
const END = '~'

/**
 * What has to be written for links to be there; of links that are there already, nothing. An object's first company
 * becomes its primary one (knowledge.hubspot.com/records/associate-records).
 */
export async function linkChanges(
  ctx: ProviderContext,
  account: Account,
  links: readonly Link[],
  date: Date,
): Promise<{ remove: RecordKey[]; create: NewRecord[] }> {
  const { records } = ctx.store.provider
  const wanted = linkRows(links, date)
  const kinds = [...new Set(wanted.map(({ kind }) => kind))]
  const known = await Promise.all(
    kinds.map((kind) => {
      const ids = wanted.filter((row) => row.kind === kind).map(({ id }) => id)
      return records.findAmong(account.id, kind, ids)
    }),
  )
  const isKnown = new Set(known.flat().map(keyOf))
  const isExplicit = new Set(
    links.flatMap(({ from, to, isPrimary }) =>
      isPrimary ? (primaryPair(from, to)?.slice(0, 1).map(primaryId) ?? []) : [],
    ),
  )
  const isMoved = ({ kind, id }: RecordKey) => kind === PRIMARY && isExplicit.has(id)
  return {
    remove: known.flat().filter(isMoved),
    create: wanted.filter((row) => !isKnown.has(keyOf(row)) || isMoved(row)),
  }
}

/** The rows of links between objects that have none. */
export function linkRows(links: readonly Link[], date: Date): NewRecord[] {
  const dates = { dateCreated: date, dateModified: date }
  const rows = new Map<string, NewRecord>()
  const isSet = new Set<string>()
  for (const { from, to, isPrimary } of links) {
    for (const row of rowsOf(from, to)) rows.set(keyOf(row), { ...row, data: {}, ...dates })
    const [subject, company] = primaryPair(from, to) ?? []
    if (!subject || !company) continue
    const row = { kind: PRIMARY, id: primaryId(subject), data: { companyId: company.id }, ...dates }
    // The first company, unless another one is said to be it.
    if (!rows.has(keyOf(row)) || (isPrimary && !isSet.has(row.id))) rows.set(keyOf(row), row)
    if (isPrimary) isSet.add(row.id)
  }
  return [...rows.values()]
}

/** Ties two objects together; no more than that when they are already. */
export async function associate(ctx: ProviderContext, account: Account, link: Link): Promise<void> {
  for (;;) {
    const changes = await linkChanges(ctx, account, [link], ctx.clockOf(account.projectId).timestamp())
    if (await ctx.store.provider.records.commit(account.id, changes)) return
  }
}

/** Whether they were tied together or not. */
export async function dissociate(
  ctx: ProviderContext,
  account: Account,
  from: ObjectRef,
  to: ObjectRef,
): Promise<void> {
  const { records } = ctx.store.provider
  const [subject, company] = primaryPair(from, to) ?? []
  const primary = subject && (await records.find(account.id, PRIMARY, primaryId(subject)))
  const isPrimary = primary && primarySchema.parse(primary.data).companyId === company?.id
  await records.commit(account.id, { remove: [...rowsOf(from, to), ...(isPrimary ? [primary] : [])] })
}

/**
 * The objects of a type that are tied to each of others, by id; without those that are archived. Takes three queries,
 * however many objects there are.
 */
export async function associatedWith(
  ctx: ProviderContext,
  account: Account,
  from: ObjectType,
  fromIds: readonly string[],
  to: ObjectType,
): Promise<Map<string, AssociatedObject[]>> {
  const { records } = ctx.store.provider
  const found = new Map<string, AssociatedObject[]>(fromIds.map((id) => [id, []]))
  const [first] = [...fromIds].sort()
  const last = [...fromIds].sort().at(-1)
  if (first === undefined || last === undefined) return found
  const rows = await records.between(
    account.id,
    rowKind(from),
    `${first}/${fromIds.length === 1 ? `${to.name}/` : ''}`,
    `${last}/${fromIds.length === 1 ? `${to.name}/` : ''}${END}`,
  )
  const pairs = rows
    .map(({ id }) => id.split('/'))
    .flatMap(([fromId = '', toName, toId = '']) => (toName === to.name && found.has(fromId) ? [{ fromId, toId }] : []))
  const targets = await records.findAmong(account.id, kindOf(to), [...new Set(pairs.map(({ toId }) => toId))])
  const active = new Set(targets.map(toObject).flatMap(({ id, archivedAt }) => (archivedAt === undefined ? [id] : [])))
  const companies = await primaryCompanies(
    ctx,
    account,
    pairs.map(({ fromId, toId }) => [
      { type: from, id: fromId },
      { type: to, id: toId },
    ]),
  )
  for (const { fromId, toId } of pairs) {
    if (!active.has(toId)) continue
    const [subject, company] = primaryPair({ type: from, id: fromId }, { type: to, id: toId }) ?? []
    const isPrimary = subject !== undefined && companies.get(primaryId(subject)) === company?.id
    found.get(fromId)?.push({ id: toId, isPrimary })
  }
  return found
}

/** What ties two objects, by the names of both versions of the API; the primary one first. */
export function associationSpecs(from: ObjectType, to: ObjectType, isPrimary: boolean) {
  const { typeId, label, primary } = associationTypeBetween(from, to)
  return [
    ...(isPrimary && primary ? [{ typeId: primary.typeId, name: primary.label, label: 'Primary' }] : []),
    { typeId, name: label, label: null },
  ]
}

async function primaryCompanies(
  ctx: ProviderContext,
  account: Account,
  pairs: readonly [ObjectRef, ObjectRef][],
): Promise<Map<string, string>> {
  const ids = new Set(pairs.flatMap(([from, to]) => primaryPair(from, to)?.slice(0, 1).map(primaryId) ?? []))
  const claims = await ctx.store.provider.records.findAmong(account.id, PRIMARY, [...ids])
  return new Map(claims.map(({ id, data }) => [id, primarySchema.parse(data).companyId]))
}

/** The object that may have a primary company, and the company; undefined when the two are none of that. */
function primaryPair(from: ObjectRef, to: ObjectRef): [ObjectRef, ObjectRef] | undefined {
  if (!associationTypeBetween(from.type, to.type).primary) return undefined
  return to.type.name === 'companies' ? [from, to] : [to, from]
}

function rowsOf(from: ObjectRef, to: ObjectRef) {
  return [
    { kind: rowKind(from.type), id: rowId(from, to) },
    { kind: rowKind(to.type), id: rowId(to, from) },
  ]
}
