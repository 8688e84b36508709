import type { Context } from '../../context.ts'
import type { Project } from '../../store/projects.ts'
import { Problem } from '../problem.ts'

/** The project of this id; throws a 404 when there is none. */
export async function requireProject(ctx: Context, projectId: string): Promise<Project> {
  const project = await ctx.store.projects.find(projectId)
  if (!project) throw projectNotFound(projectId)
  return project
}

export const projectNotFound = (projectId: string) =>
  new Problem(404, 'Not Found', `There is no project "${projectId}".`)
