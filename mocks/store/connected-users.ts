import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock.ts'
import type { Prisma, PrismaClient } from './generated/client.ts'
import type { NewJob } from './jobs.ts'
import { type ProjectEvent, recordEvent } from './project-events.ts'
import { firstRevision, type Revisions } from './revisions.ts'
import type { Sealer } from './sealer.ts'
import {
  activeExecutions,
  keepSchedules,
  type NewExecution,
  startExecutions,
  stopExecutions,
  type WorkflowExecution,
} from './workflow-executions.ts'

/** Users kept in memory; one with three accounts holds about ten kilobytes. */
const CACHED_USERS = 2_000

export type Json = Record<string, unknown>
export type CredentialStatus = 'VALID' | 'INVALID' | 'PENDING'

/** A connected user (the vendor's "persona") with every account, read-only: a write replaces the object. */
export interface ConnectedUser {
  readonly personaId: string
  readonly projectId: string
  /** The user token's `sub`. */
  readonly userId: string
  readonly meta: Json
  readonly revision: number
  /** Oldest first. */
  readonly credentials: readonly Credential[]
}

/** One connected account. */
export interface Credential {
  readonly id: string
  readonly projectId: string
  readonly personaId: string
  readonly integrationId: string
  readonly externalId: string | null
  readonly status: CredentialStatus
  /** The account's id at the provider. */
  readonly providerId: string
  readonly providerData: Json
  readonly isPreviewCredential: boolean
  /** Whether a process has a refresh of the tokens under way; one that died has none once its lease has run out. */
  readonly isRefreshing: boolean
  /** Until when that process has it, in milliseconds on the machine's clock; past when it died in the middle. */
  readonly refreshLeasedUntil: number | null
  readonly refreshFailureCount: number
  readonly sealedSecret: string | null
  readonly dateCreated: Date
  readonly dateUpdated: Date
  readonly dateRefreshed: Date
  readonly dateValidUntil: Date | null
  /** The default one first, then by age. */
  readonly configurations: readonly Configuration[]
}

export interface Configuration {
  readonly id: string
  readonly isDefault: boolean
  readonly externalId: string | null
  readonly sharedSettings: Json
  readonly meta: Json
  /** Whether its Integration Enabled workflows have been started. */
  readonly enableTriggered: boolean
  readonly dateCreated: Date
  readonly dateUpdated: Date
  /** By workflow id; a workflow that was never touched has no entry. */
  readonly workflowSettings: Readonly<Record<string, WorkflowSetting>>
}

export interface WorkflowSetting {
  readonly enabled: boolean
  readonly settings: Json
}

/** A provider's tokens, kept sealed. */
export interface CredentialSecret {
  accessToken: string
  refreshToken?: string | undefined
  scope: string
  /** Who gets new access tokens, when it is not Paragon: an OAuth app of the user's own, or a service account. */
  client?: ClientCredentials | undefined
}

/** RFC 6749, section 2.3.1. */
export interface ClientCredentials {
  id: string
  secret: string
  /** Whether the client gets its tokens in its own name (RFC 6749, section 4.4). */
  isServiceAccount: boolean
}

/** What a sign-in at the provider tells of an account. */
export interface AccountFacts {
  providerId: string
  providerData: Json
  secret: CredentialSecret
  dateValidUntil: Date | null
}

export interface NewCredential extends AccountFacts {
  id: string
  integrationId: string
  externalId: string | null
  status: CredentialStatus
  configurationId: string
  /** Workflows that are on from the start. */
  enabledWorkflowIds: string[]
}

/** A user as a list of them has it. */
export interface ListedUser extends ConnectedUser {
  readonly dateCreated: Date
}

export interface ConnectedUsers {
  /** The copy in memory, if it is of this revision. */
  cached(projectId: string, userId: string, revision: number): ConnectedUser | undefined
  find(projectId: string, userId: string): Promise<ConnectedUser | undefined>
  /** The user with this `userId`, made when new. */
  findOrCreate(projectId: string, userId: string, fresh: { personaId: string; now: Date }): Promise<ConnectedUser>
  /** Users of a project with all that they have connected, by their `userId`s; those that follow `after`. */
  list(projectId: string, page: { after?: string | undefined; limit: number }): Promise<ListedUser[]>
  /** The `userId` that a credential of the project belongs to. */
  ownerOf(projectId: string, credentialId: string): Promise<string | undefined>
  /** Ids of the credentials that an account at the provider is behind. */
  credentialsOf(projectId: string, providerId: string): Promise<string[]>
  /** The `userId`s of those who have connected an integration. */
  connectedTo(integrationId: string): Promise<string[]>
  secretOf(credential: Credential): CredentialSecret | undefined
  /** Runs writes for one user in one transaction, committed and seen by every later read before it resolves. */
  write<T>(user: ConnectedUser, now: Date, work: (writes: UserWrites) => Promise<T>): Promise<T>
}

