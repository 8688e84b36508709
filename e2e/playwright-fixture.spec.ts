import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { build } from 'esbuild'
import { expect, type ParagonFixture, test } from '../mocks/playwright.ts'
import { root } from '../scripts/root.mjs'

const MAYA = 'maya.chen@northwind.example'
const HOME = 'maya.chen.home@mail.example'

/** A page with the SDK in it, as an app has it. */
let app: Server
test.beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: "import { paragon } from '@useparagon/connect'; window.paragon = paragon",
      resolveDir: path.join(root, 'e2e'),
    },
    bundle: true,
    format: 'iife',
    platform: 'browser',
    write: false,
  })
  const html = `<!doctype html><title>App</title><script>${outputFiles[0]?.text.replaceAll('</script', '<\\/script')}</script>`
  app = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(html))
  await new Promise<void>((resolve) => {
    app.listen(0, '127.0.0.1', resolve)
  })
})
test.afterAll(() => {
  app.close()
})

type Sdk = typeof import('@useparagon/connect')['paragon']

/** The app, with a user signed in. */
async function openApp(page: Page, paragon: ParagonFixture, user: string): Promise<void> {
  await page.goto(`http://localhost:${(app.address() as AddressInfo).port}`)
  await page.evaluate(
    async ({ configuration: [host, urls], projectId, token }) => {
      const { paragon: sdk } = window as unknown as { paragon: Sdk }
      sdk.configureGlobal(host, urls)
      await sdk.authenticate(projectId, token)
    },
    { configuration: paragon.configureGlobal, projectId: paragon.projectId, token: await paragon.token(user) },
  )
}

const accounts = (page: Page) =>
  page.evaluate(() => {
    const { paragon: sdk } = window as unknown as { paragon: Sdk }
    const user = sdk.getUser()
    if (!user.authenticated) return []
    return (user.integrations.googledrive?.allCredentials ?? []).map(({ providerData }) => String(providerData?.email))
  })

async function install(page: Page) {
  const popup = page.waitForEvent('popup')
  const installed = page.evaluate(() => {
    const { paragon: sdk } = window as unknown as { paragon: Sdk }
    return sdk.installIntegration('googledrive', { allowMultipleCredentials: true }).then(
      () => 'installed',
      (error: unknown) => String(error),
    )
  })
  return { popup: await popup, installed }
}

test('a test signs its user in, and connects accounts in the popup: listed ones and others', async ({
  page,
  paragon,
}) => {
  await openApp(page, paragon, 'ada')
  for (const account of [MAYA, 'somebody@else.example']) {
    const { popup, installed } = await install(page)
    await paragon.chooseAccount(popup, account)
    expect(await installed).toBe('installed')
  }
  await expect.poll(() => accounts(page)).toEqual([MAYA, 'somebody@else.example'])
})

test('a test may connect accounts beforehand, and deny what a popup asks', async ({ page, paragon }) => {
  await paragon.connect({ sub: 'ada', integration: 'googledrive', account: HOME })
  await openApp(page, paragon, 'ada')
  const { popup, installed } = await install(page)
  await paragon.chooseAccount(popup, MAYA, { allow: false })
  expect(await installed).not.toBe('installed')
  expect(await accounts(page)).toEqual([HOME])
})

test.describe('of one worker', () => {
  const seen = new Set<string>()
  for (const turn of [1, 2]) {
    test(`each test has a project of its own: ${turn}`, async ({ paragon, paragonControl }) => {
      expect(seen).not.toContain(paragon.projectId)
      for (const projectId of seen)
        await expect(paragonControl.project(projectId)).rejects.toMatchObject({ status: 404 })
      seen.add(paragon.projectId)
    })
  }
})
