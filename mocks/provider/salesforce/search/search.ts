import type { ProviderRecord } from '../../../store/provider-records.ts'
import type { FieldDefinition, FieldType, ObjectDefinition } from '../objects/definitions.ts'
import { findField } from '../objects/objects.ts'
import type { Org } from '../operations.ts'
import { fieldValue } from '../records.ts'
import { type Filter, findRows } from '../soql/query.ts'
import { attachParents } from '../soql/rows.ts'
import { type compileSelect, selectedResource } from '../soql/select.ts'
import type { SearchTerm } from './term.ts'

/** In which fields words are looked for (SOSL, "IN SearchGroup"). */
export type SearchGroup = 'ALL' | 'NAME' | 'EMAIL' | 'PHONE'

export interface Search {
  term: SearchTerm
  group: SearchGroup
  targets: readonly SearchTarget[]
  /** Records in all. */
  limit: number
}

/** One of the objects that are searched. */
export interface SearchTarget extends Filter {
  select: ReturnType<typeof compileSelect>
}

/** Records in all that a search answers with at most ("SOSL Limits on Search Results"). */
export const MAX_FOUND = 2000

/** The records that have all words of the term, object by object. */
export async function searchRecords(org: Org, { term, group, targets, limit }: Search, version: string) {
  const found: object[] = []
  for (const { select, ...filter } of targets) {
    const fields = fieldsOf(filter.object, group)
    // The target's own limit counts what has the words, so it comes after them.
    const rows = await findRows(org, { ...filter, limit: undefined }, { includeDeleted: false })
    const matching = rows
      .filter(({ record }) => term.matches(textsOf(record, fields)))
      .slice(0, Math.min(filter.limit ?? limit, limit - found.length))
    await attachParents(org, matching, select.paths)
    found.push(...matching.map((row) => selectedResource(select.selection, row, version)))
  }
  return { searchRecords: found }
}

const TYPES: Record<Exclude<SearchGroup, 'NAME'>, readonly FieldType[]> = {
  ALL: ['string', 'textarea', 'email', 'phone', 'url'],
  EMAIL: ['email'],
  PHONE: ['phone'],
}

function fieldsOf(object: ObjectDefinition, group: SearchGroup): FieldDefinition[] {
  if (group !== 'NAME') return object.fields.filter(({ type }) => TYPES[group].includes(type))
  return object.fields.filter((field) => field.nameField || field === findField(object, 'Subject'))
}

function textsOf(record: ProviderRecord, fields: readonly FieldDefinition[]): string[] {
  return fields.map((field) => fieldValue(record, field)).filter((value) => typeof value === 'string')
}
