import { describe, expect, it } from 'vitest'
import { readEvents } from './event-stream.ts'

describe('a stream of events', () => {
  const read = async (...chunks: string[]) => {
    const encoder = new TextEncoder()
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(encoder.encode(chunk))
        controller.close()
      },
    })
    const found: string[] = []
    for await (const data of readEvents(stream)) found.push(data)
    return found
  }

  it('is read however it is cut', async () => {
    const text = ': hello\n\nid: 1\nevent: entry\ndata: {"a":1}\n\ndata: one\ndata:two\r\n\r\ndata: never ended'
    expect(await read(text)).toEqual(['{"a":1}', 'one\ntwo'])
    expect(await read(...text)).toEqual(['{"a":1}', 'one\ntwo'])
    // With the line ends of other systems.
    const foreign = text.replace(/\r?\n/g, '\r\n')
    expect([await read(foreign), await read(...foreign)]).toEqual(Array(2).fill(['{"a":1}', 'one\ntwo']))
  })

  it('that breaks off is over', async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new TypeError('terminated')),
    })
    const found: string[] = []
    for await (const data of readEvents(broken)) found.push(data)
    expect(found).toEqual([])
  })
})
