import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, describe, expect, it } from 'vitest'
import { createSandbox, type LocalSandbox } from './index.ts'

const MAYA = 'maya.chen@northwind.example'
const open: LocalSandbox[] = []
const start = async (...options: Parameters<typeof createSandbox>) => {
  const sandbox = await createSandbox(...options)
  open.push(sandbox)
  return sandbox
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()))
})

const filesOf = async (sandbox: LocalSandbox, url: string, token: string) =>
  sandbox.fetch(new Request(url, { headers: { authorization: `Bearer ${token}` } }))

describe('a sandbox in this process', () => {
  it('has the projects that are declared, the first of which is its own', async () => {
    const accounts = [{ integration: 'googledrive', account: MAYA }]
    const sandbox = await start({ projects: [{ id: 'first', users: [{ id: 'u', accounts }] }, { id: 'second' }] })
    expect(sandbox.project.projectId).toBe('first')
    const me = `${sandbox.urls.paragon}/projects/first/sdk/me`
    const answer = await filesOf(sandbox, me, await sandbox.project.token('u'))
    expect(await answer.json()).toMatchObject({ integrations: { googledrive: { enabled: true } } })
    expect((await sandbox.control.projects()).map(({ projectId }) => projectId)).toEqual(['first', 'second'])
    await expect(start({ projects: [{ id: 'a b' }, { id: 'c', name: '' }] })).rejects.toThrow(
      /has 2 problems:\n {2}projects\[0\]\.id: .+\n {2}projects\[1\]\.name: /,
    )
  })

  it('answers by its own addresses, by Paragon’s real ones and by those of third parties', async () => {
    const sandbox = await start()
    await sandbox.project.connect({ sub: 'u', integration: 'googledrive', account: MAYA })
    const token = await sandbox.project.token('u')
    const path = '/projects/sandbox/sdk/proxy/googledrive/about?fields=user'
    for (const base of [sandbox.urls.paragon, 'https://proxy.useparagon.com', 'https://api.useparagon.com']) {
      const answer = await filesOf(sandbox, `${base}${path}`, token)
      expect(await answer.json()).toMatchObject({ output: { user: { emailAddress: MAYA } } })
    }
    const icon = await sandbox.fetch(
      new Request('https://cdn.useparagon.com/latest/dashboard/public/integrations/googledrive.svg'),
    )
    expect([icon.status, icon.headers.get('content-type')]).toEqual([200, 'image/svg+xml'])

    const drive = await filesOf(sandbox, 'https://www.googleapis.com/drive/v3/about?fields=user', 'no token')
    expect(drive.status).toBe(401)
    const discovery = await sandbox.fetch(new Request(`${sandbox.urls.provider}/.well-known/openid-configuration`))
    expect(await discovery.json()).toMatchObject({ issuer: sandbox.urls.provider })
    await expect(sandbox.fetch(new Request('https://example.com/'))).rejects.toThrow('example.com')
  })

  it('listens when it is told to', async () => {
    const sandbox = await start({ listen: {}, project: { id: 'p' } })
    const { urls, projectId } = sandbox.project
    expect(urls).toEqual(sandbox.urls)
    expect(projectId).toBe('p')
    expect(await (await fetch(`${sandbox.urls.paragon}/health`)).json()).toEqual({ status: 'ok' })
  })

  it('keeps two apart', async () => {
    const [one, other] = [await start(), await start()]
    await one.project.connect({ sub: 'u', integration: 'googledrive', account: MAYA })
    const connected = async ({ project, fetch, urls }: LocalSandbox) => {
      const headers = { authorization: `Bearer ${await project.token('u')}` }
      const me = await fetch(new Request(`${urls.paragon}/projects/sandbox/sdk/me`, { headers }))
      return (await me.json()).integrations.googledrive.enabled
    }
    expect([await connected(one), await connected(other)]).toEqual([true, false])
  })

  it('leaves nothing behind, and keeps what it was told to keep', async () => {
    const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('paragon-sandbox-'))
    const before = folders()
    const sandbox = await start()
    expect(folders().length).toBeGreaterThan(before.length)
    await sandbox.close()
    open.length = 0
    expect(folders().filter((name) => !before.includes(name))).toEqual([])
  })

  it('removes its folder when it cannot start', async () => {
    await expect(createSandbox({ project: { signingKey: 'no key' } })).rejects.toThrow()
  })
})
