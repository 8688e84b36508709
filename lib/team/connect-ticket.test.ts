import { describe, expect, it } from 'vitest'
import { issueTicket, readTicket } from './connect-ticket'

const seal = { secret: 'secret-1', organization: 'org:northwind', integration: 'slack' }
const member = { id: 'a5e995c2-7709-43fd-9cdf-f759faa52497', name: 'Jonas Weber', email: 'jonas@northwind.example' }
const ticket = issueTicket({ ...seal, member, nonce: 'nonce-1' })

describe('a connect ticket', () => {
  it('names the member', () => {
    expect(readTicket(ticket, seal)).toEqual(member)
  })

  it('differs from one account to the next, and is short enough to be a name', () => {
    expect(issueTicket({ ...seal, member, nonce: 'nonce-2' })).not.toBe(ticket)
    const long = issueTicket({ ...seal, member: { ...member, name: 'ü'.repeat(500) }, nonce: 'nonce-1' })
    expect(long.length).toBeLessThan(400)
    expect(ticket.length).toBeLessThan(255)
  })

  it('is an External ID that the SDK takes for one, and for no UUID', () => {
    expect(ticket).toBe(ticket.trim())
    expect(ticket).not.toMatch(/^ext:|\s/)
  })

  it.each([
    ['another secret', { ...seal, secret: 'secret-2' }],
    ['another organization', { ...seal, organization: 'org:other' }],
    ['another integration', { ...seal, integration: 'hubspot' }],
  ])('is worth nothing with %s', (_, other) => {
    expect(readTicket(ticket, other)).toBeUndefined()
  })

  const [prefix, payload, nonce, mac = ''] = ticket.split('.')
  const someoneElse = Buffer.from(JSON.stringify(['other', 'Jonas Weber', member.email])).toString('base64url')
  it.each([
    ['a name that somebody chose', 'workspace-1'],
    ['nothing', ''],
    ['another member', [prefix, someoneElse, nonce, mac].join('.')],
    ['another nonce', [prefix, payload, 'nonce-2', mac].join('.')],
    ['no signature', [prefix, payload, nonce].join('.')],
    ['an empty signature', [prefix, payload, nonce, ''].join('.')],
    ['half a signature', [prefix, payload, nonce, mac.slice(0, 20)].join('.')],
    ['more than a signature', `${ticket}.x`],
    ['another prefix', ['x', payload, nonce, mac].join('.')],
  ])('is not %s', (_, externalId) => {
    expect(readTicket(externalId, seal)).toBeUndefined()
  })
})
