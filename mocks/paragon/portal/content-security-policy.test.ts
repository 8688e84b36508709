import { expect, test } from 'vitest'
import { loopbackOrigins } from '../allowed-origins.ts'
import { frameAncestors, portalPolicy } from './content-security-policy.ts'

const providerOrigin = 'http://localhost:4020'

test('every default origin is a source the policy accepts', () => {
  expect(frameAncestors(loopbackOrigins)).toEqual(loopbackOrigins)
})

test.each([
  'https://app.example.com; script-src *',
  'https://app.example.com script-src',
  'https://app.example.com\r\nSet-Cookie: a=b',
  'https://app.example.com,https://evil.example',
  "'self'",
  '*',
  'https:',
  'https://*',
  'https://app.*.com',
  'https://app.example.com/path',
  'https://user@app.example.com',
  'javascript://app.example.com',
  'app.example.com',
  '',
])('an allowed origin that is no origin is left out: %j', (origin) => {
  expect(frameAncestors(['https://good.example', origin])).toEqual(['https://good.example'])
})

test('ports, wildcard labels and a trailing slash are understood', () => {
  expect(frameAncestors(['http://localhost:3000/', 'https://*.example.com', 'https://a-b.example.com:8443'])).toEqual([
    'http://localhost:3000',
    'https://*.example.com',
    'https://a-b.example.com:8443',
  ])
})

test('the policy has one directive of each kind, whatever the project allows', () => {
  const policy = portalPolicy({ providerOrigin, allowedOrigins: ["https://a.example; script-src 'unsafe-inline'"] })
  expect(policy.split('; ').map((directive) => directive.split(' ')[0])).toEqual([
    'default-src',
    'script-src',
    'style-src',
    'img-src',
    'connect-src',
    'base-uri',
    'form-action',
    'frame-ancestors',
  ])
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
  expect(policy).toContain(`img-src 'self' data: ${providerOrigin}`)
})
