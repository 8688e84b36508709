import { afterEach, describe, expect, it, vi } from 'vitest'
import { abandonment, captureWindow, reserveWindow } from './popup'

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

describe('a reserved window', () => {
  it('is opened at once, and says that there is more to come', () => {
    const reserved = { document: { title: '', body: { textContent: '' } } }
    stubWindow(() => reserved)
    expect(reserveWindow()).toBe(reserved)
    expect(reserved.document.body.textContent).toBe('One moment…')
    stubWindow(() => null)
    expect(reserveWindow()).toBeNull()
  })

  it('takes the place of the one that the action would open', () => {
    const places: unknown[] = []
    const reserved = { location: { replace: (url: unknown) => places.push(url) } } as unknown as Window
    const page = { open: (_url: string): unknown => expect.unreachable() }
    vi.stubGlobal('window', page)
    const { result, opened } = captureWindow(() => page.open('https://zeus.useparagon.com/nonce'), reserved)
    expect([result, opened]).toEqual([reserved, reserved])
    expect(places).toEqual(['https://zeus.useparagon.com/nonce'])
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
