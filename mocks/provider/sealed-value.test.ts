import { expect, it } from 'vitest'
import { z } from 'zod'
import { createSealer } from '../store/sealer.ts'
import { sealedValue } from './sealed-value.ts'

const sealer = createSealer(Buffer.alloc(32, 1))
const schema = z.object({ account: z.string() })
const value = { account: 'maya' }

it('opens what was sealed for the same purpose, and nothing else', () => {
  const consent = sealedValue(sealer, 'consent', schema)
  const sealed = consent.seal(value)
  expect(consent.open(sealed)).toEqual(value)
  expect(sealedValue(sealer, 'session', schema).open(sealed)).toBeUndefined()
  expect(sealedValue(sealer, 'consent', z.object({ other: z.string() })).open(sealed)).toBeUndefined()
  expect(sealedValue(createSealer(Buffer.alloc(32, 2)), 'consent', schema).open(sealed)).toBeUndefined()
  expect(consent.open(sealer.seal(JSON.stringify(value)))).toBeUndefined()
  expect(consent.open('')).toBeUndefined()
})
