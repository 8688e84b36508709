import { describe, expect, it } from 'vitest'
import { satisfies } from './installed.mjs'

const wanted = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/b-darwin': { version: '1.0.0', integrity: 'sha512-b', optional: true },
  },
}
const a = { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } }

describe('what is installed', () => {
  it.each<[string, boolean, Parameters<typeof satisfies>[0]['packages']]>([
    ['everything for this system', true, a],
    ['nothing', false, {}],
    ['another version', false, { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } }],
    ['other content under the same version', false, { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-x' } }],
    ['a package that is not wanted any more', false, { ...a, 'node_modules/old': { version: '1.0.0' } }],
    ['an optional package of another version', false, { ...a, 'node_modules/b-darwin': { version: '0.9.0' } }],
  ])('%s: %j', (_, expected, packages) => {
    expect(satisfies({ packages }, wanted)).toBe(expected)
  })
})
