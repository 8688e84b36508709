import type { Check } from '../cases/case-schema.ts'
import type { DriverAnswer } from '../protocol/driver-process.ts'
import type { Exchange } from '../world/journal.ts'
import { mismatch, show } from './matches.ts'
import { fill, type Names, UnknownName } from './names.ts'

/** All that there is to look at when the last step is done. */
export interface Evidence {
  names: Names
  answers: Map<string, DriverAnswer>
  exchanges: readonly Exchange[]
  /** Cursors of marks. */
  marks: Map<string, number>
  /** Answers of the REST API, by the check's `state`. */
  states: Map<string, unknown>
  /** What the driver has written to standard error. */
  logs: string
}

/** What is wrong, undefined when the check holds. */
export function evaluate(check: Check, evidence: Evidence): string | undefined {
  try {
    const filled = fill(check, evidence.names) as Check
    return verdict(filled, evidence)
  } catch (error) {
    // A step before it failed: without what it should have put out nothing holds.
    if (error instanceof UnknownName) return error.message
    throw error
  }
}

function verdict(check: Check, evidence: Evidence): string | undefined {
  if ('returns' in check) {
    const answer = evidence.answers.get(check.returns)
    if (!answer) return `"${check.returns}" was not run: what it needs was not there`
    if ('error' in answer) return `it failed: ${answer.error.message}`
    return mismatch(answer.result, check.is)
  }
  if ('fails' in check) {
    const answer = evidence.answers.get(check.fails)
    if (!answer) return `"${check.fails}" was not run: what it needs was not there`
    if ('result' in answer) return `it did not fail, and answered ${show(answer.result)}`
    return check.is === undefined ? undefined : mismatch(answer.error, check.is, 'the error')
  }
  if ('value' in check) return mismatch(check.value, check.is)
  if ('state' in check) return mismatch(evidence.states.get(check.state), check.is, `the answer to ${check.state}`)
  if ('logs' in check) {
    const found = check.logs.without.find((text) => evidence.logs.includes(text))
    return found === undefined ? undefined : `standard error has ${show(`${found.slice(0, 8)}…`)}`
  }
  return onTheWire(check, evidence)
}

function onTheWire(check: Extract<Check, { wire: unknown }>, { exchanges, marks }: Evidence): string | undefined {
  const { wire, count, every } = check
  const found = exchanges.filter((each) => isMeant(each, wire, marks))
  const wanted = count ?? { atLeast: 1 }
  const { atLeast, atMost } = typeof wanted === 'number' ? { atLeast: wanted, atMost: wanted } : wanted
  const what = [wire.method, wire.path, wire.service && `(${wire.service})`].filter(Boolean).join(' ') || 'any'
  if (found.length < (atLeast ?? 0) || found.length > (atMost ?? Number.POSITIVE_INFINITY)) {
    const others = exchanges
      .filter((each) => each.direction === wire.direction && !isPreflight(each))
      .map(({ method, path }) => `${method} ${path}`)
    return `there were ${found.length} requests ${what}, not ${typeof wanted === 'number' ? wanted : show(wanted)}; there were ${show(others)}`
  }
  if (every === undefined) return undefined
  for (const each of found) {
    const words = mismatch(each, every, `${each.method} ${each.path}`)
    if (words !== undefined) return words
  }
  return undefined
}

type Wire = Extract<Check, { wire: unknown }>['wire']

function isMeant(exchange: Exchange, wire: Wire, marks: Map<string, number>): boolean {
  const { since, until, service, direction, method, path, status, where } = wire
  if (exchange.direction !== direction || isPreflight(exchange)) return false
  if (since !== undefined && exchange.cursor <= (marks.get(since) ?? Number.POSITIVE_INFINITY)) return false
  if (until !== undefined && exchange.cursor > (marks.get(until) ?? 0)) return false
  if (service !== undefined && exchange.service !== service) return false
  if (method !== undefined && exchange.method !== method) return false
  if (path !== undefined && !globOf(path).test(exchange.path)) return false
  if (status !== undefined && exchange.status !== status) return false
  return where === undefined || mismatch(exchange, where) === undefined
}

/** A browser's own question whether it may send a request (Fetch standard, section 4.8), which no SDK has a say in. */
const isPreflight = ({ method, headers }: Exchange) =>
  method === 'OPTIONS' && headers['access-control-request-method'] !== undefined

/** `*` for a part of a segment, `**` for any number of them. */
function globOf(pattern: string): RegExp {
  const parts = pattern.split('**').map((part) => part.split('*').map(asPattern).join('[^/]*'))
  return new RegExp(`^${parts.join('.*')}$`)
}

const asPattern = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
