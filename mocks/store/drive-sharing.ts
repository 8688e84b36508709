import type { Prisma, PrismaClient } from './generated/client.ts'
import type { Account } from './provider-accounts.ts'

/** What someone may do with a file; each includes those after it. */
export const driveRoles = ['owner', 'writer', 'commenter', 'reader'] as const
export type DriveRole = (typeof driveRoles)[number]

export type GranteeType = 'user' | 'group' | 'domain' | 'anyone'

/** Whom a file is shared with, as given on the file itself. */
export interface DrivePermission {
  fileId: string
  type: GranteeType
  /** An e-mail address or the name of a domain, lower case; empty for anyone. */
  grantee: string
  role: Exclude<DriveRole, 'owner'>
  allowFileDiscovery: boolean
  dateCreated: Date
  /** By which the third party names it, where that does not follow from the rest. */
  reference?: string | null
}

/** A permission as it holds for a file: its own, that of a folder above it, or both. */
export interface EffectivePermission extends Omit<DrivePermission, 'fileId' | 'dateCreated' | 'reference'> {
  /** On the file itself; null when it has none there. */
  direct: DrivePermission['role'] | null
  /** The most that a folder above it gives; null when none does. */
  inherited: DrivePermission['role'] | null
  /** The folder that gives the most; the nearest of several. Null when none does. */
  inheritedFrom: string | null
}

export interface FileSharing {
  owner: Account
  /** Of others than the owner. */
  permissions: EffectivePermission[]
}

/** A change as one account sees it: which file, and when. Whether the file is still there is for the reader to find out. */
export interface DriveChange {
  id: number
  fileId: string
  date: Date
  driveId: string | null
  /** What was done; null where nobody said, or it was done to a folder above. */
  cause: string | null
}

/** Sharing in drives: permissions, inherited from folders, and each account's list of changes. */
export interface DriveSharing {
  /** Of each file by its id. */
  of(fileIds: readonly string[]): Promise<Map<string, FileSharing>>
  /** The permissions that are on the files themselves, oldest first. */
  given(fileIds: readonly string[]): Promise<DrivePermission[]>
  /** The permission of that name, whoever's file it is on. */
  byReference(reference: string): Promise<DrivePermission | undefined>
  /** Gives a grantee a role on a file; one that it has there already is replaced. `cause`: what the changes say was done. */
  grant(permission: DrivePermission, cause?: string): Promise<void>
  /** False when there is no such permission on the file itself. */
  revoke(fileId: string, type: GranteeType, grantee: string, now: Date, cause?: string): Promise<boolean>
  /** Gives a new account what was shared with its address before there was one. */
  welcome(account: Account, now: Date): Promise<void>
  /** Changes after one, oldest first: of each file the last. Those in one drive, or those that say what was done. */
  changes(accountId: string, after: number, limit: number, among?: ChangeFilter): Promise<DriveChange[]>
  /** The id that the last change of any account got. */
  lastChange(): Promise<number>
}

export interface ChangeFilter {
  driveId?: string
  hasCause?: boolean
}

type Database = PrismaClient | Prisma.TransactionClient

export function createDriveSharing(prisma: PrismaClient): DriveSharing {
  return {
    of: (fileIds) => sharingOf(prisma, fileIds),

    async given(fileIds) {
      const rows = await prisma.drivePermission.findMany({
        where: { fileId: { in: [...fileIds] } },
        orderBy: [{ dateCreated: 'asc' }, { grantee: 'asc' }],
      })
      return rows as DrivePermission[]
    },

    async byReference(reference) {
      return (
        ((await prisma.drivePermission.findUnique({ where: { reference } })) as DrivePermission | null) ?? undefined
      )
    },

    async grant({ fileId, type, grantee, ...columns }, cause) {
      await prisma.$transaction(async (tx) => {
        await tx.drivePermission.upsert({
          where: { fileId_type_grantee: { fileId, type, grantee } },
          create: { fileId, type, grantee, ...columns },
          update: { role: columns.role, allowFileDiscovery: columns.allowFileDiscovery },
        })
        await reshare(tx, [fileId], columns.dateCreated, cause)
      })
    },

    revoke(fileId, type, grantee, now, cause) {
      return prisma.$transaction(async (tx) => {
        const { count } = await tx.drivePermission.deleteMany({ where: { fileId, type, grantee } })
        if (count === 1) await reshare(tx, [fileId], now, cause)
        return count === 1
      })
    },

    async welcome({ projectId, email }, now) {
      await prisma.$transaction(async (tx) => {
        const shared = await tx.drivePermission.findMany({
          where: { type: 'user', grantee: email, file: { account: { projectId } } },
          select: { fileId: true },
        })
        const fileIds = shared.map(({ fileId }) => fileId)
        if (fileIds.length > 0) await reshare(tx, fileIds, now)
      })
    },

    changes(accountId, after, limit, { driveId, hasCause = false } = {}) {
      return prisma.driveChange.findMany({
        where: {
          accountId,
          id: { gt: after },
          ...(driveId !== undefined && { driveId }),
          ...(hasCause && { cause: { not: null } }),
        },
        orderBy: { id: 'asc' },
        take: limit,
        omit: { accountId: true },
      })
    },

    async lastChange() {
      // Not the highest there is: that goes down when a project is removed, and tokens must not come to lie ahead of it.
      const [row] = await prisma.$queryRaw<{ seq: bigint | number }[]>`
        SELECT seq FROM sqlite_sequence WHERE name = 'DriveChange'`
      return Number(row?.seq ?? 0)
    },
  }
}

