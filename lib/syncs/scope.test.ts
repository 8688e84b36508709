import { expect, it } from 'vitest'
import { containerOf } from './pipelines'
import { configurationOf, type Scope } from './scope'

it.each<[Scope, object]>([
  [{ kind: 'all', within: '' }, {}],
  [{ kind: 'folder', folderId: ' f ', isShallow: false }, { configuration: { folderId: 'f' } }],
  [{ kind: 'folder', folderId: 'f', isShallow: true }, { configuration: { folderId: 'f', shallowSync: true } }],
  [{ kind: 'files', ids: 'a, b\nc a,' }, { configuration: { fileIds: ['a', 'b', 'c'] } }],
])('%j is %j', (scope, expected) => {
  expect(configurationOf(scope)).toEqual(expected)
})

it.each<[Scope, string]>([
  [{ kind: 'folder', folderId: ' ', isShallow: true }, 'Enter the id of a folder.'],
  [{ kind: 'files', ids: ' , ' }, 'Enter the ids of files, separated by commas.'],
  [
    { kind: 'files', ids: Array.from({ length: 301 }, (_, at) => at).join(',') },
    'A sync takes 300 files by their ids at most.',
  ],
])('of %j it is said what is wrong', (scope, problem) => {
  expect(configurationOf(scope)).toEqual({ problem })
})

it('names the site or the project of what is never synced as a whole', () => {
  const ofProject = (within: string) => configurationOf({ kind: 'all', within }, containerOf('jira'))
  expect(ofProject(' 10001 ')).toEqual({ configuration: { projectId: '10001' } })
  expect(ofProject(' ')).toEqual({ problem: 'Enter the number of the project.' })
  const site = { kind: 'all', within: 'northwind.example,1,2' } as const
  expect(configurationOf(site, containerOf('sharepoint'))).toEqual({
    configuration: { siteId: 'northwind.example,1,2' },
  })
  const folder = { kind: 'folder', folderId: 'f', isShallow: false } as const
  expect(configurationOf(folder, containerOf('sharepoint'))).toEqual({ configuration: { folderId: 'f' } })
})
