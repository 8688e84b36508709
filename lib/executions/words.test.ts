import { describe, expect, it } from 'vitest'
import type { Execution } from './execution'
import { durationWords, stepKind } from './words'

const run = (runDuration: number | null | undefined): Execution => ({
  id: 'run',
  workflowId: 'w',
  status: 'SUCCEEDED',
  dateStarted: '2030-05-06T10:00:00.000Z',
  runDuration,
})

describe('durationWords', () => {
  it.each([
    [0, '0 ms'],
    [12.4, '12 ms'],
    [999, '999 ms'],
    [1_000, '1.0 s'],
    [59_400, '59.4 s'],
    [60_000, '1 min'],
    [61_000, '1 min 1 s'],
    [3_600_000, '1 h'],
    [5_400_000, '1 h 30 min'],
    [86_400_000, '1 d'],
    [90_000_000, '1 d 1 h'],
  ])('says %d as %s', (milliseconds, words) => {
    expect(durationWords(run(milliseconds))).toBe(words)
  })

  it('says nothing of a run that goes on', () => {
    expect(durationWords(run(null))).toBeUndefined()
    expect(durationWords(run(undefined))).toBeUndefined()
  })
})

describe('stepKind', () => {
  it('names what it knows, and shows the rest as it is', () => {
    expect(stepKind({ id: 's', status: 'SUCCEEDED', type: 'ACTION/REQUEST' })).toBe('Request to the third party')
    expect(stepKind({ id: 's', status: 'SUCCEEDED', type: 'ACTION/AI' })).toBe('ACTION/AI')
  })
})
