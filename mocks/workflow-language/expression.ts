import { ExpressionError } from './expression-error.ts'
import { isRecord, type Json } from './json.ts'
import { operators } from './operators.ts'
import { fillIn, lookUp, parseTemplate } from './template.ts'

/**
 * A value that is worked out when a step runs, written as JSON. A text may hold references (template.ts); one that is a
 * single reference and nothing else stands for the value itself, whatever its type. An object whose only key begins with
 * `$` is an operator (operators.ts) over expressions. Everything else stands for itself, with its parts worked out.
 */
export type Expression = Json

/** What references can name. The root of each path is a key of it. */
export type Scope = Readonly<Record<string, unknown>>

/** Throws ExpressionError. Undefined is what a reference that leads nowhere stands for. */
export function evaluate(expression: Expression, scope: Scope): unknown {
  if (typeof expression === 'string') {
    const { texts, references } = parseTemplate(expression)
    const [only] = references
    return only && references.length === 1 && texts.join('') === '' ? lookUp(scope, only) : fillIn(expression, scope)
  }
  if (Array.isArray(expression)) return expression.map((part) => evaluate(part, scope) ?? null)
  if (!isRecord(expression)) return expression
  const operator = operatorOf(expression)
  if (operator) return operator.evaluate(operator.argument, (part, more) => evaluate(part, { ...scope, ...more }))
  return Object.fromEntries(
    Object.entries(expression)
      .map(([key, part]) => [key, evaluate(part, scope)])
      .filter(([, value]) => value !== undefined),
  )
}

function operatorOf(expression: Record<string, Json>) {
  const [name, ...others] = Object.keys(expression)
  if (name === undefined || others.length > 0 || !name.startsWith('$')) return undefined
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined
  if (!operator) throw new ExpressionError(`There is no operator "${name}".`)
  return { ...operator, argument: expression[name] ?? null }
}

/** Tells of everything that is wrong with an expression. `refer` is asked about each reference in it. */
export function checkExpression(
  expression: unknown,
  refer: (path: string[], locals: readonly string[]) => string | undefined,
  report: (problem: string) => void,
  locals: readonly string[] = [],
): void {
  if (typeof expression === 'string') {
    const { texts, references } = parseTemplate(expression)
    if (texts.some((text) => /\{\{|\}\}/.test(text))) report(`"${expression}" has braces that do not match`)
    for (const path of references) {
      const problem = refer(path, locals)
      if (problem) report(`{{${path.join('.')}}} ${problem}`)
    }
    return
  }
  const check = (part: unknown, more: readonly string[] = []) =>
    checkExpression(part, refer, report, [...locals, ...more])
  if (Array.isArray(expression)) {
    for (const part of expression) check(part)
    return
  }
  if (!isRecord(expression)) return
  const names = Object.keys(expression)
  const name = names.find((each) => each.startsWith('$'))
  if (name === undefined) {
    for (const part of Object.values(expression)) check(part)
    return
  }
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined
  if (!operator) report(`${name} is no operator; there are ${Object.keys(operators).join(', ')}`)
  else if (names.length > 1) report(`${name} must be the only key of its object`)
  else operator.check(expression[name], check, (problem) => report(`${name} ${problem}`))
}
