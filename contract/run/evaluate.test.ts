import { expect, it } from 'vitest'
import type { Check } from '../cases/case-schema.ts'
import type { Exchange } from '../world/journal.ts'
import { evaluate } from './evaluate.ts'

const exchange = (method: string, headers: Record<string, string>): Exchange => ({
  cursor: 1,
  direction: 'in',
  service: 'zeus',
  method,
  url: 'http://localhost/sdk/me',
  path: '/sdk/me',
  query: {},
  headers,
  body: undefined,
  text: '',
  userId: null,
  account: null,
  status: 200,
  answer: { headers: {}, body: null },
})
const once: Check = {
  id: 'once',
  says: 'It is asked once, with the token.',
  level: 'MUST',
  source: 'RFC 6750',
  wire: { direction: 'in', path: '/sdk/me' },
  count: 1,
  every: { headers: { authorization: 'Bearer <token>' } },
}

const verdictOn = (...exchanges: Exchange[]) =>
  evaluate(once, { names: {}, answers: new Map(), exchanges, marks: new Map(), states: new Map(), logs: '' })

const question = exchange('GET', { authorization: 'Bearer <token>' })

it("looks past a browser's preflight, which no SDK has a say in", () => {
  expect(verdictOn(exchange('OPTIONS', { 'access-control-request-method': 'GET' }), question)).toBeUndefined()
})

it('takes an OPTIONS of the SDK itself for a request like any other', () => {
  expect(verdictOn(exchange('OPTIONS', {}), question)).toContain('there were 2 requests /sdk/me, not 1')
})
