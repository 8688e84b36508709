import { expect, it } from 'vitest'
import { ControlError } from '../../../client/control-call.ts'
import { createApi, wordsOf } from './api.ts'

function world(answer: () => Response) {
  const sent: Request[] = []
  let refusals = 0
  const fetchIt = async (input: string | URL | Request) => {
    sent.push(new Request(input))
    return answer()
  }
  const api = createApi('secret', () => (refusals += 1), { origin: 'http://localhost:4010', fetchIt })
  return { api, sent, refusals: () => refusals }
}

it('sends the token as a header, never in the address', async () => {
  const { api, sent } = world(() => Response.json({ a: 1 }))
  expect(await api.json('/projects')).toEqual({ a: 1 })
  await api.send('POST', '/projects', { id: 'p' })
  expect(sent.map(({ url }) => url)).toEqual(Array(2).fill('http://localhost:4010/_sandbox/projects'))
  expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer secret', 'Bearer secret'])
  expect([sent[1]?.method, await sent[1]?.text()]).toEqual(['POST', '{"id":"p"}'])
})

it('answers nothing for a 204', async () => {
  expect(await world(() => new Response(null, { status: 204 })).api.send('DELETE', '/x')).toBeUndefined()
})

it('throws in the words of the problem', async () => {
  const problem = { title: 'Unprocessable Content', detail: 'status: no' }
  const { api, refusals } = world(() => Response.json(problem, { status: 422 }))
  const error = await api.json('/x').catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ControlError)
  expect(error).toMatchObject({ status: 422, problem })
  expect([wordsOf(error), refusals()]).toEqual(['status: no', 0])
})

it('tells when the token is refused, and of an answer that is no problem', async () => {
  const { api, refusals } = world(() => new Response('<h1>no</h1>', { status: 401 }))
  const error = await api.text('/x').catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ status: 401 })
  expect([wordsOf(error), refusals()]).toEqual(['The sandbox answered 401.', 1])
  expect(wordsOf(new TypeError('fetch failed'))).toMatch(/cannot be reached/)
})
