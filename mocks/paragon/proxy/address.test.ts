import { describe, expect, it } from 'vitest'
import { integrationsOf } from '../../catalog/catalog.ts'
import type { Project } from '../../store/projects.ts'
import { findProxiedIntegration, proxyAddress } from './address.ts'

const address = (rest: string) => proxyAddress(`http://localhost:4010/projects/p/sdk/proxy/${rest}`)

describe('the URL of a proxied call', () => {
  it.each([
    ['googledrive/files?q=x', 'googledrive', '/files', '?q=x'],
    ['googledrive', 'googledrive', '', ''],
    ['googledrive/', 'googledrive', '/', ''],
    ['googledrive?x=1', 'googledrive', '', '?x=1'],
    ['googledrive/a%2Fb/c%20d//e', 'googledrive', '/a%2Fb/c%20d//e', ''],
    ['googledrive/files#fragment', 'googledrive', '/files', ''],
    ['googledrive/https://a.example/x?y=/sdk/proxy/z', 'googledrive', '/https://a.example/x', '?y=/sdk/proxy/z'],
    ['googledrive/https:/a.example/x', 'googledrive', '/https:/a.example/x', ''],
    ['custom.tasklab/tasks', 'custom.tasklab', '/tasks', ''],
    ['custom%2Etasklab/tasks', 'custom.tasklab', '/tasks', ''],
    ['custom/0d2cca60/tasks/1', 'custom/0d2cca60', '/tasks/1', ''],
    ['custom/0d2cca60', 'custom/0d2cca60', '', ''],
    ['custom', 'custom', '', ''],
    ['custom/', 'custom', '/', ''],
    ['a%zz/files', 'a%zz', '/files', ''],
  ])('%s names %s, and asks for %j%j', (rest, reference, path, search) => {
    expect(address(rest)).toEqual({ reference, path, search })
  })
})

describe('the integration that a call names', () => {
  const project = { integrations: integrationsOf('p') } as unknown as Project
  const named = (reference: string) => findProxiedIntegration(project, reference)?.type
  const ids = Object.fromEntries(project.integrations.map(({ id, type }) => [type, id]))
  const custom = project.integrations.find(({ definition }) => definition.custom)?.definition.custom

  it('goes by its type, a custom one by its slug', () => {
    expect(['googledrive', 'googleCalendar', 'custom.tasklab'].map(named)).toEqual([
      'googledrive',
      'googleCalendar',
      'custom.tasklab',
    ])
  })

  it('goes by its id, a custom one by that of its definition too, after "custom/" or alone', () => {
    const id = ids['custom.tasklab'] ?? ''
    for (const each of [id, id.toUpperCase(), custom?.id ?? '']) {
      expect([named(`custom/${each}`), named(each)]).toEqual(['custom.tasklab', 'custom.tasklab'])
    }
    expect(named(ids.googledrive ?? '')).toBe('googledrive')
  })

  it.each([
    '',
    'custom',
    'custom/',
    'nothing',
    'Googledrive',
    'tasklab',
    'custom/custom.tasklab',
    `custom/${ids.googledrive}`,
  ])('is none for %j', (reference) => expect(named(reference)).toBeUndefined())
})