/** The writes that one user's data can take; all of them in the transaction of `ConnectedUsers.write`. */
export interface UserWrites {
  /** The user as the transaction sees it: nothing can change it before the commit. */
  current(): Promise<ConnectedUser>
  setMeta(meta: Json): Promise<void>
  createCredential(credential: NewCredential): Promise<void>
  /** Puts another sign-in behind a credential; its id, configurations and external id stay. */
  replaceAccount(credentialId: string, account: AccountFacts & { status: CredentialStatus }): Promise<void>
  updateCredential(credentialId: string, change: CredentialChange): Promise<void>
  removeCredential(credentialId: string): Promise<void>
  createConfiguration(configuration: { id: string; credentialId: string; externalId: string | null }): Promise<void>
  updateConfiguration(
    configurationId: string,
    change: { sharedSettings?: Json; meta?: Json; enableTriggered?: true },
  ): Promise<void>
  removeConfiguration(configurationId: string): Promise<void>
  setWorkflow(configurationId: string, workflowId: string, change: Partial<WorkflowSetting>): Promise<void>
  /** Keeps what went wrong with an account, together with what it led to. */
  recordEvent(event: NewUserEvent): Promise<void>
  startExecutions(executions: readonly NewExecution[]): Promise<void>
  /** Runs of the user's workflows that have not ended. */
  activeExecutions(): Promise<WorkflowExecution[]>
  /** Ends runs as FAILED, and what they are waiting for with them. */
  stopExecutions(executions: readonly WorkflowExecution[], reason: string): Promise<void>
  /** Has the user's schedules be these; those that are there already keep their time. See `keepSchedules`. */
  keepSchedules(schedules: readonly Omit<NewJob, 'projectId' | 'kind'>[]): Promise<void>
  /** Marks a popup's session as answered by a credential; see OAuthSessions. */
  completeOAuthSession(sessionId: string, credentialId: string): Promise<void>
}

/** An event about the user whose data is written, at the time of the write. */
export type NewUserEvent = Omit<ProjectEvent, 'projectId' | 'personaId' | 'endUserId' | 'dateCreated'>

export interface CredentialChange {
  status?: CredentialStatus
  providerData?: Json
  /** Takes the right to refresh until then; null gives it back. */
  refreshLeasedUntil?: number | null
  refreshFailureCount?: number
  secret?: CredentialSecret
  dateRefreshed?: Date
  dateValidUntil?: Date | null
}

const withConfigurations = {
  credentials: {
    orderBy: [{ dateCreated: 'asc' }, { id: 'asc' }],
    include: {
      configurations: {
        orderBy: [{ isDefault: 'desc' }, { dateCreated: 'asc' }],
        include: { workflowSettings: true },
      },
    },
  },
} satisfies Prisma.PersonaInclude

type PersonaRow = Prisma.PersonaGetPayload<{ include: typeof withConfigurations }>

