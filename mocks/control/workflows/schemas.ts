import { z } from 'zod'
import { catalog } from '../../catalog/catalog.ts'
import { problemsWith } from '../../catalog/check.ts'
import type { IntegrationDefinition } from '../../catalog/definitions.ts'

/** Of a User Setting; the rest of its fields are the SDK's (paragon/portal/input-types.ts). */
const input = z.looseObject({
  id: z.string().min(1),
  title: z.string().min(1),
  type: z.string().min(1),
  required: z.boolean().optional(),
  defaultValue: z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.looseObject({})]).optional(),
  sourceType: z.string().optional(),
})

/** `PUT /_sandbox/projects/:id/integrations/:type/workflows/:slug` (docs/workflows.md). */
export const workflowDeclaration = z.strictObject({
  /** Default: the slug. */
  description: z.string().min(1).optional(),
  infoText: z.string().optional(),
  inputs: z.array(input).default([]),
  defaultEnabled: z.boolean().optional(),
  hidden: z.boolean().optional(),
  /** Workflow Permissions: an expression over `{{user.id}}` and `{{user.meta}}`. */
  permissions: z.unknown().optional(),
  trigger: z.unknown().optional(),
  steps: z.unknown().optional(),
})
export type WorkflowDeclaration = z.infer<typeof workflowDeclaration>

const SLUG = /^[a-z0-9][a-z0-9-]{0,99}$/
export const slug = z.string().regex(SLUG, 'lower-case letters, digits and dashes')

/** Workflows by the type of the integration and the slug, each one that could run. */
export const declaredWorkflows = z.strictObject(
  Object.fromEntries(catalog.map((integration) => [integration.type, workflowsOf(integration).optional()])),
)

function workflowsOf(integration: IntegrationDefinition) {
  const workflow = workflowDeclaration.superRefine((given, context) => checkRuns(integration, given, context))
  return z.record(z.string(), workflow).superRefine(
    (given, context) => {
      for (const key of Object.keys(given)) {
        const [issue] = slug.safeParse(key).error?.issues ?? []
        if (issue) context.addIssue({ code: 'custom', path: [key], message: issue.message })
      }
    },
    { when: ({ value }) => typeof value === 'object' && value !== null },
  )
}

function checkRuns(integration: IntegrationDefinition, workflow: WorkflowDeclaration, context: z.RefinementCtx): void {
  for (const problem of problemsWith(integration, workflow)) {
    // A problem begins with its place, such as "steps.2.path" or "steps.2 (create)".
    const [, place = '', step, message = problem] = /^([\w.$-]+)(?: \((.+?)\))?: ([\s\S]*)$/.exec(problem) ?? []
    const path = place.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))
    context.addIssue({ code: 'custom', path, message: step === undefined ? message : `(${step}) ${message}` })
  }
}
