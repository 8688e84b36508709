import { expect, it } from 'vitest'
import { configurationOf, type Scope } from './scope'

it.each<[Scope, object]>([
  [{ kind: 'all' }, {}],
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
