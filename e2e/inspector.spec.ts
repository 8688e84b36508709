import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { violations } from './support/axe.ts'
import { test as base, expect } from './support/test.ts'

const account = 'maya.chen@northwind.example'
const home = 'maya.chen.home@mail.example'

/** A project of the test's own, and the inspector open on it. */
class Inspection {
  readonly page: Page
  readonly projectId = randomUUID()
  readonly #stack: { paragonUrl: string; adminToken: string }

  constructor(page: Page, stack: { paragonUrl: string; adminToken: string }) {
    this.page = page
    this.#stack = stack
  }

  address(query = ''): string {
    return `${this.#stack.paragonUrl}/_sandbox?project=${this.projectId}${query}`
  }

  /** Opens the page with the token in the fragment, as `start --open` does. */
  async open(query = ''): Promise<void> {
    await this.page.goto(`${this.address(query)}#token=${this.#stack.adminToken}`)
  }

  async control<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.#stack.paragonUrl}/_sandbox/projects${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#stack.adminToken}` },
      ...(body && { body: JSON.stringify(body) }),
    })
    expect(answer.ok, await answer.clone().text()).toBe(true)
    return (answer.status === 204 ? undefined : await answer.json()) as T
  }

  /** Two Google Drive accounts of one user; answers their ids. */
  async connectTwo(): Promise<{ work: string; home: string }> {
    await this.control('POST', '', { id: this.projectId })
    const connect = (email: string, externalId?: string) =>
      this.control<{ id: string }>('POST', `/${this.projectId}/credentials`, {
        sub: 'ada',
        integration: 'googledrive',
        account: email,
        externalId,
      })
    return { work: (await connect(account, 'work')).id, home: (await connect(home)).id }
  }

  /** Lists files as an account of ada's, through the Proxy API; answers the status. */
  async listFiles(credentialId: string): Promise<number> {
    const { token } = await this.control<{ token: string }>('POST', `/${this.projectId}/tokens`, { sub: 'ada' })
    const url = `${this.#stack.paragonUrl}/projects/${this.projectId}/sdk/proxy/googledrive/files?pageSize=1`
    const answer = await fetch(url, {
      headers: { authorization: `Bearer ${token}`, 'x-paragon-credential': credentialId },
    })
    await answer.text()
    return answer.status
  }

  entries(text: string | RegExp) {
    return this.page.getByRole('list', { name: 'Traces, newest first' }).getByRole('button').filter({ hasText: text })
  }
}

const test = base.extend<{ inspection: Inspection }>({
  inspection: ({ page, stack }, use) => use(new Inspection(page, stack)),
})

test('asks for the token once, and keeps it out of the address and of other tabs', async ({ page, stack, context }) => {
  await page.goto(`${stack.paragonUrl}/_sandbox`)
  await expect(page.getByLabel('Admin token')).toBeFocused()
  await page.keyboard.type('wrong')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toHaveText('The sandbox does not take this token.')
  await page.getByLabel('Admin token').fill(stack.adminToken)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: stack.projectId })).toBeVisible()
  await page.reload()
  await page.getByRole('link', { name: stack.projectId }).click()
  await expect(page.getByRole('heading', { level: 1, name: stack.projectId })).toBeVisible()
  expect(page.url()).not.toContain(stack.adminToken)
  const other = await context.newPage()
  await other.goto(page.url())
  await expect(other.getByLabel('Admin token')).toBeVisible()
  await other.goto(`${stack.paragonUrl}/_sandbox#token=${stack.adminToken}`)
  await other.reload()
  await expect(other.getByRole('heading', { name: 'Projects' })).toBeVisible()
  expect(other.url()).toBe(`${stack.paragonUrl}/_sandbox`)
})

