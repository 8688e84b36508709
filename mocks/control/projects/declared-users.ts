import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../../context.ts'
import type { ConnectedUser } from '../../store/connected-users.ts'
import type { Project } from '../../store/projects.ts'
import { connectAccount } from '../credentials/operations.ts'
import { Problem } from '../problem.ts'
import type { NewProjectInput } from './schemas.ts'

type DeclaredUser = NonNullable<NewProjectInput['users']>[number]
type Connection = NonNullable<DeclaredUser['accounts']>[number]

/** Has the declared users there, with their metadata and accounts; an account that a user has connected already stays. */
export async function connectDeclaredUsers(
  ctx: Context,
  projectId: string,
  users: readonly DeclaredUser[] = [],
): Promise<void> {
  const project = users.length > 0 ? await ctx.store.projects.find(projectId) : undefined
  if (!project) return
  for (const { id, meta, accounts = [] } of users) {
    const fresh = { personaId: ctx.randomOf(projectId).uuid(), now: ctx.clockOf(projectId).timestamp() }
    const user = await ctx.store.connectedUsers.findOrCreate(projectId, id, fresh)
    if (meta && !isDeepStrictEqual(meta, user.meta)) {
      const now = ctx.clockOf(projectId).timestamp()
      await ctx.store.connectedUsers.write(user, now, (writes) => writes.setMeta(meta))
    }
    for (const connection of accounts) {
      if (!(await isConnected(ctx, project, user, connection))) {
        await connectAccount(ctx, projectId, { sub: id, ...connection })
      }
    }
  }
}

async function isConnected(ctx: Context, project: Project, user: ConnectedUser, connection: Connection) {
  const integration = project.integrations.find(({ type }) => type === connection.integration)
  if (!integration) throw new Problem(404, 'Not Found', `The project has no integration "${connection.integration}".`)
  const { directory } = integration.definition.oauth
  const account = await ctx.store.provider.accounts.findByEmail(project.id, directory, connection.account)
  return user.credentials.some(
    ({ integrationId, providerId }) => integrationId === integration.id && providerId === account?.id,
  )
}
