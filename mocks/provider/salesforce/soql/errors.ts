import { SalesforceError } from '../errors.ts'

/** Characters of the query shown before and after the place of an error. */
const CONTEXT = 40

/** A refusal that shows where in the query it is, as Salesforce words it. */
export function queryError(errorCode: string, query: string, at: number, problem: string): SalesforceError {
  const start = Math.max(0, at - CONTEXT)
  const line = query.slice(start, at + CONTEXT).replaceAll(/\s/g, ' ')
  const before = query.slice(0, at).split('\n')
  const place = `Row:${before.length}:Column:${(before.at(-1)?.length ?? 0) + 1}`
  return new SalesforceError(
    400,
    errorCode,
    `\n${line}\n${'^'.padStart(at - start + 1)}\nERROR at ${place}\n${problem}`,
  )
}

export function malformed(query: string, at: number, problem: string): SalesforceError {
  return queryError('MALFORMED_QUERY', query, at, problem)
}

export function unexpectedToken(query: string, { at, text }: { at: number; text: string }): SalesforceError {
  return malformed(query, at, `unexpected token: '${text === '' ? '<EOF>' : text}'`)
}
