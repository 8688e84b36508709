import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADMIN_TOKEN, createTestSandbox, type TestSandbox } from '../../testing/test-sandbox.ts'
import { Problem } from '../problem.ts'
import { inspectorRoutes } from './routes.ts'

let folder: string
let empty: string
let sandbox: TestSandbox
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'inspector-'))
  empty = mkdtempSync(path.join(tmpdir(), 'inspector-'))
  writeFileSync(path.join(folder, 'inspector.js'), 'export {}')
  writeFileSync(path.join(folder, 'inspector.css'), 'body {}')
  sandbox = await createTestSandbox()
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  rmSync(empty, { recursive: true })
  await sandbox.dispose()
})

const addressesIn = (html: string) => [...html.matchAll(/"(\/_sandbox\/assets\/[^"]+)"/g)].map(([, url = '']) => url)

function request(address: string, init?: RequestInit, assetFolder = folder) {
  const app = inspectorRoutes(assetFolder)
  app.onError((error) => (error instanceof Problem ? error.toResponse() : Response.error()))
  // As the control API mounts it.
  return app.request(`http://localhost:4010${address.replace('/_sandbox', '') || '/'}`, init)
}

describe('the inspector', () => {
  it('is shown without the token, and knows none', async () => {
    const answer = await sandbox.paragon(new Request('http://localhost:4010/_sandbox'))
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8'])
    const html = await answer.text()
    expect(html).not.toContain(ADMIN_TOKEN)
    expect(html).toContain('id="root"')
    const nothing = await sandbox.paragon(new Request('http://localhost:4010/_sandbox/assets/nothing.js'))
    expect([nothing.status, await nothing.json()]).toEqual([
      404,
      expect.objectContaining({ detail: 'The inspector has no asset "nothing.js".' }),
    ])
    for (const others of ['/_sandbox/projects', '/_sandbox/nowhere']) {
      expect((await sandbox.paragon(new Request(`http://localhost:4010${others}`))).status).toBe(401)
    }
  })

  it('has nothing inline, speaks to its own address only, and may not be framed', async () => {
    const answer = await request('/_sandbox')
    const policy = answer.headers.get('content-security-policy')
    for (const rule of ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"]) {
      expect(policy?.split('; ')).toContain(rule)
    }
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    expect(await answer.text()).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|https?:/)
  })

  it('names its script and style by their content, to be kept for good', async () => {
    const addresses = addressesIn(await (await request('/_sandbox')).text())
    expect(addresses.map((address) => address.replace(/\?.*/, ''))).toEqual([
      '/_sandbox/assets/inspector.css',
      '/_sandbox/assets/inspector.js',
    ])
    for (const address of addresses) {
      const asset = await request(address)
      expect([asset.status, asset.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable'])
      const etag = asset.headers.get('etag') ?? ''
      expect((await request(address, { headers: { 'if-none-match': etag } })).status).toBe(304)
    }
    expect((await request('/_sandbox/assets/inspector.js')).headers.get('cache-control')).toBe('no-cache')
  })

  it.each(['other.js', '..%2Fpackage.json', 'constructor'])('has no asset %s', async (name) => {
    const answer = await request(`/_sandbox/assets/${name}`)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
  })

  it('says so when it has not been built', async () => {
    const page = await request('/_sandbox', {}, empty)
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('has not been built')])
    const asset = await request('/_sandbox/assets/inspector.js', {}, empty)
    expect([asset.status, await asset.json()]).toMatchObject([
      404,
      { detail: expect.stringContaining('not been built') },
    ])
  })
})
