import { createHash } from 'node:crypto'
import type { WorkflowDefinition } from '../catalog/definitions.ts'
import type { Prisma, PrismaClient } from './generated/client.ts'
import { addJobs, type NewJob, putJob } from './jobs.ts'
import type { Workflow } from './projects.ts'

/** Statuses of the vendor's Task History, of a run as of a step. */
export const executionStatuses = ['EXECUTING', 'FAILED', 'SUCCEEDED', 'DELAYED'] as const
export type ExecutionStatus = (typeof executionStatuses)[number]

/** Kinds of jobs. The subject of the first and the last is the id of an execution. */
export const EXECUTION_JOB = 'workflow-execution'
export const SCHEDULE_JOB = 'workflow-schedule'
export const FAILURE_JOB = 'workflow-failure'

/** Path of the step that stands for the trigger; its output is what the trigger brought. */
export const TRIGGER = 'trigger'

/** One run of a workflow as one account. */
export interface WorkflowExecution {
  readonly id: string
  readonly projectId: string
  readonly workflowId: string
  /** Type of the integration. */
  readonly integration: string
  readonly personaId: string
  readonly userId: string
  readonly credentialId: string
  readonly configurationId: string
  readonly status: ExecutionStatus
  /** Why it has failed. */
  readonly reason: string | null
  readonly taskCount: number
  readonly dateStarted: Date
  readonly dateEnded: Date | null
}

/** Whose account a run acts as. */
export type RunAs = Pick<WorkflowExecution, 'projectId' | 'personaId' | 'userId' | 'credentialId' | 'configurationId'>

export interface NewExecution extends RunAs {
  id: string
  workflow: Workflow
  integration: string
  trigger: { stepExecutionId: string; type: string; data: unknown }
  dateStarted: Date
  /** The job that does it. */
  job: { id: string; dateDue: Date }
}

export interface StepExecution {
  readonly id: string
  readonly path: string
  readonly stepId: string
  readonly type: string
  readonly status: ExecutionStatus
  readonly position: number
  readonly previousId: string | null
  readonly attempts: number
  /** JSON. */
  readonly input: string | null
  /** JSON; of a failed step, of the text that says why. */
  readonly output: string | null
  readonly responseStatus: number | null
  readonly dateStarted: Date
  readonly dateEnded: Date | null
  /** Milliseconds on the project's clock. */
  readonly dateDue: number | null
}

/** A step without what it was given and put out, which may be large. */
export type StepSummary = Omit<StepExecution, 'input' | 'output'> & { inputSize: number; outputSize: number }

export interface ExecutionFilter {
  userId?: string | undefined
  workflowId?: string | undefined
  integration?: string | undefined
  status?: ExecutionStatus | undefined
  /** Exclusive. */
  before?: Date | undefined
  /** Inclusive. */
  after?: Date | undefined
}

export interface WorkflowExecutions {
  /** Commits runs, all of one project, together with the jobs that do them. */
  start(executions: readonly NewExecution[]): Promise<void>
  find(projectId: string, id: string): Promise<WorkflowExecution | undefined>
  /** A run with the workflow as it was when it began, and the steps so far in the order they began. */
  load(
    id: string,
  ): Promise<{ execution: WorkflowExecution; definition: WorkflowDefinition; steps: StepExecution[] } | undefined>
  list(
    projectId: string,
    filter: ExecutionFilter,
    page: { order: 'asc' | 'desc'; offset: number; limit: number },
  ): Promise<{ executions: WorkflowExecution[]; total: number }>
  /** Newest first, without a count, which costs more the more there are; those that follow `older`. */
  latest(
    projectId: string,
    filter: Pick<ExecutionFilter, 'userId' | 'workflowId' | 'integration' | 'status'>,
    page: { older?: { date: Date; id: string } | undefined; limit: number },
  ): Promise<WorkflowExecution[]>
  steps(executionId: string): Promise<StepSummary[]>
  step(executionId: string, id: string): Promise<StepExecution | undefined>
  /** The first step of a type that has succeeded. */
  firstDone(executionId: string, type: string): Promise<StepExecution | undefined>
  /**
   * Commits a step, new or known by its id, with what it means for the run. False when the run has ended meanwhile, in
   * which case nothing is written. Throws when another process has got further with the same run.
   */
  saveStep(executionId: string, step: StepExecution, change?: { tasks?: number }): Promise<boolean>
  /** Whether the run works or waits. */
  setStatus(executionId: string, status: 'EXECUTING' | 'DELAYED'): Promise<void>
  /** Ends a run, once: what is done later, with `after`, is committed with it. */
  end(
    executionId: string,
    end: { status: 'SUCCEEDED' | 'FAILED'; reason: string | null; date: Date; after?: NewJob | undefined },
  ): Promise<void>
  /** Removes runs that have ended and began longer ago than history goes back, on the clock of their project. */
  prune(machineNow: number): Promise<void>
}

