import { expect, it } from 'vitest'
import type { Paragon } from '../paragon/sdk'
import type { Call } from './call'
import { perform } from './perform'

type Request = Pick<Paragon, 'request'>
const target = { integration: 'googledrive', name: 'Google Drive', credentialId: 'credential-1' }
const get: Call = { method: 'GET', path: '/about', body: '' }

/** An SDK that notes what it is asked, and a clock that moves on by 40 ms whenever it is looked at. */
function world(answer: () => unknown) {
  const asked: unknown[] = []
  const paragon: Request = {
    request: async (...args) => {
      asked.push(args)
      return answer() as never
    },
  }
  let time = 1000
  return { asked, paragon, now: () => (time += 40) }
}

it('sends a call as the account, and says whom the answer names', async () => {
  const data = { user: { emailAddress: 'a@mail.example' } }
  const { paragon, asked, now } = world(() => data)
  expect(await perform(paragon, get, target, now)).toEqual({
    kind: 'answered',
    data,
    identity: 'a@mail.example',
    milliseconds: 40,
  })
  expect(asked).toEqual([['googledrive', '/about', { selectedCredentialId: 'credential-1' }]])
})

it('sends verb and body', async () => {
  const { paragon, asked, now } = world(() => undefined)
  const outcome = await perform(paragon, { method: 'PATCH', path: 'files/1', body: '{"name":"a"}' }, target, now)
  expect(outcome).toMatchObject({ kind: 'answered', data: undefined })
  expect(asked).toEqual([
    ['googledrive', '/files/1', { method: 'PATCH', body: { name: 'a' }, selectedCredentialId: 'credential-1' }],
  ])
})

it('tells a refusal from an answer that never came', async () => {
  const refused = world(() => {
    throw Object.assign(new Error('Not here.'), { response: { message: 'Not here.', status: 404 } })
  })
  expect(await perform(refused.paragon, get, target, refused.now)).toEqual({
    kind: 'refused',
    problem: { title: 'The call was refused: 404 Not Found', detail: 'Not here.' },
    data: { message: 'Not here.', status: 404 },
    milliseconds: 40,
  })
  const offline = world(() => {
    throw new TypeError('Failed to fetch')
  })
  expect(await perform(offline.paragon, get, target, offline.now)).toEqual({
    kind: 'unreachable',
    problem: { title: 'Paragon could not be reached', detail: 'Check your connection, then try again.' },
    milliseconds: 40,
  })
})

it('takes Slack’s word for a refusal', async () => {
  const { paragon, now } = world(() => ({ ok: false, error: 'channel_not_found' }))
  const slack = { integration: 'slack', name: 'Slack', credentialId: 'credential-1' }
  expect(await perform(paragon, { method: 'POST', path: '/chat.postMessage', body: '' }, slack, now)).toMatchObject({
    kind: 'refused',
    problem: { title: 'Slack refused', detail: 'channel_not_found' },
  })
})
