import { expect, test } from 'vitest'
import { createSerial } from './serial.ts'

test('a change begins when the one before it has ended, even when that failed', async () => {
  const change = createSerial()
  const happened: string[] = []
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const results = [
    change(async () => {
      happened.push('first begins')
      await released
      happened.push('first ends')
      throw new Error('refused')
    }),
    change(async () => {
      happened.push('second')
      return 'done'
    }),
  ]
  const settled = Promise.allSettled(results)
  await Promise.resolve()
  expect(happened).toEqual(['first begins'])
  release()
  expect((await settled).map((result) => result.status)).toEqual(['rejected', 'fulfilled'])
  expect(happened).toEqual(['first begins', 'first ends', 'second'])
})
