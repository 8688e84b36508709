import { expect, test } from 'vitest'
import { createKeyPool } from './key-pool.ts'

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('makes none before one is asked for, then some ahead, and gives no key twice', async () => {
  let made = 0
  const pool = createKeyPool(async () => {
    made += 1
    return { publicKey: String(made) }
  })
  expect(made).toBe(0)
  const keys = [await pool.take()]
  await settled()
  // One project may be all that anyone wants.
  expect(made).toBe(1)
  for (let index = 0; index < 20; index += 1) {
    keys.push(await pool.take())
    await settled()
  }
  expect(made).toBe(keys.length + 8)
  expect(new Set(keys.map(({ publicKey }) => publicKey)).size).toBe(keys.length)
})

test('fails where the key is wanted, and tries again for the next', async () => {
  let isBroken = false
  const pool = createKeyPool(async () => {
    if (isBroken) throw new Error('no entropy')
    return { publicKey: 'key' }
  })
  await pool.take()
  isBroken = true
  await expect(pool.take()).rejects.toThrow('no entropy')
  await settled()
  isBroken = false
  expect(await pool.take()).toEqual({ publicKey: 'key' })
})
