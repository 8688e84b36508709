import {
  type DriveRole,
  highest,
  recordChange,
  removeFiles,
  reshare,
  withAncestors,
  withDescendants,
} from './drive-sharing.ts'
import type { Prisma, PrismaClient } from './generated/client.ts'

export const FOLDER = 'application/vnd.google-apps.folder'

/** Rows read at a time while looking for a page of matches. */
const BATCH = 200

/** A file without its content. */
export interface DriveFile {
  id: string
  accountId: string
  name: string
  mimeType: string
  /** Null in the root folder. */
  parentId: string | null
  description: string | null
  starred: boolean
  trashed: boolean
  /** Bytes. */
  size: number
  /** Null when there is no content, as for a folder. */
  md5Checksum: string | null
  version: number
  dateCreated: Date
  dateModified: Date
  /** The root of the drive that it lies in, where an account has several; null elsewhere. */
  driveId: string | null
  /** Of the content, as the third party reckons it; null where that is `md5Checksum` alone. */
  contentHash: string | null
}

/** A file as one account may use it. */
export interface ReachedFile extends DriveFile {
  role: DriveRole
  /** When another account shared it with this one; null of a file of its own, and of one that anyone may open. */
  dateShared: Date | null
}

/** The account that looks. */
export interface Viewer {
  id: string
  projectId: string
  directory: string
  /** Lower case. */
  email: string
}

export type NewDriveFile = Omit<DriveFile, 'version' | 'driveId' | 'contentHash'> &
  Partial<Pick<DriveFile, 'driveId' | 'contentHash'>> & { content: Uint8Array<ArrayBuffer> | null }

export type DriveFileChanges = Partial<Omit<NewDriveFile, 'id' | 'accountId' | 'dateCreated' | 'driveId'>>

/** How a file is written. */
export interface WriteOptions {
  /** A folder has no two of one name, in whatever letters: throws `NameTakenError`. */
  uniqueName?: boolean
  /** What the changes of the file say was done. */
  cause?: string
}

/** A folder has something of that name already. */
export class NameTakenError extends Error {
  readonly fileId: string

  constructor(fileId: string) {
    super('The name is taken.')
    this.fileId = fileId
  }
}

/** A file's place, as far as it says where others lie. */
export interface PathNode {
  id: string
  name: string
  parentId: string | null
  accountId: string
}

/** What a listed file must satisfy. */
export type FileCondition =
  | { kind: 'and' | 'or'; conditions: FileCondition[] }
  | { kind: 'not'; condition: FileCondition }
  | { kind: 'is'; field: 'name' | 'mimeType' | 'accountId' | 'driveId'; value: string }
  | { kind: 'is'; field: 'parentId'; value: string | null }
  | { kind: 'is'; field: 'trashed' | 'starred'; value: boolean }
  | { kind: 'startsWord'; field: 'name'; value: string }
  | { kind: 'includes'; field: 'mimeType'; value: string }
  | { kind: 'date'; field: 'dateModified' | 'dateCreated'; comparison: DateComparison; value: Date }
  | { kind: 'constant'; value: boolean }
  /** In the root folder of the account, or shared with it by name. Not within a `not`. */
  | { kind: 'atTop'; accountId: string; email: string }

export type DateComparison = 'lt' | 'lte' | 'gt' | 'gte' | 'equals'

export type SortColumn = 'name' | 'size' | 'starred' | 'dateCreated' | 'dateModified'

export interface SortKey {
  column: SortColumn
  direction: 'asc' | 'desc'
}

/** A place in a sorted list: the sort values of the last file seen. */
export interface ListPosition {
  id: string
  isFolder: boolean
  values: (string | number | boolean | Date)[]
}

export interface ListQuery {
  condition: FileCondition
  order: SortKey[]
  /** Puts all folders before all files, or after them; each in `order`. */
  folders?: 'first' | 'last' | undefined
  after?: ListPosition | undefined
  limit: number
}

/**
 * The files of each account. What an account may do with a file of another one is for the caller to find out, by `find`;
 * the functions that change files take the owner's id.
 */
