import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Project } from '../store/projects.ts'
import { createUserTokens } from './user-token.ts'

const pem = { publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } }
const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048, ...pem } as never) as unknown as Pair
interface Pair {
  publicKey: string
  privateKey: string
}
const [own, second, foreign] = [pair(), pair(), pair()]

const NOW = Date.UTC(2026, 0, 15)
const seconds = NOW / 1000
const project = (revision = 1, keys = [own]): Project => ({
  id: 'project-a',
  name: 'A',
  revision,
  allowedOrigins: [],
  accessibleFeatures: [],
  billingPlan: '',
  webhookUrl: null,
  syncWebhookUrl: null,
  declaration: null,
  transitions: null,
  dateCreated: new Date(NOW),
  signingKeys: keys.map(({ publicKey }) => ({ id: publicKey, publicKey })),
  apiKeyHashes: [],
  integrations: [],
})

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
function jwt(claims: object, { header = { alg: 'RS256' } as object, key = own.privateKey } = {}): string {
  const input = `${encode(header)}.${encode({ sub: 'user-1', iat: seconds, exp: seconds + 3600, ...claims })}`
  return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`
}

describe('a user token', () => {
  it('names the user', async () => {
    expect(await createUserTokens(() => NOW).verify(project(), jwt({}))).toMatchObject({ userId: 'user-1' })
    expect(await createUserTokens(() => NOW).verify(project(), jwt({ sub: 'a/b ü 😀' }))).toMatchObject({
      userId: 'a/b ü 😀',
    })
  })

  it('may be signed by any key of the project', async () => {
    const tokens = createUserTokens(() => NOW)
    expect(await tokens.verify(project(1, [own, second]), jwt({}, { key: second.privateKey }))).toMatchObject({
      userId: 'user-1',
    })
  })

  it.each([
    ['useparagon.com/project-a'],
    ['dashboard.useparagon.com/project-a'],
    [['useparagon.com/project-b', 'useparagon.com/project-a']],
  ])('may name its audience as %j', async (aud) => {
    expect(await createUserTokens(() => NOW).verify(project(), jwt({ aud }))).toMatchObject({ userId: 'user-1' })
  })

  const hs256 = () => {
    const input = `${encode({ alg: 'HS256' })}.${encode({ sub: 'user-1', exp: seconds + 3600 })}`
    return `${input}.${createHmac('sha256', own.publicKey).update(input).digest('base64url')}`
  }
  it.each([
    ['expired', () => jwt({ exp: seconds - 61 }), /expired/],
    ['without exp', () => jwt({ exp: undefined }), /exp/],
    ['without sub', () => jwt({ sub: undefined }), /sub/],
    ['with an empty sub', () => jwt({ sub: ' ' }), /sub/],
    ['with a sub that is no string', () => jwt({ sub: 7 }), /not valid|sub/],
    ['with a NUL in its sub', () => jwt({ sub: 'user\0-1' }), /sub/],
    ['with half a character in its sub', () => jwt({ sub: 'user-\ud83d' }), /sub/],
    ['not valid yet', () => jwt({ nbf: seconds + 3600 }), /nbf/],
    ['of a foreign key', () => jwt({}, { key: foreign.privateKey }), /not signed by a key of this project/],
    [
      'changed since',
      () => jwt({}).replace(/\.[^.]+\./, `.${encode({ sub: 'admin', exp: seconds + 9 })}.`),
      /not signed/,
    ],
    ['unsigned', () => `${encode({ alg: 'none' })}.${encode({ sub: 'u', exp: seconds + 9 })}.`, /not RS256/],
    ['signed with the public key as an HS256 secret', hs256, /not RS256/],
    ['of another project', () => jwt({ aud: 'useparagon.com/project-b' }), /another project/],
    ['with an audience that is no string', () => jwt({ aud: 7 }), /another project/],
    ['with an audience of null', () => jwt({ aud: [null] }), /another project/],
    ['not a token', () => 'nonsense', /well-formed/],
    ['two dots only', () => '..', /well-formed/],
  ])('%s is refused with a 401', async (_, token, message) => {
    const verified = createUserTokens(() => NOW).verify(project(), token())
    await expect(verified).rejects.toMatchObject({ status: 401, message: expect.stringMatching(message) })
  })

  it('that was accepted once stops being accepted when it expires', async () => {
    let now = NOW
    const tokens = createUserTokens(() => now)
    const token = jwt({})
    await tokens.verify(project(), token)
    now += 3600_000 + 61_000
    await expect(tokens.verify(project(), token)).rejects.toMatchObject({ status: 401 })
  })

  it('that was accepted once stops being accepted when its key is withdrawn', async () => {
    const tokens = createUserTokens(() => NOW)
    const token = jwt({})
    await tokens.verify(project(1), token)
    await expect(tokens.verify(project(2, [second]), token)).rejects.toMatchObject({ status: 401 })
  })

  it('of one project is not taken for another’s from the cache', async () => {
    const tokens = createUserTokens(() => NOW)
    const token = jwt({ aud: 'useparagon.com/project-a' })
    await tokens.verify(project(), token)
    await expect(tokens.verify({ ...project(), id: 'project-b' }, token)).rejects.toMatchObject({ status: 401 })
    // Nor when the project's name and what is left of the token read the same one after the other.
    const [first = '', rest = ''] = [token.slice(0, 1), token.slice(1)]
    const nearly = tokens.verify({ ...project(), id: `project-a${first}` }, rest)
    await expect(nearly).rejects.toMatchObject({ status: 401 })
  })
})
