import { derivedUuid } from '../../derived-uuid.ts'
import type { StepExecution, StepSummary, WorkflowExecution } from '../../store/workflow-executions.ts'

/** Longest input or output, in bytes of JSON, that the API shows. Assumed: no document says what makes one large. */
const LARGE = 200_000

/** A run as the reference shows it, and whose account it used, which the reference does not show. */
export function executionView(execution: WorkflowExecution) {
  const { dateStarted, dateEnded } = execution
  return {
    id: execution.id,
    userId: execution.userId,
    taskCount: execution.taskCount,
    /** Milliseconds; null until the run has ended. */
    runDuration: dateEnded && dateEnded.getTime() - dateStarted.getTime(),
    workflowId: execution.workflowId,
    status: execution.status,
    dateEnded,
    dateStarted,
    integration: execution.integration,
    credentialId: execution.credentialId,
    configurationId: execution.configurationId,
    ...(execution.reason !== null && { reason: execution.reason }),
  }
}

/** The steps of a run; `prev` and `next` are ids of step executions. */
export function stepViews({ id: workflowExecutionId, workflowId }: WorkflowExecution, steps: readonly StepSummary[]) {
  const next = new Map<string, string[]>()
  for (const { id, previousId } of steps) {
    if (previousId !== null) next.set(previousId, [...(next.get(previousId) ?? []), id])
  }
  return steps.map((step) => ({
    id: step.id,
    // The definition's own name of the step is no UUID, so it stands beside.
    stepId: derivedUuid(workflowId, step.stepId),
    name: step.stepId,
    workflowExecutionId,
    status: step.status,
    type: step.type,
    start: step.dateStarted,
    end: step.dateEnded,
    next: next.get(step.id) ?? [],
    prev: step.previousId,
    inputSize: String(step.inputSize),
    outputSize: String(step.outputSize),
  }))
}

/** What a step was given and put out; what is large is not shown (assumed). */
export function stepDataView({ input, output }: StepExecution) {
  const isLarge = (json: string | null) => json !== null && Buffer.byteLength(json) > LARGE
  const shown = (json: string | null): unknown => (json === null || isLarge(json) ? null : JSON.parse(json))
  return {
    isLargeInput: isLarge(input),
    isLargeOutput: isLarge(output),
    input: input === null ? {} : shown(input),
    output: shown(output),
  }
}
