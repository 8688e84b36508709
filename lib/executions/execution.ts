import { z } from 'zod'

/** What Task History says of a run, and of a step (https://docs.useparagon.com/apis/task-history). */
export const statuses = ['EXECUTING', 'DELAYED', 'SUCCEEDED', 'FAILED'] as const
export type Status = (typeof statuses)[number]

export const execution = z.object({
  id: z.string(),
  workflowId: z.string(),
  status: z.enum(statuses),
  dateStarted: z.iso.datetime(),
  dateEnded: z.iso.datetime().nullish(),
  /** Milliseconds; none until the run has ended. */
  runDuration: z.number().nullish(),
  // The reference shows none of the following: a service may leave them out.
  integration: z.string().optional(),
  credentialId: z.string().optional(),
  configurationId: z.string().optional(),
  /** Why it has failed. */
  reason: z.string().optional(),
})
export type Execution = z.infer<typeof execution>

export const step = z.object({
  id: z.string(),
  /** Of the workflow's definition. */
  name: z.string().optional(),
  status: z.enum(statuses),
  /** Such as "ACTION/REQUEST". */
  type: z.string(),
  start: z.iso.datetime().nullish(),
  end: z.iso.datetime().nullish(),
})
export type Step = z.infer<typeof step>

export const stepData = z.object({
  isLargeInput: z.boolean(),
  isLargeOutput: z.boolean(),
  input: z.unknown(),
  output: z.unknown(),
})
export type StepData = z.infer<typeof stepData>

export const executionWithSteps = execution.extend({ steps: z.array(step) })
export type ExecutionWithSteps = z.infer<typeof executionWithSteps>

/** Newest first. `next` brings the page after it; null: there is none. */
export const executionsPage = z.object({ executions: z.array(execution), next: z.int().nullable() })
export type ExecutionsPage = z.infer<typeof executionsPage>

/** Which runs are asked for. */
export type ExecutionFilter = {
  status?: Status | undefined
  /** Id of a workflow. */
  workflow?: string | undefined
  /** Id of the credential that acted. */
  account?: string | undefined
}
