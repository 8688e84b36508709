import type { Context as HonoContext } from 'hono'
import type { Context } from '../../context.ts'
import type { Project } from '../../store/projects.ts'
import { fingerprint } from '../../store/sealer.ts'
import { invalidToken, notFound } from '../api-error.ts'

/**
 * The project of a call that carries one of its API keys, as Task History's do: it covers all users, so that a user's own
 * token is no key to it (docs: apis/task-history). Throws a 401 for anything else.
 */
export async function authoriseApiKey(ctx: Context, c: HonoContext): Promise<Project> {
  const projectId = c.req.param('projectId') ?? ''
  const project = await ctx.store.projects.find(projectId)
  if (!project) throw notFound(`Project "${projectId}" not found.`)
  const key = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  // Compared as digests, which tell nothing of the key by the time that it takes.
  if (!key || !project.apiKeyHashes.includes(fingerprint(key))) {
    throw invalidToken('Task History takes an API key of the project as a bearer token, not a Paragon User Token.')
  }
  return project
}
