import { mkdtempSync, rmSync } from 'node:fs'
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

it('says which port is taken', async () => {
  const port = Number(new URL(sandbox.paragonUrl).port)
  await expect(startSandbox({ ...options('other'), port })).rejects.toEqual(new PortTakenError(port))
})
