import { LRUCache } from 'lru-cache'
import type { IntegrationDefinition, WorkflowDefinition } from '../catalog/definitions.ts'
import { addRows } from './add-rows.ts'
import { destinationRows, type EventDestination } from './event-destinations.ts'
import { Prisma, type PrismaClient } from './generated/client.ts'
import { dueOnMachine, type Transitions } from './jobs.ts'
import type { ClockSetting } from './project-clocks.ts'
import { type NewRows, providerRows } from './provider-store.ts'
import { resetProject } from './reset-project.ts'
import { firstRevision, type Revisions } from './revisions.ts'
import { fingerprint, type Sealer } from './sealer.ts'
import { type NewWebhookDelivery, putDelivery } from './webhook-deliveries.ts'

/** Projects kept in memory; one holds its keys and catalog, some tens of kilobytes. */
const CACHED_PROJECTS = 200

/** A project with all that is shared by its users. Read-only: one object serves every request until a write replaces it. */
export interface Project {
  readonly id: string
  readonly name: string
  readonly revision: number
  readonly allowedOrigins: readonly string[]
  readonly accessibleFeatures: readonly string[]
  readonly billingPlan: string
  /** Where triggers without an address of their own send their events. */
  readonly webhookUrl: string | null
  /** Where the events of its syncs go. */
  readonly syncWebhookUrl: string | null
  /** What it was declared to start with, as JSON; null for what every project starts with. */
  readonly declaration: object | null
  /** Null when all jobs are done as soon as they can be. */
  readonly transitions: Transitions | null
  readonly dateCreated: Date
  readonly signingKeys: readonly SigningKey[]
  /** SHA-256 of each API key. */
  readonly apiKeyHashes: readonly string[]
  /** In catalog order. */
  readonly integrations: readonly Integration[]
}

export interface SigningKey {
  readonly id: string
  /** SPKI PEM. */
  readonly publicKey: string
}

export interface Integration {
  readonly id: string
  readonly type: string
  readonly isActive: boolean
  readonly definition: IntegrationDefinition
  readonly workflows: readonly Workflow[]
}

export interface Workflow {
  readonly id: string
  readonly integrationId: string
  readonly definition: WorkflowDefinition
  /** Declared for this project alone. */
  readonly isOwn: boolean
}

export interface NewProject {
  id: string
  name: string
  allowedOrigins: string[]
  accessibleFeatures: string[]
  billingPlan: string
  webhookUrl?: string
  declaration?: object | undefined
  transitions?: Transitions | undefined
  /** Default: the machine's time. */
  clock?: ClockSetting | undefined
  dateCreated: Date
  signingKey: { id: string; publicKey: string; privateKey?: string | undefined }
  apiKey?: string | undefined
  /** Signs what is sent to its webhooks; default: made when first needed. */
  webhookSecret?: string | undefined
  integrations: Integration[]
  eventDestinations?: EventDestination[]
  /** What its provider starts with; default: nothing yet. */
  provider?: NewRows | undefined
}

/** What a reset takes a project to. */
export interface ProjectBeginning {
  rows: NewRows
  dateCreated: Date
  integrations: readonly Integration[] | undefined
  transitions?: Transitions | undefined
  /** Default: the machine's time. */
  clock?: ClockSetting | undefined
}