export interface DriveFiles {
  /** A file that the account owns, that is shared with it, or that everyone in its domain or in the world may open. */
  find(viewer: Viewer, fileId: string): Promise<ReachedFile | undefined>
  /** Null when there is no such file, or it has no content. */
  content(ownerId: string, fileId: string): Promise<Uint8Array | null>
  /** Files that the account owns and those shared with it by name. */
  list(accountId: string, query: ListQuery): Promise<ReachedFile[]>
  /** What the account owns, in the trash too. */
  names(accountId: string): Promise<Pick<DriveFile, 'id' | 'name' | 'mimeType' | 'parentId'>[]>
  /** How many such files there are, for conditions without `startsWord`, `includes` and `not`. */
  count(accountId: string, condition: FileCondition): Promise<number>
  /** The file and every folder above it. */
  chain(fileId: string): Promise<string[]>
  /** The files and every folder above them, by id. */
  paths(fileIds: readonly string[]): Promise<Map<string, PathNode>>
  /** What lies in a folder, or in the account's root, under a name, in whatever letters; nothing that is in the trash. */
  child(accountId: string, parentId: string | null, name: string): Promise<ReachedFile | undefined>
  /** How many files and folders, less those in the trash, lie in each of the folders; those without any are left out. */
  childCounts(folderIds: readonly string[]): Promise<Map<string, number>>
  /** Roots of drives that others own, and share with the account as a whole. */
  sharedRoots(accountId: string): Promise<ReachedFile[]>
  /** Which of the files are in the account's own list. */
  among(accountId: string, fileIds: readonly string[]): Promise<Map<string, ReachedFile>>
  create(file: NewDriveFile, now: Date, options?: WriteOptions): Promise<DriveFile>
  /**
   * Changes a file and counts its version up; undefined when there is none. What lies in a folder, at any depth, goes
   * to the trash with it, and comes back with it.
   */
  update(
    ownerId: string,
    fileId: string,
    changes: DriveFileChanges,
    now: Date,
    options?: WriteOptions,
  ): Promise<DriveFile | undefined>
  /** Removes a file and, of a folder, everything inside it. `cause`: what the changes say was done. */
  remove(ownerId: string, fileId: string, now: Date, cause?: string): Promise<void>
  /** Bytes. */
  usage(accountId: string): Promise<{ total: number; trashed: number }>
}

