import { z } from 'zod'
import { describeProblem, type Problem } from '../paragon/problem'
import type { Paragon } from '../paragon/sdk'
import type { Selection, Workflow } from './workflows'

/** What became of a request to a workflow. */
export type RunOutcome =
  /** `data` is undefined when there was no JSON. */
  | { kind: 'answered'; data: unknown }
  /** The workflow itself answered that it will not, or Paragon refused to start it, or it failed on the way. */
  | { kind: 'refused'; problem: Problem; data: unknown }
  /** It goes on, and its answer is lost. */
  | { kind: 'unfinished'; problem: Problem }
  | { kind: 'unreachable'; problem: Problem }

/** Status 542 (docs: workflows/triggers/request-trigger). The SDK hands on the body of an answer, not its status. */
const unfinished = z.object({ message: z.string().includes('has not completed'), executionId: z.string() })
const envelope = z.object({ message: z.string(), code: z.string(), status: z.number() })
/** Paragon's answer when the run failed before its Response step. Assumed, as the documents do not say. */
const failed = envelope.extend({ meta: z.object({ executionId: z.string() }) })

/** Runs a workflow with a Request trigger as one account, in one of its configurations. Never rejects. */
export async function runWorkflow(
  paragon: Pick<Paragon, 'workflow'>,
  { id, trigger }: Pick<Workflow, 'id' | 'trigger'>,
  body: object,
  selection: Selection,
): Promise<RunOutcome> {
  try {
    const data: unknown = await paragon.workflow(id, { body, ...selection })
    return { kind: 'answered', data }
  } catch (error) {
    return outcomeOf(error, trigger?.kind === 'request' && trigger.answer === 'file')
  }
}

function outcomeOf(error: unknown, answersWithFile: boolean): RunOutcome {
  const message = error instanceof Error ? error.message : ''
  if (/is not enabled for this user/.test(message)) {
    const detail = 'It has been turned off for this account. Turn it on and run it again.'
    return { kind: 'refused', problem: { title: 'The workflow is off', detail }, data: undefined }
  }
  // The SDK's error has the body of the answer for its message (2.4.0, sendRequest).
  const answer = parsed(message)
  if (answer === undefined) return { kind: 'unreachable', problem: describeProblem(error) }
  if (unfinished.safeParse(answer).success) {
    const detail = 'Paragon waits 55 seconds for an answer. The run goes on; its history shows what becomes of it.'
    return { kind: 'unfinished', problem: { title: 'The workflow takes longer than Paragon waits', detail } }
  }
  const { data: refusal } = envelope.safeParse(answer)
  if (!refusal) {
    const what = answersWithFile ? 'no file, but this' : 'an error'
    const detail = `Its Response step answered with ${what}.`
    return { kind: 'refused', problem: { title: 'The workflow refused', detail }, data: answer }
  }
  const title = failed.safeParse(answer).success ? 'The workflow failed' : 'The workflow did not start'
  return { kind: 'refused', problem: { title, detail: refusal.message }, data: undefined }
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
