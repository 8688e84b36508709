import { expect, it } from 'vitest'
import { identityIn } from './identity'

it.each([
  ['googledrive', { user: { displayName: 'A', emailAddress: 'a@mail.example' } }, 'a@mail.example'],
  ['googledrive', { files: [] }, undefined],
  ['googleCalendar', { items: [{ id: 'team' }, { id: 'a@mail.example', primary: true }] }, 'a@mail.example'],
  ['googleCalendar', { items: [{ id: 'team' }] }, undefined],
  ['googleCalendar', { items: [{ id: 'event', summary: 'An event' }] }, undefined],
  ['slack', { ok: true, user: 'ada', team: 'Quills' }, 'ada in Quills'],
  ['slack', { ok: false, error: 'invalid_auth' }, undefined],
  ['onedrive', { id: 'b!x', owner: { user: { email: 'a@mail.example' } } }, 'a@mail.example'],
  ['onedrive', { value: [] }, undefined],
  ['box', { type: 'user', id: '1', login: 'a@mail.example' }, 'a@mail.example'],
  ['box', { type: 'folder', id: '0' }, undefined],
  ['jira', { accountId: '1', emailAddress: 'a@mail.example' }, 'a@mail.example'],
  ['jira', { issues: [] }, undefined],
  ['hubspot', { user: { emailAddress: 'a@mail.example' } }, undefined],
  ['googledrive', undefined, undefined],
])('%s answering %j was asked by %s', (integration, data, expected) => {
  expect(identityIn(integration, data)).toBe(expected)
})