export function createConnectedUsers(
  prisma: PrismaClient,
  sealer: Sealer,
  revisions: Revisions,
  machine: Pick<Clock, 'now'>,
): ConnectedUsers {
  const cache = new LRUCache<string, { user: ConnectedUser; goodUntil: number }>({ max: CACHED_USERS })
  // Opening a sealed secret once a credential object is enough: a write makes a new object.
  const secrets = new WeakMap<Credential, CredentialSecret>()
  const keyOf = (projectId: string, userId: string) => `${projectId}/${userId}`

  function cached(projectId: string, userId: string, revision: number): ConnectedUser | undefined {
    const copy = cache.get(keyOf(projectId, userId))
    return copy?.user.revision === revision && machine.now() < copy.goodUntil ? copy.user : undefined
  }

  async function find(projectId: string, userId: string): Promise<ConnectedUser | undefined> {
    const revision = revisions.persona(projectId, userId)
    if (revision === undefined) return undefined
    const copy = cached(projectId, userId, revision)
    if (copy) return copy
    const row = await prisma.persona.findUnique({
      where: { projectId_userId: { projectId, userId } },
      include: withConfigurations,
    })
    if (!row) return undefined
    const user = toConnectedUser(row, machine.now())
    // When a lease runs out the user is another, though nobody writes.
    const leases = user.credentials.map((each) => (each.isRefreshing ? each.refreshLeasedUntil : null))
    const goodUntil = Math.min(...leases.filter((until) => until !== null))
    cache.set(keyOf(projectId, userId), { user, goodUntil })
    return user
  }

  return {
    cached,
    find,

    async findOrCreate(projectId, userId, { personaId, now }) {
      const known = await find(projectId, userId)
      if (known) return known
      // An upsert that updates nothing: of two first calls at once one inserts and both find the row.
      await prisma.persona.upsert({
        where: { projectId_userId: { projectId, userId } },
        create: {
          id: personaId,
          projectId,
          userId,
          meta: {},
          revision: firstRevision(now),
          dateCreated: now,
          dateUpdated: now,
        },
        update: {},
      })
      const created = await find(projectId, userId)
      if (!created) throw new Error(`Connected user ${userId} vanished while it was being created`)
      return created
    },

    async list(projectId, { after, limit }) {
      const rows = await prisma.persona.findMany({
        where: { projectId, ...(after !== undefined && { userId: { gt: after } }) },
        include: withConfigurations,
        orderBy: { userId: 'asc' },
        take: limit,
      })
      const machineNow = machine.now()
      return rows.map((row) => ({ ...toConnectedUser(row, machineNow), dateCreated: row.dateCreated }))
    },

    async ownerOf(projectId, credentialId) {
      const row = await prisma.credential.findUnique({
        where: { id: credentialId, projectId },
        select: { persona: { select: { userId: true } } },
      })
      return row?.persona.userId
    },

    async credentialsOf(projectId, providerId) {
      const rows = await prisma.credential.findMany({ where: { projectId, providerId }, select: { id: true } })
      return rows.map(({ id }) => id)
    },

    async connectedTo(integrationId) {
      const rows = await prisma.credential.findMany({
        where: { integrationId },
        select: { persona: { select: { userId: true } } },
      })
      return [...new Set(rows.map(({ persona }) => persona.userId))]
    },

    secretOf(credential) {
      if (!credential.sealedSecret) return undefined
      let secret = secrets.get(credential)
      if (!secret) {
        secret = JSON.parse(sealer.open(credential.sealedSecret)) as CredentialSecret
        secrets.set(credential, secret)
      }
      return secret
    },

    write(user, now, work) {
      return prisma.$transaction(async (tx) => {
        const result = await work(userWrites(tx, sealer, user, { now, machineNow: machine.now() }))
        await tx.persona.update({
          where: { id: user.personaId },
          data: { revision: { increment: 1 }, dateUpdated: now },
        })
        return result
      })
    },
  }
}

