import { describe, expect, it } from 'vitest'
import { createHostCheck, publicHost, refuseHost } from './host-check.ts'

describe('a Host header', () => {
  it.each([
    'localhost',
    'localhost:4010',
    'LOCALHOST.',
    '127.0.0.1:4010',
    '127.0.0.2',
    '[::1]:4010',
    'zeus.localhost:4010',
  ])('%s names the sandbox', (header) => {
    const isGood = createHostCheck({})
    expect([isGood(header), isGood(header)]).toEqual([true, true])
  })

  it.each([
    undefined,
    '',
    'evil.example',
    'evil.example:4010',
    'localhost.evil.example',
    'notlocalhost',
    '127.0.0.1.evil.example',
    '192.168.1.5:4010',
    '[::2]',
    'localhost@evil.example',
  ])('%s does not', (header) => {
    expect(createHostCheck({})(header)).toBe(false)
  })

  it('may be the address that is listened on, any address where that is all of them, or a name that is allowed', () => {
    expect(createHostCheck({ host: '192.168.1.5' })('192.168.1.5:4010')).toBe(true)
    expect(createHostCheck({ host: 'fe80::1' })('[fe80::1]:4010')).toBe(true)
    expect(createHostCheck({ host: '0.0.0.0' })('10.0.0.7:4010')).toBe(true)
    expect(createHostCheck({ host: '::' })('[fe80::2]:4010')).toBe(true)
    expect(createHostCheck({ host: '0.0.0.0' })('evil.example')).toBe(false)
    expect(createHostCheck({ allowedHosts: ['Sandbox'] })('sandbox:4010')).toBe(true)
    expect(createHostCheck({ allowedHosts: ['*'] })('evil.example')).toBe(true)
  })

  it('is remembered a while, however many there are', () => {
    const isGood = createHostCheck({})
    for (let n = 0; n < 250; n++) expect(isGood(`tenant-${n}.localhost`)).toBe(true)
  })
})

describe('a request under another name', () => {
  it('is refused with a way out, as a problem by the control API', async () => {
    const problem = refuseHost('evil.example:4010', '/_sandbox/projects')
    expect([problem.status, problem.headers.get('content-type')]).toEqual([421, 'application/problem+json'])
    expect(await problem.json()).toMatchObject({
      status: 421,
      detail: expect.stringContaining('--allowed-hosts evil.example'),
    })
    const text = refuseHost(undefined, '/projects/p/sdk/me')
    expect([text.status, await text.text()]).toEqual([421, 'The request has no Host header.\n'])
  })
})

it.each([
  [undefined, 'localhost'],
  ['127.0.0.1', 'localhost'],
  ['::1', 'localhost'],
  ['0.0.0.0', 'localhost'],
  ['192.168.1.5', '192.168.1.5'],
  ['fe80::1', '[fe80::1]'],
])('what listens on %s goes by %s', (host, name) => {
  expect(publicHost(host)).toBe(name)
})
