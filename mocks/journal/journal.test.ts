import { expect, test } from 'vitest'
import { createJournal } from './journal.ts'

const DAY = 24 * 60 * 60 * 1000

test('a day of traffic leaves the newest entries of each project, and of the projects those that were used last', async () => {
  let now = Date.UTC(2026, 0, 15)
  const journal = createJournal({ now: () => now }, { size: 50 })
  const ask = (projectId: string, path: string) =>
    journal.record(
      {
        place: 'paragon',
        method: 'GET',
        url: `http://localhost:4010/projects/${projectId}/sdk/${path}`,
        requestHeaders: [],
        facts: { projectId },
        isFollowed: true,
      },
      async () => {
        journal.cause(`execution-${now}`)
        return new Response()
      },
    )
  // One request a second to a project that stays, and one each to projects that come and go.
  for (let second = 0; second < DAY / 1_000; second += 1) {
    now += 1_000
    await ask('stays', String(second))
    if (second % 60 === 0) await ask(`test-${second / 60}`, 'me')
  }
  const kept = journal.entries('stays')
  expect(kept).toHaveLength(50)
  expect(kept.map(({ url }) => Number(url.slice(url.lastIndexOf('/') + 1)))).toEqual(
    Array.from({ length: 50 }, (_, index) => DAY / 1_000 - 50 + index),
  )
  const projects = Array.from({ length: DAY / 60_000 }, (_, minute) => journal.entries(`test-${minute}`).length)
  expect(projects.reduce((sum, count) => sum + count, 0)).toBeLessThan(200)
  expect(projects.at(-1)).toBe(1)
})