function userWrites(
  tx: Prisma.TransactionClient,
  sealer: Sealer,
  user: ConnectedUser,
  { now, machineNow }: { now: Date; machineNow: number },
): UserWrites {
  const seal = (secret: CredentialSecret) => sealer.seal(JSON.stringify(secret))
  const json = (value: Json) => value as Prisma.InputJsonObject
  // Every write below names the persona too, so that no id of another user's can be written through this one.
  const owned = (credentialId: string) => ({ id: credentialId, personaId: user.personaId })
  const ownedConfiguration = (id: string) => ({ id, credential: { personaId: user.personaId } })

  return {
    async current() {
      const row = await tx.persona.findUniqueOrThrow({ where: { id: user.personaId }, include: withConfigurations })
      return toConnectedUser(row, machineNow)
    },

    async setMeta(meta) {
      await tx.persona.update({ where: { id: user.personaId }, data: { meta: json(meta) } })
    },

    async createCredential({ configurationId, enabledWorkflowIds, secret, providerData, ...columns }) {
      await tx.credential.create({
        data: {
          ...columns,
          projectId: user.projectId,
          personaId: user.personaId,
          providerData: json(providerData),
          sealedSecret: seal(secret),
          dateCreated: now,
          dateUpdated: now,
          dateRefreshed: now,
          configurations: {
            create: {
              id: configurationId,
              isDefault: true,
              sharedSettings: {},
              meta: {},
              dateCreated: now,
              dateUpdated: now,
              workflowSettings: {
                create: enabledWorkflowIds.map((workflowId) => ({ workflowId, enabled: true, settings: {} })),
              },
            },
          },
        },
      })
    },

    async replaceAccount(credentialId, { providerId, providerData, secret, dateValidUntil, status }) {
      await tx.credential.update({
        where: owned(credentialId),
        data: {
          providerId,
          providerData: json(providerData),
          sealedSecret: seal(secret),
          status,
          isRefreshing: false,
          refreshLeasedUntil: null,
          refreshFailureCount: 0,
          dateRefreshed: now,
          dateUpdated: now,
          dateValidUntil,
        },
      })
    },

    async updateCredential(credentialId, { secret, providerData, ...columns }) {
      await tx.credential.update({
        where: owned(credentialId),
        data: {
          ...columns,
          ...(columns.refreshLeasedUntil !== undefined && { isRefreshing: columns.refreshLeasedUntil !== null }),
          ...(secret && { sealedSecret: seal(secret) }),
          ...(providerData && { providerData: json(providerData) }),
          dateUpdated: now,
        },
      })
    },

    async removeCredential(credentialId) {
      await tx.credential.delete({ where: owned(credentialId) })
    },

    async createConfiguration({ id, credentialId, externalId }) {
      await tx.configuration.create({
        data: {
          id,
          externalId,
          isDefault: false,
          sharedSettings: {},
          meta: {},
          dateCreated: now,
          dateUpdated: now,
          credential: { connect: owned(credentialId) },
        },
      })
    },

    async updateConfiguration(configurationId, { sharedSettings, meta, enableTriggered }) {
      await tx.configuration.update({
        where: ownedConfiguration(configurationId),
        data: {
          ...(sharedSettings && { sharedSettings: json(sharedSettings) }),
          ...(meta && { meta: json(meta) }),
          ...(enableTriggered && { enableTriggered }),
          dateUpdated: now,
        },
      })
    },

    async removeConfiguration(configurationId) {
      await tx.configuration.delete({ where: ownedConfiguration(configurationId) })
    },

    async setWorkflow(configurationId, workflowId, { enabled, settings }) {
      // The same statement proves that the configuration is this user's and dates its change.
      await tx.configuration.update({ where: ownedConfiguration(configurationId), data: { dateUpdated: now } })
      const change = {
        ...(enabled !== undefined && { enabled }),
        ...(settings && { settings: json(settings) }),
      }
      await tx.workflowSetting.upsert({
        where: { configurationId_workflowId: { configurationId, workflowId } },
        create: { configurationId, workflowId, enabled: false, settings: {}, ...change },
        update: change,
      })
    },

    recordEvent(event) {
      const { projectId, personaId, userId } = user
      return recordEvent(tx, { ...event, projectId, personaId, endUserId: userId, dateCreated: now })
    },
    startExecutions: (executions) => startExecutions(tx, executions),
    activeExecutions: () => activeExecutions(tx, user.personaId),
    stopExecutions: (executions, reason) => stopExecutions(tx, executions, reason, now),
    keepSchedules: (schedules) => keepSchedules(tx, user, schedules),

    async completeOAuthSession(sessionId, credentialId) {
      // None when the SDK has stopped polling, which deletes the session: the account is connected all the same.
      await tx.oAuthSession.updateMany({
        where: { id: sessionId, personaId: user.personaId },
        data: { connectCredentialId: credentialId },
      })
    },
  }
}

function toConnectedUser(row: PersonaRow, machineNow: number): ConnectedUser {
  return {
    personaId: row.id,
    projectId: row.projectId,
    userId: row.userId,
    meta: row.meta as Json,
    revision: row.revision,
    credentials: row.credentials.map(({ configurations, ...credential }) => ({
      ...credential,
      status: credential.status as CredentialStatus,
      providerData: credential.providerData as Json,
      isRefreshing: credential.isRefreshing && machineNow < (credential.refreshLeasedUntil ?? 0),
      configurations: configurations.map(({ credentialId: _, workflowSettings, ...configuration }) => ({
        ...configuration,
        sharedSettings: configuration.sharedSettings as Json,
        meta: configuration.meta as Json,
        workflowSettings: Object.fromEntries(
          workflowSettings.map(({ workflowId, enabled, settings }) => [
            workflowId,
            { enabled, settings: settings as Json },
          ]),
        ),
      })),
    })),
  }
}
