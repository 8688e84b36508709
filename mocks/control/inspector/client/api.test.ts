import { expect, it } from 'vitest'
import { ApiError, createApi, wordsOf } from './api.ts'

function world(answer: () => Response) {
  const sent: { url: string; init: RequestInit | undefined }[] = []
  let refusals = 0
  const fetchIt = async (url: string | URL | Request, init?: RequestInit) => {
    sent.push({ url: String(url), init })
    return answer()
  }
  const api = createApi('secret', () => (refusals += 1), fetchIt)
  return { api, sent, refusals: () => refusals }
}

it('sends the token as a header, never in the address', async () => {
  const { api, sent } = world(() => Response.json({ a: 1 }))
  expect(await api.json('/projects')).toEqual({ a: 1 })
  await api.send('POST', '/projects', { id: 'p' })
  expect(sent.map(({ url }) => url)).toEqual(['/_sandbox/projects', '/_sandbox/projects'])
  expect(sent.map(({ init }) => new Headers(init?.headers).get('authorization'))).toEqual([
    'Bearer secret',
    'Bearer secret',
  ])
  expect(sent[1]?.init).toMatchObject({ method: 'POST', body: '{"id":"p"}' })
})

it('answers nothing for a 204', async () => {
  expect(await world(() => new Response(null, { status: 204 })).api.send('DELETE', '/x')).toBeUndefined()
})

it('throws in the words of the problem', async () => {
  const { api, refusals } = world(() => Response.json({ detail: 'status: no' }, { status: 422 }))
  const error = await api.json('/x').catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({ status: 422, message: 'status: no' })
  expect([wordsOf(error), refusals()]).toEqual(['status: no', 0])
})

it('tells when the token is refused, and of an answer that is no problem', async () => {
  const { api, refusals } = world(() => new Response('no', { status: 401 }))
  await expect(api.text('/x')).rejects.toMatchObject({ status: 401, message: 'The sandbox answered 401.' })
  expect(refusals()).toBe(1)
  expect(wordsOf(new TypeError('fetch failed'))).toMatch(/cannot be reached/)
})