export interface Projects {
  /** The copy in memory, if it is of this revision. */
  cached(projectId: string, revision: number): Project | undefined
  find(projectId: string): Promise<Project | undefined>
  /** By their ids; `after` is that of the last one seen. */
  list(query: { after?: string | undefined; limit: number }): Promise<Pick<Project, 'id' | 'name' | 'dateCreated'>[]>
  /** False when the id is taken. */
  create(project: NewProject): Promise<boolean>
  /**
   * Takes the project back to its beginning; see `resetProject`. `integrations`, when given, are what its workflows become
   * again; those that it has declared go.
   */
  reset(projectId: string, beginning: ProjectBeginning): Promise<void>
  /** Removes the project and everything in it; false when there was none. */
  remove(projectId: string): Promise<boolean>
  /** PKCS8 PEM of the newest key that the sandbox holds the private half of. */
  privateKey(projectId: string): Promise<string | undefined>
  addSigningKey(projectId: string, key: NewProject['signingKey'], dateCreated: Date): Promise<void>
  /** The newest API key. */
  apiKey(projectId: string): Promise<string | undefined>
  addApiKey(projectId: string, key: string, dateCreated: Date): Promise<void>
  /** What `noteStart` has kept, if the last start that noted anything was about the project. */
  startDigest(projectId: string): string | undefined
  /** Before a start gives something else to the project: it has come to neither until the next `noteStart`. */
  forgetStart(projectId: string): Promise<void>
  /**
   * Keeps a digest of what a start has given to each of its projects: the next that gives the same has nothing to write. Other
   * projects have none from then on.
   */
  noteStart(digests: ReadonlyMap<string, string>): Promise<void>
  change(
    projectId: string,
    columns: Pick<Project, 'name' | 'allowedOrigins' | 'webhookUrl' | 'declaration'>,
  ): Promise<void>
  /** Puts a workflow in the place of the one of its id, or after the others of its integration. */
  saveWorkflow(projectId: string, workflow: Workflow): Promise<void>
  /** False when there was none. */
  removeWorkflow(projectId: string, workflowId: string): Promise<boolean>
  /** Gives a project these integrations and workflows as they are now; others that it has stay. */
  saveIntegrations(projectId: string, integrations: readonly Integration[]): Promise<void>
  /** How its jobs pass from now on, those that are there already included. */
  setTransitions(projectId: string, transitions: Transitions): Promise<void>
  /** False when there is no such project. */
  setWebhookUrl(projectId: string, url: string | null): Promise<boolean>
  /** Sets where the events of syncs go, together with the message that is sent there first; false when there is no project. */
  setSyncWebhookUrl(projectId: string, url: string | null, probe: NewWebhookDelivery | undefined): Promise<boolean>
  /** The secret that signs what is sent to the project's webhooks; `fresh` becomes it when there is none yet. */
  webhookSecret(projectId: string, fresh: string): Promise<string>
  /** Puts a secret of the caller's in its place. */
  setWebhookSecret(projectId: string, secret: string): Promise<void>
}

