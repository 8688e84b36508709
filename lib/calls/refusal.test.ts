import { describe, expect, it } from 'vitest'
import { refusalInside, refusalOf } from './refusal'

/** As the SDK throws it. */
function refused(response: unknown, message = '') {
  return Object.assign(new Error(message), { response })
}
function envelope(body: { message: string; code?: string; status: number }) {
  const answer = { code: '50200', meta: {}, ...body }
  return refused(answer, answer.message)
}

describe('refusalOf', () => {
  it.each([
    ['Google', { error: { code: 404, message: 'File not found: 1.' } }, 'File not found: 1.'],
    ['HubSpot', { status: 'error', message: 'resource not found', category: 'OBJECT_NOT_FOUND' }, 'resource not found'],
    ['Salesforce', [{ message: 'unexpected token: FROM', errorCode: 'MALFORMED_QUERY' }], 'unexpected token: FROM'],
    ['Slack', { ok: false, error: 'invalid_auth' }, 'invalid_auth'],
  ])('shows what %s itself answered', (name, body, detail) => {
    expect(refusalOf(envelope({ message: JSON.stringify(body), status: 404 }), name)).toEqual({
      problem: { title: `${name} refused: 404 Not Found`, detail },
      data: body,
    })
  })

  it('keeps Paragon’s own words', () => {
    const error = envelope({ message: 'Integration not enabled for user.', code: '40410', status: 404 })
    expect(refusalOf(error, 'Slack')).toEqual({
      problem: { title: 'The call was refused: 404 Not Found', detail: 'Integration not enabled for user.' },
      data: error.response,
    })
  })

  it('tells a token that does not reach so far', () => {
    const error = envelope({ message: 'Insufficient permission.', code: '7210', status: 403 })
    expect(refusalOf(error, 'Slack')?.problem).toEqual({
      title: 'Paragon refused: 403 Forbidden',
      detail: expect.stringContaining('7210'),
    })
  })

  it('makes do with an answer that is no JSON, or says nothing', () => {
    const page = new Response('<h1>Bad gateway</h1>', { status: 502 })
    expect(refusalOf(refused(page, '<h1>Bad gateway</h1>'), 'Slack')).toEqual({
      problem: { title: 'Slack refused: 502 Bad Gateway', detail: '<h1>Bad gateway</h1>' },
      data: undefined,
    })
    expect(refusalOf(refused({}), 'Slack')?.problem).toEqual({
      title: 'The call was refused',
      detail: 'The answer says nothing more.',
    })
    expect(refusalOf(envelope({ message: '{oops', status: 418 }), 'Slack')?.problem).toEqual({
      title: 'The call was refused: 418',
      detail: '{oops',
    })
  })

  it('is not what a network failure is', () => {
    expect(refusalOf(new TypeError('Failed to fetch'), 'Slack')).toBeUndefined()
    expect(refusalOf(undefined, 'Slack')).toBeUndefined()
  })
})

it('finds Slack’s refusals, which come with status 200, and nobody else’s', () => {
  const data = { ok: false, error: 'channel_not_found' }
  expect(refusalInside(data, 'slack', 'Slack')).toEqual({ title: 'Slack refused', detail: 'channel_not_found' })
  expect(refusalInside({ ok: true }, 'slack', 'Slack')).toBeUndefined()
  expect(refusalInside(data, 'hubspot', 'HubSpot')).toBeUndefined()
})
