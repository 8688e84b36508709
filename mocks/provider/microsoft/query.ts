import { z } from 'zod'
import {
  type DriveFile,
  type ListPosition,
  positionOf,
  type SortColumn,
  type SortKey,
} from '../../store/drive-files.ts'
import { fingerprint } from '../../store/sealer.ts'
import type { GraphRequest } from './api.ts'
import { invalid, notSupported } from './errors.ts'

const MAX_TOP = 999

/** OData's options that are not simulated: refused, so that nobody takes the answer for what they asked for. */
const REFUSED = ['$filter', '$expand', '$search', '$count', '$skip', '$format']

/** Throws GraphError 501 for options of OData that would have to be ignored. */
export function refuseUnknownOptions(c: GraphRequest): void {
  const found = REFUSED.find((name) => c.req.query(name))
  if (found) throw notSupported(`The query option ${found}`)
}

/** `$top`. Throws GraphError 400. */
export function topOf(c: GraphRequest, standard: number): number {
  const text = c.req.query('$top') || String(standard)
  const top = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (top < 1 || top > MAX_TOP) throw invalid(`Invalid value "${text}" of $top: must be from 1 to ${MAX_TOP}.`)
  return top
}

/** The fields of a resource that `$select` names; annotations stay. */
export function selected<T extends object>(c: GraphRequest, resource: T): Partial<T> {
  const select = c.req.query('$select')
  if (!select) return resource
  const names = new Set(select.split(',').map((name) => name.trim()))
  const isWanted = (name: string) => names.has(name) || name.startsWith('@odata.')
  return Object.fromEntries(Object.entries(resource).filter(([name]) => isWanted(name))) as Partial<T>
}

const COLUMNS = new Map<string, SortColumn>([
  ['name', 'name'],
  ['size', 'size'],
  ['createdDateTime', 'dateCreated'],
  ['lastModifiedDateTime', 'dateModified'],
])

/** `$orderby`; by name without one. Throws GraphError 400. */
export function orderOf(c: GraphRequest): SortKey[] {
  const [, name = '', direction = 'asc'] =
    /^\s*(\w+)(?:\s+(asc|desc))?\s*$/.exec(c.req.query('$orderby') || 'name') ?? []
  const column = COLUMNS.get(name)
  if (!column) throw invalid('Invalid value of $orderby.')
  return [{ column, direction: direction === 'desc' ? 'desc' : 'asc' }]
}

/** Names a list by what defines it, so that a token of one is refused by another. */
export function listName(...parts: unknown[]): string {
  return fingerprint(JSON.stringify(parts)).slice(0, 12)
}

export function writeToken(list: string, content: object): string {
  return Buffer.from(JSON.stringify({ ...content, list })).toString('base64url')
}

/** What a token of that list says; undefined of one that is made up, or of another list. */
export function readToken<T extends object>(text: string, list: string, content: z.ZodType<T>): T | undefined {
  try {
    const token: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    const isOfList = typeof token === 'object' && token !== null && 'list' in token && token.list === list
    return isOfList ? content.parse(token) : undefined
  } catch {
    return undefined
  }
}

const positionSchema = z.object({ id: z.string(), value: z.union([z.string(), z.number()]) })

/** Where the next page starts: after this file. */
export function skipTokenAfter(file: DriveFile, order: SortKey[], list: string): string {
  const { id, values } = positionOf(file, order)
  return writeToken(list, { id, value: values[0] })
}

/** The position that `$skiptoken` names. Throws GraphError 400. */
export function positionIn(c: GraphRequest, order: SortKey[], list: string): ListPosition | undefined {
  const text = c.req.query('$skiptoken')
  if (!text) return undefined
  const token = readToken(text, list, positionSchema)
  const isDate = order[0]?.column.startsWith('date')
  const value = isDate && token ? new Date(token.value) : token?.value
  if (!token || value === undefined || (value instanceof Date && Number.isNaN(value.getTime()))) {
    throw invalid('The $skiptoken is not one of this list.')
  }
  return { id: token.id, isFolder: false, values: [value] }
}
