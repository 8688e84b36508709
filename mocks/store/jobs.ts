import type Database from 'libsql'
import type { Json } from './connected-users.ts'
import { Prisma, type PrismaClient } from './generated/client.ts'

/** Work that is to be done at a time on its project's clock. */
export interface NewJob {
  id: string
  projectId: string
  /** Names the handler. */
  kind: string
  /** What it is about; there is one job for each kind and subject. */
  subject: string
  payload?: Json
  dateDue: Date
}

export interface Job extends Required<NewJob> {
  /** How often it has failed in a row. */
  attempts: number
  /** Counted up whenever it is put again. */
  version: number
}

/** How the jobs of a project pass that do not as soon as they can, by kind: when somebody says so, or milliseconds later. */
export type Transitions = Readonly<Record<string, 'manual' | number>>

/** The queue, which outlives the process. Times named `machine` are milliseconds on the machine's clock. */
export interface Jobs {
  /** Adds a job, or gives the one of that kind and subject another time and payload, even while it runs. */
  put(job: NewJob): Promise<void>
  remove(projectId: string, kind: string, subject: string): Promise<void>
  find(projectId: string, kind: string, subject: string): Promise<Job | undefined>
  /** A project's jobs of some kinds, earliest first. */
  ofKinds(projectId: string, kinds: readonly string[], limit: number): Promise<Job[]>
  /** Jobs that are due and not held, and that no process has, earliest first; not those of the projects or of the kinds named. */
  due(
    machineNow: number,
    except: { projects: readonly string[]; kinds: readonly string[] },
    limit: number,
  ): Promise<Job[]>
  /** The first job of a project that comes due by a time on the project's clock, is not held, and that no process has. */
  next(projectId: string, until: Date, machineNow: number, exceptKinds?: readonly string[]): Promise<Job | undefined>
  /** When the next job comes due or is given up by the process that has it; undefined when there is none. */
  wakeAt(): number | undefined
  /** Takes a job for one process; false when another has it, or it was put again since. */
  claim(job: Job, machineNow: number, machineUntil: number): Promise<boolean>
  /** Keeps a job that takes longer. */
  renew(job: Job, machineUntil: number): Promise<void>
  /** Removes a job that is done; one that was put again meanwhile stays. */
  finish(job: Job): Promise<void>
  /** Gives a job another time; one that was put again meanwhile keeps that. */
  postpone(job: Job, dateDue: Date, attempts: number): Promise<void>
}

/** `database`: the queue is looked at every second, and nearly always in vain: past Prisma that costs next to nothing. */
export function createJobs(prisma: PrismaClient, database: Database.Database): Jobs {
  // Each takes its first row from the index of what it is ordered by; the plus keeps the other index out of it.
  const free = database.prepare(
    'SELECT "runAt" FROM "Job" WHERE "runAt" IS NOT NULL AND +"leasedUntil" IS NULL ORDER BY "runAt" LIMIT 1',
  )
  const taken = database.prepare(
    'SELECT "runAt", "leasedUntil" FROM "Job" WHERE +"runAt" IS NOT NULL AND "leasedUntil" IS NOT NULL ORDER BY "leasedUntil" LIMIT 1',
  )
  const isFree = (machineNow: number) => ({ OR: [{ leasedUntil: null }, { leasedUntil: { lte: machineNow } }] })

  return {
    put: (job) => prisma.$transaction((tx) => putJob(tx, job)),

    async remove(projectId, kind, subject) {
      await prisma.job.deleteMany({ where: { projectId, kind, subject } })
    },

    async find(projectId, kind, subject) {
      const row = await prisma.job.findUnique({ where: { projectId_kind_subject: { projectId, kind, subject } } })
      return row ? toJob(row) : undefined
    },

    async ofKinds(projectId, kinds, limit) {
      const rows = await prisma.job.findMany({
        where: { projectId, kind: { in: [...kinds] } },
        orderBy: [{ dateDue: 'asc' }, { id: 'asc' }],
        take: limit,
      })
      return rows.map(toJob)
    },

    async due(machineNow, except, limit) {
      const rows = await prisma.job.findMany({
        where: {
          runAt: { lte: machineNow },
          projectId: { notIn: [...except.projects] },
          kind: { notIn: [...except.kinds] },
          ...isFree(machineNow),
        },
        orderBy: [{ runAt: 'asc' }, { id: 'asc' }],
        take: limit,
      })
      return rows.map(toJob)
    },

    async next(projectId, until, machineNow, exceptKinds = []) {
      const row = await prisma.job.findFirst({
        where: {
          projectId,
          isHeld: false,
          dateDue: { lte: until.getTime() },
          kind: { notIn: [...exceptKinds] },
          ...isFree(machineNow),
        },
        orderBy: [{ dateDue: 'asc' }, { id: 'asc' }],
      })
      return row ? toJob(row) : undefined
    },

    wakeAt() {
      const next = free.get() as { runAt: number } | undefined
      const given = taken.get() as { runAt: number; leasedUntil: number } | undefined
      const times = [next?.runAt, given && Math.max(given.leasedUntil, given.runAt)].filter(
        (time) => time !== undefined,
      )
      return times.length > 0 ? Math.min(...times) : undefined
    },

    async claim({ id, version }, machineNow, machineUntil) {
      const { count } = await prisma.job.updateMany({
        where: { id, version, ...isFree(machineNow) },
        data: { leasedUntil: machineUntil },
      })
      return count === 1
    },

    async renew({ id }, machineUntil) {
      await prisma.job.updateMany({ where: { id, leasedUntil: { not: null } }, data: { leasedUntil: machineUntil } })
    },

    async finish({ id, version }) {
      await prisma.$transaction([
        prisma.job.deleteMany({ where: { id, version } }),
        prisma.job.updateMany({ where: { id }, data: { leasedUntil: null } }),
      ])
    },

    async postpone({ id, version, projectId }, dateDue, attempts) {
      await prisma.$transaction(async (tx) => {
        await tx.job.updateMany({ where: { id, version }, data: { dateDue: dateDue.getTime(), attempts } })
        await tx.job.updateMany({ where: { id }, data: { leasedUntil: null } })
        await dueOnMachine(tx, projectId, [id])
      })
    },
  }
}

