import { generateKeyPairSync } from 'node:crypto'
import { jwtVerify } from 'jose'
import { expect, it } from 'vitest'
import { mintUserToken } from './user-token'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const now = new Date('2026-03-01T12:00:00.400Z')

it.each(['pkcs8', 'pkcs1'] as const)('signs with a %s key what Paragon asks for', async (type) => {
  const signingKey = privateKey.export({ type, format: 'pem' }).toString()
  const { token, expiresAt } = await mintUserToken({ userId: 'user-1', projectId: 'project-1', signingKey, now })

  const { payload, protectedHeader } = await jwtVerify(token, publicKey, {
    algorithms: ['RS256'],
    audience: 'useparagon.com/project-1',
    currentDate: now,
  })
  const issuedAt = Date.parse('2026-03-01T12:00:00Z') / 1000
  expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'JWT' })
  expect(payload).toEqual({
    sub: 'user-1',
    aud: 'useparagon.com/project-1',
    iat: issuedAt,
    exp: issuedAt + 3600,
  })
  expect(expiresAt).toBe('2026-03-01T13:00:00.000Z')
})
