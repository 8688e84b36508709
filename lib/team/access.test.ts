import { generateKeyPairSync } from 'node:crypto'
import { decodeJwt, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { PERMISSIONS_CLAIM } from '../paragon/permissions-claim'
import { createTeamAccess, OrganizationUnavailableError, UnknownIntegrationError } from './access'
import { issueTicket, readTicket } from './connect-ticket'
import type { Member } from './members'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const now = new Date('2026-03-01T12:00:00Z')
const issuedAt = now.getTime() / 1000
const maya = { id: 'maya', name: 'Maya Chen', email: 'maya@northwind.example' }
const jonas = { id: 'jonas', name: 'Jonas Weber', email: 'jonas@northwind.example' }
const priya = { id: 'priya', name: 'Priya Nair', email: 'priya@northwind.example' }
const seal = { secret: 'secret-1', organization: 'org:northwind' }

/** An organization with accounts of Jonas and Priya and one that is nobody's, behind a service that notes its requests. */
function world(answer?: () => Response | Promise<Response>) {
  const requests: { url: string; token: string }[] = []
  const owned = (id: string, integration: string, member: Member) => ({
    id,
    externalId: issueTicket({ ...seal, integration, member, nonce: id }),
  })
  const me = {
    integrations: {
      googledrive: {
        allCredentials: [owned('j1', 'googledrive', jonas), owned('p1', 'googledrive', priya), { id: 'x' }],
      },
      slack: { allCredentials: [owned('j2', 'slack', jonas)] },
    },
  }
  const outside = {
    fetch: async (url: string, init: RequestInit) => {
      const token = new Headers(init.headers).get('authorization')?.replace('Bearer ', '') ?? ''
      requests.push({ url, token })
      return answer ? answer() : Response.json(me)
    },
    now: () => now,
  }
  const settings = {
    projectId: 'project-1',
    signingKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    secret: seal.secret,
    admins: [maya.email],
    usersUrl: 'https://api.useparagon.com',
  }
  return { requests, access: createTeamAccess(settings, outside) }
}

const verify = async (token: string) =>
  (await jwtVerify(token, publicKey, { audience: 'useparagon.com/project-1', currentDate: now })).payload

describe('a member’s token', () => {
  it('is the organization’s, and reaches the member’s own accounts only', async () => {
    const { access } = world()
    const { token, expiresAt, holder, team } = await access.issueToken(jonas)
    expect(await verify(token)).toEqual({
      sub: 'org:northwind',
      aud: 'useparagon.com/project-1',
      iat: issuedAt,
      exp: issuedAt + 3600,
      [PERMISSIONS_CLAIM]: { 'integration:*': { 'credential:*': false, 'credential:j1': true, 'credential:j2': true } },
    })
    expect([holder, expiresAt, team?.role]).toEqual(['jonas', '2026-03-01T13:00:00.000Z', 'member'])
  })

  it('reaches nothing for somebody who has connected nothing', async () => {
    const newcomer = { id: 'new', name: 'New', email: 'new@northwind.example' }
    const { token } = await world().access.issueToken(newcomer)
    expect(decodeJwt(token)[PERMISSIONS_CLAIM]).toEqual({ 'integration:*': { 'credential:*': false } })
  })

  it('reaches everything for an admin', async () => {
    const { token, team } = await world().access.issueToken(maya)
    expect(decodeJwt(token)[PERMISSIONS_CLAIM]).toEqual({ 'integration:*': true })
    expect(team?.role).toBe('admin')
  })

  it('comes with the accounts of the organization and their owners, and with nothing else of them', async () => {
    const { team } = await world().access.issueToken(jonas)
    expect(team?.accounts).toEqual([
      { id: 'j1', integration: 'googledrive', owner: jonas },
      { id: 'p1', integration: 'googledrive', owner: priya },
      { id: 'x', integration: 'googledrive', owner: null },
      { id: 'j2', integration: 'slack', owner: jonas },
    ])
  })

  it('is made from what the server reads with a token of its own, short and given to nobody', async () => {
    const { access, requests } = world()
    const issued = await access.issueToken(jonas)
    const [request] = requests
    expect(request?.url).toBe('https://api.useparagon.com/projects/project-1/sdk/me')
    expect(await verify(request?.token ?? '')).toEqual({
      sub: 'org:northwind',
      aud: 'useparagon.com/project-1',
      iat: issuedAt,
      exp: issuedAt + 60,
    })
    expect(JSON.stringify(issued)).not.toContain(request?.token)
  })
})

describe('a pass to connect', () => {
  it('signs who connects, and lets them reach no account of others', async () => {
    const { access } = world()
    const pass = await access.issueConnectPass(priya, 'googledrive')
    expect(readTicket(pass.externalId, { ...seal, integration: 'googledrive' })).toEqual(priya)
    expect((await verify(pass.token))[PERMISSIONS_CLAIM]).toEqual({
      'integration:*': { 'credential:*': false, 'credential:p1': true },
      'integration:googledrive': {
        'credential:*': ['credential:write'],
        'credential:p1': true,
        'credential:j1': false,
        'credential:x': false,
      },
    })
    expect(pass.expiresAt).toBe('2026-03-01T12:05:00.000Z')
    const another = await access.issueConnectPass(priya, 'googledrive')
    expect(another.externalId).not.toBe(pass.externalId)
  })

  it('of an admin signs as well', async () => {
    const pass = await world().access.issueConnectPass(maya, 'slack')
    expect(readTicket(pass.externalId, { ...seal, integration: 'slack' })).toEqual(maya)
    expect(decodeJwt(pass.token)[PERMISSIONS_CLAIM]).toEqual({ 'integration:*': true })
  })

  it.each(['nothing', 'toString', ''])('is not there for the integration %j', async (integration) => {
    await expect(world().access.issueConnectPass(priya, integration)).rejects.toThrow(UnknownIntegrationError)
  })
})

it.each<[string, () => Response | Promise<Response>]>([
  ['refuses', () => Response.json({ message: 'Unauthorized' }, { status: 401 })],
  ['answers something else', () => Response.json({ integrations: [] })],
  ['answers no JSON', () => new Response('<h1>Hello</h1>')],
  ['cannot be reached', () => Promise.reject(new TypeError('fetch failed'))],
])('issues nothing when Paragon %s', async (_, answer) => {
  const { access } = world(answer)
  await expect(access.issueToken(jonas)).rejects.toThrow(OrganizationUnavailableError)
  await expect(access.issueConnectPass(jonas, 'slack')).rejects.toThrow(OrganizationUnavailableError)
})
