import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { EnvError, parseEnv } from './env'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

const complete = {
  PARAGON_PROJECT_ID: 'project',
  PARAGON_SIGNING_KEY: pem,
  NEXTAUTH_URL: 'http://localhost:3000',
  NEXTAUTH_SECRET: 'secret',
  OIDC_ISSUER: 'http://localhost:4020',
  OIDC_CLIENT_ID: 'app',
  OIDC_CLIENT_SECRET: 'shh',
}

function problemsOf(source: Record<string, string | undefined>): string[] {
  try {
    parseEnv(source)
  } catch (error) {
    if (error instanceof EnvError) return error.message.split('\n').slice(1)
    throw error
  }
  return []
}

describe('parseEnv', () => {
  it('talks to the real service when no sandbox is named', () => {
    expect(parseEnv(complete).sandboxUrl).toBeUndefined()
    expect(parseEnv({ ...complete, PARAGON_SANDBOX_URL: '' }).sandboxUrl).toBeUndefined()
  })

  it('does without an API key', () => {
    expect(parseEnv(complete).apiKey).toBeUndefined()
    expect(parseEnv({ ...complete, PARAGON_API_KEY: '' }).apiKey).toBeUndefined()
    expect(parseEnv({ ...complete, PARAGON_API_KEY: ' key ' }).apiKey).toBe('key')
  })

  it('does without a secret for webhooks', () => {
    expect(parseEnv(complete).webhookSecret).toBeUndefined()
    expect(parseEnv({ ...complete, PARAGON_WEBHOOK_SIGNING_SECRET: '' }).webhookSecret).toBeUndefined()
    expect(parseEnv({ ...complete, PARAGON_WEBHOOK_SIGNING_SECRET: 'shh' }).webhookSecret).toBe('shh')
  })

  it('takes base URLs without their trailing slash', () => {
    const env = parseEnv({ ...complete, PARAGON_SANDBOX_URL: 'http://localhost:4010/', OIDC_ISSUER: 'http://idp:1//' })
    expect(env.sandboxUrl).toBe('http://localhost:4010')
    expect(env.oidc.issuer).toBe('http://idp:1')
  })

  it('knows the admins: those of the data unless others are named, or none', () => {
    expect(parseEnv(complete).teamAdmins).toEqual(['maya@northwind.example'])
    const others = 'Sam Ortiz <sam@mail.example>, Li <li@mail.example>'
    expect(parseEnv({ ...complete, TEAM_ADMINS: others }).teamAdmins).toEqual(['sam@mail.example', 'li@mail.example'])
    expect(parseEnv({ ...complete, TEAM_ADMINS: '' }).teamAdmins).toEqual([])
  })

  it('names every problem at once', () => {
    expect(problemsOf({})).toEqual([
      '  PARAGON_PROJECT_ID is missing',
      '  PARAGON_SIGNING_KEY is missing',
      '  NEXTAUTH_URL is missing',
      '  NEXTAUTH_SECRET is missing',
      '  OIDC_ISSUER is missing',
      '  OIDC_CLIENT_ID is missing',
      '  OIDC_CLIENT_SECRET is missing',
    ])
    expect(problemsOf({ ...complete, OIDC_ISSUER: 'localhost:4020', NEXTAUTH_SECRET: ' ' })).toEqual([
      '  NEXTAUTH_SECRET is empty',
      '  OIDC_ISSUER is not an http(s) URL',
    ])
  })

  it('reads a key whose line breaks are written as \\n', () => {
    const oneLine = pem.replaceAll('\n', '\\n')
    expect(parseEnv({ ...complete, PARAGON_SIGNING_KEY: oneLine }).signingKey).toBe(pem)
  })

  it.each([
    [
      'a public key',
      generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }),
    ],
    [
      'an elliptic key',
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
    ],
    ['no key at all', 'hunter2'],
  ])('refuses %s', (_, key) => {
    const problems = problemsOf({ ...complete, PARAGON_SIGNING_KEY: key.toString() })
    expect(problems).toEqual(['  PARAGON_SIGNING_KEY is not an RSA private key in PEM form'])
  })

  it('keeps the key out of the message', () => {
    expect(problemsOf({ ...complete, PARAGON_SIGNING_KEY: 'hunter2' }).join()).not.toContain('hunter2')
  })

  it('refuses a sandbox address that the SDK would take for the Proxy API', () => {
    expect(problemsOf({ ...complete, PARAGON_SANDBOX_URL: 'http://proxy.test' })).toEqual([
      '  PARAGON_SANDBOX_URL must not contain the word "proxy"',
    ])
  })
})
