import { z } from 'zod'
import { DELIVERY_JOB } from '../../store/webhook-deliveries.ts'
import { EXECUTION_JOB } from '../../store/workflow-executions.ts'

/** What takes time in a project, by the kind of the job that does it. */
export const jobKinds = {
  syncs: 'sync',
  workflows: EXECUTION_JOB,
  webhooks: DELIVERY_JOB,
  triggers: 'trigger-poll',
} as const
export type TransitionKind = keyof typeof jobKinds
export const transitionKinds = Object.keys(jobKinds) as TransitionKind[]

/** Milliseconds: a year, on the project's clock. */
const LONGEST = 366 * 86_400_000

export const transition = z.union(
  [z.enum(['immediate', 'manual']), z.strictObject({ timed: z.int().min(1).max(LONGEST) })],
  {
    error: '"immediate", "manual" or {timed}, with milliseconds up to a year',
  },
)
export type Transition = z.infer<typeof transition>

/** `transitions` of a project: how each kind passes; see client/project-declaration.ts. */
export const transitions = z.strictObject({
  syncs: transition.optional(),
  workflows: transition.optional(),
  webhooks: transition.optional(),
  triggers: transition.optional(),
})
export type TransitionsInput = z.infer<typeof transitions>

/** The query of `GET /_sandbox/projects/:id/transitions`. */
export const transitionQuery = z.strictObject({
  kind: z.enum(transitionKinds).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
})
