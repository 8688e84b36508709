import { expect, it } from 'vitest'
import type { Call } from './call'
import { type Trace, withCall } from './traces'

const call = (id: number, traceId: number): Call => ({
  id: String(id),
  traceId: String(traceId),
  parentId: null,
  cursor: id,
  from: 'browser',
  to: 'zeus',
  method: 'GET',
  path: '/sdk/me',
  status: 200,
  error: null,
  fault: null,
  duration: 1,
  account: null,
})
const shown = (traces: Trace[]) => traces.map(({ id, calls }) => [id, calls.map((each) => each.id)])

it('puts calls of one trace together, in the order in which they began', () => {
  const traces = [call(10, 9), call(2, 2), call(9, 9)].reduce<Trace[]>(withCall, [])
  expect(shown(traces)).toEqual([
    ['9', ['9', '10']],
    ['2', ['2']],
  ])
})

it('takes a call once', () => {
  const traces = [call(1, 1), call(2, 2), call(1, 1)].reduce<Trace[]>(withCall, [])
  expect(shown(traces)).toEqual([
    ['2', ['2']],
    ['1', ['1']],
  ])
})

it('does not grow without end', () => {
  const traces = Array.from({ length: 60 }, (_, at) => call(at, at)).reduce<Trace[]>(withCall, [])
  expect([traces.length, traces[0]?.id, traces.at(-1)?.id]).toEqual([50, '59', '10'])
})
