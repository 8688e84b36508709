import { expect, it } from 'vitest'
import { callOfEntry } from './call'

const entry = {
  id: '2',
  traceId: '1',
  parentId: '1',
  cursor: 7,
  direction: 'out',
  service: 'googledrive',
  operation: 'GET /drive/v3/files',
  method: 'GET',
  url: 'http://localhost/drive/v3/files?q=secret',
  path: '/drive/v3/files',
  userId: 'ada',
  account: { credentialId: 'c', externalId: null, integration: 'googledrive', name: 'ada@mail.example' },
  status: 503,
  error: null,
  fault: { id: 'f', name: null },
  duration: 12,
  request: { headers: { authorization: 'Bearer <token>' }, body: { text: 'private' } },
}

it('tells of a call to a third party whose account it was made as, and nothing that was said', () => {
  const call = callOfEntry(entry, 'p')
  expect(call).toEqual({
    id: '2',
    traceId: '1',
    parentId: '1',
    cursor: 7,
    from: 'paragon',
    to: 'googledrive',
    method: 'GET',
    path: '/drive/v3/files',
    status: 503,
    error: null,
    fault: 'f',
    duration: 12,
    account: { id: 'c', name: 'ada@mail.example' },
  })
  expect(JSON.stringify(call)).not.toMatch(/private|secret|Bearer/)
})

it('tells the SDK in a browser from a server', () => {
  const request = { ...entry, direction: 'in', parentId: null, path: '/projects/p/sdk/me', account: null }
  expect(callOfEntry(request, 'p')).toMatchObject({ from: 'server', path: '/sdk/me', account: null })
  const headers = { origin: 'http://localhost:3000' }
  expect(callOfEntry({ ...request, request: { headers } }, 'p')).toMatchObject({ from: 'browser' })
})

it('names an account that it knows by its id alone', () => {
  const account = { credentialId: '3dce1a67-5fd2-4d92', externalId: null, integration: null, name: null }
  expect(callOfEntry({ ...entry, account }, 'p')?.account).toEqual({
    id: account.credentialId,
    name: 'account 3dce1a67',
  })
  expect(callOfEntry({ ...entry, account: { ...account, credentialId: null } }, 'p')?.account).toBeNull()
})

it('makes nothing of what is no entry', () => {
  expect(callOfEntry({ ...entry, cursor: 'x' }, 'p')).toBeUndefined()
  expect(callOfEntry('entry', 'p')).toBeUndefined()
})
