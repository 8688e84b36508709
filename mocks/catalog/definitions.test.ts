import { describe, expect, it } from 'vitest'
import { catalog } from './catalog.ts'
import { refusesToken } from './definitions.ts'

const apiOf = (type: string) => {
  const found = catalog.find((definition) => definition.type === type)
  if (!found) throw new Error(`There is no ${type}.`)
  return found.api
}

describe('an access token', () => {
  it.each<[string, number, unknown, boolean]>([
    ['googledrive', 401, {}, true],
    ['googledrive', 401, undefined, true],
    ['googledrive', 403, { error: 'invalid_auth' }, false],
    ['googledrive', 200, { error: 'invalid_auth' }, false],
    ['slack', 200, { ok: false, error: 'invalid_auth' }, true],
    ['slack', 200, { ok: false, error: 'token_expired' }, true],
    ['slack', 200, { ok: false, error: 'token_revoked' }, true],
    ['slack', 200, { ok: false, error: 'missing_scope' }, false],
    ['slack', 200, { ok: true }, false],
    ['slack', 200, { ok: true, message: { error: 'invalid_auth' } }, false],
    ['slack', 200, { error: ['invalid_auth'] }, false],
    ['slack', 200, 'invalid_auth', false],
    ['slack', 200, null, false],
    ['slack', 200, undefined, false],
    ['slack', 500, { ok: false, error: 'invalid_auth' }, false],
    ['slack', 401, undefined, true],
  ])('of %s is refused by %i %j: %s', (type, status, body, expected) => {
    expect(refusesToken(apiOf(type), status, body)).toBe(expected)
  })
})
