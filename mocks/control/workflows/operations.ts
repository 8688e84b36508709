import { workflowIdOf } from '../../catalog/catalog.ts'
import { problemsWith } from '../../catalog/check.ts'
import type { Context } from '../../context.ts'
import { findIntegrationByType } from '../../paragon/selectors.ts'
import { settleUsersOf } from '../../paragon/workflows/settle.ts'
import { Problem } from '../problem.ts'
import { requireProject } from '../projects/require-project.ts'
import { workflowDefinitionOf } from './definition.ts'
import { slug as slugSchema, type WorkflowDeclaration } from './schemas.ts'

/** Where a workflow is declared. */
interface Address {
  id: string
  type: string
  slug: string
}

/** Deploys a workflow, or another version of it: what runs already goes on by the version that it began with. */
export async function declareWorkflow(ctx: Context, address: Address, declaration: WorkflowDeclaration) {
  const { project, integration, workflowId } = await resolve(ctx, address)
  const { slug } = address
  const named = slugSchema.safeParse(slug)
  if (!named.success) throw new Problem(422, 'Unprocessable Content', `slug: ${named.error.issues[0]?.message}`)
  const problems = problemsWith(integration.definition, declaration)
  if (problems.length > 0) throw new Problem(422, 'Unprocessable Content', problems.join('; '))
  const definition = workflowDefinitionOf(slug, declaration)
  const isNew = !integration.workflows.some(({ id }) => id === workflowId)
  const workflow = { id: workflowId, integrationId: integration.id, definition, isOwn: true }
  await ctx.store.projects.saveWorkflow(project.id, workflow)
  await settleUsersOf(ctx, project.id, integration.id)
  return { isNew, id: workflowId, integration: integration.type, ...definition }
}

/** Takes a workflow away; what runs of it ends as FAILED. */
export async function removeWorkflow(ctx: Context, address: Address): Promise<void> {
  const { project, integration, workflowId } = await resolve(ctx, address)
  if (!(await ctx.store.projects.removeWorkflow(project.id, workflowId))) {
    throw new Problem(404, 'Not Found', `${integration.type} has no workflow "${address.slug}".`)
  }
  await settleUsersOf(ctx, project.id, integration.id)
}

async function resolve(ctx: Context, { id, type, slug }: Address) {
  const project = await requireProject(ctx, id)
  const integration = findIntegrationByType(project, type)
  if (!integration) throw new Problem(404, 'Not Found', `The project has no integration "${type}".`)
  return { project, integration, workflowId: workflowIdOf(project.id, type, slug) }
}