/** Milliseconds that history goes back (docs: monitoring, "Viewing Task History": 90 days). */
const RETENTION = 90 * 24 * 60 * 60 * 1000

const ACTIVE = ['EXECUTING', 'DELAYED']
const isActive = { status: { in: ACTIVE } }

export function createWorkflowExecutions(prisma: PrismaClient): WorkflowExecutions {
  return {
    async start(executions) {
      await prisma.$transaction((tx) => startExecutions(tx, executions))
    },

    async find(projectId, id) {
      const row = await prisma.workflowExecution.findUnique({ where: { id, projectId } })
      return row ? toExecution(row) : undefined
    },

    async load(id) {
      const row = await prisma.workflowExecution.findUnique({
        where: { id },
        include: { version: true, steps: { orderBy: { position: 'asc' } } },
      })
      if (!row) return undefined
      const { version, steps, ...execution } = row
      return {
        execution: toExecution(execution),
        definition: version.definition as unknown as WorkflowDefinition,
        steps: steps.map(toStep),
      }
    },

    async list(projectId, { before, after, ...equal }, { order, offset, limit }) {
      const where = {
        projectId,
        ...given(equal),
        ...((before || after) && { dateStarted: given({ lt: before, gte: after }) }),
      }
      const [total, rows] = await prisma.$transaction([
        prisma.workflowExecution.count({ where }),
        prisma.workflowExecution.findMany({
          where,
          orderBy: [{ dateStarted: order }, { id: order }],
          skip: offset,
          take: limit,
        }),
      ])
      return { executions: rows.map(toExecution), total }
    },

    async latest(projectId, filter, { older, limit }) {
      const rows = await prisma.workflowExecution.findMany({
        where: {
          projectId,
          ...given(filter),
          ...(older && {
            // The range is said twice: by itself it is what the index is searched by.
            dateStarted: { lte: older.date },
            OR: [{ dateStarted: { lt: older.date } }, { dateStarted: older.date, id: { lt: older.id } }],
          }),
        },
        orderBy: [{ dateStarted: 'desc' }, { id: 'desc' }],
        take: limit,
      })
      return rows.map(toExecution)
    },

    async steps(executionId) {
      const rows = await prisma.stepExecution.findMany({
        where: { executionId },
        omit: { input: true, output: true, executionId: true },
        orderBy: { position: 'asc' },
      })
      return rows.map((row) => ({ ...row, status: row.status as ExecutionStatus }))
    },

    async step(executionId, id) {
      const row = await prisma.stepExecution.findUnique({ where: { id, executionId } })
      return row ? toStep(row) : undefined
    },

    async firstDone(executionId, type) {
      const row = await prisma.stepExecution.findFirst({
        where: { executionId, type, status: 'SUCCEEDED' },
        orderBy: { position: 'asc' },
      })
      return row ? toStep(row) : undefined
    },

    saveStep(executionId, step, { tasks = 0 } = {}) {
      return prisma.$transaction(async (tx) => {
        const { count } = await tx.workflowExecution.updateMany({
          where: { id: executionId, ...isActive },
          data: { status: 'EXECUTING', taskCount: { increment: tasks } },
        })
        if (count === 0) return false
        const row = stepRow(step)
        const { count: known } = await tx.stepExecution.updateMany({
          where: { id: step.id, executionId, ...isActive },
          data: row,
        })
        // A step that another process has put in this one's place, or ended, meets the unique path or id.
        if (known === 0) await tx.stepExecution.create({ data: { executionId, ...row } })
        return true
      })
    },

    async setStatus(executionId, status) {
      await prisma.workflowExecution.updateMany({ where: { id: executionId, ...isActive }, data: { status } })
    },

    async end(executionId, { status, reason, date, after }) {
      await prisma.$transaction(async (tx) => {
        const { count } = await tx.workflowExecution.updateMany({
          where: { id: executionId, ...isActive },
          data: { status, reason, dateEnded: date },
        })
        if (count === 0) return
        await failSteps(tx, [executionId], reason ?? '', date)
        if (after) await putJob(tx, after)
      })
    },

    async prune(machineNow) {
      const projects = await prisma.project.findMany({ select: { id: true, clockOffset: true, clockFrozenAt: true } })
      for (const { id, clockOffset, clockFrozenAt } of projects) {
        const before = new Date((clockFrozenAt ?? machineNow + clockOffset) - RETENTION)
        await prisma.workflowExecution.deleteMany({
          where: { projectId: id, dateStarted: { lt: before }, dateEnded: { not: null } },
        })
      }
    },
  }
}