interface Node {
  id: string
  name: string
  parentId: string | null
  accountId: string
}
const node = { id: true, name: true, parentId: true, accountId: true } as const

/** The files and every folder above them, by id. */
export async function withAncestors(db: Database, fileIds: readonly string[]): Promise<Map<string, Node>> {
  const found = new Map<string, Node>()
  for (let level = [...new Set(fileIds)]; level.length > 0; ) {
    const rows = await db.driveFile.findMany({ where: { id: { in: level } }, select: node })
    for (const row of rows) found.set(row.id, row)
    level = [...new Set(rows.map(({ parentId }) => parentId))].filter((id) => id !== null && !found.has(id)) as string[]
  }
  return found
}

/** From a file upwards; the file itself first. */
function* chain(nodes: Map<string, Node>, fileId: string): Generator<Node> {
  for (let at = nodes.get(fileId); at; at = at.parentId === null ? undefined : nodes.get(at.parentId)) yield at
}

async function sharingOf(db: Database, fileIds: readonly string[]): Promise<Map<string, FileSharing>> {
  const nodes = await withAncestors(db, fileIds)
  const given = await db.drivePermission.findMany({
    where: { fileId: { in: [...nodes.keys()] } },
    orderBy: [{ dateCreated: 'asc' }, { grantee: 'asc' }],
  })
  const accounts = await db.providerAccount.findMany({
    where: { id: { in: [...new Set([...nodes.values()].map(({ accountId }) => accountId))] } },
  })
  const ownerOf = new Map(accounts.map((account) => [account.id, account]))
  const result = new Map<string, FileSharing>()
  for (const fileId of fileIds) {
    const owner = ownerOf.get(nodes.get(fileId)?.accountId ?? '')
    if (!owner) continue
    const merged = new Map<string, EffectivePermission>()
    const add = (permission: Omit<DrivePermission, 'fileId' | 'dateCreated'>, from: string) => {
      const { type, grantee, role, allowFileDiscovery } = permission
      // An owner has no lesser permission beside that.
      if (type === 'user' && grantee === owner.email) return
      const key = `${type} ${grantee}`
      const known = merged.get(key)
      const isDirect = from === fileId
      const direct = isDirect ? role : (known?.direct ?? null)
      const inherited = isDirect ? (known?.inherited ?? null) : highest(role, known?.inherited ?? null)
      const isMost = !isDirect && inherited !== (known?.inherited ?? null)
      const discoverable = allowFileDiscovery || (known?.allowFileDiscovery ?? false)
      merged.set(key, {
        type,
        grantee,
        role: highest(role, known?.role ?? null),
        allowFileDiscovery: discoverable,
        direct,
        inherited,
        inheritedFrom: isMost ? from : (known?.inheritedFrom ?? null),
      })
    }
    for (const { id, accountId } of chain(nodes, fileId)) {
      for (const permission of given) if (permission.fileId === id) add(permission as DrivePermission, id)
      const above = ownerOf.get(accountId)
      // Whoever owns a folder may change what others put into it.
      if (id !== fileId && above) {
        add({ type: 'user', grantee: above.email, role: 'writer', allowFileDiscovery: false }, id)
      }
    }
    result.set(fileId, { owner, permissions: [...merged.values()] })
  }
  return result
}

export function highest<T extends DriveRole>(role: T, other: T | null): T {
  return other !== null && driveRoles.indexOf(other) < driveRoles.indexOf(role) ? other : role
}

/** Whose list the files are in, by file: the owner's, and that of everyone with access. */
async function audienceOf(tx: Prisma.TransactionClient, fileIds: readonly string[]): Promise<Entry[]> {
  const where = { in: [...fileIds] }
  const [owned, shared] = [
    await tx.driveFile.findMany({ where: { id: where }, select: { id: true, accountId: true, driveId: true } }),
    await tx.driveAccess.findMany({ where: { fileId: where }, select: { fileId: true, accountId: true } }),
  ]
  const driveOf = new Map(owned.map(({ id, driveId }) => [id, driveId]))
  return [
    ...owned.map(({ id, accountId, driveId }) => ({ fileId: id, accountId, driveId })),
    ...shared.map((entry) => ({ ...entry, driveId: driveOf.get(entry.fileId) ?? null })),
  ]
}

