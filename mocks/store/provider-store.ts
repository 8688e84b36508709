import type Database from 'libsql'
import { addRows } from './add-rows.ts'
import { type CalendarEvent, type CalendarEvents, createCalendarEvents, eventRow } from './calendar-events.ts'
import { createDriveFiles, type DriveFiles, driveFileRow, type NewDriveFile } from './drive-files.ts'
import { createDriveSharing, type DriveSharing } from './drive-sharing.ts'
import type { PrismaClient } from './generated/client.ts'
import { type Account, createProviderAccounts, type ProviderAccounts } from './provider-accounts.ts'
import { createProviderBlobs, type ProviderBlobs } from './provider-blobs.ts'
import { type Client, createProviderClients, type ProviderClients } from './provider-clients.ts'
import { createProviderKeys, type ProviderKeys } from './provider-keys.ts'
import { createProviderRecords, type ProviderRecord, type ProviderRecords, recordRow } from './provider-records.ts'
import { createProviderTokens, type ProviderTokens } from './provider-tokens.ts'
import type { Sealer } from './sealer.ts'

/** All that the provider remembers. */
export interface ProviderStore {
  clients: ProviderClients
  accounts: ProviderAccounts
  tokens: ProviderTokens
  keys: ProviderKeys
  files: DriveFiles
  sharing: DriveSharing
  events: CalendarEvents
  records: ProviderRecords
  blobs: ProviderBlobs
  /**
   * Adds all of it or nothing; `dateCreated` is the clients'. Throws when a client id is taken, or an account's e-mail
   * address in its directory.
   */
  add(rows: NewRows, dateCreated: Date): Promise<void>
  /**
   * Stores what an account starts with, the first time that it is asked to and never again, whichever process asks: an
   * account that nobody uses costs nothing, and one that was read since costs no question. Folders before what lies in them.
   */
  seed(account: Pick<Account, 'id' | 'isSeeded'>, rows: () => SeedRows): Promise<void>
}

export interface SeedRows {
  files?: readonly NewDriveFile[]
  events?: readonly CalendarEvent[]
  records?: readonly ProviderRecord[]
}

export interface NewRows {
  clients: Client[]
  accounts: Account[]
  files: NewDriveFile[]
  events: CalendarEvent[]
}

/** `database`: a connection for reads that must be as quick as can be. */
export function createProviderStore(prisma: PrismaClient, sealer: Sealer, database: Database.Database): ProviderStore {
  return {
    clients: createProviderClients(prisma),
    accounts: createProviderAccounts(prisma),
    tokens: createProviderTokens(prisma, database),
    keys: createProviderKeys(prisma, sealer),
    files: createDriveFiles(prisma),
    sharing: createDriveSharing(prisma),
    events: createCalendarEvents(prisma),
    records: createProviderRecords(prisma),
    blobs: createProviderBlobs(prisma),
    async add(rows, dateCreated) {
      await prisma.$transaction(providerRows(prisma, rows, dateCreated))
    },
    async seed({ id, isSeeded }, rows) {
      if (isSeeded) return
      await prisma.$transaction(async (tx) => {
        const { count } = await tx.providerAccount.updateMany({
          where: { id, isSeeded: false },
          data: { isSeeded: true },
        })
        if (count === 0) return
        const { files = [], events = [], records = [] } = rows()
        if (files.length > 0) await tx.driveFile.createMany({ data: files.map(driveFileRow) })
        if (events.length > 0) await tx.calendarEvent.createMany({ data: events.map(eventRow) })
        if (records.length > 0) await tx.providerRecord.createMany({ data: records.map(recordRow) })
      })
    },
  }
}

/** The statements that add what the provider has, for a transaction. */
export function providerRows(
  prisma: Pick<PrismaClient, '$executeRawUnsafe'>,
  { clients, accounts, files, events }: NewRows,
  dateCreated: Date,
) {
  return [
    ...addRows(
      prisma,
      'ProviderClient',
      clients.map((client) => ({ ...client, dateCreated })),
    ),
    ...addRows(prisma, 'ProviderAccount', accounts),
    ...addRows(prisma, 'DriveFile', files.map(driveFileRow)),
    ...addRows(prisma, 'CalendarEvent', events.map(eventRow)),
  ]
}
