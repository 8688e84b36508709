import { noSuchSegment } from './errors.ts'

/** Which item of a drive: by its id, or by the names that lead to it, from an item or from the root. */
export interface ItemAddress {
  /** Undefined is the root. */
  id?: string
  /** Names from there on; empty for the item itself. */
  path: string[]
}

export interface DriveRequest {
  item: ItemAddress
  /** What of the item is meant: '' is itself, `children`, `permissions/{id}`... */
  action: string
}

/**
 * Takes apart what follows a drive in an address (learn.microsoft.com/graph/onedrive-addressing-driveitems):
 * `root/children`, `items/{id}/content`, `root:/a/b.txt:/content`, `items/{id}:/b.txt`. `rest` as it came, with its
 * percent-encodings: a colon that is part of a name is encoded. Undefined when it is no address of an item.
 */
export function driveRequest(rest: string): DriveRequest | undefined {
  const [, id, path, afterPath, action] =
    /^(?:root|items\/([^/:]+))(?::\/?([^:]*)(?::(?:\/(.*))?)?|\/(.*))?$/.exec(rest) ?? []
  if (!/^(root|items\/)/.test(rest) || (id === undefined && !/^root(?=[:/(]|$)/.test(rest))) return undefined
  const names = (path ?? '').split('/').filter(Boolean).map(decoded)
  return {
    item: { ...(id !== undefined && id !== 'root' && { id: decoded(id) }), path: names },
    action: afterPath ?? action ?? '',
  }
}

/** A part of an address. Throws GraphError 400 for one that is not percent-encoded as it should be. */
export function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw noSuchSegment(segment)
  }
}

/** The argument of a function such as `search(q='text')` or `delta(token='latest')`; a quote within is doubled. */
export function argumentOf(action: string, name: string, parameter: string): string | undefined {
  const [, value] = new RegExp(`^${name}\\(${parameter}='(.*)'\\)$`, 's').exec(decoded(action)) ?? []
  return value?.replaceAll("''", "'")
}