/** `WorkflowExecutions.start` as part of a larger transaction; all of one project. */
export async function startExecutions(
  tx: Prisma.TransactionClient,
  executions: readonly NewExecution[],
): Promise<void> {
  const [first] = executions
  if (!first) return
  const { projectId } = first
  for (const { workflow } of new Map(executions.map((each) => [each.workflow.id, each])).values()) {
    await tx.$executeRaw`
      INSERT INTO "WorkflowVersion" ("id", "projectId", "workflowId", "definition")
      VALUES (${versionOf(workflow)}, ${projectId}, ${workflow.id}, ${JSON.stringify(workflow.definition)})
      ON CONFLICT ("id") DO NOTHING`
  }
  await tx.workflowExecution.createMany({
    data: executions.map(({ workflow, trigger: _, job: __, ...execution }) => ({
      ...execution,
      workflowId: workflow.id,
      versionId: versionOf(workflow),
      status: 'EXECUTING',
    })),
  })
  await tx.stepExecution.createMany({
    data: executions.map(({ id, trigger, dateStarted }) => ({
      executionId: id,
      ...stepRow({
        id: trigger.stepExecutionId,
        path: TRIGGER,
        stepId: TRIGGER,
        type: trigger.type,
        status: 'SUCCEEDED',
        position: 0,
        previousId: null,
        attempts: 1,
        input: null,
        output: JSON.stringify(trigger.data),
        responseStatus: null,
        dateStarted,
        dateEnded: dateStarted,
        dateDue: null,
      }),
    })),
  })
  const jobs = executions.map(({ id, job }) => ({ ...job, projectId, kind: EXECUTION_JOB, subject: id }))
  await addJobs(tx, projectId, jobs)
}

/** Runs of a user that have not ended. */
export async function activeExecutions(tx: Prisma.TransactionClient, personaId: string): Promise<WorkflowExecution[]> {
  const rows = await tx.workflowExecution.findMany({ where: { personaId, ...isActive } })
  return rows.map(toExecution)
}

/** Ends runs that have not ended, whatever they are doing, and takes their jobs away. */
export async function stopExecutions(
  tx: Prisma.TransactionClient,
  executions: readonly WorkflowExecution[],
  reason: string,
  date: Date,
): Promise<void> {
  const ids = executions.map(({ id }) => id)
  const [first] = executions
  if (!first) return
  await tx.workflowExecution.updateMany({
    where: { id: { in: ids }, ...isActive },
    data: { status: 'FAILED', reason, dateEnded: date },
  })
  await failSteps(tx, ids, reason, date)
  await tx.job.deleteMany({ where: { projectId: first.projectId, kind: EXECUTION_JOB, subject: { in: ids } } })
}

/** Steps of runs that have ended which were under way or waiting then. */
async function failSteps(tx: Prisma.TransactionClient, executionIds: string[], reason: string, date: Date) {
  const output = JSON.stringify(reason)
  await tx.stepExecution.updateMany({
    where: { executionId: { in: executionIds }, ...isActive },
    data: { status: 'FAILED', output, outputSize: Buffer.byteLength(output), dateEnded: date, dateDue: null },
  })
}

/** Has a user's schedules be just these: what is there already keeps its time. Subjects begin with the persona's id. */
export async function keepSchedules(
  tx: Prisma.TransactionClient,
  { projectId, personaId }: { projectId: string; personaId: string },
  wanted: readonly Omit<NewJob, 'projectId' | 'kind'>[],
): Promise<void> {
  // A range, which the index of the queue answers; the character after "/" is "0".
  const subject = { gte: `${personaId}/`, lt: `${personaId}0` }
  const known = await tx.job.findMany({ where: { projectId, kind: SCHEDULE_JOB, subject }, select: { subject: true } })
  const knownSubjects = new Set(known.map((job) => job.subject))
  const wantedSubjects = new Set(wanted.map((job) => job.subject))
  const surplus = [...knownSubjects].filter((each) => !wantedSubjects.has(each))
  if (surplus.length > 0)
    await tx.job.deleteMany({ where: { projectId, kind: SCHEDULE_JOB, subject: { in: surplus } } })
  const missing = wanted.filter((job) => !knownSubjects.has(job.subject))
  await addJobs(
    tx,
    projectId,
    missing.map((job) => ({ ...job, projectId, kind: SCHEDULE_JOB })),
  )
}

const versions = new WeakMap<WorkflowDefinition, string>()

function versionOf({ id, definition }: Workflow): string {
  let version = versions.get(definition)
  if (version === undefined) {
    version = createHash('sha256')
      .update(`${id} ${JSON.stringify(definition)}`)
      .digest('base64url')
    versions.set(definition, version)
  }
  return version
}

function stepRow(step: StepExecution) {
  const sizeOf = (json: string | null) => (json === null ? 0 : Buffer.byteLength(json))
  return { ...step, inputSize: sizeOf(step.input), outputSize: sizeOf(step.output) }
}

function toExecution(row: Prisma.WorkflowExecutionGetPayload<object>): WorkflowExecution {
  const { versionId: _, status, ...execution } = row
  return { ...execution, status: status as ExecutionStatus }
}

function toStep(row: Prisma.StepExecutionGetPayload<object>): StepExecution {
  const { executionId: _, inputSize: __, outputSize: ___, status, ...step } = row
  return { ...step, status: status as ExecutionStatus }
}

/** What of an object has a value: Prisma takes undefined for "any", exact optional types take it for none. */
function given<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never
}
