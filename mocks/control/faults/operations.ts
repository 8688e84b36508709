import type { z } from 'zod'
import type { Context } from '../../context.ts'
import type { Fault } from '../../faults/fault.ts'
import { Problem } from '../problem.ts'
import { requireProject } from '../projects/require-project.ts'
import type { newFault } from './schemas.ts'

/** A project's faults, oldest first, each with how many requests it has matched and hit. */
export async function listFaults(ctx: Context, projectId: string): Promise<{ faults: readonly Fault[] }> {
  await requireProject(ctx, projectId)
  return { faults: ctx.faults.list(projectId) }
}

export async function describeFault(ctx: Context, projectId: string, faultId: string): Promise<Fault> {
  await requireProject(ctx, projectId)
  const fault = ctx.faults.find(projectId, faultId)
  if (!fault) throw faultNotFound(faultId)
  return fault
}

export async function createFault(ctx: Context, projectId: string, input: z.infer<typeof newFault>): Promise<Fault> {
  await requireProject(ctx, projectId)
  // By its operation a request is known only where the routes are.
  if (input.match?.operation !== undefined) await ctx.routes.complete()
  return ctx.faults.add(projectId, input)
}

export async function removeFault(ctx: Context, projectId: string, faultId: string): Promise<void> {
  await requireProject(ctx, projectId)
  if (!ctx.faults.remove(projectId, faultId)) throw faultNotFound(faultId)
}

export async function clearFaults(ctx: Context, projectId: string): Promise<void> {
  await requireProject(ctx, projectId)
  ctx.faults.clear(projectId)
}

const faultNotFound = (id: string) => new Problem(404, 'Not Found', `There is no fault "${id}".`)
