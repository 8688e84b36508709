import type { Context as HonoContext } from 'hono'
import type { Context } from '../context.ts'
import type { ConnectedUser } from '../store/connected-users.ts'
import type { Project } from '../store/projects.ts'
import { invalidToken, notFound } from './api-error.ts'
import type { Permissions } from './permissions/permissions.ts'
import { type UserView, userView } from './permissions/user-view.ts'
import { claimedProjects, createUserTokens } from './user-token.ts'

/** Whose call it is: the project in the path and the connected user that the token names. */
export interface Caller {
  project: Project
  /** With the accounts that the token may see. */
  user: ConnectedUser | UserView
  permissions: Permissions
}

export interface Authority {
  /** The caller by the `Authorization: Bearer` header. */
  authorise(c: HonoContext): Promise<Caller>
  /**
   * The caller of an API whose paths name no project: the token's `aud` does. A token without one gets a 401, as does one
   * that names a project that is not here (docs: managed-sync/sync-api; the words are assumed).
   */
  authoriseAudience(c: HonoContext): Promise<Caller>
  /** The caller by a token that came another way: popups carry it in the query. */
  authoriseToken(projectId: string, token: string | undefined): Promise<Caller>
}

export function createAuthority(ctx: Context): Authority {
  const tokens = createUserTokens(ctx.clock.now)

  /** The caller of a token that was seen before, when nothing has been written since. */
  function recall(projectId: string, token: string): Caller | undefined {
    const verified = tokens.recall(projectId, token)
    const known = verified && ctx.store.inMemory(projectId, verified.userId)
    if (!known || known.project.revision !== verified.projectRevision) return undefined
    return callerOf(known.project, known.user, verified.permissions)
  }

  async function authoriseToken(projectId: string, token: string | undefined): Promise<Caller> {
    const recalled = token && recall(projectId, token)
    if (recalled) return recalled
    const project = await ctx.store.projects.find(projectId)
    if (!project) throw notFound(`Project "${projectId}" not found.`)
    if (!token) throw invalidToken('The request carries no Paragon User Token.')
    const { userId, permissions } = await tokens.verify(project, token)
    // The first call with a valid token makes the connected user: the vendor has no other way to create one.
    const user =
      (await ctx.store.connectedUsers.find(project.id, userId)) ??
      (await ctx.store.connectedUsers.findOrCreate(project.id, userId, {
        personaId: ctx.randomOf(projectId).uuid(),
        now: ctx.clockOf(project.id).timestamp(),
      }))
    return callerOf(project, user, permissions)
  }

  return {
    authoriseToken,
    authorise: (c) => authoriseToken(c.req.param('projectId') ?? '', bearerToken(c)),
    async authoriseAudience(c) {
      const token = bearerToken(c)
      if (!token) throw invalidToken('The request carries no Paragon User Token.')
      const named = claimedProjects(token)
      for (const projectId of named) {
        const recalled = recall(projectId, token)
        if (!recalled) continue
        ctx.journal.note({ projectId })
        return recalled
      }
      const projects = await Promise.all(named.map((projectId) => ctx.store.projects.find(projectId)))
      const project = projects.find((found) => found !== undefined)
      if (!project) throw invalidToken('The `aud` of the token must be "useparagon.com/" and the id of the project.')
      ctx.journal.note({ projectId: project.id })
      return authoriseToken(project.id, token)
    },
  }
}

function bearerToken(c: HonoContext): string | undefined {
  return /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
}

/** The caller that a user, with what the token allows, makes. */
export function callerOf(project: Project, user: ConnectedUser, permissions: Permissions): Caller {
  return { project, user: userView(project, user, permissions), permissions }
}
