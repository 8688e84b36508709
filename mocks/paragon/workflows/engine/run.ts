import { setImmediate as othersFirst } from 'node:timers/promises'
import type { Context } from '../../../context.ts'
import type { ExecutionStatus, StepExecution, WorkflowExecution } from '../../../store/workflow-executions.ts'
import {
  type ConditionalStep,
  type DelayStep,
  type FanOutStep,
  type FunctionStep,
  LIMITS,
  type RequestStep,
  type ResponseStep,
  type Step,
} from '../../../workflow-language/definition.ts'
import { evaluate, type Scope } from '../../../workflow-language/expression.ts'
import { ExpressionError } from '../../../workflow-language/expression-error.ts'
import { textOf } from '../../../workflow-language/template.ts'
import type { AccessTokens } from '../../credentials/access-token.ts'
import type { ActingAccount } from '../../credentials/call-as-account.ts'
import { readFileObject } from '../file-object.ts'
import { actionTypes } from '../step-types.ts'
import { callThirdParty, parseRequest, workOutRequest } from './call-third-party.ts'
import { Failed, Stopped, Suspended } from './outcome.ts'

/** Seconds before each retry (docs: workflows/auto-retries). */
const RETRY_WAITS = [10, 20, 30, 50, 80]
/** Elements of a fan-out at once. With the scheduler's own limit this stays under the 50 steps of the vendor's largest plan. */
const AT_ONCE = 5
/** Largest input or output of a step, in bytes of JSON. Assumed. */
const STEP_LIMIT = 10_000_000

export interface RunInput {
  execution: WorkflowExecution
  steps: readonly Step[]
  /** What was committed before. */
  done: readonly StepExecution[]
  trigger: { id: string; data: unknown }
  /** What references can name, beside `trigger`, `steps` and `now`. */
  surroundings: Scope
  /** The account as it is now; throws Failed when it is gone. */
  account(): Promise<ActingAccount>
  /** Called when a response can be sent. */
  onResponse(): void
}

/** Where in the run a step is. */
interface Frame {
  /** By id: what the steps so far have put out. */
  steps: Record<string, unknown>
  /** Of the paths of its steps. */
  prefix: string
  /** The step execution that comes before. */
  previousId: string
}

/**
 * Works through a run from the beginning: a step that was done in an earlier life of the run is passed over with what it
 * put out then, so that the first one that was not is where the work goes on. Ends when all steps are done, or by throwing
 * Suspended, Failed or Stopped.
 */
export async function work(ctx: Context, tokens: AccessTokens, input: RunInput): Promise<void> {
  await new Run(ctx, tokens, input).work()
}

class Run {
  readonly #ctx: Context
  readonly #tokens: AccessTokens
  readonly #input: RunInput
  readonly #rows: Map<string, StepExecution>
  readonly #now: () => number
  #position: number

  constructor(ctx: Context, tokens: AccessTokens, input: RunInput) {
    this.#ctx = ctx
    this.#tokens = tokens
    this.#input = input
    this.#rows = new Map(input.done.map((row) => [row.path, row]))
    this.#now = ctx.clockOf(input.execution.projectId).now
    this.#position = Math.max(...input.done.map(({ position }) => position))
  }

  async work(): Promise<void> {
    const { steps, trigger } = this.#input
    await this.#steps(steps, { steps: {}, prefix: '', previousId: trigger.id })
  }

