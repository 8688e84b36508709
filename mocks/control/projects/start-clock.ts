import type { Context } from '../../context.ts'
import { setClock } from '../clock/operations.ts'
import type { NewProjectInput } from './schemas.ts'

type DeclaredClock = NonNullable<NewProjectInput['clock']>

/** The clock of a project in which nothing has happened yet: it may begin at any time, also in the past. */
export async function startClock(ctx: Context, projectId: string, { now, frozen = false }: DeclaredClock) {
  const time = now === undefined ? ctx.clock.now() : Date.parse(now)
  await ctx.store.clocks.set(
    projectId,
    frozen ? { offset: 0, frozenAt: time } : { offset: time - ctx.clock.now(), frozenAt: null },
  )
}

/** The clock of a project that is there: it goes forward only, so one that is past the time declared keeps its own. */
export async function moveClock(ctx: Context, projectId: string, { now, frozen }: DeclaredClock): Promise<void> {
  const isAhead = now !== undefined && Date.parse(now) > ctx.clockOf(projectId).now()
  await setClock(ctx, projectId, { ...(isAhead && { now }), ...(frozen !== undefined && { frozen }) })
}
