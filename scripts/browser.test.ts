import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { disabledByPlaywright, findBrowser } from './browser.mjs'

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

it('turns off what Playwright does as well', () => {
  const packageFile = createRequire(import.meta.url).resolve('playwright-core/package.json')
  const source = readFileSync(path.join(path.dirname(packageFile), 'lib/coreBundle.js'), 'utf8')
  const list = /disabledFeatures = \[([\s\S]*?)\]/.exec(source)?.[1] ?? ''
  const names = [...list.matchAll(/^\s*"(\w+)"/gm)].map(([, name]) => name)
  expect(names.length).toBeGreaterThan(5)
  expect(disabledByPlaywright).toEqual(expect.arrayContaining(names))
})
