import { expect, it } from 'vitest'
import type { Account, Integration } from '../paragon/accounts'
import { groupByOwner } from './group-by-owner'

const account = (id: string): Account => ({
  id,
  name: id,
  label: `${id}@mail.example`,
  picture: undefined,
  status: 'connected',
  connectedSince: new Date(0),
  externalId: undefined,
  isDefault: false,
  activeWorkflows: 0,
})
const integration = (type: string, ...ids: string[]): Integration => ({
  type,
  name: type,
  icon: '',
  accounts: ids.map(account),
})
const priya = { id: 'p', name: 'Priya Nair', email: 'priya@northwind.example' }
const jonas = { id: 'j', name: 'Jonas Weber', email: 'jonas@northwind.example' }

it('puts each owner’s accounts together, by name, and what is nobody’s last', () => {
  const integrations = [integration('drive', 'a', 'b', 'c'), integration('slack', 'd'), integration('hubspot')]
  const owners = new Map([
    ['a', null],
    ['b', priya],
    ['c', jonas],
    ['d', priya],
  ])
  expect(groupByOwner(integrations, owners)).toEqual([
    { owner: jonas, integrations: [integration('drive', 'c')] },
    { owner: priya, integrations: [integration('drive', 'b'), integration('slack', 'd')] },
    { owner: null, integrations: [integration('drive', 'a')] },
  ])
})

it('is empty when nobody has connected anything', () => {
  expect(groupByOwner([integration('drive')], new Map())).toEqual([])
})
