import type { Context } from '../../context.ts'
import { notConnected, notFound } from '../api-error.ts'
import type { Caller } from '../caller.ts'
import { defaultCredential, requireCredential, selectConfiguration } from '../selectors.ts'

/** Turns a workflow on or off for one configuration of one account; saying so twice changes nothing. */
export async function setWorkflowEnabled(
  ctx: Context,
  { project, user }: Caller,
  input: {
    workflowId: string
    enabled: boolean
    credential: string | undefined
    configuration: string | undefined
  },
): Promise<void> {
  const workflowId = input.workflowId.toLowerCase()
  const integration = project.integrations.find(({ workflows }) => workflows.some(({ id }) => id === workflowId))
  if (!integration) throw notFound(`Workflow "${input.workflowId}" not found.`)
  const credential = input.credential
    ? requireCredential(user, input.credential, integration.id)
    : defaultCredential(user, integration.id)
  if (!credential) throw notConnected()
  await ctx.store.connectedUsers.write(user, ctx.clock.timestamp(), async (writes) => {
    // Selected here: either may have been removed since.
    const current = requireCredential(await writes.current(), credential.id)
    const configuration = selectConfiguration(current, input.configuration)
    await writes.setWorkflow(configuration.id, workflowId, { enabled: input.enabled })
  })
}