  /** Steps that follow each other; answers what the last one put out. */
  async #steps(steps: readonly Step[], frame: Frame): Promise<unknown> {
    let output: unknown = null
    for (const step of steps) output = await this.#step(step, frame)
    return output
  }

  async #step(step: Step, frame: Frame): Promise<unknown> {
    // The database's client and the simulated third parties answer without ever waiting for the outside: without this a
    // long run would let no request of anybody through until it has ended.
    await othersFirst()
    const path = frame.prefix + step.id
    const known = this.#rows.get(path)
    if (known?.status === 'FAILED' && !mayFail(step)) throw failure(known)
    const row = known && isOver(known) ? known : await this.#perform(step, path, known, frame)
    const output = parsed(row.output)
    frame.steps[step.id] = { output, ...(row.responseStatus !== null && { status: row.responseStatus }) }
    frame.previousId = row.id
    if (step.type !== 'conditional') return output
    return this.#steps(output === true ? step.yes : (step.no ?? []), frame)
  }

  #perform(step: Step, path: string, known: StepExecution | undefined, frame: Frame): Promise<StepExecution> {
    const begin = () => known ?? this.#begin(step, path, frame)
    switch (step.type) {
      case 'request':
        return this.#request(step, known, begin, frame)
      case 'function':
        return this.#function(step, begin(), frame)
      case 'conditional':
        return this.#conditional(step, begin(), frame)
      case 'fanOut':
        return this.#fanOut(step, known, begin, frame)
      case 'delay':
        return this.#delay(step, known, begin, frame)
      case 'response':
        return this.#response(step, begin(), frame)
    }
  }

  async #function(step: FunctionStep, row: StepExecution, frame: Frame): Promise<StepExecution> {
    const { parameters, output } = await this.#attempt(row, () => {
      const scope = this.#scope(frame)
      const given = evaluate(step.parameters ?? {}, scope)
      return { parameters: given, output: evaluate(step.return, { ...scope, parameters: given }) }
    })
    return this.#end(step, { ...row, input: toJson(parameters) }, output)
  }

  async #conditional(step: ConditionalStep, row: StepExecution, frame: Frame): Promise<StepExecution> {
    const output = await this.#attempt(row, () => {
      const value = evaluate(step.if, this.#scope(frame)) ?? false
      if (typeof value !== 'boolean') throw new ExpressionError(`${JSON.stringify(value)} is neither true nor false.`)
      return value
    })
    return this.#end(step, row, output)
  }

  async #delay(
    step: DelayStep,
    known: StepExecution | undefined,
    begin: () => StepExecution,
    frame: Frame,
  ): Promise<StepExecution> {
    let row = known ?? begin()
    if (!known) {
      const dateDue = await this.#attempt(row, () => this.#endOfDelay(step, frame))
      row = await this.#save({ ...row, status: 'DELAYED', dateDue, input: toJson({ until: new Date(dateDue) }) })
    }
    const dateDue = row.dateDue ?? 0
    if (dateDue > this.#now()) throw new Suspended(dateDue, true)
    return this.#end(step, row, null)
  }

  #endOfDelay(step: DelayStep, frame: Frame): number {
    if (step.until === undefined) {
      const { days = 0, hours = 0, minutes = 0, seconds = 0 } = step.for ?? {}
      return this.#now() + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
    }
    const text = textOf(evaluate(step.until, this.#scope(frame)))
    const until = Date.parse(text)
    if (Number.isNaN(until)) throw new ExpressionError(`"${text}" is not a date.`)
    return until
  }

  async #response(step: ResponseStep, row: StepExecution, frame: Frame): Promise<StepExecution> {
    const output = await this.#attempt(row, () => {
      const scope = this.#scope(frame)
      const headers = Object.entries(step.headers ?? {}).map(([name, value]) => [name, textOf(evaluate(value, scope))])
      const answer = { status: step.status ?? 200, headers: Object.fromEntries(headers) }
      if (step.file === undefined) return { ...answer, body: evaluate(step.body ?? {}, scope) ?? null }
      const file = evaluate(step.file, scope)
      if (!readFileObject(file)) throw new ExpressionError('`file` is not a file object.')
      return { ...answer, file }
    })
    const ended = await this.#end(step, row, output)
    this.#input.onResponse()
    return ended
  }

  async #fanOut(
    step: FanOutStep,
    known: StepExecution | undefined,
    begin: () => StepExecution,
    frame: Frame,
  ): Promise<StepExecution> {
    let row = known ?? begin()
    if (!known) {
      const elements = await this.#attempt(row, () => {
        const list = evaluate(step.over, this.#scope(frame)) ?? []
        if (!Array.isArray(list)) throw new ExpressionError('`over` is not a list.')
        if (list.length > LIMITS.fanOut) throw new ExpressionError(`More than ${LIMITS.fanOut} elements.`)
        return list
      })
      row = await this.#save({ ...row, input: await this.#sized(row, elements) })
    }
    const elements = parsed(row.input) as unknown[]
    const element = (index: number): Promise<unknown> =>
      this.#steps(step.steps, {
        steps: { ...frame.steps, [step.id]: { instance: elements[index], index } },
        prefix: `${frame.prefix}${step.id}/${index}/`,
        previousId: row.id,
      })
    let outputs: unknown[]
    try {
      outputs = await eachOf(elements.length, step.order === 'sequential' ? 1 : AT_ONCE, element)
    } catch (error) {
      if (error instanceof Failed) await this.#save({ ...row, ...this.#ended('FAILED'), output: toJson(error.message) })
      throw error
    }
    return this.#end(step, row, outputs)
  }

  async #request(
    step: RequestStep,
    known: StepExecution | undefined,
    begin: () => StepExecution,
    frame: Frame,
  ): Promise<StepExecution> {
    if (known && known.dateDue !== null && known.dateDue > this.#now()) throw new Suspended(known.dateDue, false)
    if (known && known.dateDue === null && !isRepeatable(step)) {
      // The process that sent it is gone, and whether the third party has carried it out is not known.
      const reason = `Interrupted: the process ended while the request was under way. A ${step.method} is not sent twice.`
      return this.#giveUp(step, known, reason, null)
    }
    const account = await this.#input.account()
    let row = known ?? begin()
    const input = row.input ?? (await this.#workedOut(step, row, frame))
    row = await this.#save({ ...row, input, status: 'EXECUTING', attempts: row.attempts + 1, dateDue: null })
    const answer = await callThirdParty(this.#ctx, this.#tokens, account, parseRequest(input), step.answer)
    row = { ...row, responseStatus: answer.status }
    if (answer.ok) return this.#end(step, row, answer.output)
    const wait = step.retry ? RETRY_WAITS[row.attempts - 1] : undefined
    if (wait === undefined) return this.#giveUp(step, row, answer.reason, answer.output)
    const dateDue = this.#now() + wait * 1000
    await this.#save({ ...row, dateDue, output: toJson(`Error: ${answer.reason}`) })
    throw new Suspended(dateDue, false)
  }

  async #workedOut(step: RequestStep, row: StepExecution, frame: Frame): Promise<string> {
    const request = await this.#attempt(row, () => workOutRequest(step, this.#scope(frame)))
    return this.#sized(row, request)
  }

  /** A request has failed for good: with it the run, unless the step says otherwise. */
  async #giveUp(step: RequestStep, row: StepExecution, reason: string, answer: unknown): Promise<StepExecution> {
    const output = step.continueOnFailure ? (answer ?? `Error: ${reason}`) : `Error: ${reason}`
    const ended = await this.#save({ ...row, ...this.#ended('FAILED'), output: toJson(output) })
    if (step.continueOnFailure) return ended
    throw failure(ended)
  }

  // --------------------------------------------------------------------- rows

  #begin(step: Step, path: string, frame: Frame): StepExecution {
    this.#position += 1
    return {
      id: this.#ctx.randomOf(this.#input.execution.projectId).uuid(),
      path,
      stepId: step.id,
      type: actionTypes[step.type],
      status: 'EXECUTING',
      position: this.#position,
      previousId: frame.previousId,
      attempts: 0,
      input: null,
      output: null,
      responseStatus: null,
      dateStarted: new Date(this.#now()),
      dateEnded: null,
      dateDue: null,
    }
  }

  async #save(row: StepExecution, tasks = 0): Promise<StepExecution> {
    const isRunning = await this.#ctx.store.workflowExecutions.saveStep(this.#input.execution.id, row, { tasks })
    if (!isRunning) throw new Stopped('The run has ended.')
    this.#rows.set(row.path, row)
    return row
  }

  async #end(step: Step, row: StepExecution, output: unknown): Promise<StepExecution> {
    const json = await this.#sized(row, output)
    // What the vendor bills as a task (docs: billing/tasks): a request or a function that has succeeded.
    const tasks = step.type === 'request' || step.type === 'function' ? 1 : 0
    return this.#save({ ...row, ...this.#ended('SUCCEEDED'), output: json }, tasks)
  }

  #ended(status: ExecutionStatus) {
    return { status, dateEnded: new Date(this.#now()), dateDue: null }
  }

  /** Works something out; when that cannot be, the step has failed. */
  async #attempt<T>(row: StepExecution, workOut: () => T): Promise<T> {
    try {
      return workOut()
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error
      return this.#fail(row, error.message)
    }
  }

  async #sized(row: StepExecution, value: unknown): Promise<string> {
    const json = toJson(value)
    if (Buffer.byteLength(json) <= STEP_LIMIT) return json
    return this.#fail(row, `More than ${STEP_LIMIT / 1_000_000} MB of data.`)
  }

  async #fail(row: StepExecution, reason: string): Promise<never> {
    throw failure(await this.#save({ ...row, ...this.#ended('FAILED'), output: toJson(`Error: ${reason}`) }))
  }

  #scope(frame: Frame): Scope {
    const { surroundings, trigger } = this.#input
    return { ...surroundings, trigger: trigger.data, steps: frame.steps, now: new Date(this.#now()).toISOString() }
  }
}