export function createProjects(prisma: PrismaClient, sealer: Sealer, revisions: Revisions): Projects {
  const cache = new LRUCache<string, Project>({ max: CACHED_PROJECTS })

  /** The statement that adds the workflows of integrations, for a transaction. */
  const workflowRows = (projectId: string, integrations: readonly Integration[]) =>
    addRows(
      prisma,
      'Workflow',
      integrations.flatMap(({ workflows }) =>
        workflows.map((workflow, position) => workflowRow(projectId, workflow, position)),
      ),
    )

  const keyRow = (key: NewProject['signingKey'], dateCreated: Date) => ({
    id: key.id,
    publicKey: key.publicKey,
    sealedPrivate: key.privateKey ? sealer.seal(key.privateKey) : null,
    dateCreated,
  })

  const apiKeyRow = (key: string, dateCreated: Date) => ({
    hash: fingerprint(key),
    sealed: sealer.seal(key),
    dateCreated,
  })

  function cached(projectId: string, revision: number): Project | undefined {
    const copy = cache.get(projectId)
    return copy?.revision === revision ? copy : undefined
  }

  return {
    cached,

    async find(projectId) {
      const revision = revisions.project(projectId)
      if (revision === undefined) return undefined
      const copy = cached(projectId, revision)
      if (copy) return copy
      const row = await prisma.project.findUnique({
        where: { id: projectId },
        include: {
          signingKeys: { select: { id: true, publicKey: true }, orderBy: { dateCreated: 'asc' } },
          apiKeys: { select: { hash: true } },
          integrations: {
            orderBy: { position: 'asc' },
            include: { workflows: { orderBy: { position: 'asc' } } },
          },
        },
      })
      if (!row) return undefined
      const project: Project = {
        id: row.id,
        name: row.name,
        revision: row.revision,
        allowedOrigins: row.allowedOrigins as string[],
        accessibleFeatures: row.accessibleFeatures as string[],
        billingPlan: row.billingPlan,
        webhookUrl: row.webhookUrl,
        syncWebhookUrl: row.syncWebhookUrl,
        declaration: row.declaration as object | null,
        transitions: row.transitions as Transitions | null,
        dateCreated: row.dateCreated,
        signingKeys: row.signingKeys,
        apiKeyHashes: row.apiKeys.map(({ hash }) => hash),
        integrations: row.integrations.map(({ id, type, isActive, definition, workflows }) => ({
          id,
          type,
          isActive,
          definition: definition as unknown as IntegrationDefinition,
          workflows: workflows.map((workflow) => ({
            id: workflow.id,
            integrationId: id,
            definition: workflow.definition as unknown as WorkflowDefinition,
            isOwn: workflow.isOwn,
          })),
        })),
      }
      cache.set(projectId, project)
      return project
    },

    list({ after, limit }) {
      return prisma.project.findMany({
        where: after === undefined ? {} : { id: { gt: after } },
        orderBy: { id: 'asc' },
        take: limit,
        select: { id: true, name: true, dateCreated: true },
      })
    },

    async create(project) {
      const {
        id,
        signingKey,
        apiKey,
        webhookSecret,
        integrations,
        provider,
        eventDestinations = [],
        clock,
        ...columns
      } = project
      const sealedWebhookKey = webhookSecret === undefined ? null : sealer.seal(webhookSecret)
      const revision = firstRevision(project.dateCreated)
      try {
        await prisma.$transaction([
          ...addRows(prisma, 'Project', [{ id, ...columns, ...clockColumns(clock), sealedWebhookKey, revision }]),
          ...addRows(prisma, 'SigningKey', [{ projectId: id, ...keyRow(signingKey, project.dateCreated) }]),
          ...addRows(prisma, 'ApiKey', apiKey ? [{ projectId: id, ...apiKeyRow(apiKey, project.dateCreated) }] : []),
          ...addRows(
            prisma,
            'Integration',
            integrations.map((integration, position) => integrationRow(id, integration, position)),
          ),
          ...workflowRows(id, integrations),
          ...addRows(prisma, 'EventDestination', destinationRows(sealer, id, eventDestinations)),
          ...(provider ? providerRows(prisma, provider, project.dateCreated) : []),
        ])
        return true
      } catch (error) {
        if (error instanceof Error && error.message.includes('UNIQUE constraint failed: Project.id')) return false
        throw error
      }
    },

    async reset(projectId, { rows, dateCreated, integrations, transitions, clock }) {
      const workflows = integrations
        ? [prisma.workflow.deleteMany({ where: { projectId } }), ...workflowRows(projectId, integrations)]
        : []
      const columns = {
        ...clockColumns(clock),
        starts: 0,
        transitions: transitions ?? Prisma.DbNull,
        revision: { increment: 1 },
      }
      const project = prisma.project.updateMany({ where: { id: projectId }, data: columns })
      await resetProject({ prisma, database: revisions.database }, projectId, rows, dateCreated, [
        project,
        ...workflows,
      ])
    },

    async remove(projectId) {
      const { count } = await prisma.project.deleteMany({ where: { id: projectId } })
      return count > 0
    },

    async privateKey(projectId) {
      const key = await prisma.signingKey.findFirst({
        where: { projectId, sealedPrivate: { not: null } },
        orderBy: { dateCreated: 'desc' },
      })
      return key?.sealedPrivate ? sealer.open(key.sealedPrivate) : undefined
    },

    async addSigningKey(projectId, key, dateCreated) {
      await prisma.$transaction([
        prisma.signingKey.create({ data: { projectId, ...keyRow(key, dateCreated) } }),
        bump(prisma, projectId),
      ])
    },

    async apiKey(projectId) {
      const key = await prisma.apiKey.findFirst({ where: { projectId }, orderBy: { dateCreated: 'desc' } })
      return key ? sealer.open(key.sealed) : undefined
    },

    async addApiKey(projectId, key, dateCreated) {
      await prisma.$transaction([
        prisma.apiKey.create({ data: { projectId, ...apiKeyRow(key, dateCreated) } }),
        bump(prisma, projectId),
      ])
    },

    startDigest: (projectId) => revisions.startDigest(projectId),

    async forgetStart(projectId) {
      await prisma.project.updateMany({ where: { id: projectId }, data: { startDigest: null } })
    },

    async noteStart(digests) {
      // A start for other projects may have taken over what this one was given, such as the app's OAuth client.
      await prisma.$transaction([
        prisma.project.updateMany({
          where: { id: { notIn: [...digests.keys()] }, startDigest: { not: null } },
          data: { startDigest: null },
        }),
        ...[...digests].map(([id, startDigest]) => prisma.project.update({ where: { id }, data: { startDigest } })),
      ])
    },

    async change(projectId, { allowedOrigins, declaration, ...columns }) {
      await prisma.project.update({
        where: { id: projectId },
        data: {
          ...columns,
          allowedOrigins: [...allowedOrigins],
          declaration: (declaration as Prisma.InputJsonObject | null) ?? Prisma.DbNull,
          revision: { increment: 1 },
        },
      })
    },

    async saveWorkflow(projectId, workflow) {
      await prisma.$transaction(async (tx) => {
        const last = await tx.workflow.findFirst({
          where: { integrationId: workflow.integrationId },
          orderBy: { position: 'desc' },
        })
        await putWorkflow(tx, workflowRow(projectId, workflow, (last?.position ?? -1) + 1))
        await bump(tx, projectId)
      })
    },

    async removeWorkflow(projectId, workflowId) {
      const [{ count }] = await prisma.$transaction([
        prisma.workflow.deleteMany({ where: { id: workflowId, projectId } }),
        bump(prisma, projectId),
      ])
      return count > 0
    },

    async saveIntegrations(projectId, integrations) {
      await prisma.$transaction(async (tx) => {
        const last = await tx.integration.findFirst({ where: { projectId }, orderBy: { position: 'desc' } })
        let next = (last?.position ?? -1) + 1
        for (const integration of integrations) {
          const { id, position, ...columns } = integrationRow(projectId, integration, next++)
          // One that is known keeps its place.
          await tx.integration.upsert({ where: { id }, create: { id, position, ...columns }, update: columns })
          for (const [index, workflow] of integration.workflows.entries()) {
            await putWorkflow(tx, workflowRow(projectId, workflow, index))
          }
        }
        await bump(tx, projectId)
      })
    },

    async setTransitions(projectId, transitions) {
      await prisma.$transaction([
        prisma.project.update({ where: { id: projectId }, data: { transitions, revision: { increment: 1 } } }),
        dueOnMachine(prisma, projectId),
      ])
    },

    async setWebhookUrl(projectId, url) {
      const { count } = await prisma.project.updateMany({
        where: { id: projectId },
        data: { webhookUrl: url, revision: { increment: 1 } },
      })
      return count === 1
    },

    setSyncWebhookUrl(projectId, url, probe) {
      return prisma.$transaction(async (tx) => {
        const { count } = await tx.project.updateMany({
          where: { id: projectId },
          data: { syncWebhookUrl: url, revision: { increment: 1 } },
        })
        if (count === 1 && probe) await putDelivery(tx, sealer, probe)
        return count === 1
      })
    },

    async webhookSecret(projectId, fresh) {
      await prisma.project.updateMany({
        where: { id: projectId, sealedWebhookKey: null },
        data: { sealedWebhookKey: sealer.seal(fresh) },
      })
      const row = await prisma.project.findUnique({ where: { id: projectId }, select: { sealedWebhookKey: true } })
      if (!row?.sealedWebhookKey) throw new Error(`Project ${projectId} is gone`)
      return sealer.open(row.sealedWebhookKey)
    },

    async setWebhookSecret(projectId, secret) {
      await prisma.project.update({ where: { id: projectId }, data: { sealedWebhookKey: sealer.seal(secret) } })
    },
  }
}

const clockColumns = ({ offset, frozenAt }: ClockSetting = { offset: 0, frozenAt: null }) => ({
  clockOffset: offset,
  clockFrozenAt: frozenAt,
})

const bump = (tx: Prisma.TransactionClient, projectId: string) =>
  tx.project.update({ where: { id: projectId }, data: { revision: { increment: 1 } } })

/** A workflow that is known keeps its place. */
async function putWorkflow(tx: Prisma.TransactionClient, row: ReturnType<typeof workflowRow>): Promise<void> {
  await tx.workflow.upsert({
    where: { id: row.id },
    create: row,
    update: { definition: row.definition, isOwn: row.isOwn },
  })
}

function integrationRow(projectId: string, { id, type, isActive, definition }: Integration, position: number) {
  return { id, projectId, type, position, isActive, definition: definition as unknown as Prisma.InputJsonObject }
}

function workflowRow(projectId: string, { id, integrationId, definition, isOwn }: Workflow, position: number) {
  return { id, projectId, integrationId, position, definition: definition as unknown as Prisma.InputJsonObject, isOwn }
}
