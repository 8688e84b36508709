import { describe, expect, it } from 'vitest'
import type { Execution, ExecutionsPage, Status } from './execution'
import { withFirstPage, withNextPage } from './merge'

const run = (minute: number, status: Status = 'SUCCEEDED'): Execution => ({
  id: `run-${minute}`,
  workflowId: 'w',
  status,
  dateStarted: `2030-05-06T10:${minute}:00.000Z`,
})
const page = (minutes: number[], next: number | null): ExecutionsPage => ({
  executions: minutes.map((minute) => run(minute)),
  next,
})
const minutesOf = ({ executions }: ExecutionsPage) => executions.map(({ id }) => Number(id.slice(4)))

describe('the first page, asked for again', () => {
  it('brings what is new, keeps what is older, and goes on after it', () => {
    const merged = withFirstPage(page([25, 24, 23, 22, 21], 5), page([26, 25, 24], 3))
    expect(minutesOf(merged)).toEqual([26, 25, 24, 23, 22, 21])
    expect(merged.next).toBe(5)
  })

  it('takes away what no longer belongs there', () => {
    expect(minutesOf(withFirstPage(page([25, 24, 23, 22], 4), page([25, 23], 2)))).toEqual([25, 23, 22])
  })

  it('starts over when more may lie between it and what is shown', () => {
    expect(withFirstPage(page([21], null), page([26, 25, 24], 3))).toEqual(page([26, 25, 24], 3))
  })

  it('is all there is when nothing follows it', () => {
    expect(withFirstPage(page([25, 24, 23], 3), page([25], null))).toEqual(page([25], null))
    expect(withFirstPage(page([25], null), page([], null))).toEqual(page([], null))
  })

  it('replaces an earlier answer, statuses included', () => {
    const before = { executions: [run(25, 'EXECUTING')], next: 1 }
    expect(withFirstPage(before, page([25], 1))).toEqual(page([25], 1))
  })
})

describe('the next page', () => {
  it('comes after, without what it repeats', () => {
    const merged = withNextPage(page([25, 24], 2), page([24, 23], null))
    expect(minutesOf(merged)).toEqual([25, 24, 23])
    expect(merged.next).toBeNull()
  })
})
