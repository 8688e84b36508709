import { z } from 'zod'
import { reasonIn } from '../paragon/problem'
import { SignedOutError } from '../paragon/token-source'
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

/** All of these throw SignedOutError when nobody is signed in any more, or somebody else; Error with words for people. */
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

async function ask<T>(holder: Holder, path: string, schema: z.ZodType<T>, method = 'GET'): Promise<T> {
  const response = await fetch(`/api/executions${path}`, { method })
  if (response.status === 401) throw new SignedOutError('The session of the app has ended.')
  const body: unknown = await response.json().catch(() => undefined)
  if (!response.ok) throw new Error(reasonIn(body) || `The app could not ask Paragon (${response.status}).`)
  if (z.object({ holder: z.string() }).parse(body).holder !== holder) {
    throw new SignedOutError('Somebody else is signed in now.')
  }
  return schema.parse(body)
}
