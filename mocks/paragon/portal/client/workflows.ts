import type { SettingInput } from '../input-types.ts'
import type { Integration, PortalConfig } from './portal-state.ts'

export interface ListedWorkflow {
  id: string
  title: string
  infoText: string | undefined
  inputs: SettingInput[]
}

/**
 * The workflows that a user sees, in the order of the portal's editor: those with an `order` first, the others by age.
 * As the SDK's `getIntegrationConfig` has it, a workflow is listed if it is deployed and named in `workflowMeta`, and
 * left out if it is hidden or if the user lacks its permissions.
 */
export function listWorkflows(integration: Integration, config: PortalConfig): ListedWorkflow[] {
  const byAge = [...integration.workflows].sort((a, b) => (a.dateCreated ?? '').localeCompare(b.dateCreated ?? ''))
  return byAge
    .flatMap((workflow) => {
      const meta = config.workflowMeta?.[workflow.id]
      const forbidden = meta?.permissions !== undefined && integration.noPermissionWorkflows?.includes(workflow.id)
      if (meta === undefined || meta.hidden === true || forbidden) return []
      return [{ workflow, meta }]
    })
    .sort((a, b) => (a.meta.order ?? Number.POSITIVE_INFINITY) - (b.meta.order ?? Number.POSITIVE_INFINITY) || 0)
    .map(({ workflow, meta }) => ({
      id: workflow.id,
      title: workflow.description ?? meta.description ?? workflow.id,
      infoText: meta.infoText,
      inputs: meta.inputs ?? [],
    }))
}
