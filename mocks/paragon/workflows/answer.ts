import { z } from 'zod'
import { ApiError, errorCodes } from '../api-error.ts'
import type { ResponseOutcome } from './engine/responses.ts'
import { readFileObject } from './file-object.ts'

const responseOutput = z.object({
  status: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.unknown().optional(),
  file: z.unknown().optional(),
})

/** Which run is answered for. */
export interface AnsweredRun {
  projectId: string
  workflowId: string
  executionId: string
  dateSubmitted: Date
}

/** `202 Accepted`, at once (docs: request-trigger). The body is assumed. */
export const accepted = () => Response.json({}, { status: 202 })

/** What the request that started a workflow with a Response step is answered. Throws ApiError for a run that has failed. */
export function answerOf(outcome: ResponseOutcome, run: AnsweredRun): Response {
  switch (outcome.kind) {
    case 'response':
      return responseOf(outcome.output)
    case 'timeout':
      return Response.json({ message: 'Workflow has been enqueued but has not completed.', ...run }, { status: 542 })
    case 'none':
      // Assumed: a run that has taken a branch without a Response step is like a workflow that has none.
      return accepted()
    case 'failed':
      // Assumed; the documents know a run that fails only from Task History.
      throw new ApiError(500, errorCodes.workflowFailed, `The workflow failed: ${outcome.reason}`, {
        workflowId: run.workflowId,
        executionId: run.executionId,
      })
  }
}

function responseOf(output: unknown): Response {
  const { status, headers, body, file } = responseOutput.parse(output)
  // A body is not allowed with these (Fetch standard, "null body status").
  if ([204, 205, 304].includes(status)) return new Response(null, { status, headers })
  const content = file === undefined ? undefined : readFileObject(file)
  if (!content) return Response.json(body ?? null, { status, headers })
  return new Response(content.bytes, { status, headers: { ...headers, 'content-type': content.mimeType } })
}
