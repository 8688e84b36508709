import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { askApp, downloadFromApp } from './ask-app'
import { SignedOutError } from './paragon/token-source'

let answer: () => Response
const fetch = vi.fn(async (..._: [string, RequestInit?]) => answer())
beforeEach(() => {
  vi.stubGlobal('fetch', fetch)
  fetch.mockClear()
})
afterEach(() => vi.unstubAllGlobals())

const shape = z.object({ count: z.number() })

describe('askApp', () => {
  it('answers what the app has for whoever is signed in', async () => {
    answer = () => Response.json({ count: 3, holder: 'ada' })
    expect(await askApp('ada', '/api/x', shape, { method: 'POST', body: { a: 1 } })).toEqual({ count: 3 })
    expect(fetch).toHaveBeenCalledWith('/api/x', { method: 'POST', body: '{"a":1}' })
  })

  it('notices that nobody is signed in any more, or somebody else', async () => {
    answer = () => Response.json({ message: 'Sign in first.' }, { status: 401 })
    await expect(askApp('ada', '/api/x', shape)).rejects.toThrow(SignedOutError)
    answer = () => Response.json({ count: 3, holder: 'eve' })
    await expect(askApp('ada', '/api/x', shape)).rejects.toThrow(SignedOutError)
  })

  it('says why it was refused, in the app’s words where it has some', async () => {
    answer = () => Response.json({ message: 'There is no such sync.' }, { status: 404 })
    await expect(askApp('ada', '/api/x', shape)).rejects.toThrow('There is no such sync.')
    answer = () => new Response('<html>', { status: 500 })
    await expect(askApp('ada', '/api/x', shape)).rejects.toThrow('The app could not ask Paragon (500).')
  })

  it('takes nothing that it did not ask for', async () => {
    answer = () => Response.json({ count: 'three', holder: 'ada' })
    await expect(askApp('ada', '/api/x', shape)).rejects.toThrow(z.ZodError)
  })
})

it('downloads, or says why not', async () => {
  answer = () => new Response('bytes')
  expect(await (await downloadFromApp('/api/x')).text()).toBe('bytes')
  answer = () => Response.json({ message: 'A folder has no content.' }, { status: 400 })
  await expect(downloadFromApp('/api/x')).rejects.toThrow('A folder has no content.')
  answer = () => new Response(null, { status: 401 })
  await expect(downloadFromApp('/api/x')).rejects.toThrow(SignedOutError)
})
