import { expect, test } from 'vitest'
import { BodyCapture, beginningOf, KEPT_BODY, type SeenBody, tapped, withPiece } from './body-capture.ts'

const seen = (...pieces: (string | Uint8Array)[]) => {
  const body = pieces.reduce<SeenBody | undefined>(withPiece, undefined)
  const { beginning, size } = beginningOf(body ?? '')
  return { text: Buffer.from(beginning).toString(), size }
}

test('what is short is kept whole, in pieces of text and of bytes', () => {
  expect(seen()).toEqual({ text: '', size: 0 })
  expect(seen('äb')).toEqual({ text: 'äb', size: 3 })
  expect(seen('ä', Buffer.from('b'), 'c')).toEqual({ text: 'äbc', size: 4 })
})

test('of what is long the beginning is kept, and all of it is counted', () => {
  const long = 'x'.repeat(KEPT_BODY - 1)
  for (const pieces of [[`${long}yz`], [long, 'yz'], [Buffer.from(long), Buffer.from('yz')], [long, 'y', 'z']]) {
    expect(seen(...pieces)).toEqual({ text: `${long}y`, size: KEPT_BODY + 1 })
  }
})

test('a buffer that is used again changes nothing', () => {
  const buffer = Buffer.from('abc')
  const body = withPiece(undefined, buffer)
  buffer.fill('z')
  expect(Buffer.from(beginningOf(body).beginning).toString()).toBe('abc')
})

test('a stream is read no faster than its reader reads, and ends when the reader does', async () => {
  let pulled = 0
  let cancelled: unknown
  const source = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        pulled += 1
        controller.enqueue(Buffer.from(String(pulled)))
      },
      cancel(reason) {
        cancelled = reason
      },
    },
    { highWaterMark: 0 },
  )
  const capture = new BodyCapture()
  const reader = tapped(source, capture).getReader()
  await reader.read()
  await reader.read()
  expect(pulled).toBe(2)
  await reader.cancel('enough')
  expect(cancelled).toBe('enough')
  expect(Buffer.from(capture.beginning).toString()).toBe('12')
})

test('a stream that breaks, breaks for its reader', async () => {
  const source = new ReadableStream<Uint8Array>({
    start: (controller) => controller.error(new Error('broken')),
  })
  await expect(tapped(source, new BodyCapture()).getReader().read()).rejects.toThrow('broken')
})
