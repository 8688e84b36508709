import { expect, it } from 'vitest'
import { contentSecurityPolicy } from './content-security-policy'

function directive(policy: string, name: string): string[] {
  const found = policy.split('; ').find((entry) => entry.startsWith(`${name} `))
  return found?.split(' ').slice(1) ?? []
}

const input = { nonce: 'n0nce', issuer: 'http://localhost:4020', development: false }

it('lets the SDK and the portal reach the sandbox and nothing else', () => {
  const policy = contentSecurityPolicy({ ...input, sandboxUrl: 'http://localhost:4010' })
  expect(directive(policy, 'connect-src')).toEqual(["'self'", 'http://localhost:4010'])
  expect(directive(policy, 'frame-src')).toEqual(['http://localhost:4010'])
})

it('lets them reach the real service without a sandbox', () => {
  const policy = contentSecurityPolicy({ ...input, sandboxUrl: undefined })
  expect(directive(policy, 'connect-src')).toEqual(["'self'", 'https://*.useparagon.com'])
})

it('runs scripts by nonce only, and no code from strings in production', () => {
  const scripts = directive(contentSecurityPolicy({ ...input, sandboxUrl: undefined }), 'script-src')
  expect(scripts).toEqual(["'self'", "'nonce-n0nce'", "'strict-dynamic'"])
})
