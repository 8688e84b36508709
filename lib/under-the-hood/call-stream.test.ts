import { expect, it } from 'vitest'
import { callStream } from './call-stream'

const entry = (cursor: number, path: string) => ({
  id: String(cursor),
  traceId: '1',
  parentId: null,
  cursor,
  direction: 'in',
  service: 'zeus',
  method: 'GET',
  path,
  status: 200,
  error: null,
  fault: null,
  duration: 1,
  account: null,
  request: { headers: { 'x-private': 'ü' } },
})
const text = `: the journal\n\n${[1, 2].map((id) => `id: ${id}\nevent: entry\ndata: ${JSON.stringify(entry(id, `/ü/${id}`))}\n\n`).join('')}data: broken\n\n`

async function reduced(pieces: Uint8Array<ArrayBuffer>[]): Promise<string> {
  const journal = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece)
      controller.close()
    },
  })
  return new Response(callStream(journal, 'p')).text()
}

it.each([
  ['whole', 10_000],
  ['byte by byte, within characters too', 1],
])('reduces entries, %s, and keeps their ids', async (_, size) => {
  const bytes = new TextEncoder().encode(text)
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.slice(at * size, (at + 1) * size),
  )
  const events = (await reduced(pieces)).split('\n\n')
  expect(events).toEqual([': the journal', expect.any(String), expect.any(String), ''])
  expect(events[1]).toMatch(/^id: 1\ndata: /)
  expect(events[2]).toMatch(/^id: 2\ndata: /)
  expect(events[1]).toContain('"path":"/ü/1"')
  expect(events.join()).not.toContain('x-private')
})
