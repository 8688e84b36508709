import { expect, it } from 'vitest'
import type { JournalEntry } from '../../../client/journal-control.ts'
import { tracesOf } from './traces.ts'

const entry = (id: number, traceId: number, parentId: number | null, cursor: number): JournalEntry => ({
  id: String(id),
  traceId: String(traceId),
  parentId: parentId === null ? null : String(parentId),
  cursor,
  direction: parentId === null ? 'in' : 'out',
  service: 'zeus',
  operation: null,
  method: 'GET',
  url: 'http://localhost/',
  path: '/',
  userId: null,
  account: null,
  job: null,
  status: 200,
  error: null,
  fault: null,
  date: '2026-01-01T00:00:00.000Z',
  duration: 1,
  request: { headers: {}, body: null },
  response: null,
})
const shown = (...entries: JournalEntry[]) =>
  tracesOf(entries).map(({ id, rows }) => [id, rows.map(({ entry: { id: each }, depth }) => `${each}@${depth}`)])

it('puts what a request led to below it, though it was answered before', () => {
  // 9 comes before 10 by number, not by text.
  expect(shown(entry(10, 9, 9, 1), entry(11, 9, 9, 2), entry(9, 9, null, 3), entry(12, 9, 11, 4))).toEqual([
    ['9', ['9@0', '10@1', '11@1', '12@2']],
  ])
})

it('shows the trace in which something happened last first', () => {
  expect(shown(entry(1, 1, null, 1), entry(2, 2, null, 2), entry(3, 1, 1, 3))).toEqual([
    ['1', ['1@0', '3@1']],
    ['2', ['2@0']],
  ])
})

it('shows what is left of a trace when its beginning is not there', () => {
  expect(shown(entry(5, 1, 4, 1), entry(6, 1, 5, 2))).toEqual([['1', ['5@0', '6@1']]])
})
