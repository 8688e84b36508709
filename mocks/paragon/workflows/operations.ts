import type { Context } from '../../context.ts'
import { notFound } from '../api-error.ts'
import type { Caller } from '../caller.ts'
import { demand } from '../permissions/demand.ts'
import { permissionNames } from '../permissions/table.ts'
import { actingCredential, requireCredential, selectConfiguration } from '../selectors.ts'

/** Turns a workflow on or off for one configuration of one account; saying so twice changes nothing. */
export async function setWorkflowEnabled(
  ctx: Context,
  caller: Caller,
  input: {
    workflowId: string
    enabled: boolean
    credential: string | undefined
    configuration: string | undefined
  },
): Promise<void> {
  const { project, user } = caller
  const workflowId = input.workflowId.toLowerCase()
  const integration = project.integrations.find(({ workflows }) => workflows.some(({ id }) => id === workflowId))
  if (!integration) throw notFound(`Workflow "${input.workflowId}" not found.`)
  const credential = actingCredential(caller, integration, input.credential)
  const configuration = selectConfiguration(credential, input.configuration)
  demand(caller, permissionNames.writeConfiguration, { integration, credential, configuration })
  await ctx.store.connectedUsers.write(user, ctx.clockOf(project.id).timestamp(), async (writes) => {
    // Looked up again: either may have been removed since.
    const current = requireCredential(await writes.current(), credential.id)
    await writes.setWorkflow(selectConfiguration(current, configuration.id).id, workflowId, { enabled: input.enabled })
  })
}