/** `Jobs.put` as part of a larger transaction: what is to be done is committed with the reason for it. */
export async function putJob(tx: Prisma.TransactionClient, job: NewJob): Promise<void> {
  const { id, projectId, kind, subject, payload = {}, dateDue } = job
  const change = { payload: payload as Prisma.InputJsonObject, dateDue: dateDue.getTime() }
  const row = await tx.job.upsert({
    where: { projectId_kind_subject: { projectId, kind, subject } },
    create: { id, projectId, kind, subject, ...change },
    update: { ...change, attempts: 0, version: { increment: 1 } },
    select: { id: true },
  })
  await dueOnMachine(tx, projectId, [row.id], { isFresh: true })
}

/** Adds jobs of one project that are all new, as part of a larger transaction. */
export async function addJobs(tx: Prisma.TransactionClient, projectId: string, jobs: readonly NewJob[]): Promise<void> {
  if (jobs.length === 0) return
  await tx.job.createMany({
    data: jobs.map(({ payload = {}, dateDue, ...job }) => ({
      ...job,
      payload: payload as Prisma.InputJsonObject,
      dateDue: dateDue.getTime(),
    })),
  })
  await dueOnMachine(
    tx,
    projectId,
    jobs.map(({ id }) => id),
    { isFresh: true },
  )
}

/**
 * Works out anew, for the jobs of a project or for some of them, whether they are held, and `runAt` from the project's clock
 * as it is set. Those that were just put come later by as much as the project's transitions say.
 */
export function dueOnMachine(
  tx: Prisma.TransactionClient,
  projectId: string,
  jobIds?: readonly string[],
  { isFresh = false } = {},
) {
  const some = jobIds === undefined ? Prisma.empty : Prisma.sql`AND "Job"."id" IN (${Prisma.join([...jobIds])})`
  const how = Prisma.sql`json_extract("Project"."transitions", '$."' || "Job"."kind" || '"')`
  const isHeld = Prisma.sql`COALESCE(${how} = 'manual', FALSE)`
  const dateDue = isFresh
    ? Prisma.sql`"Job"."dateDue" + CASE WHEN typeof(${how}) IN ('integer', 'real') THEN ${how} ELSE 0 END`
    : Prisma.sql`"Job"."dateDue"`
  return tx.$executeRaw`
    UPDATE "Job" SET
      "dateDue" = ${dateDue},
      "isHeld" = ${isHeld},
      "runAt" = CASE
        WHEN ${isHeld} THEN NULL
        WHEN "clockFrozenAt" IS NULL THEN ${dateDue} - "clockOffset"
        WHEN ${dateDue} <= "clockFrozenAt" THEN 0
      END
    FROM "Project" WHERE "Project"."id" = "Job"."projectId" AND "Job"."projectId" = ${projectId} ${some}`
}

function toJob(row: Prisma.JobGetPayload<object>): Job {
  const { id, projectId, kind, subject, payload, dateDue, attempts, version } = row
  return { id, projectId, kind, subject, payload: payload as Json, dateDue: new Date(dateDue), attempts, version }
}
