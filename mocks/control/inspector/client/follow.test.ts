import { expect, it } from 'vitest'
import { type Api, ApiError } from './api.ts'
import { followJournal } from './follow.ts'

/** Streams that are answered one after the other; after the last the follower is told to stop. */
function world(...answers: (string | Error)[]) {
  const abort = new AbortController()
  const asked: string[] = []
  const waits: number[] = []
  const told: string[] = []
  const api: Pick<Api, 'open'> = {
    async open(path) {
      asked.push(path)
      const answer = answers.shift()
      if (answers.length === 0) abort.abort()
      if (answer instanceof Error) throw answer
      return new Response(answer)
    },
  }
  const follower = {
    onEvent: ({ data }: { data: string }) => told.push(data),
    onState: (isLive: boolean) => told.push(isLive ? 'live' : 'offline'),
    onRefused: (error: ApiError) => told.push(`refused: ${error.message}`),
  }
  const target = { projectId: 'a b', query: [['service', 'zeus']] as [string, string][] }
  const follow = () =>
    followJournal(api as Api, target, follower, abort.signal, async (milliseconds) => void waits.push(milliseconds))
  return { follow, asked, waits, told }
}
const event = (id: number) => `id: ${id}\ndata: ${id}\n\n`

it('goes on after the last entry when the stream breaks off', async () => {
  const { follow, asked, told } = world(event(1) + event(2), event(3), '')
  await follow()
  const path = '/projects/a%20b/journal/stream?service=zeus&since='
  expect(asked).toEqual([`${path}0`, `${path}2`, `${path}3`])
  expect(told).toEqual(['live', '1', '2', 'offline', 'live', '3', 'offline', 'live'])
})

it('asks less and less often while nobody answers', async () => {
  const none = new TypeError('fetch failed')
  const { follow, waits } = world(none, none, none, none, none, new ApiError(502, 'down'), '')
  await follow()
  expect(waits).toEqual([500, 1_000, 2_000, 5_000, 5_000, 5_000])
})

it('does not ask again for what was refused', async () => {
  const { follow, asked, told } = world(new ApiError(422, 'status: no'), event(1), '')
  await follow()
  expect([asked.length, told]).toEqual([1, ['refused: status: no']])
})
