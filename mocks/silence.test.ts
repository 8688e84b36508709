import { describe, expect, it } from 'vitest'
import { SilenceError, unlessSilent } from './silence.ts'

const never = new Promise<never>(() => {})

describe('waiting unless there is silence', () => {
  it('answers what was waited for, and fails as it fails', async () => {
    expect(await unlessSilent(60_000, Promise.resolve(1))).toBe(1)
    await expect(unlessSilent(60_000, Promise.reject(new Error('its own')))).rejects.toThrow('its own')
  })

  it('gives up when nothing is heard', async () => {
    await expect(unlessSilent(1, never)).rejects.toThrow(SilenceError)
  })

  it('goes on as long as there are signs of life', async () => {
    let signs = 0
    // Each look hears something until the fifth; a limit that one sign alone would have used up is not.
    const lastSign = () => (++signs < 5 ? performance.now() : Number.NEGATIVE_INFINITY)
    await expect(unlessSilent(1, never, lastSign)).rejects.toThrow(SilenceError)
    expect(signs).toBe(5)
  })
})
