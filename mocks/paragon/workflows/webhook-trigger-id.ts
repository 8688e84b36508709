import { derivedUuid } from '../../derived-uuid.ts'
import type { Workflow } from '../../store/projects.ts'

/** What the URL of a workflow with a webhook trigger ends in (SDK 2.4.0, getCustomWebhookUserManualUrl). */
export function customWebhookTriggerId(workflow: Workflow): string {
  return derivedUuid(workflow.id, 'custom-webhook')
}
