import type { Context } from '../../context.ts'
import type { ClockSetting } from '../../store/project-clocks.ts'
import { setClock } from '../clock/operations.ts'
import type { NewProjectInput } from './schemas.ts'

type DeclaredClock = NonNullable<NewProjectInput['clock']>

/** Where the clock of a project begins, in which nothing has happened yet: at any time, also in the past. */
export function startingClock(ctx: Context, declared: DeclaredClock | undefined): ClockSetting | undefined {
  if (!declared) return undefined
  const time = declared.now === undefined ? ctx.clock.now() : Date.parse(declared.now)
  return declared.frozen ? { offset: 0, frozenAt: time } : { offset: time - ctx.clock.now(), frozenAt: null }
}

/** The clock of a project that is there: it goes forward only, so one that is past the time declared keeps its own. */
export async function moveClock(ctx: Context, projectId: string, { now, frozen }: DeclaredClock): Promise<void> {
  const isAhead = now !== undefined && Date.parse(now) > ctx.clockOf(projectId).now()
  await setClock(ctx, projectId, { ...(isAhead && { now }), ...(frozen !== undefined && { frozen }) })
}
