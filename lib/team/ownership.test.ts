import { expect, it } from 'vitest'
import { issueTicket } from './connect-ticket'
import { accountsOf, connectedUser } from './ownership'

const seal = { secret: 'secret-1', organization: 'org:northwind' }
const jonas = { id: 'jonas', name: 'Jonas Weber', email: 'jonas@northwind.example' }
const ticket = issueTicket({ ...seal, integration: 'slack', member: jonas, nonce: '1' })

it('finds the owner of each account by its ticket', () => {
  const me = connectedUser.parse({
    authenticated: true,
    userId: 'org:northwind',
    integrations: {
      slack: {
        enabled: true,
        allCredentials: [
          { id: 'a', status: 'VALID', externalId: ticket },
          { id: 'b', externalId: 'chosen-by-hand' },
          { id: 'c' },
          { id: 'd', externalId: null },
        ],
      },
      // The same ticket elsewhere is a copy.
      hubspot: { allCredentials: [{ id: 'e', externalId: ticket }] },
      shopify: { enabled: false, configuredWorkflows: {} },
    },
  })
  expect(accountsOf(me, seal)).toEqual([
    { id: 'a', integration: 'slack', owner: jonas },
    { id: 'b', integration: 'slack', owner: null },
    { id: 'c', integration: 'slack', owner: null },
    { id: 'd', integration: 'slack', owner: null },
    { id: 'e', integration: 'hubspot', owner: null },
  ])
})
