import { describe, expect, it } from 'vitest'
import { type ClaimScopes, parseClaim } from './claim.ts'
import { type PermissionTarget, permissionsOf } from './permissions.ts'

const A = '0d2cca60-268b-45f1-ac5e-af6aad403d8c'
const B = 'a5e995c2-7709-43fd-9cdf-f759faa52497'
const drive = { type: 'googledrive' }
const sheet = { type: 'sharepoint' }
const a: PermissionTarget = { integration: drive, credential: { id: A, externalId: 'ws1' } }
const b: PermissionTarget = { integration: drive, credential: { id: B, externalId: null } }
const elsewhere: PermissionTarget = { integration: sheet, credential: { id: B, externalId: null } }
const fresh: PermissionTarget = { integration: drive, credential: { id: '', externalId: null } }
const teamA: PermissionTarget = { ...a, configuration: { id: B, externalId: 'Team A' } }
const plain: PermissionTarget = { ...a, configuration: { id: A, externalId: null } }

describe('a permissions claim', () => {
  it.each<[string, ClaimScopes, Record<string, boolean>]>([
    [
      'allows all integrations',
      { 'integration:*': true },
      { a: true, b: true, elsewhere: true, fresh: true, teamA: true },
    ],
    ['that is empty allows nothing', {}, { a: false, b: false, fresh: false, teamA: false }],
    ['allows one integration', { 'integration:googledrive': true }, { a: true, fresh: true, elsewhere: false }],
    [
      'prefers a named integration to all',
      { 'integration:*': true, 'integration:googledrive': false },
      { a: false, fresh: false, elsewhere: true },
    ],
    [
      'prefers a credential to its integration',
      { 'integration:googledrive': { [`credential:${A}`]: true }, 'integration:*': false },
      { a: true, b: false, fresh: false, elsewhere: false, teamA: true },
    ],
    [
      'prefers a named credential to all credentials',
      { 'integration:*': { 'credential:*': true, [`credential:${A}`]: false } },
      { a: false, b: true, fresh: true, elsewhere: true, plain: false },
    ],
    [
      'takes scopes side by side as well as nested',
      { 'integration:*': false, [`credential:${B}`]: true },
      { a: false, b: true, elsewhere: true, fresh: false },
    ],
    ['reads ids in capitals', { [`credential:${A.toUpperCase()}`]: true }, { a: true, b: false }],
    [
      'names a credential by its external id',
      { 'integration:googledrive': { 'credential:ext:ws1': true } },
      { a: true, b: false, fresh: false },
    ],
    [
      'names a configuration by its external id',
      { 'integration:googledrive': { 'credential:*': { 'configuration:ext:Team A': true } } },
      { a: false, teamA: true, plain: false },
    ],
    [
      'prefers a configuration to all configurations and to its credential',
      { 'integration:*': true, 'credential:*': { 'configuration:*': true, 'configuration:ext:Team A': false } },
      { a: true, teamA: false, plain: true },
    ],
    [
      'of two equally specific scopes prefers the one within the more specific',
      { 'integration:*': { 'credential:*': true }, 'integration:googledrive': { 'credential:*': false } },
      { a: false, b: false, elsewhere: true },
    ],
  ])('%s', (_, claim, expected) => {
    const permissions = permissionsOf(claim)
    const targets: Record<string, PermissionTarget> = { a, b, elsewhere, fresh, teamA, plain }
    for (const [name, allowed] of Object.entries(expected)) {
      const target = targets[name]
      if (!target) throw new Error(name)
      expect([name, permissions.allows('proxy', target), permissions.shows(target)]).toEqual([name, allowed, allowed])
    }
  })

  it('with names allows these, and lets their scope be seen', () => {
    const permissions = permissionsOf({ 'integration:*': { 'credential:*': ['credential:write', 'of the future'] } })
    expect(permissions.allows('credential:write', fresh)).toBe(true)
    expect(permissions.allows('proxy', a)).toBe(false)
    expect(permissions.shows(a)).toBe(true)
    // Nothing is added from a less specific scope.
    const narrowed = permissionsOf({ 'integration:*': true, [`credential:${A}`]: ['actionkit'] })
    expect([narrowed.allows('actionkit', a), narrowed.allows('proxy', a), narrowed.allows('proxy', b)]).toEqual([
      true,
      false,
      true,
    ])
    expect(permissionsOf({ 'integration:*': [] }).shows(a)).toBe(false)
  })
})

describe('the text of a claim', () => {
  const claim = { 'integration:sharepoint': { 'credential:*': ['credential:write'] } }
  it.each([
    ['an object', claim],
    ['the JSON of one', JSON.stringify(claim)],
  ])('may be %s', (_, value) => expect(parseClaim(value)).toEqual({ scopes: claim }))

  const deep = () => {
    let value: unknown = true
    for (let level = 0; level < 10_000; level += 1) value = { 'integration:*': value }
    return value
  }
  it.each([
    ['no object', true],
    ['an array', ['integration:*']],
    ['null', null],
    ['no JSON', '{"integration:*": tru'],
    ['JSON of no object', '"integration:*"'],
    ['a number for a value', { 'integration:*': 1 }],
    ['null for a value', { 'integration:*': null }],
    ['names that are no text', { 'integration:*': [1] }],
    ['a scope that is none', { everything: true }],
    ['a scope without a name', { 'integration:': true }],
    ['more levels than there are scopes', deep()],
  ])('is refused for %s', (_, value) => expect(parseClaim(value)).toEqual({ problem: expect.any(String) }))
})
