import { z } from 'zod'
import {
  type DriveFile,
  type ListPosition,
  positionOf,
  type SortColumn,
  type SortKey,
} from '../../store/drive-files.ts'
import { invalidValue } from '../google/errors.ts'
import { readPageToken, writePageToken } from '../google/page-token.ts'

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

const positionSchema = z.object({
  id: z.string(),
  isFolder: z.boolean(),
  values: z.array(z.union([z.string(), z.number(), z.boolean()])),
})

/** Where the next page starts: after this file. */
export function pageTokenAfter(file: DriveFile, order: FileOrder, list: string): string {
  return writePageToken(list, positionOf(file, order.keys))
}

export function parsePageToken(text: string, order: FileOrder, list: string): ListPosition {
  const position = readPageToken(text, list, positionSchema)
  if (position.values.length !== order.keys.length) throw invalidValue('pageToken')
  return { ...position, values: order.keys.map(({ column }, index) => columnValue(column, position.values[index])) }
}

function columnValue(column: SortColumn, value: string | number | boolean | undefined) {
  const date = typeof value === 'string' ? new Date(value) : undefined
  if (column === 'name' && typeof value === 'string') return value
  if (column === 'size' && typeof value === 'number' && Number.isSafeInteger(value)) return value
  if (column === 'starred' && typeof value === 'boolean') return value
  if (column.startsWith('date') && date && !Number.isNaN(date.getTime())) return date
  throw invalidValue('pageToken')
}
