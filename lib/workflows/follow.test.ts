import { describe, expect, it } from 'vitest'
import type { Execution, Status } from '../executions/execution'
import { watchForRuns } from './follow'

const run = (id: string, status: Status = 'SUCCEEDED', workflowId = 'listens'): Execution => ({
  id,
  workflowId,
  status,
  dateStarted: '2030-05-06T10:00:00.000Z',
})

/** What is told, when the history is this at each look; the last one stays. */
async function follow(looks: Execution[][], expected: number, isStale: (look: number) => boolean = () => false) {
  let look = 0
  const told: string[][] = []
  const watch = await watchForRuns('ada', new Set(['listens']), {
    fetchExecutions: async () => {
      const executions = looks[Math.min(look, looks.length - 1)] ?? []
      look += 1
      return { executions, next: null }
    },
    sleep: async () => undefined,
  })
  await watch.follow(
    expected,
    (runs) => told.push(runs.map(({ id, status }) => `${id} ${status}`)),
    () => isStale(look),
  )
  return told
}

describe('watchForRuns', () => {
  it('tells the runs that were not there before, until all have ended', async () => {
    const old = run('old')
    const told = await follow(
      [
        [old],
        [old],
        [run('a', 'EXECUTING'), old],
        [run('b', 'EXECUTING'), run('a'), old],
        [run('b', 'FAILED'), run('a'), old],
      ],
      2,
    )
    expect(told).toEqual([[], ['a EXECUTING'], ['b EXECUTING', 'a SUCCEEDED'], ['b FAILED', 'a SUCCEEDED']])
  })

  it('tells nothing of other workflows', async () => {
    expect(await follow([[], [run('x', 'SUCCEEDED', 'other')]], 0)).toEqual([[]])
  })

  it('does not wait for one that waits itself', async () => {
    expect(await follow([[], [run('a', 'DELAYED')]], 1)).toEqual([['a DELAYED']])
  })

  it('gives up in the end', async () => {
    const told = await follow([[]], 1)
    expect(told).toHaveLength(10)
  })

  it('stops when nobody wants to know any more', async () => {
    expect(await follow([[]], 1, (look) => look > 2)).toEqual([[]])
  })
})
