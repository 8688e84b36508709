import type { Context } from '../../context.ts'
import type { Project } from '../../store/projects.ts'
import type { Step } from '../../workflow-language/definition.ts'
import { accountInvalid, badRequest, notFound, settingsIncomplete, workflowNotEnabled } from '../api-error.ts'
import type { Caller } from '../caller.ts'
import { demand } from '../permissions/demand.ts'
import { permissionNames } from '../permissions/table.ts'
import { actingCredential, requireCredential, requireIntegration, selectConfiguration } from '../selectors.ts'
import { accepted, answerOf } from './answer.ts'
import { enabledPlaces, findWorkflow, hasRequiredSettings, workflowSetting } from './enablement.ts'
import type { WorkflowEngine } from './engine/engine.ts'
import { newExecution } from './new-execution.ts'
import { settleWorkflows } from './settle.ts'
import type { TriggerData } from './trigger-data.ts'
import { validateTriggerData } from './validate-trigger-data.ts'
import { customWebhookTriggerId } from './webhook-trigger-id.ts'

/** What the headers `X-Paragon-Credential` and `X-Paragon-Configuration-Id` select. */
export interface Selectors {
  credential: string | undefined
  configuration: string | undefined
}

/** Turns a workflow on or off for one configuration of one account; saying so twice changes nothing. */
export async function setWorkflowEnabled(
  ctx: Context,
  caller: Caller,
  input: Selectors & { workflowId: string; enabled: boolean },
): Promise<void> {
  const { project, user } = caller
  const { integration, workflow } = requireWorkflow(project, input.workflowId)
  const credential = actingCredential(caller, integration, input.credential)
  const configuration = selectConfiguration(credential, input.configuration)
  demand(caller, permissionNames.writeConfiguration, { integration, credential, configuration })
  await ctx.store.connectedUsers.write(user, ctx.clockOf(project.id).timestamp(), async (writes) => {
    // Looked up again: either may have been removed since.
    const current = requireCredential(await writes.current(), credential.id)
    const { id } = selectConfiguration(current, configuration.id)
    await writes.setWorkflow(id, workflow.id, { enabled: input.enabled })
    await settleWorkflows(ctx, project, writes)
  })
  ctx.scheduler.wake()
}

/**
 * `POST /sdk/triggers/:workflowId`: runs a workflow with a Request trigger as one account, and answers with what it
 * responds, if it has a Response step (docs: workflows/triggers/request-trigger). `signal` ends the waiting, not the run.
 */
export async function triggerByRequest(
  ctx: Context,
  engine: WorkflowEngine,
  caller: Caller,
  input: Selectors & { workflowId: string; data: TriggerData; signal: AbortSignal },
): Promise<Response> {
  const { project, user } = caller
  const { integration, workflow } = requireWorkflow(project, input.workflowId)
  const { trigger, steps } = workflow.definition
  if (trigger.type !== 'request') throw badRequest(`Workflow ${workflow.id} has no Request trigger.`)
  if (!integration.isActive) throw badRequest(`${integration.definition.name} is not active in this project.`)
  if (input.configuration && !input.credential) throw configurationAlone()
  const credential = actingCredential(caller, integration, input.credential)
  const configuration = selectConfiguration(credential, input.configuration)
  demand(caller, permissionNames.workflow, { integration, credential, configuration })
  if (!workflowSetting(workflow, configuration).enabled) throw workflowNotEnabled(workflow.id)
  if (!hasRequiredSettings({ integration, credential, configuration })) {
    throw settingsIncomplete(integration.definition.name)
  }
  if (credential.status !== 'VALID') throw accountInvalid(integration.definition.name)
  validateTriggerData(input.data, trigger.validation)

  const execution = newExecution(ctx, user, { integration, credential, configuration, workflow }, input.data)
  await engine.start([execution])
  if (!hasResponse(steps)) return accepted()
  const outcome = await engine.responses.wait(execution, input.signal)
  return answerOf(outcome, {
    dateSubmitted: execution.dateStarted,
    projectId: project.id,
    workflowId: workflow.id,
    executionId: execution.id,
  })
}

/** The SDK refuses it with these words; so does the sandbox (assumed). */
export const configurationAlone = () =>
  badRequest(
    'Configuration ID cannot be used without a corresponding Credential ID. Please provide both if using Configuration ID.',
  )

function hasResponse(steps: readonly Step[]): boolean {
  return steps.some((step) => {
    if (step.type === 'conditional') return hasResponse([...step.yes, ...(step.no ?? [])])
    return step.type === 'fanOut' ? hasResponse(step.steps) : step.type === 'response'
  })
}

/**
 * `POST /triggers/connect/...`: a call of the third party, which knows no token: whoever has the URL, with the account's id
 * in it, may call. Runs in every configuration of the account where the workflow is on.
 */
export async function triggerByWebhook(
  ctx: Context,
  engine: WorkflowEngine,
  input: {
    projectId: string
    integrationId: string
    triggerId: string
    credentialId: string | undefined
    data: TriggerData
  },
): Promise<void> {
  const project = await ctx.store.projects.find(input.projectId)
  if (!project) throw notFound(`Project "${input.projectId}" not found.`)
  const integration = requireIntegration(project, input.integrationId)
  const workflow = integration.workflows.find(
    (each) =>
      each.definition.trigger.type === 'webhook' && customWebhookTriggerId(each) === input.triggerId.toLowerCase(),
  )
  if (!workflow) throw notFound(`Webhook trigger "${input.triggerId}" not found.`)
  const credentialId = input.credentialId?.toLowerCase()
  if (!credentialId) throw badRequest('The query parameter `id` is required: it names the account.')
  const userId = await ctx.store.connectedUsers.ownerOf(project.id, credentialId)
  const user = userId === undefined ? undefined : await ctx.store.connectedUsers.find(project.id, userId)
  if (!user?.credentials.some(({ id, integrationId }) => id === credentialId && integrationId === integration.id)) {
    throw notFound(`Credential "${input.credentialId}" not found.`)
  }
  const places = [...enabledPlaces(project, user, ({ id }) => id === workflow.id)].filter(
    ({ credential }) => credential.id === credentialId,
  )
  if (places.length === 0) throw workflowNotEnabled(workflow.id)
  await engine.start(places.map((place) => newExecution(ctx, user, place, input.data)))
}

function requireWorkflow(project: Project, workflowId: string): NonNullable<ReturnType<typeof findWorkflow>> {
  const found = findWorkflow(project, workflowId)
  if (!found) throw notFound(`Workflow "${workflowId}" not found.`)
  return found
}