export function createDriveFiles(prisma: PrismaClient): DriveFiles {
  const omit = { content: true, nameKey: true } as const
  const accessOf = (accountId: string) => ({ access: { where: { accountId } } })

  /** Whether anything of another account is in this one's list: most have nothing, and are read the quicker. */
  async function isGuest(accountId: string): Promise<boolean> {
    return (await prisma.driveAccess.findFirst({ where: { accountId }, select: { fileId: true } })) !== null
  }

  async function listOf(accountId: string): Promise<Prisma.DriveFileWhereInput> {
    return (await isGuest(accountId)) ? { OR: [{ accountId }, { access: { some: { accountId } } }] } : { accountId }
  }

  /** The role that a file, or a folder above it, gives to a domain or to anyone. */
  async function openTo({ email }: Viewer, fileId: string): Promise<DriveRole | undefined> {
    const ancestors = await withAncestors(prisma, [fileId])
    const domain = email.slice(email.indexOf('@') + 1)
    const permissions = await prisma.drivePermission.findMany({
      where: {
        fileId: { in: [...ancestors.keys()] },
        OR: [{ type: 'anyone' }, { type: 'domain', grantee: domain }],
      },
      select: { role: true },
    })
    return permissions.reduce<DriveRole | undefined>(
      (most, { role }) => highest(role as DriveRole, most ?? null),
      undefined,
    )
  }

  return {
    async find(viewer, fileId) {
      const row = await prisma.driveFile.findUnique({
        where: { id: fileId, account: { projectId: viewer.projectId, directory: viewer.directory } },
        omit,
        include: accessOf(viewer.id),
      })
      if (!row) return undefined
      const file = toReached(row, viewer.id)
      const open = file.role === 'owner' ? undefined : await openTo(viewer, fileId)
      if (row.accountId !== viewer.id && row.access.length === 0) return open && { ...file, role: open }
      return open ? { ...file, role: highest(file.role, open) } : file
    },

    async content(accountId, fileId) {
      const row = await prisma.driveFile.findUnique({ where: { id: fileId, accountId }, select: { content: true } })
      return row?.content ?? null
    },

    names(accountId) {
      const select = { id: true, name: true, mimeType: true, parentId: true }
      return prisma.driveFile.findMany({ where: { accountId }, select })
    },

    async list(accountId, { condition, order, folders, after, limit }) {
      const keys: Prisma.DriveFileOrderByWithRelationInput[] = order.map(({ column, direction }) => ({
        [column]: direction,
      }))
      const inList = await listOf(accountId)
      const take = Math.max(BATCH, limit)
      const found: ReachedFile[] = []
      for (const section of sections(folders, after)) {
        let position = section.after
        for (;;) {
          const where = [inList, section.where, position ? beyond(order, position) : {}, approximation(condition) ?? {}]
          const rows = await prisma.driveFile.findMany({
            where: { AND: where },
            orderBy: [...keys, { id: tieBreak(order) }],
            take,
            omit,
            include: accessOf(accountId),
          })
          const matching = rows.filter((file) => matches(condition, file)).slice(0, limit - found.length)
          found.push(...matching.map((row) => toReached(row, accountId)))
          if (found.length === limit) return found
          const last = rows.at(-1)
          if (!last || rows.length < take) break
          position = positionOf(last, order)
        }
      }
      return found
    },

    async count(accountId, condition) {
      const where = { AND: [await listOf(accountId), approximation(condition) ?? {}] }
      return prisma.driveFile.count({ where })
    },

    async chain(fileId) {
      return [...(await withAncestors(prisma, [fileId])).keys()]
    },

    async among(accountId, fileIds) {
      const rows = await prisma.driveFile.findMany({
        where: { id: { in: [...fileIds] }, OR: [{ accountId }, { access: { some: { accountId } } }] },
        omit,
        include: accessOf(accountId),
      })
      return new Map(rows.map((row) => [row.id, toReached(row, accountId)]))
    },

    async paths(fileIds) {
      return withAncestors(prisma, fileIds)
    },

    async child(accountId, parentId, name) {
      const row = await prisma.driveFile.findFirst({
        where: { parentId, nameKey: nameKeyOf(name), trashed: false, ...(parentId === null && { accountId }) },
        omit,
        include: accessOf(accountId),
      })
      return row ? toReached(row, accountId) : undefined
    },

    async childCounts(folderIds) {
      if (folderIds.length === 0) return new Map()
      const rows = await prisma.driveFile.groupBy({
        by: ['parentId'],
        where: { parentId: { in: [...folderIds] }, trashed: false },
        _count: true,
      })
      return new Map(rows.flatMap(({ parentId, _count }) => (parentId === null ? [] : [[parentId, _count]])))
    },

    async sharedRoots(accountId) {
      const rows = await prisma.driveFile.findMany({
        where: { access: { some: { accountId } }, parentId: null, driveId: { not: null } },
        orderBy: [{ dateCreated: 'asc' }, { id: 'asc' }],
        omit,
        include: accessOf(accountId),
      })
      return rows.map((row) => toReached(row, accountId))
    },

    create(file, now, { uniqueName = false, cause } = {}) {
      return prisma.$transaction(async (tx) => {
        if (uniqueName) await claimName(tx, file)
        const created = await tx.driveFile.create({ data: driveFileRow(file), omit })
        // What lies in the root is shared with nobody yet.
        if (file.parentId === null) await recordChange(tx, [file.id], now, [], cause)
        else await reshare(tx, [file.id], now, cause)
        return created
      })
    },

    update(accountId, fileId, changes, now, { uniqueName = false, cause } = {}) {
      return prisma.$transaction(async (tx) => {
        if (uniqueName) {
          const before = await tx.driveFile.findUnique({ where: { id: fileId, accountId }, omit })
          if (before) await claimName(tx, { ...before, ...changes })
        }
        const { name } = changes
        const { count } = await tx.driveFile.updateMany({
          where: { id: fileId, accountId },
          data: {
            ...changes,
            ...(name !== undefined && { nameKey: nameKeyOf(name) }),
            version: { increment: 1 },
          },
        })
        if (count === 0) return undefined
        const { trashed, parentId } = changes
        const affected = trashed === undefined ? [fileId] : await withDescendants(tx, [fileId])
        if (trashed !== undefined) {
          await tx.driveFile.updateMany({ where: { id: { in: affected } }, data: { trashed } })
        }
        if (parentId === undefined) await recordChange(tx, affected, now, [], cause, [fileId])
        else await reshare(tx, [fileId], now, cause)
        return (await tx.driveFile.findUnique({ where: { id: fileId }, omit })) ?? undefined
      })
    },

    async remove(accountId, fileId, now, cause) {
      await prisma.$transaction(async (tx) => {
        const file = await tx.driveFile.findUnique({ where: { id: fileId, accountId }, select: { id: true } })
        if (file) await removeFiles(tx, await withDescendants(tx, [fileId]), now, cause, [fileId])
      })
    },

    async usage(accountId) {
      const sums = await prisma.driveFile.groupBy({ by: ['trashed'], where: { accountId }, _sum: { size: true } })
      const of = (trashed: boolean) => sums.find((row) => row.trashed === trashed)?._sum.size ?? 0
      return { total: of(true) + of(false), trashed: of(true) }
    },
  }
}