/**
 * Does something for each index, a few at a time, and answers the results in order. When one fails no more are begun, and
 * those under way are waited for; when some are suspended the rest is done first.
 */
async function eachOf(count: number, atOnce: number, element: (index: number) => Promise<unknown>): Promise<unknown[]> {
  const results: unknown[] = Array.from({ length: count })
  const suspensions: Suspended[] = []
  let next = 0
  let failed: { error: unknown } | undefined
  const isSequential = atOnce === 1
  async function worker(): Promise<void> {
    while (next < count && !failed && !(isSequential && suspensions.length > 0)) {
      const index = next++
      try {
        results[index] = (await element(index)) ?? null
      } catch (error) {
        if (error instanceof Suspended) suspensions.push(error)
        else failed ??= { error }
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker))
  if (failed) throw failed.error
  if (suspensions.length === 0) return results
  const until = Math.min(...suspensions.map((each) => each.until))
  throw new Suspended(
    until,
    suspensions.every((each) => each.isDelay),
  )
}

const isOver = ({ dateEnded }: StepExecution) => dateEnded !== null
const mayFail = (step: Step) => step.type === 'request' && step.continueOnFailure === true
const isRepeatable = (step: RequestStep) => step.method === 'GET' || step.idempotent === true
const toJson = (value: unknown) => JSON.stringify(value ?? null)
const parsed = (json: string | null): unknown => (json === null ? null : JSON.parse(json))

function failure(row: StepExecution): Failed {
  return new Failed(`${row.path}: ${textOf(parsed(row.output))}`)
}
