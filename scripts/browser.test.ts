import { afterEach, describe, expect, it, vi } from 'vitest'
import { findBrowser } from './browser.mjs'

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('the browser that CHROMIUM_PATH names', () => {
  it('is taken when it starts', () => {
    // Node too is a program that tells its version, which is all that is asked of a browser.
    vi.stubEnv('CHROMIUM_PATH', process.execPath)
    expect(findBrowser()).toBe(process.execPath)
  })

  it.each(['/no/such/browser', import.meta.filename])('is never quietly replaced by another: %s', (program) => {
    vi.stubEnv('CHROMIUM_PATH', program)
    expect(() => findBrowser()).toThrow(`CHROMIUM_PATH is ${program}, which does not start.`)
  })
})