interface Entry {
  fileId: string
  accountId: string
  driveId?: string | null
}

/**
 * Puts files at the end of the changes of everyone who has them in their list, and of those given who had them. `cause`
 * is said of those that it was done to, by default of all.
 */
export async function recordChange(
  tx: Prisma.TransactionClient,
  fileIds: readonly string[],
  now: Date,
  before: readonly Entry[] = [],
  cause?: string,
  doneTo: readonly string[] = fileIds,
): Promise<void> {
  const entries = new Map<string, Entry>()
  for (const entry of [...before, ...(await audienceOf(tx, fileIds))]) {
    entries.set(`${entry.accountId} ${entry.fileId}`, entry)
  }
  const byAccount = new Map<string, Entry[]>()
  for (const entry of entries.values()) {
    byAccount.set(entry.accountId, [...(byAccount.get(entry.accountId) ?? []), entry])
  }
  for (const [accountId, changed] of byAccount) {
    await tx.driveChange.deleteMany({ where: { accountId, fileId: { in: changed.map(({ fileId }) => fileId) } } })
    await tx.driveChange.createMany({
      data: changed.map(({ fileId, driveId = null }) => ({
        accountId,
        fileId,
        driveId,
        date: now,
        cause: cause !== undefined && doneTo.includes(fileId) ? cause : null,
      })),
    })
  }
}

/** Removes files, and tells everyone who had them. */
export async function removeFiles(
  tx: Prisma.TransactionClient,
  fileIds: readonly string[],
  now: Date,
  cause?: string,
  doneTo?: readonly string[],
): Promise<void> {
  const before = await audienceOf(tx, fileIds)
  await tx.driveFile.deleteMany({ where: { id: { in: [...fileIds] } } })
  await recordChange(tx, [], now, before, cause, doneTo)
}

/**
 * Works out anew whose lists the files are in, and all that lies in them, and records the change for everyone who has or
 * had them. To be called after permissions or places have changed.
 */
export async function reshare(
  tx: Prisma.TransactionClient,
  rootIds: readonly string[],
  now: Date,
  cause?: string,
): Promise<void> {
  const subtree = await withDescendants(tx, rootIds)
  const audience = await audienceOf(tx, subtree)
  const driveOf = new Map(audience.map(({ fileId, driveId }) => [fileId, driveId]))
  const before = await tx.driveAccess.findMany({ where: { fileId: { in: subtree } } })
  const sharing = await sharingOf(tx, subtree)
  const wanted = await accountsOf(tx, sharing)
  const keyOf = ({ accountId, fileId }: Entry) => `${accountId} ${fileId}`
  const known = new Map(before.map((row) => [keyOf(row), row]))
  const fresh = wanted.filter((row) => known.get(keyOf(row))?.role !== row.role)
  const keep = new Set(wanted.map(keyOf))
  const stale = before.filter((row) => !keep.has(keyOf(row)))
  for (const { accountId, fileId } of [...stale, ...fresh]) {
    await tx.driveAccess.deleteMany({ where: { accountId, fileId } })
  }
  await tx.driveAccess.createMany({
    data: fresh.map((row) => ({ ...row, dateShared: known.get(keyOf(row))?.dateShared ?? now })),
  })
  const left = stale.map((entry) => ({ ...entry, driveId: driveOf.get(entry.fileId) ?? null }))
  await recordChange(tx, subtree, now, left, cause, rootIds)
}

/** Files and all that lies in them, at any depth. */
export async function withDescendants(db: Database, rootIds: readonly string[]): Promise<string[]> {
  const found = new Set(rootIds)
  for (let level = [...found]; level.length > 0; ) {
    const children = await db.driveFile.findMany({ where: { parentId: { in: level } }, select: { id: true } })
    level = children.map(({ id }) => id).filter((id) => !found.has(id))
    for (const id of level) found.add(id)
  }
  return [...found]
}

/** The accounts that permissions of users name, those that there are; the files are all of one project. */
async function accountsOf(tx: Prisma.TransactionClient, sharing: Map<string, FileSharing>) {
  const [first] = sharing.values()
  if (!first) return []
  const named = [...sharing].flatMap(([fileId, { permissions }]) =>
    permissions.filter(({ type }) => type === 'user').map(({ grantee, role }) => ({ fileId, grantee, role })),
  )
  const { projectId, directory } = first.owner
  const accounts = await tx.providerAccount.findMany({
    where: { projectId, directory, email: { in: [...new Set(named.map(({ grantee }) => grantee))] } },
    select: { id: true, email: true },
  })
  const idOf = new Map(accounts.map(({ id, email }) => [email, id]))
  return named.flatMap(({ fileId, grantee, role }) => {
    const accountId = idOf.get(grantee)
    return accountId === undefined ? [] : [{ fileId, accountId, role }]
  })
}
