import { createPrivateKey } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createEnvironmentFile,
  formatEnvironment,
  generateEnvironment,
  parsePort,
  readEnvironment,
  withPassingSecrets,
  withPorts,
} from './environment.mjs'
import { root } from './root.mjs'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'environment-'))
  file = path.join(folder, '.env')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the env file', () => {
  it('is made with secrets, for its owner only, and then left alone', () => {
    expect(createEnvironmentFile(file)).toBe(true)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const content = readFileSync(file, 'utf8')
    expect(createEnvironmentFile(file)).toBe(false)
    expect(readFileSync(file, 'utf8')).toBe(content)
  })

  it('gives back what was written, the key among it', () => {
    const written = generateEnvironment()
    writeFileSync(file, formatEnvironment(written))
    const { environment, missing } = readEnvironment(file, {})
    expect(environment).toEqual(written)
    expect(missing).toEqual([])
    const key = createPrivateKey(environment.PARAGON_SIGNING_KEY ?? '')
    expect(key.asymmetricKeyDetails?.modulusLength).toBe(2048)
  })

  it('has one line a variable, so that readers which know no multi-line values can read it', () => {
    const lines = formatEnvironment(generateEnvironment()).trimEnd().split('\n')
    expect(lines).toHaveLength(Object.keys(generateEnvironment()).length)
  })

  it('yields to the environment of the process', () => {
    writeFileSync(file, 'PORT=4010\nOIDC_CLIENT_ID=of-the-file\n')
    expect(readEnvironment(file, { PORT: '5010' }).environment).toEqual({ PORT: '5010', OIDC_CLIENT_ID: 'of-the-file' })
  })

  it('that lacks a secret is found out', () => {
    const { NEXTAUTH_SECRET: _, ...rest } = generateEnvironment()
    writeFileSync(file, formatEnvironment(rest))
    expect(readEnvironment(file, {}).missing).toEqual(['NEXTAUTH_SECRET'])
  })

  it('never holds the same secrets twice', () => {
    const [one, other] = [generateEnvironment(), generateEnvironment()]
    const secrets = [
      'PARAGON_PROJECT_ID',
      'PARAGON_SIGNING_KEY',
      'PARAGON_API_KEY',
      'PARAGON_WEBHOOK_SIGNING_SECRET',
      'NEXTAUTH_SECRET',
      'OIDC_CLIENT_SECRET',
    ] as const
    for (const name of secrets) {
      expect(one[name]).toBeTruthy()
      expect(one[name]).not.toBe(other[name])
    }
  })

  it('is explained, every variable of it, in .env.example', () => {
    const example = readFileSync(path.join(root, '.env.example'), 'utf8')
    const explained = [...example.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name)
    expect(explained).toEqual(expect.arrayContaining(Object.keys(generateEnvironment())))
  })
})

it('what an older env file lacks is made up for one run, and what is set stays', () => {
  const older = { PARAGON_PROJECT_ID: 'p', PARAGON_WEBHOOK_SIGNING_SECRET: '' }
  const [one, other] = [withPassingSecrets(older), withPassingSecrets(older)]
  expect(one).toMatchObject({ PARAGON_PROJECT_ID: 'p', PARAGON_SANDBOX_ADMIN_TOKEN: expect.stringMatching(/.{20}/) })
  expect(one.PARAGON_WEBHOOK_SIGNING_SECRET).toMatch(/.{20}/)
  expect(one.PARAGON_WEBHOOK_SIGNING_SECRET).not.toBe(other.PARAGON_WEBHOOK_SIGNING_SECRET)
  expect(withPassingSecrets(one)).toEqual(one)
})

describe('chosen ports', () => {
  const environment = generateEnvironment()

  it('move the addresses that hang on them', () => {
    const moved = withPorts(environment, { app: 3001, provider: 4021 })
    expect(moved.ports).toEqual({ app: 3001, paragon: 4010, provider: 4021 })
    expect(moved.environment).toMatchObject({
      APP_PORT: '3001',
      NEXTAUTH_URL: 'http://localhost:3001',
      PORT: '4010',
      PARAGON_SANDBOX_URL: 'http://localhost:4010',
      PROVIDER_PORT: '4021',
      OIDC_ISSUER: 'http://localhost:4021',
    })
  })

  it('of the environment move them too', () => {
    expect(withPorts({ ...environment, PORT: '4999' }).environment.PARAGON_SANDBOX_URL).toBe('http://localhost:4999')
  })

  it('leave an address on another host as it is', () => {
    const forwarded = { ...environment, NEXTAUTH_URL: 'https://app.tunnel.example' }
    expect(withPorts(forwarded, { app: 3001 }).environment.NEXTAUTH_URL).toBe('https://app.tunnel.example')
  })
})

it('two services on one port are refused', () => {
  expect(() => withPorts(generateEnvironment(), { app: 4010 })).toThrow('APP_PORT 4010, PORT 4010, PROVIDER_PORT 4020')
})

describe('a port', () => {
  it.each(['0', '65536', '-1', '3000.5', '0x10', 'http', ''])('is not %j', (text) => {
    expect(() => parsePort(text, '--port')).toThrow(/--port must be a port between 1 and 65535/)
  })

  it.each([
    ['1', 1],
    ['65535', 65_535],
  ])('is %j', (text, port) => {
    expect(parsePort(text, '--port')).toBe(port)
  })
})