test('shows a call and what it led to, as whose account, while it happens; filters are in the address', async ({
  inspection,
  page,
  context,
}) => {
  const ids = await inspection.connectTwo()
  await inspection.open()
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  expect(await inspection.listFiles(ids.work)).toBe(200)
  await inspection.listFiles(ids.home)
  const outgoing = inspection.entries('/drive/v3/files')
  await expect(outgoing).toHaveCount(2)
  await expect(outgoing.filter({ hasText: `${account} (work)` })).toHaveCount(1)
  await expect(inspection.entries('/sdk/proxy/googledrive/files').filter({ hasText: home })).toHaveCount(1)

  await page.getByLabel('Account').selectOption({ label: `${account}, googledrive` })
  await expect(outgoing).toHaveCount(1)
  await page.getByLabel('Direction').selectOption('Out')
  await page.getByLabel('Status').fill('2xx')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`direction=out&status=2xx&credential=${ids.work}`))
  await expect(outgoing).toHaveCount(1)
  await expect(inspection.entries(home)).toHaveCount(0)
  await page.reload()
  await expect(outgoing).toHaveCount(1)

  await outgoing.click()
  const details = page.getByRole('region', { name: 'Details of GET /drive/v3/files' })
  await expect(details.getByRole('region', { name: 'Request headers' })).toContainText('authorization: Bearer <token>')
  await expect(details.getByRole('region', { name: 'Response body' })).toContainText('drive#file')
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await details.getByRole('button', { name: 'Copy as curl' }).click()
  await expect(page.getByText('Copied as curl')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    /^curl[^']*'https:\/\/[^']*\/drive\/v3\/files/,
  )
  await details.getByRole('link', { name: 'Only this trace' }).click()
  await expect(inspection.entries('/sdk/proxy/googledrive/files')).toHaveCount(1)
  await page.goBack()
  await page.getByLabel('Status').fill('9xx')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('must be a status')
})

test('has something go wrong with one press, and sets the clock', async ({ inspection, page }) => {
  const ids = await inspection.connectTwo()
  await inspection.open('&view=accounts')
  await page.getByRole('link', { name: `Faults of ${account} (googledrive)` }).click()
  await page.getByLabel('How often').selectOption('Once')
  await page.getByRole('button', { name: '503 Service Unavailable' }).click()
  await expect(page.getByText('503 is in force.')).toBeVisible()
  expect(await inspection.listFiles(ids.home)).toBe(200)
  expect(await inspection.listFiles(ids.work)).toBe(503)
  expect(await inspection.listFiles(ids.work)).toBe(200)
  await expect(page.getByText('hit 1 of 2, 1 at most')).toBeVisible()
  await page.getByRole('button', { name: 'Remove 503' }).click()
  await expect(page.getByText('Nothing goes wrong on purpose.')).toBeVisible()
  await page.getByRole('link', { name: 'Journal', exact: true }).click()
  await expect(inspection.entries('fault: 503')).toHaveCount(1)

  const clock = page.getByRole('region', { name: 'Clock' })
  await clock.getByRole('button', { name: '+1 day' }).click()
  await expect(clock.getByText('1 d ahead')).toBeVisible()
  await clock.getByRole('button', { name: 'Freeze' }).click()
  await expect(clock.getByText('frozen')).toBeVisible()
  await clock.getByRole('button', { name: 'Resume' }).click()
  await expect(clock.getByText('frozen')).toBeHidden()
})

