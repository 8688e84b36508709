import { isDeepStrictEqual } from 'node:util'
import { ExpressionError } from './expression-error.ts'
import { isRecord, type Json } from './json.ts'
import { textOf } from './template.ts'

/** What an operator is given to work out the expressions in its argument with; `locals` can be referred to in there. */
type Evaluate = (expression: Json, locals?: Record<string, unknown>) => unknown
type Check = (expression: unknown, locals?: readonly string[]) => void

export interface Operator {
  evaluate(argument: Json, evaluate: Evaluate): unknown
  check(argument: unknown, check: Check, report: (problem: string) => void): void
}

/** What an operator that is worked out for each element adds to what references can name. */
const ELEMENT = ['item', 'index'] as const
type ForEach = (item: unknown, index: number) => unknown

/** The operators by name. The conditions are those of the vendor's Conditional step; the rest is the sandbox's own. */
export const operators: Record<string, Operator> = {
  // ------------------------------------------------------------------ conditions
  $and: several((values) => values.every(isTrue)),
  $or: several((values) => values.some(isTrue)),
  $not: one((value) => !isTrue(value)),
  $equals: two(isDeepStrictEqual),
  $notEquals: two((a, b) => !isDeepStrictEqual(a, b)),
  $greater: two((a, b) => numberOf(a) > numberOf(b)),
  $atLeast: two((a, b) => numberOf(a) >= numberOf(b)),
  $less: two((a, b) => numberOf(a) < numberOf(b)),
  $atMost: two((a, b) => numberOf(a) <= numberOf(b)),
  /** Whether a text has another in it, or a list an element. */
  $contains: two((a, b) =>
    Array.isArray(a) ? a.some((each) => isDeepStrictEqual(each, b)) : textOf(a).includes(textOf(b)),
  ),
  $startsWith: two((a, b) => textOf(a).startsWith(textOf(b))),
  $endsWith: two((a, b) => textOf(a).endsWith(textOf(b))),
  $after: two((a, b) => dateOf(a) > dateOf(b)),
  $before: two((a, b) => dateOf(a) < dateOf(b)),
  $exists: one((value) => value !== undefined && value !== null),
  $empty: one(isEmpty),

  // ---------------------------------------------------------------------- values
  $if: named({ when: 'value', yes: 'value', no: 'value?' }, ({ when, yes, no }) => (isTrue(when) ? yes : no)),
  /** The first that is neither missing nor empty. */
  $firstOf: several((values) => values.find((value) => !isEmpty(value)) ?? null),
  $number: one(numberOf),
  $text: one(textOf),
  $json: one((value) => JSON.stringify(value ?? null)),
  $sum: one((value) => listOf(value).reduce((total: number, each) => total + numberOf(each), 0)),
  $multiply: several((values) => values.reduce((product: number, each) => product * numberOf(each), 1)),

  // ----------------------------------------------------------------------- texts
  $lower: one((value) => textOf(value).toLowerCase()),
  $trim: one((value) => textOf(value).trim()),
  $split: named({ text: 'value', by: 'text' }, ({ text, by }) => textOf(text).split(by)),
  $join: named({ items: 'value', with: 'text' }, (given) => listOf(given.items).map(textOf).join(given.with)),
  $replace: named({ in: 'value', find: 'text', with: 'text' }, (given) =>
    textOf(given.in).replaceAll(given.find, () => given.with),
  ),
  /** A time, by default that of the step: moved by some days, hours and minutes, as ISO 8601 or its date alone. */
  $date: {
    ...named({ of: 'value?', add: 'value?', dateOnly: 'value?' }, formatDate),
    evaluate: (argument, evaluate) => {
      const given = isRecord(argument) ? argument : {}
      const { of = '{{now}}', add, dateOnly } = given
      return formatDate({ of: evaluate(of), add: evaluate(add ?? null), dateOnly: evaluate(dateOnly ?? null) })
    },
  },

  // ----------------------------------------------------------------------- lists
  $count: one((value) => listOf(value).length),
  $first: one((value) => listOf(value)[0] ?? null),
  $last: one((value) => listOf(value).at(-1) ?? null),
  $take: named({ from: 'value', count: 'value' }, ({ from, count }) => listOf(from).slice(0, numberOf(count))),
  $flatten: one((value) => listOf(value).flat()),
  $map: named({ over: 'value', to: 'each' }, ({ over, to }) =>
    listOf(over).map((item, index) => to(item, index) ?? null),
  ),
  $filter: named({ over: 'value', where: 'each' }, ({ over, where }) =>
    listOf(over).filter((item, index) => isTrue(where(item, index))),
  ),
  /** By what `by` is of each element: numbers by size, all else as text. */
  $sort: named({ over: 'value', by: 'each', descending: 'value?' }, ({ over, by, descending }) => {
    const keyed = listOf(over).map((item, index) => ({ item, key: by(item, index) }))
    const direction = isTrue(descending ?? false) ? -1 : 1
    return keyed.sort((a, b) => direction * compare(a.key, b.key)).map(({ item }) => item)
  }),

  // --------------------------------------------------------------------- objects
  $pick: named({ from: 'value', keys: 'value' }, ({ from, keys }) => {
    const wanted = listOf(keys).map(textOf)
    return Object.fromEntries(Object.entries(isRecord(from) ? from : {}).filter(([key]) => wanted.includes(key)))
  }),
  $merge: several((values) => Object.assign({}, ...values.filter(isRecord))),
}

