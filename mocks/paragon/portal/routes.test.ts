import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createChecked } from '../../testing/answer-check.ts'
import { createTestContext } from '../../testing/test-context.ts'
import { ApiError } from '../api-error.ts'
import { createParagon } from '../paragon.ts'
import { portalRoutes } from './routes.ts'

const urls = { paragon: 'http://localhost:4010', provider: 'http://localhost:4020' }
const projects: Record<string, string[]> = {
  shop: ['https://shop.example', 'https://evil.example; script-src *'],
}
const allowedOrigins = async (projectId: string) => projects[projectId]

let folder: string
let empty: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'portal-'))
  empty = mkdtempSync(path.join(tmpdir(), 'portal-'))
  writeFileSync(path.join(folder, 'portal.js'), 'export {}')
  writeFileSync(path.join(folder, 'portal.css'), 'body {}')
})
afterAll(() => {
  rmSync(folder, { recursive: true })
  rmSync(empty, { recursive: true })
})

function request(address: string, init?: RequestInit, assetFolder = folder) {
  const app = portalRoutes({ urls }, { allowedOrigins, assetFolder })
  app.onError((error) => (error instanceof ApiError ? error.toResponse() : Response.error()))
  const checked = createChecked({ origins: urls, isSpoilt: () => false })
  const serve = checked(async (request) => app.fetch(request), { isNoted: true })
  return serve(new Request(`${urls.paragon}${address}`, init))
}

function directive(response: Response, name: string): string | undefined {
  const policy = response.headers.get('Content-Security-Policy') ?? ''
  return policy.split('; ').find((entry) => entry.startsWith(`${name} `))
}

test('the page has nothing inline and may be framed from this machine', async () => {
  const response = await request('/ui')
  expect(response.status).toBe(200)
  expect(response.headers.get('Content-Type')).toMatch(/^text\/html/)
  expect(response.headers.has('X-Frame-Options')).toBe(false)
  expect(response.headers.has('Cross-Origin-Opener-Policy')).toBe(false)
  expect(directive(response, 'frame-ancestors')).toContain(' http://localhost:* ')
  expect(directive(response, 'script-src')).toBe("script-src 'self'")
  const html = await response.text()
  expect(html).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son\w+=/)
})

test('a known project decides who may frame it, and cannot inject a directive', async () => {
  const response = await request('/ui?projectId=shop')
  expect(directive(response, 'frame-ancestors')).toBe('frame-ancestors https://shop.example')
  expect(directive(response, 'script-src')).toBe("script-src 'self'")
})

test('an unknown project gets the default list', async () => {
  const [known, unknown] = await Promise.all([request('/ui'), request('/ui?projectId=nobody')])
  expect(directive(unknown, 'frame-ancestors')).toBe(directive(known, 'frame-ancestors'))
})

test('the addresses on the page answer with the built files, to be kept for good', async () => {
  const html = await (await request('/ui')).text()
  const addresses = [...html.matchAll(/"(\/ui\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '')
  expect(addresses.map((address) => address.replace(/\?.*/, ''))).toEqual([
    '/ui/assets/portal.css',
    '/ui/assets/portal.js',
  ])
  for (const address of addresses) {
    const response = await request(address)
    expect(response.status).toBe(200)
    expect(response.headers.get('Cache-Control')).toContain('immutable')
  }
})

test('an address without the build in it is checked each time, by its ETag', async () => {
  const first = await request('/ui/assets/portal.js')
  expect(first.headers.get('Content-Type')).toMatch(/^text\/javascript/)
  expect(first.headers.get('Cache-Control')).toBe('no-cache')
  expect(await first.text()).toBe('export {}')
  const etag = first.headers.get('ETag') ?? ''
  const again = await request('/ui/assets/portal.js', { headers: { 'If-None-Match': etag } })
  expect(again.status).toBe(304)
  expect(await again.text()).toBe('')
})

test('a new build is served without a restart', async () => {
  const app = portalRoutes({ urls }, { allowedOrigins, assetFolder: folder })
  const before = await app.request('/ui/assets/portal.css')
  writeFileSync(path.join(folder, 'portal.css'), 'body { color: red }')
  const after = await app.request('/ui/assets/portal.css')
  expect(await after.text()).toBe('body { color: red }')
  expect(after.headers.get('ETag')).not.toBe(before.headers.get('ETag'))
})

test.each([['/ui/assets/other.js'], ['/ui/assets/..%2Fpackage.json'], ['/ui/assets/constructor']])(
  'there is no %s',
  async (address) => {
    const response = await request(address)
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ status: 404, meta: {} })
  },
)

test('when the portal is not built, its assets say so and the page still answers', async () => {
  const asset = await request('/ui/assets/portal.js', {}, empty)
  expect(asset.status).toBe(404)
  expect(await asset.json()).toMatchObject({ message: expect.stringContaining('has not been built') })
  expect((await request('/ui', {}, empty)).status).toBe(200)
})

test('a HEAD is answered without a body', async () => {
  const response = await request('/ui/assets/portal.js', { method: 'HEAD' })
  expect(response.status).toBe(200)
  expect(await response.text()).toBe('')
})

test('mounted among the other services, the page is read only', async () => {
  const ctx = await createTestContext()
  try {
    const refused = await createParagon(ctx).fetch(new Request('http://localhost:4010/ui', { method: 'POST' }))
    expect(refused.status).toBe(405)
    expect(refused.headers.get('Allow')).toContain('GET')
    expect(await refused.json()).toMatchObject({ status: 405 })
  } finally {
    await ctx.dispose()
  }
})
