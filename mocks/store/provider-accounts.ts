import type { PrismaClient } from './generated/client.ts'

/** Accounts that a chooser lists at most. */
const CHOICES = 20

/** Someone's account at the provider; `id` is its `sub`. */
export interface Account {
  id: string
  projectId: string
  directory: string
  /** Lower case. */
  email: string
  name: string
  /** Hue of the avatar, 0-359. */
  hue: number
  /** "work", "personal" or "other". */
  kind: string
  /** Ties together the accounts of one human being, across directories. */
  person: string
  /** Whether what such an account starts with has been written; it is on first use. */
  isSeeded: boolean
  /** Until when its third party turns its calls down as too many; null when it does not. */
  busyUntil?: Date | null
  dateCreated: Date
}

export interface ProviderAccounts {
  find(accountId: string): Promise<Account | undefined>
  findByEmail(projectId: string, directory: string, email: string): Promise<Account | undefined>
  /** Those that there are; addresses in lower case. */
  findByEmails(projectId: string, directory: string, emails: readonly string[]): Promise<Account[]>
  /** Those whose addresses are of a domain, by address. */
  inDomain(projectId: string, directory: string, domain: string): Promise<Account[]>
  /** Those of the accounts that exist in the directory, in the order of the ids. */
  findAmong(projectId: string, directory: string, accountIds: readonly string[]): Promise<Account[]>
  change(accountId: string, facts: Partial<Pick<Account, 'name' | 'hue' | 'kind' | 'person'>>): Promise<void>
  /** Has the third party turn the account's calls down as too many until then; null ends it. */
  setBusy(accountId: string, until: Date | null): Promise<void>
  /**
   * The accounts to choose from in one directory: those used before in this browser and every other account of the
   * same people; in a browser that has used none, the oldest of the directory.
   */
  choices(projectId: string, directory: string, usedAccountIds: readonly string[]): Promise<Account[]>
}

export function createProviderAccounts(prisma: PrismaClient): ProviderAccounts {
  const orderBy = [{ dateCreated: 'asc' as const }, { id: 'asc' as const }]
  return {
    async find(accountId) {
      return (await prisma.providerAccount.findUnique({ where: { id: accountId } })) ?? undefined
    },
    async findByEmail(projectId, directory, email) {
      const key = { projectId, directory, email: email.toLowerCase() }
      return (await prisma.providerAccount.findUnique({ where: { projectId_directory_email: key } })) ?? undefined
    },
    findByEmails(projectId, directory, emails) {
      return prisma.providerAccount.findMany({ where: { projectId, directory, email: { in: [...emails] } } })
    },
    inDomain(projectId, directory, domain) {
      return prisma.providerAccount.findMany({
        where: { projectId, directory, email: { endsWith: `@${domain}` } },
        orderBy: { email: 'asc' },
      })
    },
    async findAmong(projectId, directory, accountIds) {
      const rows = await prisma.providerAccount.findMany({
        where: { projectId, directory, id: { in: [...accountIds] } },
      })
      return rows.sort((a, b) => accountIds.indexOf(a.id) - accountIds.indexOf(b.id))
    },
    async change(accountId, facts) {
      await prisma.providerAccount.update({ where: { id: accountId }, data: facts })
    },
    async setBusy(accountId, until) {
      await prisma.providerAccount.updateMany({ where: { id: accountId }, data: { busyUntil: until } })
    },
    async choices(projectId, directory, usedAccountIds) {
      if (usedAccountIds.length > 0) {
        const used = await prisma.providerAccount.findMany({
          where: { projectId, id: { in: [...usedAccountIds] } },
          select: { person: true },
          distinct: ['person'],
        })
        const known = await prisma.providerAccount.findMany({
          where: { projectId, directory, person: { in: used.map(({ person }) => person) } },
          orderBy,
          take: CHOICES,
        })
        if (known.length > 0) return known
      }
      return prisma.providerAccount.findMany({ where: { projectId, directory }, orderBy, take: CHOICES })
    },
  }
}
