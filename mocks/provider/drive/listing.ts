import { z } from 'zod'
import {
  type DriveFile,
  type ListPosition,
  positionOf,
  type SortColumn,
  type SortKey,
} from '../../store/drive-files.ts'
import { fingerprint } from '../../store/sealer.ts'
import { invalidValue } from './errors.ts'

export interface FileOrder {
  keys: SortKey[]
  folders?: 'first' | 'last'
}

/** Drive's sort keys; a sandbox account has one user, so that "by me" and "viewed" are when it was last changed. */
const COLUMNS = new Map<string, SortColumn>([
  ['name', 'name'],
  ['name_natural', 'name'],
  ['createdTime', 'dateCreated'],
  ['modifiedTime', 'dateModified'],
  ['modifiedByMeTime', 'dateModified'],
  ['viewedByMeTime', 'dateModified'],
  ['recency', 'dateModified'],
  ['quotaBytesUsed', 'size'],
  ['starred', 'starred'],
])

/** Reads an `orderBy` parameter, such as `folder,modifiedTime desc,name`. Without one the newest come first. */
export function parseOrder(text: string | undefined): FileOrder {
  const order: FileOrder = { keys: [] }
  for (const clause of text?.split(',') ?? []) {
    const [, key = '', desc] = /^\s*(\w+)(\s+desc)?\s*$/.exec(clause) ?? []
    const column = COLUMNS.get(key)
    if (key === 'folder') order.folders = desc ? 'last' : 'first'
    else if (!column) throw invalidValue('orderBy')
    else if (!order.keys.some((known) => known.column === column)) {
      order.keys.push({ column, direction: desc ? 'desc' : 'asc' })
    }
  }
  if (order.keys.length === 0) order.keys.push({ column: 'dateModified', direction: 'desc' })
  return order
}

const tokenSchema = z.object({
  /** The list that the token belongs to. */
  list: z.string(),
  id: z.string(),
  isFolder: z.boolean(),
  values: z.array(z.union([z.string(), z.number(), z.boolean()])),
})

/** Names a list by what defines it, so that a token of one is refused by another. */
export function listName(accountId: string, q: string | undefined, orderBy: string | undefined): string {
  return fingerprint(JSON.stringify([accountId, q, orderBy])).slice(0, 12)
}

/** Where the next page starts: after this file. Only this server reads it. */
export function pageTokenAfter(file: DriveFile, order: FileOrder, list: string): string {
  return Buffer.from(JSON.stringify({ list, ...positionOf(file, order.keys) })).toString('base64url')
}

export function parsePageToken(text: string, order: FileOrder, list: string): ListPosition {
  const token = tokenSchema.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8'))).data
  if (token?.list !== list || token.values.length !== order.keys.length) throw invalidValue('pageToken')
  const values = order.keys.map(({ column }, index) => columnValue(column, token.values[index]))
  return { id: token.id, isFolder: token.isFolder, values }
}

function columnValue(column: SortColumn, value: string | number | boolean | undefined) {
  const date = typeof value === 'string' ? new Date(value) : undefined
  if (column === 'name' && typeof value === 'string') return value
  if (column === 'size' && typeof value === 'number' && Number.isSafeInteger(value)) return value
  if (column === 'starred' && typeof value === 'boolean') return value
  if (column.startsWith('date') && date && !Number.isNaN(date.getTime())) return date
  throw invalidValue('pageToken')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
