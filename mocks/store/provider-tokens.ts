import type Database from 'libsql'
import type { PrismaClient } from './generated/client.ts'
import type { Account } from './provider-accounts.ts'
import { fingerprint } from './sealer.ts'

/** What an account has allowed a client to do. Its codes and tokens live and die with it. */
export interface Grant {
  id: string
  clientId: string
  /** Space-separated, as asked for. */
  scope: string
  isOffline: boolean
  isRevoked: boolean
  account: Account
}

export interface NewGrant {
  id: string
  clientId: string
  accountId: string
  scope: string
  isOffline: boolean
}

export interface NewCode {
  code: string
  redirectUri: string
  codeChallenge: string | null
  nonce: string | null
  dateExpires: Date
}

export interface StoredCode {
  grant: Grant
  redirectUri: string
  codeChallenge: string | null
  nonce: string | null
  dateExpires: Date
  isUsed: boolean
}

export interface NewToken {
  token: string
  kind: 'access' | 'refresh'
  dateExpires: Date
}

export interface StoredToken {
  kind: 'access' | 'refresh'
  grant: Grant
  dateExpires: Date
  isUsed: boolean
}

/** Grants, codes and tokens. Codes and tokens are stored as fingerprints; the plain text is known to the client only. */
export interface ProviderTokens {
  createGrant(grant: NewGrant, code: NewCode, dateCreated: Date): Promise<void>
  /** A grant with tokens at once, for who needs no consent: a key of the account's own, a service account. */
  issueGrant(grant: NewGrant, tokens: NewToken[], dateCreated: Date): Promise<void>
  /** The scopes of what the account allows the client today, one entry a grant. */
  grantedScopes(clientId: string, accountId: string): Promise<string[]>
  findCode(code: string): Promise<StoredCode | undefined>
  /** Uses up the code and stores what it was exchanged for, or does neither and answers false when it was used before. */
  exchangeCode(code: string, tokens: NewToken[], grantId: string, now: Date): Promise<boolean>
  /** Goes past Prisma, as every request to a third-party API asks it: about 30 µs here against 900 µs there. */
  findToken(token: string): Promise<StoredToken | undefined>
  /** Uses up the refresh token and stores its successors, or does neither and answers false when it was used before. */
  rotate(refreshToken: string, tokens: NewToken[], grantId: string, now: Date): Promise<boolean>
  /** Ends the grant and with it every code and token that came from it. */
  revokeGrant(grantId: string, now: Date): Promise<void>
  /**
   * Removes codes and tokens that expired before `now`, and grants that have none left; not those of a project whose
   * clock was set, which tells another time. A used code stays as long as
   * its grant has tokens, so that presenting it again still ends the grant.
   */
  prune(now: Date): Promise<void>
}

