import { expect, it } from 'vitest'
import { createEventParser, type StreamEvent } from './event-stream.ts'

function parsed(...pieces: string[]): StreamEvent[] {
  const events: StreamEvent[] = []
  const parse = createEventParser((event) => events.push(event))
  for (const piece of pieces) parse(piece)
  return events
}
const text = ': hello\n\nid: 7\nevent: entry\ndata: {"a":1}\n\ndata:two\ndata: lines\n\n'
const events = [
  { id: '7', type: 'entry', data: '{"a":1}' },
  { id: undefined, type: 'message', data: 'two\nlines' },
]

it('reads events, and nothing out of comments', () => {
  expect(parsed(text)).toEqual(events)
})

it('reads them however they are cut up', () => {
  expect(parsed(...text)).toEqual(events)
})

it('reads them with the line ends of other systems', () => {
  expect(parsed(text.replaceAll('\n', '\r\n'))).toEqual(events)
  expect(parsed(...text.replaceAll('\n', '\r\n'))).toEqual(events)
})

it('waits for the end of one that has begun', () => {
  expect(parsed('data: half')).toEqual([])
  expect(parsed('data: half\n')).toEqual([])
})
