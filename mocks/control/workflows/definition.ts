import type { WorkflowDefinition } from '../../catalog/definitions.ts'
import type { WorkflowDeclaration } from './schemas.ts'

/** What is kept of a declaration, which has been found to have no problems: trigger and steps are what they should be. */
export function workflowDefinitionOf(slug: string, declaration: WorkflowDeclaration): WorkflowDefinition {
  return { description: slug, ...declaration, slug } as WorkflowDefinition
}
