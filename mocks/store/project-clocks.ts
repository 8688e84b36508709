import type Database from 'libsql'
import type { PrismaClient } from './generated/client.ts'
import { dueOnMachine } from './jobs.ts'

/** How a project's time follows from the machine's; all in milliseconds. */
export interface ClockSetting {
  /** What the project is ahead of the machine. */
  offset: number
  /** The time at which the project's clock stands still; null while it runs. */
  frozenAt: number | null
}

export interface ProjectClocks {
  /** Read anew each time, because another process may have set it; about 10 µs. Undefined when there is no such project. */
  read(projectId: string): ClockSetting | undefined
  /** Sets the clock, and with it when the project's jobs come due. */
  set(projectId: string, setting: ClockSetting): Promise<void>
}

export function createProjectClocks(prisma: PrismaClient, database: Database.Database): ProjectClocks {
  const setting = database.prepare('SELECT clockOffset, clockFrozenAt FROM Project WHERE id = ?')
  return {
    read(projectId) {
      const row = setting.get(projectId) as { clockOffset: number; clockFrozenAt: number | null } | undefined
      return row && { offset: row.clockOffset, frozenAt: row.clockFrozenAt }
    },
    async set(projectId, { offset, frozenAt }) {
      await prisma.$transaction([
        prisma.project.update({ where: { id: projectId }, data: { clockOffset: offset, clockFrozenAt: frozenAt } }),
        dueOnMachine(prisma, projectId),
      ])
    },
  }
}
