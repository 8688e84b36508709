import { createHash } from 'node:crypto'
import type { Integration } from '../store/projects.ts'
import type { IntegrationDefinition } from './definitions.ts'
import { googleCalendar } from './integrations/google-calendar.ts'
import { googledrive } from './integrations/googledrive.ts'
import { hubspot } from './integrations/hubspot.ts'
import { salesforce } from './integrations/salesforce.ts'
import { slack } from './integrations/slack.ts'
import { tasklab } from './integrations/tasklab.ts'

/** Every integration that a new project gets, in the order users see. */
export const catalog: readonly IntegrationDefinition[] = [
  googledrive,
  googleCalendar,
  slack,
  hubspot,
  salesforce,
  tasklab,
]

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
        id: derivedUuid(projectId, `${definition.type}/${workflow.slug}`),
        integrationId: id,
        definition: workflow,
      })),
    }
  })
}

/** A UUID of version 5 form (RFC 9562, section 5.5) over the project's id and a name within it. */
function derivedUuid(projectId: string, name: string): string {
  const bytes = createHash('sha1').update(`${projectId}/${name}`).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
