import type { Check, ContractCase, Step } from '../cases/case-schema.ts'
import { type DriverProcess, HarnessError } from '../protocol/driver-process.ts'
import { person } from '../protocol/messages.ts'
import type { Control } from '../world/control.ts'
import { type Exchange, journalPosition, readJournal } from '../world/journal.ts'
import { makeProject, type WorldProject } from '../world/project.ts'
import { Window } from '../world/window.ts'
import { type Evidence, evaluate } from './evaluate.ts'
import { fill, UnknownName } from './names.ts'
import { redactDialogue } from './redact.ts'
import type { CaseResult, CheckResult, DialogueLine, Outcome } from './result.ts'

/** The origin of the host app that a driver stands for. */
const ORIGIN = 'http://localhost:3000'

export interface CaseTools {
  control: Control
  driver: DriverProcess
  /** Whether the case has the driver for itself, and its logs are complete only when it has ended. */
  endsDriver: boolean
  /** Parameters of `reset`, for drivers that have any. */
  reset?: Record<string, unknown>
}

/** Runs one case in a project of its own. */
export async function runCase(
  contractCase: ContractCase,
  { control, driver, endsDriver, reset = {} }: CaseTools,
): Promise<CaseResult> {
  const started = performance.now()
  const dialogue: DialogueLine[] = []
  let project: WorldProject | undefined
  let exchanges: Exchange[] = []
  try {
    project = await makeProject(control, contractCase)
    const evidence: Evidence = {
      names: project.names,
      answers: new Map(),
      exchanges: [],
      marks: new Map(),
      states: new Map(),
      logs: '',
    }
    await tell(driver, 'reset', reset, dialogue)
    for (const step of contractCase.when) await takeStep(step, project, driver, evidence, dialogue)
    exchanges = await readJournal(project)
    evidence.exchanges = exchanges
    for (const check of contractCase.then) {
      if ('state' in check && !evidence.states.has(check.state)) await readState(check.state, project, evidence)
    }
    if (endsDriver) await driver.close()
    evidence.logs = driver.logs
    const checks = contractCase.then.map((check) => resultOf(check, contractCase, evaluate(check, evidence)))
    const isFine = checks.every(({ outcome }) => outcome === 'passed')
    return {
      ...head(contractCase, started),
      checks,
      dialogue: isFine ? [] : redactDialogue(dialogue),
      exchanges: isFine ? [] : exchanges,
    }
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error
    return {
      ...withoutFindings(contractCase, 'harness-error', error.message),
      ...head(contractCase, started),
      dialogue: redactDialogue(dialogue),
      exchanges: project ? await readJournal(project).catch(() => []) : [],
      harnessError: { kind: error.kind, message: error.message, ...error.output },
    }
  } finally {
    await project?.remove().catch(() => undefined)
  }
}

const head = ({ id, title, topic }: ContractCase, started: number) => ({
  id,
  title,
  topic,
  milliseconds: Math.round(performance.now() - started),
})

/** The result of a case that did not come to a verdict. */
export function withoutFindings(contractCase: ContractCase, outcome: Outcome, why: string): CaseResult {
  return {
    ...head(contractCase, performance.now()),
    checks: contractCase.then.map((check) => ({ ...stated(check, contractCase), outcome, why })),
    dialogue: [],
    exchanges: [],
  }
}

const stated = ({ id, says, level, source }: Check, { topic, id: caseId }: ContractCase) => ({
  id,
  says,
  level,
  source,
  topic,
  caseId,
})

function resultOf(check: Check, contractCase: ContractCase, why: string | undefined): CheckResult {
  return {
    ...stated(check, contractCase),
    outcome: why === undefined ? 'passed' : 'failed',
    ...(why !== undefined && { why }),
  }
}

async function takeStep(
  step: Step,
  project: WorldProject,
  driver: DriverProcess,
  evidence: Evidence,
  dialogue: DialogueLine[],
): Promise<void> {
  const { names, answers, marks } = evidence
  if ('mark' in step) {
    marks.set(step.mark, await journalPosition(project))
    return
  }
  try {
    if ('control' in step) {
      const [method = '', path = ''] = String(fill(step.control, names)).split(' ')
      const answer = await project.control(method, path, fill(step.body, names))
      if (step.as !== undefined) names[step.as] = answer
    } else if ('rest' in step) {
      const [method = '', path = ''] = String(fill(step.rest, names)).split(' ')
      const headers = fill(step.headers, names) as Record<string, string>
      const answer = await project.rest(method, path, { headers, body: fill(step.body, names) })
      if (step.as !== undefined) names[step.as] = answer.body
    } else {
      const name = step.as ?? step.run
      const params = fill(step.with, names) as Record<string, unknown>
      const whole =
        step.run === 'authenticate'
          ? { projectId: project.projectId, token: names.token, urls: project.urls, origin: ORIGIN, ...params }
          : params
      const answer = await tell(driver, step.run, whole, dialogue)
      answers.set(name, answer)
      if ('result' in answer) names[name] = answer.result
    }
  } catch (error) {
    // It needs what an earlier step did not put out: it is not run, and the checks of it say so.
    if (!(error instanceof UnknownName)) throw error
  }
}

async function tell(
  driver: DriverProcess,
  command: Parameters<DriverProcess['send']>[0],
  params: Record<string, unknown>,
  dialogue: DialogueLine[],
) {
  const who = person.safeParse(params.person)
  const window = who.success ? new Window(who.data) : undefined
  const line: DialogueLine = { sent: JSON.stringify({ command, params }), answer: '(none)' }
  dialogue.push(line)
  const answer = await driver.send(command, params, window && ((url) => window.open(url)))
  line.answer = JSON.stringify(answer)
  return answer
}

async function readState(state: string, project: WorldProject, { names, states }: Evidence): Promise<void> {
  try {
    const [method = '', path = ''] = String(fill(state, names)).split(' ')
    const { body } = await project.rest(method, path)
    // By the text before and after its names were filled in: the check is filled in too.
    states.set(state, body)
    states.set(String(fill(state, names)), body)
  } catch (error) {
    if (!(error instanceof UnknownName)) throw error
  }
}
