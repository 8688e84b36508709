import { z } from 'zod'
import { askApp } from '../ask-app'
import {
  type ExecutionFilter,
  type ExecutionsPage,
  type ExecutionWithSteps,
  executionsPage,
  executionWithSteps,
  type StepData,
  stepData,
} from './execution'

/** Who should be signed in. Another tab may have signed somebody else in, whose runs do not belong on this page. */
type Holder = string

/** All of these throw as askApp. */
export function fetchExecutions(holder: Holder, filter: ExecutionFilter, offset = 0): Promise<ExecutionsPage> {
  const given = Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const query = new URLSearchParams([...given, ['offset', String(offset)]])
  return ask(holder, `?${query}`, executionsPage)
}

export function fetchExecution(holder: Holder, id: string): Promise<ExecutionWithSteps> {
  return ask(holder, `/${id}`, executionWithSteps)
}

export function fetchStepData(holder: Holder, id: string, stepId: string): Promise<StepData> {
  return ask(holder, `/${id}/steps/${stepId}`, stepData)
}

/** Answers the id of the new run. */
export async function replayExecution(holder: Holder, id: string): Promise<string> {
  return (await ask(holder, `/${id}/replay`, z.object({ id: z.string() }), 'POST')).id
}

function ask<T>(holder: Holder, path: string, schema: z.ZodType<T>, method = 'GET'): Promise<T> {
  return askApp(holder, `/api/executions${path}`, schema, { method })
}
