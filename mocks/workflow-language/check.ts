import { LIMITS, type Step, type Trigger, type TriggerType, workflowSchema } from './definition.ts'
import { checkExpression } from './expression.ts'

/** What references in a workflow may name beside the steps before them. */
export interface Surroundings {
  /** Ids of the settings that a configuration can have. */
  settings: readonly string[]
}

/** What there is of each kind of trigger. */
export const triggerFields: Record<TriggerType, readonly string[]> = {
  request: ['body', 'params', 'headers'],
  event: ['name', 'payload'],
  integrationEnabled: [],
  schedule: ['date'],
  webhook: ['body', 'params', 'headers'],
}

/** Everything that is wrong with a workflow, each problem with the place where it is; none when it can run. */
export function problemsOf(definition: { trigger?: unknown; steps?: unknown }, surroundings: Surroundings): string[] {
  const parsed = workflowSchema.safeParse(definition)
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'workflow'}: ${message}`)
  }
  const checker = new Checker(parsed.data.trigger, surroundings)
  checker.steps(parsed.data.steps, 'steps', [], 1)
  return checker.problems
}

/** What a step may refer to by the id of another. */
type Visible = { id: string; names: readonly string[] }

class Checker {
  readonly problems: string[] = []
  readonly #trigger: Trigger
  readonly #settings: ReadonlySet<string>
  readonly #ids = new Set<string>()

  constructor(trigger: Trigger, { settings }: Surroundings) {
    this.#trigger = trigger
    this.#settings = new Set(settings)
  }

  /** Checks steps that follow each other, and answers what is visible after them. */
  steps(steps: readonly Step[], place: string, before: readonly Visible[], depth: number): readonly Visible[] {
    if (depth > LIMITS.depth) {
      this.problems.push(`${place}: steps are nested more than ${LIMITS.depth} deep`)
      return before
    }
    return steps.reduce((visible, step, index) => this.#step(step, `${place}.${index}`, visible, depth), before)
  }

  #step(step: Step, place: string, before: readonly Visible[], depth: number): readonly Visible[] {
    const report = (problem: string) => this.problems.push(`${place} (${step.id}): ${problem}`)
    if (this.#ids.has(step.id)) report('another step has this id')
    this.#ids.add(step.id)
    if (this.#ids.size === LIMITS.steps + 1) report(`a workflow has no more than ${LIMITS.steps} steps`)

    const check = (expression: unknown, more: readonly string[] = []) =>
      checkExpression(expression, (path, locals) => this.#problemWith(path, locals, before), report, more)

    switch (step.type) {
      case 'request': {
        for (const part of [step.path, step.query, step.headers, step.body, step.text, step.file]) check(part)
        const bodies = [step.body, step.text, step.file].filter((body) => body !== undefined)
        if (bodies.length > 1) report('has one of body, text and file')
        if (step.method === 'GET' && bodies.length > 0) report('a GET has no body')
        return [...before, { id: step.id, names: ['output', 'status'] }]
      }
      case 'function':
        check(step.parameters)
        check(step.return, ['parameters'])
        return [...before, { id: step.id, names: ['output'] }]
      case 'conditional': {
        check(step.if)
        const yes = this.steps(step.yes, `${place}.yes`, before, depth + 1)
        const no = this.steps(step.no ?? [], `${place}.no`, before, depth + 1)
        // What a branch that was not taken would have put out is simply not there.
        return [...yes, ...no.slice(before.length), { id: step.id, names: ['output'] }]
      }
      case 'fanOut':
        check(step.over)
        this.steps(step.steps, `${place}.steps`, [...before, { id: step.id, names: ['instance', 'index'] }], depth + 1)
        return [...before, { id: step.id, names: ['output'] }]
      case 'delay':
        check(step.until)
        if ((step.for === undefined) === (step.until === undefined)) report('has one of for and until')
        return before
      case 'response':
        for (const part of [step.headers, step.body, step.file]) check(part)
        if (step.body !== undefined && step.file !== undefined) report('has one of body and file')
        if (this.#trigger.type !== 'request') report('only a workflow with a Request trigger can respond')
        return before
    }
  }

  #problemWith(path: readonly string[], locals: readonly string[], visible: readonly Visible[]): string | undefined {
    const [root = '', name = '', part = ''] = path
    if (path.some((each) => each === '')) return 'is not a reference, such as steps.find.output'
    if (locals.includes(root)) return undefined
    switch (root) {
      case 'trigger': {
        const fields = triggerFields[this.#trigger.type]
        if (fields.includes(name)) return undefined
        return `is not there: a trigger of type ${this.#trigger.type} has ${fields.join(', ') || 'no data'}`
      }
      case 'settings':
        return this.#settings.has(name) ? undefined : 'is none of the settings of the integration or the workflow'
      case 'steps': {
        const step = visible.findLast(({ id }) => id === name)
        if (!step) return 'names no step that comes before'
        return step.names.includes(part) ? undefined : `is not there: "${name}" has ${step.names.join(', ')}`
      }
      case 'user':
        return ['id', 'meta'].includes(name) ? undefined : 'is not there: user has id, meta'
      case 'account':
        return ['id', 'externalId', 'providerId', 'providerData'].includes(name)
          ? undefined
          : 'is not there: account has id, externalId, providerId, providerData'
      case 'execution':
        return name === 'id' ? undefined : 'is not there: execution has id'
      case 'now':
        return undefined
      default:
        return 'is unknown: there are trigger, settings, steps, user, account, execution and now'
    }
  }
}