test('has accounts expire, lose their access and become invalid, and resets the project', async ({
  inspection,
  page,
}) => {
  const ids = await inspection.connectTwo()
  await inspection.open('&view=accounts')
  const user = page.getByRole('region', { name: 'User ada' })
  const card = (email: string) => user.getByRole('listitem').filter({ hasText: email })
  await expect(card(account).getByText('default', { exact: true })).toBeVisible()
  await user.getByRole('button', { name: `Expire ${account} (googledrive)` }).click()
  await expect(page.getByText(`The access token of ${account} has run out.`)).toBeVisible()
  expect(await inspection.listFiles(ids.work)).toBe(200)
  await user.getByRole('button', { name: `Revoke ${account} (googledrive)` }).click()
  await expect(page.getByText(`The access to ${account} is taken back`)).toBeVisible()
  expect(await inspection.listFiles(ids.work)).not.toBe(200)
  await expect(card(account).getByText('INVALID', { exact: true })).toBeVisible()
  await expect(card(home).getByText('default', { exact: true })).toBeVisible()
  await user.getByRole('button', { name: `Invalidate ${home} (googledrive)` }).click()
  await expect(card(home).getByText('INVALID', { exact: true })).toBeVisible()

  await page.getByText('Connect an account').click()
  await page.getByRole('textbox', { name: 'User' }).fill('grace')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByRole('region', { name: 'User grace' }).getByText('VALID', { exact: true })).toBeVisible()

  await page.getByRole('button', { name: 'Reset project…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await expect(user).toBeVisible()
  await page.getByRole('button', { name: 'Reset project…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click()
  await expect(page.getByText('Nobody has connected anything yet.')).toBeVisible()
})

test('shows webhook deliveries with their attempts, executions with their steps, and syncs', async ({
  inspection,
  page,
}) => {
  const { work } = await inspection.connectTwo()
  const base = `/${inspection.projectId}`
  // Nobody listens there.
  await inspection.control('PATCH', base, { syncWebhookUrl: 'http://localhost:1/hook' })
  await inspection.open('&view=webhooks')
  await page.getByRole('button', { name: /localhost:1\/hook/ }).click()
  const delivery = page.getByRole('region', { name: /^Delivery of/ })
  await expect(delivery.getByText('no answer')).toHaveCount(1)
  await delivery.getByRole('button', { name: 'Redeliver' }).click()
  await expect(delivery.getByText('no answer')).toHaveCount(2)

  const { token } = await inspection.control<{ token: string }>('POST', `${base}/tokens`, { sub: 'ada' })
  const ask = (path: string, body: object, credential?: string) =>
    fetch(new URL(path, page.url()), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...(credential !== undefined && { 'x-paragon-credential': credential }),
      },
      body: JSON.stringify(body),
    })
  await inspection.control('PUT', `${base}/integrations/googledrive/workflows/greet`, {
    trigger: { type: 'request' },
    steps: [{ id: 'answer', type: 'response', body: 'hello' }],
    defaultEnabled: true,
  })
  const { integrations } = await inspection.control<{
    integrations: { workflows: { id: string; slug: string }[] }[]
  }>('GET', base)
  const workflow = integrations.flatMap(({ workflows }) => workflows).find(({ slug }) => slug === 'greet')
  // On from the start for accounts that are connected from now on.
  const later = await inspection.control<{ id: string }>('POST', `${base}/credentials`, {
    sub: 'ada',
    integration: 'googledrive',
    account: 'jonas.weber@northwind.example',
  })
  const run = await ask(`/projects/${inspection.projectId}/sdk/triggers/${workflow?.id}`, {}, later.id)
  expect(run.status).toBe(200)
  await page.getByRole('link', { name: 'Executions' }).click()
  await page.getByRole('button', { name: /greet/ }).click()
  await expect(page.getByRole('region', { name: /^Output of answer/ })).toContainText('hello')

  expect((await ask('/api/syncs', { integration: 'googledrive', pipeline: 'files', credentialId: work })).status).toBe(
    200,
  )
  await page.getByRole('link', { name: 'Syncs' }).click()
  await page.getByRole('button', { name: /googledrive files/ }).click()
  await expect(page.getByRole('list', { name: 'Log, newest first' }).getByRole('listitem').first()).toBeVisible()
})

test('can be used by keyboard alone', async ({ inspection, page }) => {
  const ids = await inspection.connectTwo()
  await inspection.listFiles(ids.work)
  await inspection.open()
  await expect(inspection.entries('/drive/v3/files')).toHaveCount(1)
  await page.getByRole('button', { name: 'Clear journal' }).focus()
  await page.keyboard.press('Tab')
  await expect(inspection.entries('/sdk/proxy/')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(inspection.entries('/drive/v3/files')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Details of GET /drive/v3/files' })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Copy as curl' })).toBeFocused()
  await page.getByRole('button', { name: 'Reset project…' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByRole('button', { name: 'Reset project…' })).toBeFocused()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme })

    test('axe finds nothing, on a narrow screen either, and nothing sticks out', async ({
      inspection,
      page,
      stack,
    }) => {
      test.slow()
      await page.goto(`${stack.paragonUrl}/_sandbox`)
      await expect(page.getByLabel('Admin token')).toBeVisible()
      expect(await violations(page)).toEqual([])
      const { work } = await inspection.connectTwo()
      await inspection.control('POST', `/${inspection.projectId}/faults`, {
        name: '503',
        match: { direction: 'out' },
        effect: { respond: { status: 503 } },
      })
      await inspection.listFiles(work)
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 800 })
        await inspection.open()
        const entry = inspection.entries('/drive/v3/files')
        await entry.first().click()
        await expect(page.getByRole('region', { name: /^Details of/ })).toBeVisible()
        expect(await violations(page)).toEqual([])
        for (const view of ['Accounts', 'Faults', 'Webhooks', 'Executions', 'Syncs']) {
          await page.getByRole('link', { name: view, exact: true }).click()
          await expect(page.getByText('Reading…')).toHaveCount(0)
          expect(await violations(page)).toEqual([])
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
        }
        await page.getByRole('button', { name: 'Reset project…' }).click()
        expect(await violations(page)).toEqual([])
        await page.keyboard.press('Escape')
      }
    })
  })
}