export function createProviderTokens(prisma: PrismaClient, database: Database.Database): ProviderTokens {
  const tokenWithAccount = database.prepare(`
    SELECT t.kind, t.dateExpires, t.dateUsed,
      g.id AS grantId, g.clientId, g.scope, g.isOffline, g.dateRevoked,
      a.id AS accountId, a.projectId, a.directory, a.email, a.name, a.hue, a.kind AS accountKind, a.person,
      a.isSeeded, a.busyUntil, a.dateCreated
    FROM ProviderToken t JOIN ProviderGrant g ON g.id = t.grantId JOIN ProviderAccount a ON a.id = g.accountId
    WHERE t.hash = ?`)
  const include = { grant: { include: { account: true } } } as const
  type GrantRow = Omit<Grant, 'isRevoked'> & { dateRevoked: Date | null }
  const asGrant = ({ dateRevoked, ...grant }: GrantRow): Grant => ({ ...grant, isRevoked: dateRevoked !== null })
  const tokenRows = (tokens: NewToken[], grantId: string, dateCreated: Date) =>
    tokens.map(({ token, kind, dateExpires }) => ({
      hash: fingerprint(token),
      grantId,
      kind,
      dateExpires,
      dateCreated,
    }))

  return {
    async createGrant(grant, { code, ...columns }, dateCreated) {
      await prisma.$transaction([
        prisma.providerGrant.create({ data: { ...grant, dateCreated } }),
        prisma.authorizationCode.create({
          data: { hash: fingerprint(code), grantId: grant.id, dateCreated, ...columns },
        }),
      ])
    },

    async issueGrant(grant, tokens, dateCreated) {
      await prisma.$transaction([
        prisma.providerGrant.create({ data: { ...grant, dateCreated } }),
        prisma.providerToken.createMany({ data: tokenRows(tokens, grant.id, dateCreated) }),
      ])
    },

    async grantedScopes(clientId, accountId) {
      const grants = await prisma.providerGrant.findMany({
        where: { clientId, accountId, dateRevoked: null },
        select: { scope: true },
        distinct: ['scope'],
      })
      return grants.map(({ scope }) => scope)
    },

    async findCode(code) {
      const row = await prisma.authorizationCode.findUnique({ where: { hash: fingerprint(code) }, include })
      if (!row) return undefined
      const { redirectUri, codeChallenge, nonce, dateExpires, dateUsed, grant } = row
      return { redirectUri, codeChallenge, nonce, dateExpires, isUsed: dateUsed !== null, grant: asGrant(grant) }
    },

    exchangeCode(code, tokens, grantId, now) {
      return prisma.$transaction(async (tx) => {
        const { count } = await tx.authorizationCode.updateMany({
          where: { hash: fingerprint(code), dateUsed: null },
          data: { dateUsed: now },
        })
        if (count === 1) await tx.providerToken.createMany({ data: tokenRows(tokens, grantId, now) })
        return count === 1
      })
    },

    async findToken(token) {
      const row = tokenWithAccount.get(fingerprint(token)) as TokenRow | undefined
      return row && toStoredToken(row)
    },

    rotate(refreshToken, tokens, grantId, now) {
      return prisma.$transaction(async (tx) => {
        const { count } = await tx.providerToken.updateMany({
          where: { hash: fingerprint(refreshToken), kind: 'refresh', dateUsed: null },
          data: { dateUsed: now },
        })
        if (count === 1) await tx.providerToken.createMany({ data: tokenRows(tokens, grantId, now) })
        return count === 1
      })
    },

    async revokeGrant(grantId, now) {
      await prisma.providerGrant.updateMany({ where: { id: grantId, dateRevoked: null }, data: { dateRevoked: now } })
    },

    async prune(now) {
      const expired = {
        dateExpires: { lt: now },
        grant: { client: { project: { clockOffset: 0, clockFrozenAt: null } } },
      }
      await prisma.$transaction([
        prisma.providerToken.deleteMany({ where: expired }),
        prisma.authorizationCode.deleteMany({
          where: { ...expired, OR: [{ dateUsed: null }, { grant: { tokens: { none: {} } } }] },
        }),
        prisma.providerGrant.deleteMany({ where: { codes: { none: {} }, tokens: { none: {} } } }),
      ])
    },
  }
}

/** A row as SQLite has it: Prisma keeps dates there as ISO 8601 text and booleans as numbers. */
interface TokenRow {
  kind: StoredToken['kind']
  dateExpires: string
  dateUsed: string | null
  grantId: string
  clientId: string
  scope: string
  isOffline: number
  dateRevoked: string | null
  accountId: string
  projectId: string
  directory: string
  email: string
  name: string
  hue: number
  accountKind: string
  person: string
  isSeeded: number
  busyUntil: string | null
  dateCreated: string
}

function toStoredToken(row: TokenRow): StoredToken {
  const { projectId, directory, email, name, hue, person } = row
  return {
    kind: row.kind,
    dateExpires: new Date(row.dateExpires),
    isUsed: row.dateUsed !== null,
    grant: {
      id: row.grantId,
      clientId: row.clientId,
      scope: row.scope,
      isOffline: row.isOffline !== 0,
      isRevoked: row.dateRevoked !== null,
      account: {
        id: row.accountId,
        projectId,
        directory,
        email,
        name,
        hue,
        kind: row.accountKind,
        person,
        isSeeded: row.isSeeded !== 0,
        busyUntil: row.busyUntil === null ? null : new Date(row.busyUntil),
        dateCreated: new Date(row.dateCreated),
      },
    },
  }
}
