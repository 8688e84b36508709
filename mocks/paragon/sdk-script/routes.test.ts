import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createChecked } from '../../testing/answer-check.ts'
import { ApiError } from '../api-error.ts'
import { sdkScriptRoutes } from './routes.ts'

const address = '/ui/scripts/sdk.js'
let folder: string
let empty: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sdk-script-'))
  empty = mkdtempSync(path.join(tmpdir(), 'sdk-script-'))
  writeFileSync(path.join(folder, 'sdk.js'), 'window.built = true')
})
afterAll(() => {
  for (const each of [folder, empty]) rmSync(each, { recursive: true })
})

function request(
  init?: RequestInit,
  { assetFolder = folder, paragon = 'http://localhost:4010' }: { assetFolder?: string; paragon?: string } = {},
) {
  const urls = { paragon, provider: 'http://localhost:4020' }
  const app = sdkScriptRoutes({ urls }, assetFolder)
  app.onError((error) => (error instanceof ApiError ? error.toResponse() : Response.error()))
  const checked = createChecked({ origins: urls, isSpoilt: () => false })
  return checked(async (sent) => app.fetch(sent), { isNoted: true })(new Request(`${paragon}${address}`, init))
}

test('says where this sandbox has each service, and then is the build', async () => {
  const answer = await request()
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
    200,
    'text/javascript; charset=utf-8',
    'no-cache',
  ])
  const window: Record<string, unknown> = {}
  runInNewContext(await answer.text(), { window })
  const services = ['API_TRIGGER_KIT', 'CDN', 'CONNECT', 'DASHBOARD', 'HERMES', 'PASSPORT', 'WORKER_PROXY', 'ZEUS']
  expect(window).toEqual({
    built: true,
    paragonSandboxBases: Object.fromEntries(services.map((name) => [`${name}_PUBLIC_URL`, 'http://localhost:4010'])),
  })
})

test('is sent again only when the build or the address has changed', async () => {
  const etag = (await request()).headers.get('etag') ?? ''
  const again = await request({ headers: { 'if-none-match': etag } })
  expect([again.status, await again.text()]).toEqual([304, ''])
  const elsewhere = await request({ headers: { 'if-none-match': etag } }, { paragon: 'http://localhost:4011' })
  expect(elsewhere.status).toBe(200)
  expect(await elsewhere.text()).toContain('http://localhost:4011')
})

test('says what is to be done when it has not been built', async () => {
  const answer = await request(undefined, { assetFolder: empty })
  expect(answer.status).toBe(404)
  expect(await answer.json()).toMatchObject({ status: 404, message: expect.stringContaining('npm run demo') })
})
