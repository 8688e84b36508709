import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedSnippet } from '../../client/ways-in.ts'
import { ADMIN_TOKEN, createTestSandbox, type TestSandbox } from '../../testing/test-sandbox.ts'
import { Problem } from '../problem.ts'
import { connectMeRoutes } from './routes.ts'

let folder: string
let sandbox: TestSandbox
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'connect-me-'))
  writeFileSync(path.join(folder, 'connect-me.js'), 'export {}')
  sandbox = await createTestSandbox()
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await sandbox.dispose()
})

const get = (address: string) => sandbox.paragon(new Request(`http://localhost:4010/_sandbox/connect-me${address}`))
const asset = (name: string, init?: RequestInit) => {
  const app = connectMeRoutes(sandbox.context, folder)
  app.onError((error) => (error instanceof Problem ? error.toResponse() : Response.error()))
  return app.request(`http://localhost:4010/connect-me/assets/${name}`, init)
}

describe('the page that helps to connect an app', () => {
  it('is shown without the token, knows none, and has all three ways in', async () => {
    const answer = await get(`?project=${sandbox.projectId}`)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8'])
    const html = await answer.text()
    expect(html).not.toContain(ADMIN_TOKEN)
    expect(html).toContain('paragon.configureGlobal({ host:')
    expect(html).toContain('&lt;script src=&quot;http://localhost:4010/ui/scripts/sdk.js&quot;&gt;&lt;/script&gt;')
    expect(html).toContain('localStorage.setItem(')
    expect(html).toContain(sandbox.projectId)
  })

  it('has nothing inline, speaks to its own address only, and may not be framed', async () => {
    const answer = await get(`?project=${sandbox.projectId}`)
    const policy = answer.headers.get('content-security-policy')?.split('; ')
    for (const rule of ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"]) {
      expect(policy).toContain(rule)
    }
    expect(await answer.text()).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son\w+=/)
  })

  it('asks for the project where none is named, and says when there is none of that name', async () => {
    const asked = await get('')
    expect([asked.status, (await asked.text()).includes('<input id="project"')]).toEqual([200, true])
    const unknown = await get(`?project=${encodeURIComponent('"><script>alert(1)</script>')}`)
    expect(unknown.status).toBe(404)
    const html = await unknown.text()
    expect(html).toContain('There is no project "&quot;&gt;')
    expect(html).not.toContain('<script>alert')
  })

  it('has a script of its own that a browser may keep, and no other', async () => {
    const script = await asset('connect-me.js')
    expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8'])
    const etag = script.headers.get('etag') ?? ''
    expect((await asset('connect-me.js', { headers: { 'if-none-match': etag } })).status).toBe(304)
    const missing = await asset('connect-me.css')
    expect([missing.status, await missing.json()]).toEqual([
      404,
      expect.objectContaining({ detail: expect.stringContaining('npm run demo') }),
    ])
    const unknown = await get('/assets/nothing.js')
    expect([unknown.status, await unknown.json()]).toEqual([
      404,
      expect.objectContaining({ detail: 'The page has no asset "nothing.js".' }),
    ])
  })
})

it('the state that is put in the browser is what the SDK takes up at import', () => {
  const kept = new Map<string, string>()
  const snippet = seedSnippet('http://localhost:4010', { projectId: 'shop', userId: 'ada', token: 'a.b.c' })
  runInNewContext(snippet, { localStorage: { setItem: (key: string, value: string) => kept.set(key, value) }, JSON })
  expect(JSON.parse(kept.get('paragon-connect-user-state') ?? '')).toEqual({
    projectId: 'shop',
    userState: { authenticated: true, token: 'a.b.c', userId: 'ada', integrations: {}, meta: {}, resources: [] },
    environments: expect.objectContaining({
      ZEUS_PUBLIC_URL: 'http://localhost:4010',
      CONNECT_PUBLIC_URL: 'http://localhost:4010',
    }),
  })
})
