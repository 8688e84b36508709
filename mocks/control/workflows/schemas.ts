import { z } from 'zod'

/** Of a User Setting; the rest of its fields are the SDK's (paragon/portal/input-types.ts). */
const input = z.looseObject({
  id: z.string().min(1),
  title: z.string().min(1),
  type: z.string().min(1),
  required: z.boolean().optional(),
  defaultValue: z.union([z.string(), z.number(), z.boolean()]).optional(),
})

/** `PUT /_sandbox/projects/:id/integrations/:type/workflows/:slug` (docs/workflows.md). */
export const workflowDeclaration = z.strictObject({
  /** Default: the slug. */
  description: z.string().min(1).optional(),
  infoText: z.string().optional(),
  inputs: z.array(input).default([]),
  defaultEnabled: z.boolean().optional(),
  hidden: z.boolean().optional(),
  trigger: z.unknown().optional(),
  steps: z.unknown().optional(),
})
export type WorkflowDeclaration = z.infer<typeof workflowDeclaration>
