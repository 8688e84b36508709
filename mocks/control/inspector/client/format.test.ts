import { expect, it } from 'vitest'
import { accountColour, accountLabel } from './account-colour.ts'
import { ahead, bytes, milliseconds, moment, pretty, shortPath, toneOf } from './format.ts'

it('says how far a clock is ahead', () => {
  expect([0, 20_000, 3_600_000, 90_000_000, 5_400_000, -60_000].map(ahead)).toEqual([
    'as this machine',
    'as this machine',
    '1 h ahead',
    '1 d 1 h ahead',
    '1 h 30 min ahead',
    '1 min behind',
  ])
})

it('shortens paths by what all of them have in common', () => {
  expect(shortPath('/projects/p/sdk/me', 'p')).toBe('/sdk/me')
  expect(shortPath('/v2/projects/p/sdk/me', 'p')).toBe('/v2/sdk/me')
  expect(shortPath('/projects/pq/sdk/me', 'p')).toBe('/projects/pq/sdk/me')
  expect(shortPath('/drive/v3/files', 'p')).toBe('/drive/v3/files')
})

it('words sizes, durations and dates', () => {
  expect([milliseconds(12.4), milliseconds(1_234), bytes(999), bytes(1_500)]).toEqual([
    '12 ms',
    '1.2 s',
    '999 B',
    '1.5 kB',
  ])
  expect([moment(null), pretty('{"a":1}'), pretty('no')]).toEqual(['never', '{\n  "a": 1\n}', 'no'])
  expect([200, 302, 404, 500, null].map(toneOf)).toEqual(['ok', 'ok', 'warn', 'bad', 'bad'])
})

it('gives an account the same colour each time, and its name', () => {
  const id = '4601f62c-5197-4977-b5a3-630a61bb9a14'
  expect(accountColour(id)).toBe(accountColour(id))
  expect(new Set(['a', 'b', 'c', 'd'].map(accountColour)).size).toBe(4)
  expect(accountColour(id)).toMatch(/^account-[0-7]$/)
  const account = { credentialId: id, externalId: 'work', integration: 'slack', name: 'maya@x.example' }
  expect(accountLabel(account)).toBe('maya@x.example (work)')
  expect(accountLabel({ ...account, name: null, externalId: null })).toBe(id)
})
