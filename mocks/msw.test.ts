import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createSandbox, type LocalSandbox, type ProjectControl } from './index.ts'
import { paragonHandlers } from './msw.ts'

const MAYA = 'maya.chen@northwind.example'
const HOME = 'maya.chen.home@mail.example'
let sandbox: LocalSandbox
let server: ReturnType<typeof setupServer>
let project: ProjectControl
let headers: Record<string, string>
beforeAll(async () => {
  sandbox = await createSandbox()
  server = setupServer(
    ...paragonHandlers(sandbox),
    http.all('https://example.com/*', () => HttpResponse.text('another')),
  )
  server.listen({ onUnhandledRequest: 'error' })
})
afterAll(async () => {
  server.close()
  await sandbox.close()
})
beforeEach(async () => {
  project = await sandbox.control.createProject()
  headers = { authorization: `Bearer ${await project.token('u')}`, 'content-type': 'application/json' }
})

const call = (host: string, path: string, init: RequestInit = {}) =>
  fetch(`https://${host}.useparagon.com/projects/${project.projectId}${path}`, {
    ...init,
    headers: { ...headers, ...init.headers },
  })

describe('the real hosts, behind Mock Service Worker', () => {
  it('are Paragon’s: its services by the names that they have', async () => {
    const work = await project.connect({ sub: 'u', integration: 'googledrive', account: MAYA, externalId: 'work' })
    const home = await project.connect({ sub: 'u', integration: 'googledrive', account: HOME, externalId: 'home' })
    const me = await (await call('zeus', '/sdk/me')).json()
    expect(me.integrations.googledrive.allCredentials.map(({ id }: { id: string }) => id)).toEqual([work.id, home.id])

    const about = await call('proxy', '/sdk/proxy/googledrive/about?fields=user', {
      headers: { 'x-paragon-credential': 'home' },
    })
    expect(await about.json()).toMatchObject({ output: { user: { emailAddress: HOME } } })

    const tools = await call('actionkit', '/tools?categories=googledrive')
    expect(tools.status).toBe(200)
    const run = await call('actionkit', '/tools', {
      method: 'POST',
      headers: { 'x-paragon-credential': work.id },
      body: JSON.stringify({ action: 'GOOGLE_DRIVE_LIST_FILES', parameters: {} }),
    })
    expect(run.status, await run.clone().text()).toBe(200)
  })

  it('cut a connection as the network does, when a fault has them do so', async () => {
    const made = await fetch(`${sandbox.urls.paragon}/_sandbox/projects/${project.projectId}/faults`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.adminToken}` },
      body: JSON.stringify({ match: { path: '/sdk/me' }, effect: { drop: 'before' }, times: 1 }),
    })
    expect(made.status).toBe(201)
    await expect(call('zeus', '/sdk/me')).rejects.toThrow(TypeError)
    expect((await call('zeus', '/sdk/me')).status).toBe(200)
  })

  it('are the third parties’ too, which take the tokens of the accounts', async () => {
    await project.connect({ sub: 'u', integration: 'googledrive', account: MAYA })
    const credential = await (
      await call('api', '/sdk/credentials?integration=googledrive&includeAccountAuth=true')
    ).json()
    const authorization = `Bearer ${credential.accountAuth.OAUTH_ACCESS_TOKEN}`
    const about = await fetch('https://www.googleapis.com/drive/v3/about?fields=user', { headers: { authorization } })
    expect(await about.json()).toMatchObject({ user: { emailAddress: MAYA } })
    const org = await fetch('https://northwind-x.my.salesforce.com/services/data')
    expect(org.status).toBe(200)
  })

  it('leave other hosts to other handlers', async () => {
    expect(await (await fetch('https://example.com/')).text()).toBe('another')
  })

  it('take a file up and bring it down as it was', async () => {
    await project.connect({ sub: 'u', integration: 'googledrive', account: MAYA })
    const bytes = crypto.getRandomValues(new Uint8Array(50_000))
    const upload = await call(
      'proxy',
      '/sdk/proxy/googledrive/https://www.googleapis.com/upload/drive/v3/files?uploadType=media',
      { method: 'POST', body: bytes, headers: { 'content-type': 'application/octet-stream' } },
    )
    expect(upload.status, await upload.clone().text()).toBe(200)
    const { output } = await upload.json()
    const down = await call('proxy', `/sdk/proxy/googledrive/files/${output.id}?alt=media`, {
      headers: { 'x-paragon-use-raw-response': 'true' },
    })
    expect(Buffer.from(await down.arrayBuffer()).equals(bytes)).toBe(true)
  })
})
