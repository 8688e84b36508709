import { describe, expect, it } from 'vitest'
import { lazily, lazyFetch } from './lazily.ts'

describe('what is loaded lazily', () => {
  it('is loaded when it is first asked for, and once', async () => {
    let loads = 0
    const lazy = lazily(async () => ({ number: ++loads }))
    expect(lazy.loaded()).toBeUndefined()
    expect(loads).toBe(0)
    const [first, second] = await Promise.all([lazy.get(), lazy.get()])
    expect(first).toBe(second)
    expect(lazy.loaded()).toBe(first)
    expect(loads).toBe(1)
  })

  it('is tried again after a load that failed', async () => {
    let loads = 0
    const lazy = lazily(async () => {
      loads += 1
      if (loads === 1) throw new Error('not yet')
      return 'there'
    })
    await expect(lazy.get()).rejects.toThrow('not yet')
    expect(lazy.loaded()).toBeUndefined()
    expect(await lazy.get()).toBe('there')
  })

  it('answers the requests that came while it was loaded, and those after', async () => {
    const fetch = lazyFetch(lazily(async () => ({ fetch: (request: Request) => new Response(request.url) })))
    const ask = async (path: string) => (await fetch(new Request(`http://localhost${path}`))).text()
    expect(await Promise.all([ask('/a'), ask('/b')])).toEqual(['http://localhost/a', 'http://localhost/b'])
    expect(await ask('/c')).toBe('http://localhost/c')
  })
})
