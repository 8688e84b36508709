import { derivedUuid } from '../derived-uuid.ts'
import type { Integration } from '../store/projects.ts'
import type { IntegrationDefinition } from './definitions.ts'
import { box } from './integrations/box.ts'
import { googleCalendar } from './integrations/google-calendar.ts'
import { googledrive } from './integrations/googledrive.ts'
import { hubspot } from './integrations/hubspot.ts'
import { jira } from './integrations/jira.ts'
import { notion } from './integrations/notion.ts'
import { onedrive } from './integrations/onedrive.ts'
import { salesforce } from './integrations/salesforce.ts'
import { sendgrid } from './integrations/sendgrid.ts'
import { sharepoint } from './integrations/sharepoint.ts'
import { slack } from './integrations/slack.ts'
import { tasklab } from './integrations/tasklab.ts'
import { tasklabClassic } from './integrations/tasklab-classic.ts'
import { tasklabTeam } from './integrations/tasklab-team.ts'

/** Every integration that a new project gets, in the order users see. */
export const catalog: readonly IntegrationDefinition[] = [
  googledrive,
  googleCalendar,
  slack,
  hubspot,
  salesforce,
  onedrive,
  sharepoint,
  box,
  jira,
  tasklab,
  notion,
  sendgrid,
  tasklabTeam,
  tasklabClassic,
]

// Nothing changes them or what is in them, at any depth: their JSON is made once (store/add-rows.ts).
for (const definition of catalog) {
  Object.freeze(definition)
  for (const workflow of definition.workflows) Object.freeze(workflow)
}

/**
 * The catalog as one project's integrations and workflows. Their ids follow from the project's id, so that an app may
 * name a workflow in its code and find it again after a reset.
 */
export function integrationsOf(projectId: string): Integration[] {
  return catalog.map((definition) => {
    const id = derivedUuid(projectId, definition.type)
    return {
      id,
      type: definition.type,
      isActive: definition.isActive,
      definition,
      workflows: definition.workflows.map((workflow) => ({
        id: workflowIdOf(projectId, definition.type, workflow.slug),
        integrationId: id,
        definition: workflow,
        isOwn: false,
      })),
    }
  })
}

export function workflowIdOf(projectId: string, integrationType: string, slug: string): string {
  return derivedUuid(projectId, `${integrationType}/${slug}`)
}
