import { afterEach, describe, expect, it, vi } from 'vitest'
import { abandonment, captureWindow } from './popup'

afterEach(() => vi.unstubAllGlobals())

function stubWindow(open: () => unknown) {
  const page = { open }
  vi.stubGlobal('window', page)
  return page
}

describe('captureWindow', () => {
  it('hands over the window that the action opens', () => {
    const popup = {}
    const open = () => popup
    const page = stubWindow(open)
    const action = () => {
      page.open()
      return 'result'
    }
    expect(captureWindow(action)).toEqual({ result: 'result', opened: popup })
    expect(page.open).toBe(open)
  })

  it('tells a blocked window from none', () => {
    const page = stubWindow(() => null)
    expect(captureWindow(() => page.open()).opened).toBeNull()
    expect(captureWindow(() => 1).opened).toBeUndefined()
  })

  it('gives window.open back when the action throws', () => {
    const open = () => null
    const page = stubWindow(open)
    const failing = () => {
      throw new Error('no')
    }
    expect(() => captureWindow(failing)).toThrow('no')
    expect(page.open).toBe(open)
  })
})

describe('abandonment', () => {
  it('waits for the grace period', () => {
    const isAbandoned = abandonment()
    expect(isAbandoned(false, 0)).toBe(false)
    expect(isAbandoned(true, 10_000)).toBe(false)
    expect(isAbandoned(true, 13_999)).toBe(false)
    expect(isAbandoned(true, 14_000)).toBe(true)
  })

  it('starts over when the window is there again', () => {
    const isAbandoned = abandonment()
    isAbandoned(true, 0)
    isAbandoned(false, 3_000)
    expect(isAbandoned(true, 5_000)).toBe(false)
    expect(isAbandoned(true, 9_000)).toBe(true)
  })
})
