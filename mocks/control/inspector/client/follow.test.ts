import { expect, it } from 'vitest'
import { ControlError } from '../../../client/control-call.ts'
import type { Api } from './api.ts'
import { followJournal } from './follow.ts'

/** Streams that are answered one after the other; with the last the follower is told to stop, when it has been read. */
function world(...answers: (string | Error)[]) {
  const abort = new AbortController()
  const asked: string[] = []
  const waits: number[] = []
  const told: string[] = []
  const api: Pick<Api, 'open'> = {
    async open(path) {
      asked.push(path)
      const answer = answers.shift()
      if (answer instanceof Error) throw answer
      return new Response(answer)
    },
  }
  const follower = {
    onEntry: ({ cursor }: { cursor: number }) => told.push(String(cursor)),
    onState: (isLive: boolean) => told.push(isLive ? 'live' : 'offline'),
    onRefused: (problem: string) => told.push(`refused: ${problem}`),
  }
  const target = { projectId: 'a b', query: [['service', 'zeus']] as [string, string][] }
  const wait = async (milliseconds: number) => {
    waits.push(milliseconds)
    if (answers.length === 0) abort.abort()
  }
  return { follow: () => followJournal(api as Api, target, follower, abort.signal, wait), asked, waits, told }
}
const event = (cursor: number) => `id: ${cursor}\ndata: {"cursor":${cursor}}\n\n`
const refusal = (status: number, detail: string) => new ControlError('GET /x', status, { title: 'No', detail })

it('goes on after the last entry when the stream breaks off', async () => {
  const { follow, asked, told } = world(event(1) + event(2), event(3), '')
  await follow()
  const path = '/projects/a%20b/journal/stream?service=zeus&since='
  expect(asked).toEqual([`${path}0`, `${path}2`, `${path}3`])
  expect(told).toEqual(['live', '1', '2', 'offline', 'live', '3', 'offline', 'live', 'offline'])
})

it('asks less and less often while nobody answers', async () => {
  const none = new TypeError('fetch failed')
  const { follow, waits } = world(none, none, none, none, none, refusal(502, 'down'))
  await follow()
  expect(waits).toEqual([500, 1_000, 2_000, 5_000, 5_000, 5_000])
})

it('does not ask again for what was refused', async () => {
  const { follow, asked, told } = world(refusal(422, 'status: no'), event(1), '')
  await follow()
  expect([asked.length, told]).toEqual([1, ['refused: status: no']])
})
