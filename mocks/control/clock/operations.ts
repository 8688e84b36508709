import type { Context } from '../../context.ts'
import { Problem } from '../problem.ts'
import { requireProject } from '../projects/require-project.ts'
import type { ClockChange } from './schemas.ts'

/** What a project's clock shows, whether it stands still, and what it is ahead of the machine's, in milliseconds. */
export async function readClock(ctx: Context, projectId: string) {
  await requireProject(ctx, projectId)
  const now = ctx.clockOf(projectId).now()
  return {
    now: new Date(now).toISOString(),
    frozen: ctx.store.clocks.read(projectId)?.frozenAt !== null,
    offset: now - ctx.clock.now(),
  }
}

/**
 * Sets a project's clock, forward only: what has happened cannot come to lie in the future. Answers when all that fell due
 * on the way is done.
 */
export async function setClock(ctx: Context, projectId: string, { advance, now, frozen }: ClockChange) {
  await requireProject(ctx, projectId)
  const clock = ctx.clockOf(projectId)
  // Stopped first, so that the time arrived at is the one that was asked for.
  if (frozen) await ctx.store.clocks.set(projectId, { offset: 0, frozenAt: clock.now() })
  const target = now === undefined ? clock.now() + (advance ?? 0) : Date.parse(now)
  if (target < clock.now()) throw new Problem(409, 'Conflict', 'A clock goes forward only; make another project.')
  if (advance !== undefined || now !== undefined) await ctx.scheduler.advance(projectId, new Date(target))
  const setting = ctx.store.clocks.read(projectId)
  if (frozen === false && setting && setting.frozenAt !== null) {
    await ctx.store.clocks.set(projectId, { offset: setting.frozenAt - ctx.clock.now(), frozenAt: null })
    ctx.scheduler.wake()
  }
  return readClock(ctx, projectId)
}
