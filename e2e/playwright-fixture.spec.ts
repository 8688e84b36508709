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
  // The SDK says nothing of a window that was closed: such an installation ends with the page.
  installed.catch(() => undefined)
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

test.describe('the account chooser', () => {
  test('tells accounts apart whose addresses end alike, and whatever the case', async ({ page, paragon }) => {
    const alike = `x.${MAYA}`
    await openApp(page, paragon, 'ada')
    for (const account of [alike, MAYA.toUpperCase(), alike]) {
      const { popup, installed } = await install(page)
      await paragon.chooseAccount(popup, account, { name: 'Somebody' })
      await installed
    }
    await expect.poll(() => accounts(page)).toEqual([alike, MAYA, alike])
  })

  test('goes back from an account that was chosen by mistake', async ({ page, paragon }) => {
    await openApp(page, paragon, 'ada')
    const { popup, installed } = await install(page)
    await paragon.chooseAccount(popup, HOME, { insteadOf: MAYA })
    expect(await installed).toBe('installed')
    await expect.poll(() => accounts(page)).toEqual([HOME])
  })

  test('goes on from whichever page the window shows', async ({ page, paragon }) => {
    await openApp(page, paragon, 'ada')
    const first = await install(page)
    await first.popup.getByRole('button', { name: MAYA }).click()
    await first.popup.getByRole('button', { name: 'Allow', exact: true }).waitFor()
    await paragon.chooseAccount(first.popup, MAYA)
    expect(await first.installed).toBe('installed')

    const second = await install(page)
    await second.popup.getByRole('button', { name: 'Use another account' }).click()
    await second.popup.getByLabel('E-mail').waitFor()
    await paragon.chooseAccount(second.popup, HOME)
    expect(await second.installed).toBe('installed')
    await expect.poll(() => accounts(page)).toEqual([MAYA, HOME])
  })

  test('says why it goes no further', async ({ page, paragon }) => {
    await openApp(page, paragon, 'ada')
    const { popup } = await install(page)
    await expect(paragon.chooseAccount(popup, 'nobody')).rejects.toThrow(
      'The provider does not take the account "nobody": Enter an e-mail address, such as maya@mail.example.',
    )
    await page.context().clearCookies()
    await expect(paragon.chooseAccount(popup, MAYA)).rejects.toThrow(
      /^The window goes no further: This request cannot be completed\. This page was not opened in this browser/,
    )
  })

  test('sees the window to its end when the popup has faults', async ({ page, paragon }) => {
    await openApp(page, paragon, 'ada')
    await paragon.faults.add({ effect: { popup: 'altered-state' }, times: 1 })
    const altered = await install(page)
    await expect(paragon.chooseAccount(altered.popup, MAYA)).rejects.toThrow('The window goes no further: ')
    await altered.popup.close()

    await paragon.faults.add({ effect: { popup: 'slow', delay: 300 } })
    const slow = await install(page)
    await paragon.chooseAccount(slow.popup, MAYA)
    expect(await slow.installed).toBe('installed')
    await paragon.faults.clear()

    await paragon.faults.add({ effect: { popup: 'severs-opener' } })
    const severed = await install(page)
    await paragon.chooseAccount(severed.popup, HOME)
    await expect.poll(() => accounts(page)).toEqual([MAYA, HOME])
  })
})

test.describe('expect(paragon).toHaveCalled', () => {
  const about = (page: Page, credentialId: string) =>
    page.evaluate((id) => {
      const { paragon: sdk } = window as unknown as { paragon: Sdk }
      return sdk.request('googledrive', '/about?fields=user', {
        method: 'GET',
        body: undefined,
        selectedCredentialId: id,
      })
    }, credentialId)

  test('sees as which account a call was made, once it is made', async ({ page, paragon }) => {
    const work = await paragon.connect({ sub: 'ada', integration: 'googledrive', account: MAYA })
    const home = await paragon.connect({ sub: 'ada', integration: 'googledrive', account: HOME, externalId: 'home' })
    await openApp(page, paragon, 'ada')
    const asserted = expect(paragon).toHaveCalled({ service: 'googledrive', credentialId: home.id, status: 200 })
    await about(page, home.id)
    await asserted
    await expect(paragon).toHaveCalled({ service: 'googledrive', credentialId: 'home', userId: 'ada' }, { times: 1 })
    await expect(paragon).not.toHaveCalled({ service: 'googledrive', credentialId: work.id })
  })

  test('fails with what came closest, in the time that it has', async ({ page, paragon }) => {
    const work = await paragon.connect({ sub: 'ada', integration: 'googledrive', account: MAYA, externalId: 'work' })
    await openApp(page, paragon, 'ada')
    await about(page, work.id)
    const impatient = expect.configure({ timeout: 50 })
    const wanted = { service: 'googledrive', credentialId: 'home' }
    await expect(impatient(paragon).toHaveCalled(wanted)).rejects.toThrow(
      /Received: none within 50 ms\nNearest misses:\n.*googledrive GET https:.* as maya\.chen@northwind\.example \(work\)\n {4}credentialId: wanted "home", was "[\w-]+" or "work"/s,
    )
    await expect(expect(paragon).not.toHaveCalled({ service: 'googledrive' })).rejects.toThrow('Received: 1 call\n')
    // @ts-expect-error only a project or a sandbox has been called
    await expect(expect('paragon').toHaveCalled(wanted)).rejects.toThrow('toHaveCalled is for a project or a sandbox')
  })
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
