import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PortTakenError, type RunningSandbox, startSandbox } from './node.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'node-'))
const options = (name: string) => ({
  databaseUrl: `file:${path.join(folder, `${name}.db`)}`,
  adminToken: 'admin',
  project: { id: 'p' },
  port: 0,
  providerPort: 0,
})
let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox(options('main'))
})
afterAll(async () => {
  await sandbox.close()
  rmSync(folder, { recursive: true })
})

it('listens on free ports and answers under the addresses that it gives out', async () => {
  expect(await (await fetch(`${sandbox.paragonUrl}/health`)).json()).toEqual({ status: 'ok' })
  const discovery = await fetch(`${sandbox.providerUrl}/.well-known/openid-configuration`)
  expect(await discovery.json()).toMatchObject({ issuer: sandbox.providerUrl })
})

it('takes a token with many permissions, in the query and in the header, as build-oauth carries it', async () => {
  const scopes = Array.from({ length: 250 }, (_, n) => [`credential:${'0'.repeat(31)}${n}`, true])
  const answer = await fetch(`${sandbox.paragonUrl}/_sandbox/projects/p/tokens`, {
    method: 'POST',
    headers: { authorization: 'Bearer admin' },
    body: JSON.stringify({
      sub: 'u',
      claims: { 'urn:useparagon:connect:permissions': { 'integration:*': Object.fromEntries(scopes) } },
    }),
  })
  const { token } = (await answer.json()) as { token: string }
  expect(token.length).toBeGreaterThan(16_384)
  const me = await fetch(`${sandbox.paragonUrl}/projects/p/sdk/me?userToken=${token}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(me.status).toBe(200)
})

it('closes while a request waits for its workflow, which is then told that the run goes on', async () => {
  const other = await startSandbox(options('closing'))
  const call = (path: string, init: { method?: string; token: string; body?: object }) =>
    fetch(`${other.paragonUrl}${path}`, {
      method: init.method ?? 'POST',
      headers: { authorization: `Bearer ${init.token}` },
      ...(init.body && { body: JSON.stringify(init.body) }),
    })
  const control = (path: string, body: object, method?: string) =>
    call(`/_sandbox/projects/p${path}`, { token: 'admin', body, ...(method && { method }) })
  const steps = [
    { id: 'wait', type: 'delay', for: { hours: 1 } },
    { id: 'answer', type: 'response' },
  ]
  const path = '/integrations/googledrive/workflows/slow'
  const declared = await control(path, { trigger: { type: 'request' }, steps, defaultEnabled: true }, 'PUT')
  const { id } = (await declared.json()) as { id: string }
  await control('/credentials', { sub: 'u', integration: 'googledrive', account: 'maya.chen@northwind.example' })
  const { token } = (await (await control('/tokens', { sub: 'u' })).json()) as { token: string }
  const answering = call(`/projects/p/sdk/triggers/${id}`, { token })
  const { workflowExecution } = other.context.store.prisma
  await expect.poll(() => workflowExecution.count({ where: { status: 'DELAYED' } })).toBe(1)
  await other.close()
  expect((await answering).status).toBe(542)
})

it('says which port is taken', async () => {
  const port = Number(new URL(sandbox.paragonUrl).port)
  await expect(startSandbox({ ...options('other'), port })).rejects.toEqual(new PortTakenError(port))
})

it('answers under its own names only, so that no page whose name is made to lead here can use it', async () => {
  const statusAs = (base: string, path: string, host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const sent = request(`${base.replace('localhost', '127.0.0.1')}${path}`, { headers: { host } }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
      sent.on('error', reject).end()
    })
  const { paragonUrl, providerUrl } = sandbox
  expect(await statusAs(paragonUrl, '/health', 'zeus.localhost')).toBe(200)
  for (const path of ['/health', '/projects/p/sdk/me', '/_sandbox/projects/p']) {
    expect(await statusAs(paragonUrl, path, 'rebound.example')).toBe(421)
  }
  expect(await statusAs(providerUrl, '/.well-known/openid-configuration', 'rebound.example')).toBe(421)
})
