import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADMIN_TOKEN, createTestSandbox, maya, type TestSandbox } from '../testing/test-sandbox.ts'
import { ControlError } from './control-call.ts'
import { type ControlClient, createControlClient } from './control-client.ts'

const url = 'http://localhost:4010'
let sandbox: TestSandbox
let client: ControlClient
beforeAll(async () => {
  sandbox = await createTestSandbox()
  client = createControlClient({ url, adminToken: ADMIN_TOKEN, fetch: sandbox.paragon })
})
afterAll(() => sandbox.dispose())

const me = async (projectId: string, token: string) =>
  sandbox.paragon(new Request(`${url}/projects/${projectId}/sdk/me`, { headers: { authorization: `Bearer ${token}` } }))

describe('the client of the control API', () => {
  it('makes a project, finds it again and takes it away', async () => {
    const made = await client.createProject({ id: 'made', name: 'Made' })
    expect(made).toMatchObject({ projectId: 'made', urls: { paragon: url } })
    expect(made.signingKey).toContain('PRIVATE KEY')
    const found = await client.project('made')
    expect([found.signingKey, found.apiKey]).toEqual([made.signingKey, made.apiKey])
    await made.remove()
    await expect(client.project('made')).rejects.toMatchObject({ status: 404 })
  })

  it('lists projects, page by page', async () => {
    for (const id of ['list-a', 'list-b', 'list-c']) await client.createProject({ id })
    const page = await client.call('GET', '/projects?limit=2&cursor=list-')
    expect(page).toMatchObject({
      projects: [{ projectId: 'list-a', name: 'Sandbox' }, { projectId: 'list-b' }],
      nextCursor: 'list-b',
    })
    expect(await client.call('GET', '/projects?cursor=zzz')).toEqual({ projects: [], nextCursor: null })
    const asked: string[] = []
    const paged = createControlClient({
      url,
      adminToken: ADMIN_TOKEN,
      fetch(request) {
        asked.push(request.url)
        const next = new URL(request.url)
        next.searchParams.set('limit', '2')
        return sandbox.paragon(new Request(next, request))
      },
    })
    const ids = (await paged.projects()).map(({ projectId }) => projectId)
    expect(ids).toEqual([...ids].sort())
    expect(ids).toEqual(expect.arrayContaining(['list-a', 'list-b', 'list-c']))
    expect(asked).toHaveLength(Math.ceil(ids.length / 2))
    await expect(client.call('GET', '/projects?limit=0')).rejects.toMatchObject({ status: 422 })
  })

  it('signs tokens and connects accounts, and has things go wrong for them', async () => {
    const project = await client.createProject()
    const account = await project.connect({
      sub: 'u',
      integration: 'googledrive',
      account: maya.work,
      externalId: 'work',
    })
    const token = await project.token('u')
    const view = async () => (await (await me(project.projectId, token)).json()).integrations.googledrive
    expect(await view()).toMatchObject({ credentialId: account.id, enabled: true })
    await project.expire(account.id)
    expect(new Date((await view()).allCredentials[0].dateValidUntil).getTime()).toBeLessThanOrEqual(Date.now())
    await project.invalidate(account.id)
    expect(await view()).toMatchObject({ credentialStatus: 'INVALID', enabled: false })
    await expect(project.revoke('nobody')).rejects.toMatchObject({ status: 404 })
  })

  it('signs what a token is to say', async () => {
    const project = await client.createProject()
    expect((await me(project.projectId, await project.token('u', { expiresIn: -3600 }))).status).toBe(401)
    const token = await project.token('u', { claims: { aud: 'useparagon.com/another' } })
    expect((await me(project.projectId, token)).status).toBe(401)
  })

  it('reads and sets a project’s clock', async () => {
    const { clock } = await client.createProject()
    const frozen = await clock.freeze()
    expect(frozen.frozen).toBe(true)
    const ahead = await clock.advance(60_000)
    expect(Date.parse(ahead.now) - Date.parse(frozen.now)).toBe(60_000)
    expect((await clock.set(new Date('2040-01-01T00:00:00Z'))).now).toBe('2040-01-01T00:00:00.000Z')
    expect((await clock.resume()).frozen).toBe(false)
    expect((await clock.read()).frozen).toBe(false)
  })

  it('says which call failed, how, and why', async () => {
    const refused = client.createProject({ id: 'no id' })
    await expect(refused).rejects.toThrow(ControlError)
    await expect(refused).rejects.toThrow(/^POST \/_sandbox\/projects: 422 id: letters/)
    await expect(client.call('GET', '/nothing')).rejects.toMatchObject({ status: 404, problem: { title: 'Not Found' } })
    const stranger = createControlClient({ url, adminToken: 'wrong', fetch: sandbox.paragon })
    await expect(stranger.createProject()).rejects.toMatchObject({ status: 401 })
    const broken = createControlClient({
      url,
      adminToken: '',
      fetch: () => new Response('Bad gateway', { status: 502 }),
    })
    await expect(broken.createProject()).rejects.toThrow('POST /_sandbox/projects: 502 Bad gateway')
  })
})