/** A new file as it is stored. */
export function driveFileRow(file: NewDriveFile) {
  return { ...file, nameKey: nameKeyOf(file.name) }
}

const nameKeyOf = (name: string) => name.toLowerCase()

/** Makes sure that nothing else in a file's folder has its name, and that nothing takes it before the transaction ends. */
async function claimName(
  tx: Prisma.TransactionClient,
  { id, accountId, parentId, name }: { id: string; accountId: string; parentId: string | null; name: string },
): Promise<void> {
  // SQLite lets one writer in at a time; elsewhere a change of nothing keeps others out of the folder.
  if (parentId !== null) await tx.driveFile.updateMany({ where: { id: parentId }, data: { version: { increment: 0 } } })
  else await tx.providerAccount.updateMany({ where: { id: accountId }, data: { hue: { increment: 0 } } })
  const other = await tx.driveFile.findFirst({
    where: {
      parentId,
      nameKey: nameKeyOf(name),
      trashed: false,
      id: { not: id },
      ...(parentId === null && { accountId }),
    },
    select: { id: true },
  })
  if (other) throw new NameTakenError(other.id)
}

function toReached(
  { access: [access], ...file }: DriveFile & { access: { role: string; dateShared: Date }[] },
  viewerId: string,
): ReachedFile {
  if (file.accountId === viewerId) return { ...file, role: 'owner', dateShared: null }
  return { ...file, role: (access?.role as DriveRole | undefined) ?? 'reader', dateShared: access?.dateShared ?? null }
}

/** A list that keeps folders together is two lists, one after the other; the position lies in one of them. */
function sections(folders: ListQuery['folders'], after: ListPosition | undefined) {
  if (folders === undefined) return [{ where: {}, after }]
  const ofFolders = { isFolder: true, where: { mimeType: FOLDER } }
  const ofFiles = { isFolder: false, where: { mimeType: { not: FOLDER } } }
  const all = folders === 'first' ? [ofFolders, ofFiles] : [ofFiles, ofFolders]
  const current = all.findIndex(({ isFolder }) => isFolder === after?.isFolder)
  return all
    .slice(Math.max(current, 0))
    .map(({ where, isFolder }) => ({ where, after: isFolder === after?.isFolder ? after : undefined }))
}

