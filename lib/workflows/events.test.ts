import { describe, expect, it } from 'vitest'
import { createDirectory } from '../executions/directory'
import type { Execution } from '../executions/execution'
import type { Credential, Integration } from '../paragon/accounts'
import type { ParagonUser } from '../paragon/session'
import { listEvents, recipientsOf } from './events'
import { configurationName, findConfiguration, isEnabled, listWorkflows, selectionOf } from './workflows'

const SAVE = 'workflow-save'
const FIND = 'workflow-find'
const HIDDEN = 'workflow-hidden'

const configs: Record<string, Parameters<typeof listWorkflows>[1]> = {
  googledrive: {
    availableWorkflows: [
      { id: SAVE, description: 'Save finished documents to Drive', infoText: '', inputs: [] },
      { id: FIND, description: 'Find files by name', infoText: 'Searches.', inputs: [] },
    ],
    hiddenWorkflows: [],
  },
  googleCalendar: {
    availableWorkflows: [],
    hiddenWorkflows: [{ id: HIDDEN, description: 'Remind me to follow up', infoText: '', inputs: [] }],
  },
}
const configOf = (type: string) => configs[type] ?? { availableWorkflows: [], hiddenWorkflows: [] }

const integrations: Integration[] = [
  { type: 'googledrive', name: 'Google Drive', icon: 'drive.svg', accounts: [account('a'), account('b')] },
  { type: 'googleCalendar', name: 'Google Calendar', icon: 'calendar.svg', accounts: [account('c')] },
]

function account(id: string): Integration['accounts'][number] {
  return {
    id,
    name: id,
    label: `${id}@mail.example`,
    picture: undefined,
    status: 'connected',
    connectedSince: new Date(0),
    externalId: undefined,
    isDefault: false,
    activeWorkflows: 0,
  }
}

/** A credential whose configurations, the default one first, have these workflows on. */
function credential(id: string, ...configurations: string[][]) {
  return {
    id,
    configurations: configurations.map((enabled, index) => ({
      id: `${id}-configuration-${index}`,
      isDefault: index === 0,
      externalId: index === 1 ? 'Team A' : undefined,
      workflowSettings: Object.fromEntries(enabled.map((workflow) => [workflow, { enabled: true, settings: {} }])),
    })),
  } as unknown as Credential
}

const credentials = {
  googledrive: { allCredentials: [credential('a', [SAVE], [SAVE], []), credential('b', [])] },
  googleCalendar: { allCredentials: [credential('c', [HIDDEN])] },
}
const user = { authenticated: true, integrations: credentials } as unknown as ParagonUser

describe('workflows', () => {
  it('are known with what starts them, if this app knows it', () => {
    expect(listWorkflows('googledrive', configOf('googledrive'))).toMatchObject([
      { id: SAVE, info: undefined, trigger: { kind: 'event', name: 'document.finished' } },
      { id: FIND, info: 'Searches.', trigger: { kind: 'request', answer: 'json' } },
    ])
    expect(listWorkflows('other', configOf('googledrive'))[0]?.trigger).toBeUndefined()
  })

  it('are on or off in the configuration that is chosen, else in the default one', () => {
    const account = credential('a', [SAVE], [FIND], [])
    const state = (chosen?: string) => {
      const configuration = findConfiguration(account, chosen)
      if (!configuration) throw new Error('There is no configuration.')
      const on = [SAVE, FIND].filter((id) => isEnabled(configuration, id))
      return [configurationName(configuration), on, selectionOf('a', configuration)]
    }
    const ofDefault = ['Default', [SAVE], { selectedCredentialId: 'a' }]
    expect(state()).toEqual(ofDefault)
    expect(state('gone')).toEqual(ofDefault)
    const selectedConfigurationId = 'a-configuration-1'
    expect(state(selectedConfigurationId)).toEqual([
      'Team A',
      [FIND],
      { selectedCredentialId: 'a', selectedConfigurationId },
    ])
    expect(state('a-configuration-2')[0]).toBe('a-configuration-2')
    expect(selectionOf('a', undefined)).toEqual({ selectedCredentialId: 'a' })
  })
})

describe('App Events', () => {
  const events = listEvents(integrations, configOf)

  it('are those that a workflow listens to, be it a hidden one', () => {
    expect(events.map(({ name }) => name)).toEqual(['document.finished', 'meeting.finished'])
  })

  it('reach the accounts of the integrations that listen, once for each configuration where it is on', () => {
    const [finished, followUp] = events.map((event) =>
      recipientsOf(event, user).map(({ account, runs }) => [account.id, runs]),
    )
    expect(finished).toEqual([
      ['a', 2],
      ['b', 0],
    ])
    expect(followUp).toEqual([['c', 1]])
  })
})

describe('the directory of runs', () => {
  const directory = createDirectory(user, integrations, configOf)
  const run = (change: Partial<Execution>): Execution => ({
    id: 'run',
    workflowId: SAVE,
    status: 'SUCCEEDED',
    dateStarted: '2030-05-06T10:00:00.000Z',
    ...change,
  })

  it('names workflow, integration and account', () => {
    expect(directory.workflowName(run({}))).toBe('Save finished documents to Drive')
    expect(directory.workflowName(run({ workflowId: HIDDEN }))).toBe('Remind me to follow up')
    expect(directory.workflowName(run({ workflowId: 'gone' }))).toBe('A workflow that is gone')
    expect(directory.integration(run({}))?.name).toBe('Google Drive')
    expect(directory.integration(run({ workflowId: 'gone', integration: 'googleCalendar' }))?.name).toBe(
      'Google Calendar',
    )
    expect(directory.accountName(run({ credentialId: 'b' }))).toBe('b@mail.example')
    expect(directory.accountName(run({ credentialId: 'gone' }))).toBe('a disconnected account')
    expect(directory.accountName(run({}))).toBe('an account that Paragon does not name')
  })

  it('names a configuration unless it is the default one', () => {
    const of = (configurationId: string) => directory.configurationName(run({ credentialId: 'a', configurationId }))
    expect(of('a-configuration-0')).toBeUndefined()
    expect(of('a-configuration-1')).toBe('Team A')
    expect(of('a-configuration-2')).toBe('a-config')
    expect(of('gone')).toBe('a removed one')
    expect(directory.configurationName(run({ credentialId: 'gone', configurationId: 'x' }))).toBeUndefined()
  })
})
