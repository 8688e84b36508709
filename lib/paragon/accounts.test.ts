import { describe, expect, it } from 'vitest'
import { type Credential, labelOf, listAccounts, listIntegrations } from './accounts'
import type { ParagonUser } from './session'

function credential(id: string, overrides: object = {}): Credential {
  return {
    id,
    projectId: 'project',
    integrationId: 'integration',
    personaId: 'persona',
    isPreviewCredential: false,
    providerId: `provider-${id}`,
    providerData: { name: 'Maya Chen', email: `${id}@example.test`, picture: 'http://idp/maya.svg' },
    status: 'VALID' as Credential['status'],
    dateCreated: new Date('2026-03-01T12:00:00Z'),
    dateUpdated: new Date('2026-03-01T12:00:00Z'),
    dateRefreshed: new Date('2026-03-01T12:00:00Z'),
    refreshFailureCount: 0,
    configurations: [],
    ...overrides,
  }
}

function userWith(allCredentials: Credential[], credentialId?: string): ParagonUser {
  return {
    authenticated: true,
    token: '',
    userId: 'user',
    meta: {},
    resources: [],
    integrations: {
      googledrive: {
        enabled: true,
        allCredentials,
        allConfigurations: [],
        ...(credentialId && { credentialId }),
      },
    },
  }
}

const created = (day: number) => ({ dateCreated: new Date(Date.UTC(2026, 2, day)) })

describe('listAccounts', () => {
  it('shows who an account belongs to', () => {
    const [account] = listAccounts(userWith([credential('a', { externalId: 'crm' })]), 'googledrive')
    expect(account).toEqual({
      id: 'a',
      name: 'Maya Chen',
      label: 'a@example.test',
      picture: 'http://idp/maya.svg',
      status: 'connected',
      connectedSince: new Date('2026-03-01T12:00:00Z'),
      externalId: 'crm',
      isDefault: true,
      activeWorkflows: 0,
    })
  })

  it("falls back to the provider's id", () => {
    const [account] = listAccounts(userWith([credential('a', { providerData: {} })]), 'googledrive')
    expect(account).toMatchObject({ name: 'provider-a', label: 'provider-a', picture: undefined })
  })

  it('lists the oldest first, whatever order the SDK keeps', () => {
    const user = userWith([credential('b', created(2)), credential('c', created(3)), credential('a', created(1))])
    expect(listAccounts(user, 'googledrive').map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  it('takes dates as the text that JSON makes of them', () => {
    const user = userWith([
      credential('b', { dateCreated: '2026-03-01T12:00:00.002Z' }),
      credential('a', { dateCreated: '2026-03-01T12:00:00.001Z' }),
    ])
    expect(listAccounts(user, 'googledrive').map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('marks the oldest valid account as the default, not the one the portal shows', () => {
    const user = userWith(
      [credential('a', { status: 'INVALID', ...created(1) }), credential('b', created(2)), credential('c', created(3))],
      'c',
    )
    const defaults = listAccounts(user, 'googledrive').filter(({ isDefault }) => isDefault)
    expect(defaults.map(({ id }) => id)).toEqual(['b'])
  })

  it.each([
    ['VALID', 'connected'],
    ['INVALID', 'attention'],
    ['PENDING', 'unfinished'],
    ['SOMETHING_NEW', 'attention'],
  ])('shows %s as %s', (status, expected) => {
    expect(listAccounts(userWith([credential('a', { status })]), 'googledrive')[0]?.status).toBe(expected)
  })

  it('counts the workflows that are on', () => {
    const configurations = [
      { workflowSettings: { one: { enabled: true, settings: {} }, two: { enabled: false, settings: {} } } },
    ]
    expect(listAccounts(userWith([credential('a', { configurations })]), 'googledrive')[0]?.activeWorkflows).toBe(1)
  })

  it('finds none for an integration nobody has connected', () => {
    expect(listAccounts(userWith([]), 'slack')).toEqual([])
  })
})

it('lists integrations without accounts too', () => {
  const metadata = [
    { type: 'slack', name: 'Slack', icon: 'slack.svg', brandColor: '#000' },
    { type: 'googledrive', name: 'Google Drive', icon: 'drive.svg', brandColor: '#fff' },
  ]
  const integrations = listIntegrations(userWith([credential('a')]), metadata)
  expect(integrations.map(({ name, accounts }) => [name, accounts.length])).toEqual([
    ['Slack', 0],
    ['Google Drive', 1],
  ])
})

it('calls an account by its address', () => {
  expect(labelOf(credential('a'))).toBe('a@example.test')
})
