import type { ProjectEvent } from '../../store/project-events.ts'
import type { Project } from '../../store/projects.ts'

/** The words of a mail about an event (assumed: no document shows one). */
export function eventEmail(project: Project, event: ProjectEvent): { subject: string; text: string } {
  const integration = project.integrations.find(({ id }) => id === event.integrationId)
  const name = integration?.definition.name ?? event.integrationId
  const workflow = integration?.workflows.find(({ id }) => id === event.workflowId)?.definition.description
  const what = event.type === 'WORKFLOW_FAILURE' ? 'Workflow failure' : 'Credential failure'
  const facts = [
    ['Project', project.name],
    ['Integration', name],
    ['Workflow', workflow ?? event.workflowId],
    ['Connected User', event.endUserId],
    ['Credential', event.connectCredentialId],
    ['Configuration', event.connectCredentialConfigId],
    ['Time', event.dateCreated.toISOString()],
    ['Trace', event.traceId],
  ]
  const lines = facts.flatMap(([label, fact]) => (fact ? [`${label}: ${fact}`] : []))
  return { subject: `${what}: ${name}`, text: [event.error, '', ...lines].join('\n') }
}
