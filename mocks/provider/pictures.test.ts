import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestSandbox, maya, type TestSandbox } from '../testing/test-sandbox.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox()
})
afterAll(() => sandbox.dispose())

const get = (path: string) => sandbox.provider(new Request(`http://localhost:4020${path}`))

test('an account has a picture, at the address that its profile names', async () => {
  const user = await sandbox.user('pictured')
  const { providerData } = await user.addAccount(maya.work)
  const answer = await get(new URL(String(providerData.picture)).pathname)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8'])
  expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'")
  expect(await answer.text()).toMatch(/^<svg/)
})

test('nobody has no picture', async () => {
  expect((await get('/avatars/nobody.svg')).status).toBe(404)
})

test('the pages have an icon', async () => {
  const answer = await get('/favicon.svg')
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/svg+xml'])
})
