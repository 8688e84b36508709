import type { z } from 'zod'
import type { Context } from '../../context.ts'
import { callFacts } from '../../paragon/credentials/call-facts.ts'
import { defaultCredential } from '../../paragon/selectors.ts'
import type { ConnectedUser, Credential } from '../../store/connected-users.ts'
import type { Integration } from '../../store/projects.ts'
import { requireProject } from '../projects/require-project.ts'
import type { userQuery } from './schemas.ts'

/** A page of a project's connected users by their ids, each with the accounts that they have connected, oldest first. */
export async function listUsers(ctx: Context, projectId: string, { cursor, limit }: z.infer<typeof userQuery>) {
  const project = await requireProject(ctx, projectId)
  const integrations = new Map(project.integrations.map((integration) => [integration.id, integration]))
  const found = await ctx.store.connectedUsers.list(projectId, { after: cursor, limit: limit + 1 })
  const page = found.slice(0, limit)
  return {
    users: page.map((user) => ({
      userId: user.userId,
      dateCreated: user.dateCreated,
      credentials: user.credentials.flatMap((credential) => {
        const integration = integrations.get(credential.integrationId)
        return integration ? [accountView(user, credential, integration)] : []
      }),
    })),
    nextCursor: found.length > limit ? (page.at(-1)?.userId ?? null) : null,
  }
}

/** What is known of an account, less its tokens and settings; `isDefault`: it acts where a call names none. */
function accountView(user: ConnectedUser, credential: Credential, integration: Integration) {
  const { id, integrationId, externalId, status, providerId, refreshFailureCount } = credential
  return {
    id,
    integration: integration.type,
    integrationId,
    externalId,
    status,
    /** As a person knows it, and as the journal has it. */
    name: callFacts(user, integration, credential).account?.name ?? providerId,
    providerId,
    isDefault: defaultCredential(user, integrationId)?.id === id,
    refreshFailureCount,
    dateCreated: credential.dateCreated,
    dateRefreshed: credential.dateRefreshed,
    dateValidUntil: credential.dateValidUntil,
  }
}