// ------------------------------------------------------------- forms of arguments

function one(work: (value: unknown) => unknown): Operator {
  return {
    evaluate: (argument, evaluate) => work(evaluate(argument)),
    check: (argument, check, report) => (argument === undefined ? report('needs an argument') : check(argument)),
  }
}

function two(work: (a: unknown, b: unknown) => unknown): Operator {
  return {
    evaluate(argument, evaluate) {
      const [a = null, b = null] = Array.isArray(argument) ? argument : []
      return work(evaluate(a), evaluate(b))
    },
    check(argument, check, report) {
      if (Array.isArray(argument) && argument.length === 2) for (const part of argument) check(part)
      else report('takes a list of two')
    },
  }
}

function several(work: (values: unknown[]) => unknown): Operator {
  return {
    evaluate: (argument, evaluate) => work(Array.isArray(argument) ? argument.map((part) => evaluate(part)) : []),
    check(argument, check, report) {
      if (Array.isArray(argument) && argument.length > 0) for (const part of argument) check(part)
      else report('takes a list')
    },
  }
}

/** `value`: an expression; `text`: one that is a text; `each`: one that is worked out for each element of a list. */
type Form = 'value' | 'value?' | 'text' | 'each'
type Given<F extends Form> = F extends 'text' ? string : F extends 'each' ? ForEach : unknown

function named<F extends Record<string, Form>>(
  forms: F,
  work: (given: { [K in keyof F]: Given<F[K]> }) => unknown,
): Operator {
  return {
    evaluate(argument, evaluate) {
      const parts = isRecord(argument) ? argument : {}
      const given = Object.entries(forms).map(([name, form]) => {
        const part = (parts[name] as Json | undefined) ?? null
        if (form === 'each') return [name, (item: unknown, index: number) => evaluate(part, { item, index })]
        const value = evaluate(part)
        return [name, form === 'text' ? textOf(value) : value]
      })
      return work(Object.fromEntries(given) as { [K in keyof F]: Given<F[K]> })
    },
    check(argument, check, report) {
      if (!isRecord(argument)) return report(`takes an object of ${Object.keys(forms).join(', ')}`)
      for (const [name, form] of Object.entries(forms)) {
        if (!(name in argument) && form !== 'value?') report(`needs "${name}"`)
      }
      for (const [name, part] of Object.entries(argument)) {
        const form = Object.hasOwn(forms, name) ? forms[name] : undefined
        if (form === undefined) report(`has no "${name}"`)
        else check(part, form === 'each' ? ELEMENT : [])
      }
    },
  }
}

// ------------------------------------------------------------------------- values

/** Only true is: a text or a number as a condition is a mistake in the workflow. */
function isTrue(value: unknown): boolean {
  if (typeof value === 'boolean') return value
  if (value === undefined || value === null) return false
  throw new ExpressionError(`${JSON.stringify(value)} is neither true nor false.`)
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

function numberOf(value: unknown): number {
  const number = typeof value === 'number' ? value : Number(textOf(value).trim() || Number.NaN)
  if (!Number.isFinite(number)) throw new ExpressionError(`${JSON.stringify(value ?? null)} is not a number.`)
  return number
}

function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw new ExpressionError(`${JSON.stringify(value)} is not a list.`)
  return value
}

/** Milliseconds since the epoch. */
function dateOf(value: unknown): number {
  const time = Date.parse(textOf(value))
  if (Number.isNaN(time)) throw new ExpressionError(`${JSON.stringify(value ?? null)} is not a date.`)
  return time
}

function formatDate({ of, add, dateOnly }: { of: unknown; add: unknown; dateOnly: unknown }): string {
  const { days = 0, hours = 0, minutes = 0 } = isRecord(add) ? add : {}
  const moved = dateOf(of) + ((numberOf(days) * 24 + numberOf(hours)) * 60 + numberOf(minutes)) * 60_000
  if (Math.abs(moved) > 8.64e15) throw new ExpressionError('The date is too far away.')
  const text = new Date(moved).toISOString()
  return isTrue(dateOnly) ? text.slice(0, 10) : text
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [left, right] = [textOf(a), textOf(b)]
  return left < right ? -1 : left > right ? 1 : 0
}
