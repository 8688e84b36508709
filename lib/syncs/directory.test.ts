import { expect, it } from 'vitest'
import type { Account, Integration } from '../paragon/accounts'
import { createDirectory } from './directory'
import { hasContent, isOfFiles, pipelinesOf } from './pipelines'

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
const integration = (type: string, accounts: Account[]): Integration => ({
  type,
  name: `The ${type}`,
  icon: '',
  accounts,
})
const directory = createDirectory([integration('googledrive', [account('a')]), integration('slack', [account('s')])])

it('offers what can be synced', () => {
  expect(directory.syncable.map(({ type }) => type)).toEqual(['googledrive'])
  expect(pipelinesOf('hubspot')).toEqual(['contacts', 'companies', 'deals'])
  expect(pipelinesOf('slack')).toEqual([])
  expect(pipelinesOf('custom.tasklab')).toEqual([])
})

it('knows which records are files, and which have something to download', () => {
  expect(['files', 'tickets', 'deals'].map(isOfFiles)).toEqual([true, false, false])
  expect(['files', 'tickets', 'deals'].map(hasContent)).toEqual([true, true, false])
})

it('names accounts and integrations, those that are gone too', () => {
  expect(directory.accountName('a')).toBe('a@mail.example')
  expect(directory.accountName('gone')).toBe('a disconnected account')
  expect(directory.accountName(undefined)).toBe('an account that Paragon does not name')
  expect(directory.integrationName('slack')).toBe('The slack')
  expect(directory.integrationName('box')).toBe('box')
  expect(directory.accountsOf('googledrive').map(({ id }) => id)).toEqual(['a'])
  expect(directory.accountsOf('box')).toEqual([])
})