export function positionOf(file: DriveFile, order: SortKey[]): ListPosition {
  return { id: file.id, isFolder: file.mimeType === FOLDER, values: order.map(({ column }) => file[column]) }
}

/** The id makes every order total, so that a page can start exactly after the last file of the page before. */
function tieBreak(order: SortKey[]): 'asc' | 'desc' {
  return order.at(-1)?.direction ?? 'asc'
}

/** Files that come after a position: later in the first sort key, or equal in it and later in the second, and so on. */
function beyond(order: SortKey[], { id, values }: ListPosition): Prisma.DriveFileWhereInput {
  const alternatives: Prisma.DriveFileWhereInput[] = []
  const equal: Prisma.DriveFileWhereInput = {}
  order.forEach(({ column, direction }, index) => {
    const value = values[index]
    if (typeof value !== 'boolean') {
      alternatives.push({ ...equal, [column]: { [direction === 'asc' ? 'gt' : 'lt']: value } })
    } else if (value === (direction === 'desc')) {
      // false sorts before true, and Prisma compares booleans for equality only.
      alternatives.push({ ...equal, [column]: !value })
    }
    Object.assign(equal, { [column]: value })
  })
  alternatives.push({ ...equal, id: { [tieBreak(order) === 'asc' ? 'gt' : 'lt']: id } })
  return { OR: alternatives }
}

/**
 * What the database can decide of a condition: every file that satisfies the condition satisfies this too. The rest is
 * left to `matches`, because Prisma's `contains` takes `%` and `_` in the text for wildcards.
 */
function approximation(condition: FileCondition): Prisma.DriveFileWhereInput | undefined {
  switch (condition.kind) {
    case 'and':
      return { AND: condition.conditions.map((part) => approximation(part) ?? {}) }
    case 'or': {
      const parts = condition.conditions.map(approximation)
      const known = parts.filter((part) => part !== undefined)
      return known.length === parts.length ? { OR: known } : undefined
    }
    case 'not': {
      const { condition: inner } = condition
      // `parentId` may be NULL, of which SQL answers neither yes nor no.
      const exact = (inner.kind === 'is' && inner.field !== 'parentId') || inner.kind === 'date'
      return exact ? { NOT: approximation(inner) ?? {} } : undefined
    }
    case 'is':
      return { [condition.field]: condition.value }
    case 'date':
      return { [condition.field]: { [condition.comparison]: condition.value } }
    case 'atTop': {
      const { accountId, email } = condition
      const byName = { accountId: { not: accountId }, permissions: { some: { type: 'user', grantee: email } } }
      return { OR: [{ accountId, parentId: null }, byName] }
    }
    default:
      return undefined
  }
}

const dateTests: Record<DateComparison, (a: number, b: number) => boolean> = {
  lt: (a, b) => a < b,
  lte: (a, b) => a <= b,
  gt: (a, b) => a > b,
  gte: (a, b) => a >= b,
  equals: (a, b) => a === b,
}

function matches(condition: FileCondition, file: DriveFile): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.conditions.every((part) => matches(part, file))
    case 'or':
      return condition.conditions.some((part) => matches(part, file))
    case 'not':
      return !matches(condition.condition, file)
    case 'is':
      return file[condition.field] === condition.value
    case 'startsWord':
      return startsWord(file.name, condition.value)
    case 'includes':
      return file.mimeType.toLowerCase().includes(condition.value.toLowerCase())
    case 'date':
      return dateTests[condition.comparison](file[condition.field].getTime(), condition.value.getTime())
    case 'constant':
      return condition.value
    case 'atTop':
      // The database has decided it.
      return true
  }
}

/**
 * Drive's `contains` on a name matches the start of a word only: `HelloWorld` is found by `Hello`, not by `World`
 * (developers.google.com/workspace/drive/api/guides/ref-search-terms).
 */
function startsWord(text: string, prefix: string): boolean {
  const haystack = text.toLowerCase()
  const needle = prefix.toLowerCase()
  for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(haystack.charAt(at - 1))) return true
  }
  return false
}
