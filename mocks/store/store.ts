import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { LRUCache } from 'lru-cache'
import { type Clock, createClock } from '../clock.ts'
import { type ConnectedUser, type ConnectedUsers, createConnectedUsers } from './connected-users.ts'
import { openClient, SingleConnectionAdapter } from './connection.ts'
import { type CredentialFieldsStore, createCredentialFields } from './credential-fields.ts'
import { createEventDestinations, type EventDestinations } from './event-destinations.ts'
import { PrismaClient } from './generated/client.ts'
import { createJobs, type Jobs } from './jobs.ts'
import { migrate } from './migrate.ts'
import { createOAuthSessions, type OAuthSessions } from './oauth-sessions.ts'
import { createProjectClocks, type ProjectClocks } from './project-clocks.ts'
import { createProjectEvents, type ProjectEvents } from './project-events.ts'
import { countStart, createProjectSeeds, type ProjectSeeds } from './project-seeds.ts'
import { createProjects, type Project, type Projects } from './projects.ts'
import { createProviderStore, type ProviderStore } from './provider-store.ts'
import { openRevisions } from './revisions.ts'
import { createSealer, loadEncryptionKey, type Sealer } from './sealer.ts'
import { createSentEmails, type SentEmails } from './sent-emails.ts'
import { createSnapshots, type Snapshots } from './snapshots.ts'
import { createSyncGrants, type SyncGrants } from './sync-grants.ts'
import { createSyncLogs, type SyncLogs } from './sync-logs.ts'
import { createSyncRecords, type SyncRecords } from './sync-records.ts'
import { createSyncs, type Syncs } from './syncs.ts'
import { createTriggerSubscriptions, type TriggerSubscriptions } from './trigger-subscriptions.ts'
import { createWebhookDeliveries, type WebhookDeliveries } from './webhook-deliveries.ts'
import { createWorkflowExecutions, type WorkflowExecutions } from './workflow-executions.ts'

export interface StoreOptions {
  /** `file:` URL of a SQLite database; its folder is made when missing. */
  databaseUrl: string
  /** Base64, 32 bytes; default: a generated file beside the database. */
  encryptionKey?: string | undefined
}

/** A project and one of its users, as they are. */
export interface Known {
  project: Project
  user: ConnectedUser
}

const CACHED_PAIRS = 2_000

/** The sandbox's durable state. A write is committed before its promise resolves. */
export interface Store {
  projects: Projects
  clocks: ProjectClocks
  seeds: ProjectSeeds
  snapshots: Snapshots
  jobs: Jobs
  connectedUsers: ConnectedUsers
  oauthSessions: OAuthSessions
  syncs: Syncs
  syncRecords: SyncRecords
  syncGrants: SyncGrants
  syncLogs: SyncLogs
  credentialFields: CredentialFieldsStore
  webhookDeliveries: WebhookDeliveries
  triggerSubscriptions: TriggerSubscriptions
  projectEvents: ProjectEvents
  eventDestinations: EventDestinations
  sentEmails: SentEmails
  workflowExecutions: WorkflowExecutions
  provider: ProviderStore
  /**
   * A project and its user, when both are in memory and no process has written to either since: one question for both,
   * because it is asked at every request.
   */
  inMemory(projectId: string, userId: string): Known | undefined
  /** For tests and measurements, which look behind the repositories; nothing else does. */
  prisma: PrismaClient
  sealer: Sealer
  /** Names of the migrations that this start applied. */
  migrated: string[]
  close(): Promise<void>
}

/** `machine`: tells when the lease of a process that died has run out. */
export async function openStore(options: StoreOptions, machine: Pick<Clock, 'now'> = createClock()): Promise<Store> {
  const file = databaseFile(options.databaseUrl)
  mkdirSync(path.dirname(file), { recursive: true })
  const sealer = createSealer(loadEncryptionKey(file, options.encryptionKey))
  const adapter = new SingleConnectionAdapter({ url: `file:${file}` })
  const client = openClient({ url: `file:${file}` })
  const migrated = await migrate(client, adapter)
  await countStart(client)
  client.close()
  const prisma = new PrismaClient({
    adapter,
    // One connection: a write waits for those before it, and a burst must wait rather than fail.
    transactionOptions: { maxWait: 30_000, timeout: 30_000 },
  })
  const revisions = openRevisions(file)
  const projects = createProjects(prisma, sealer, revisions)
  /** What was in memory when the database was last seen to change, so that the next question costs less. */
  let current = { version: -1, pairs: new LRUCache<string, Known>({ max: CACHED_PAIRS }) }
  const provider = createProviderStore(prisma, sealer, revisions.database)
  const connectedUsers = createConnectedUsers(prisma, sealer, revisions, machine)
  return {
    projects,
    clocks: createProjectClocks(prisma, revisions.database),
    seeds: createProjectSeeds(revisions.database),
    snapshots: createSnapshots(prisma, sealer),
    jobs: createJobs(prisma, revisions.database),
    connectedUsers,
    oauthSessions: createOAuthSessions(prisma, sealer),
    syncs: createSyncs(prisma, sealer),
    syncRecords: createSyncRecords(prisma, revisions.database),
    syncGrants: createSyncGrants(prisma),
    syncLogs: createSyncLogs(prisma),
    credentialFields: createCredentialFields(prisma),
    webhookDeliveries: createWebhookDeliveries(prisma, sealer),
    triggerSubscriptions: createTriggerSubscriptions(prisma, sealer),
    projectEvents: createProjectEvents(prisma),
    eventDestinations: createEventDestinations(prisma, sealer),
    sentEmails: createSentEmails(prisma),
    provider,
    workflowExecutions: createWorkflowExecutions(prisma),
    inMemory(projectId, userId) {
      const version = revisions.dataVersion()
      if (version !== current.version) current = { version, pairs: new LRUCache({ max: CACHED_PAIRS }) }
      const key = `${projectId}/${userId}`
      let pair = current.pairs.get(key)
      if (!pair) {
        const revision = revisions.both(projectId, userId)
        const project = revision && projects.cached(projectId, revision.project)
        const user = revision && connectedUsers.cached(projectId, userId, revision.persona)
        pair = project && user && { project, user }
        // One with a refresh under way becomes another when the lease runs out, though nobody writes.
        if (pair && !pair.user.credentials.some(({ isRefreshing }) => isRefreshing)) current.pairs.set(key, pair)
      }
      return pair
    },
    prisma,
    sealer,
    migrated,
    async close() {
      revisions.close()
      await prisma.$disconnect()
    },
  }
}

function databaseFile(url: string): string {
  if (!url.startsWith('file:')) {
    throw new Error(`DATABASE_URL must be a file: URL (SQLite), such as file:./.paragon-sandbox/sandbox.db; got ${url}`)
  }
  return path.resolve(url.slice('file:'.length))
}
