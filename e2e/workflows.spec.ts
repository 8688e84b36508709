import path from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { Harbor, newAddress } from './support/harbor.ts'
import { startStack } from './support/stack.ts'
import { expect, test } from './support/test.ts'

const FIND = 'Find files by name'
const SAVE = 'Save finished documents to Drive'

/** The Workflows page, as a person uses it. */
class Workflows {
  readonly page: Page
  readonly runs: Locator

  constructor(page: Page) {
    this.page = page
    this.runs = page
      .getByRole('list', { name: 'Runs' })
      .getByRole('listitem')
      .filter({ has: page.locator('time') })
  }

  async open() {
    await this.page.getByRole('link', { name: 'Workflows' }).click()
    await expect(this.page.getByRole('tab', { name: 'Workflows' })).toBeVisible()
  }

  async choose(email: string) {
    await this.page.getByRole('radio', { name: email }).check()
    await expect(this.page.getByRole('heading', { name: `Workflows of ${email}` })).toBeVisible()
  }

  switch(workflow: string, email: string): Locator {
    return this.page.getByRole('switch', { name: `${workflow} for ${email}` })
  }

  /** Turns a workflow on for the account that is chosen. */
  async turnOn(workflow: string, email: string) {
    await this.switch(workflow, email).click()
    await expect(this.switch(workflow, email)).toBeChecked()
  }

  form(workflow: string): Locator {
    return this.page.getByRole('form', { name: `Run ${workflow}` })
  }

  async run(workflow: string, email: string, body: object) {
    if (!(await this.form(workflow).isVisible())) {
      await this.page.getByRole('button', { name: `Run… ${workflow}` }).click()
    }
    await this.form(workflow).getByLabel('Body').fill(JSON.stringify(body))
    await this.form(workflow)
      .getByRole('button', { name: `Run as ${email}` })
      .click()
  }

  /** The accounts that ran the event that was sent. */
  get reached(): Locator {
    return this.page.getByRole('list', { name: 'Accounts that ran it' }).getByRole('listitem')
  }

  async openHistory() {
    await this.page.getByRole('tab', { name: 'History' }).click()
  }
}

async function withTwoAccounts(harbor: Harbor) {
  await harbor.signInAsNewcomer()
  const [a, b] = [newAddress('a'), newAddress('b')]
  await harbor.connect(a)
  await harbor.connect(b)
  const workflows = new Workflows(harbor.page)
  await workflows.open()
  return { a, b, workflows }
}

/** An answer of the app's own routes, asked from its page. */
function ask(page: Page, url: string, method = 'GET') {
  return page.evaluate(
    async ([url, method]) => {
      const response = await fetch(url, { method })
      return { status: response.status, body: (await response.json()) as Record<string, unknown> }
    },
    [url, method] as const,
  )
}

/** How many files of a name there are in an account's Drive. */
async function filesIn(harbor: Harbor, email: string, name: string): Promise<number> {
  const { id } = await harbor.credential(email)
  const query = new URLSearchParams({ q: `name = '${name}'`, fields: 'files(id)' })
  const answer = await harbor.rest('GET', `/sdk/proxy/googledrive/files?${query}`, { 'x-paragon-credential': id })
  return ((await answer.json()) as { output: { files: unknown[] } }).output.files.length
}

test.describe('workflows', () => {
  test('a request runs as A and as B with the data of each, and the history says as whom', async ({ harbor, page }) => {
    const { a, b, workflows } = await withTwoAccounts(harbor)
    for (const email of [a, b]) {
      await workflows.choose(email)
      await workflows.turnOn(FIND, email)
      await workflows.run(FIND, email, { query: '' })
      await expect(page.getByText('Answered with this.')).toBeVisible()
      await expect(page.getByRole('region', { name: `Answer for ${email}` })).toContainText(`"account": "${email}"`)
    }

    await workflows.openHistory()
    await expect(workflows.runs).toHaveCount(2)
    for (const [index, email] of [b, a].entries()) {
      const run = workflows.runs.nth(index)
      await expect(run).toContainText(FIND)
      await expect(run).toContainText(`Google Drive as ${email}`)
      await expect(run).toContainText('Succeeded')
      await expect(run).toContainText(/\d ms|\d s/)
    }

    await page.getByLabel('Acted as').selectOption(`${a} (Google Drive)`)
    await expect(workflows.runs).toHaveCount(1)
    await page.reload()
    await expect(workflows.runs).toHaveCount(1)
    await expect(workflows.runs).toContainText(a)
    await workflows.runs.getByRole('button').click()
    const steps = page.getByRole('list', { name: 'Steps' })
    await expect(steps.getByRole('listitem')).toHaveCount(4)
    await steps.getByRole('button', { name: /^answer/ }).click()
    await expect(page.getByRole('region', { name: 'Output of answer' })).toContainText(`"account": "${a}"`)

    await page.getByLabel('Status').selectOption('Failed')
    await expect(page.getByText('No runs are like this')).toBeVisible()
    await page.getByRole('button', { name: 'Show all runs' }).click()
    await expect(workflows.runs).toHaveCount(2)
    await page.getByLabel('Workflow', { exact: true }).selectOption('Open a file in the app')
    await expect(page.getByText('No runs are like this')).toBeVisible()
  })

  test('what is turned on for B stays off for A', async ({ harbor, page }) => {
    const { a, b, workflows } = await withTwoAccounts(harbor)
    const report = 'Weekly activity report'
    await workflows.choose(b)
    await workflows.turnOn(report, b)
    await workflows.choose(a)
    await expect(workflows.switch(report, a)).not.toBeChecked()
    const enabled = async (email: string) => {
      const { configurations } = await harbor.credential(email)
      return Object.values(configurations[0]?.workflowSettings ?? {}).filter((each) => each.enabled).length
    }
    expect(await enabled(b)).toBe((await enabled(a)) + 1)

    // Two at once, faster than the server answers.
    await workflows.switch(FIND, a).click()
    await workflows.switch('Open a file in the app', a).click()
    for (const workflow of [FIND, 'Open a file in the app']) {
      await expect(workflows.switch(workflow, a)).toBeChecked()
      await expect(workflows.switch(workflow, a)).not.toHaveAttribute('aria-disabled')
      await expect(workflows.switch(workflow, a)).toBeChecked()
    }
    await expect.poll(async () => (await enabled(a)) - (await enabled(b))).toBe(1)

    await page.reload()
    await expect(workflows.switch(report, a)).not.toBeChecked()
    await expect(workflows.switch(FIND, a)).toBeChecked()
    await workflows.choose(b)
    await expect(workflows.switch(report, b)).toBeChecked()
    await workflows.switch(report, b).press('Space')
    await expect(workflows.switch(report, b)).not.toBeChecked()
    await expect.poll(async () => (await enabled(a)) - (await enabled(b))).toBe(2)
  })

  test('a workflow is turned on, and runs, in the configuration that is chosen', async ({ harbor, page }) => {
    const { a, b, workflows } = await withTwoAccounts(harbor)
    await workflows.choose(b)
    await expect(page.getByLabel('Configuration')).toHaveCount(0)
    const { id } = await harbor.credential(b)
    expect(
      (await harbor.rest('POST', `/sdk/credentials/${id}/configurations`, {}, { externalId: 'team' })).status,
    ).toBe(200)
    await page.reload()
    await workflows.choose(b)
    await expect(page.getByLabel('Configuration').locator('option')).toHaveText(['Default', 'team'])
    await page.getByLabel('Configuration').selectOption('team')
    await workflows.turnOn(FIND, b)
    await workflows.run(FIND, b, { query: '' })
    await expect(page.getByText('Answered with this.')).toBeVisible()
    await page.getByLabel('Configuration').selectOption('Default')
    await expect(workflows.switch(FIND, b)).not.toBeChecked()

    const { configurations } = await harbor.credential(b)
    const { body } = await ask(page, '/api/executions')
    const [run, ...others] = body.executions as { workflowId: string }[]
    expect([run, others]).toMatchObject([{ credentialId: id, configurationId: configurations[1]?.id }, []])
    const isOn = configurations.map(({ workflowSettings }) => workflowSettings[run?.workflowId ?? '']?.enabled ?? false)
    expect(isOn).toEqual([false, true])

    await page.getByLabel('Configuration').selectOption('team')
    await page.reload()
    await expect(page.getByLabel('Configuration').locator('option:checked')).toHaveText('team')
    await expect(workflows.switch(FIND, b)).toBeChecked()
    // Another account starts with its own.
    await workflows.choose(a)
    await expect(page.getByLabel('Configuration')).toHaveCount(0)
    await expect(workflows.switch(FIND, a)).not.toBeChecked()
  })

  test('an App Event reaches every account where it is on, and one only when it is narrowed', async ({
    harbor,
    page,
  }) => {
    const { a, b, workflows } = await withTwoAccounts(harbor)
    const send = page.getByRole('button', { name: 'Send event' })
    await page.getByLabel('Event', { exact: true }).selectOption('document.finished')
    await send.click()
    await expect(page.getByText('No account ran it.')).toBeVisible()

    for (const email of [a, b]) {
      await workflows.choose(email)
      await workflows.turnOn(SAVE, email)
    }
    await expect(page.getByText(`It is on for ${a}, ${b}.`)).toBeVisible()
    await page.getByLabel('Payload').fill('{"name": "both.txt", "content": "x"}')
    await send.click()
    await expect(workflows.reached).toHaveCount(2)
    for (const email of [a, b]) {
      await expect(workflows.reached.filter({ hasText: email })).toContainText('Succeeded')
      expect(await filesIn(harbor, email, 'both.txt')).toBe(1)
    }

    await page.getByLabel('For', { exact: true }).selectOption(`${b} (Google Drive)`)
    await page.getByLabel('Payload').fill('{"name": "one.txt", "content": "x"}')
    await send.click()
    await expect(page.getByText(`for ${b} only. One account ran it.`)).toBeVisible()
    await expect(workflows.reached).toHaveCount(1)
    await expect(workflows.reached).toContainText(b)
    await expect(workflows.reached).toContainText('Succeeded')
    expect(await filesIn(harbor, a, 'one.txt')).toBe(0)
    expect(await filesIn(harbor, b, 'one.txt')).toBe(1)
  })

  test('a run is replayed as the account that it acted as, while that is there', async ({ harbor, page }) => {
    const { b, workflows } = await withTwoAccounts(harbor)
    await workflows.choose(b)
    await workflows.turnOn(SAVE, b)
    await page.getByLabel('Event', { exact: true }).selectOption('document.finished')
    await page.getByLabel('Payload').fill('{"name": "again.txt", "content": "x"}')
    await page.getByRole('button', { name: 'Send event' }).click()
    await expect(workflows.reached).toContainText('Succeeded')

    await workflows.openHistory()
    await workflows.runs.getByRole('button').first().click()
    await page.getByRole('button', { name: 'Replay' }).click()
    const dialog = page.getByRole('alertdialog', { name: 'Run this again?' })
    await expect(dialog).toContainText(b)
    await dialog.getByRole('button', { name: 'Replay' }).click()
    await expect(page.getByText(`Replayed as ${b}`)).toBeVisible()
    await expect(workflows.runs).toHaveCount(2)
    await expect(workflows.runs.filter({ hasText: `as ${b}` })).toHaveCount(2)
    await expect(workflows.runs.filter({ hasText: 'Succeeded' })).toHaveCount(2)
    expect(await filesIn(harbor, b, 'again.txt')).toBe(2)

    await page.getByRole('link', { name: 'Accounts' }).click()
    await page.getByRole('button', { name: `Remove ${b}` }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
    await expect(harbor.account(b)).toHaveCount(0)
    await workflows.open()
    await workflows.openHistory()
    await expect(workflows.runs.first()).toContainText('Google Drive as a disconnected account')
    await workflows.runs.getByRole('button').first().click()
    await page.getByRole('button', { name: 'Replay' }).click()
    await dialog.getByRole('button', { name: 'Replay' }).click()
    await expect(page.getByText('It could not be replayed')).toBeVisible()
    await expect(page.getByText('The account of this run is no longer connected.')).toBeVisible()
  })

  test('what is wrong with a body, an account or a workflow is said in words', async ({ harbor, page }) => {
    const { a, workflows } = await withTwoAccounts(harbor)
    await workflows.choose(a)
    await page.getByRole('button', { name: `Run… ${FIND}` }).click()
    await expect(workflows.form(FIND).getByText('Turn it on to run it.')).toBeVisible()
    await workflows.turnOn(FIND, a)
    await workflows.form(FIND).getByLabel('Body').fill('{"query"')
    await workflows.form(FIND).getByRole('button').click()
    await expect(page.getByText('It is not JSON')).toBeVisible()
    await expect(workflows.form(FIND).getByLabel('Body')).toBeFocused()
    await workflows.run(FIND, a, { query: 1 })
    await expect(page.getByText('The workflow did not start')).toBeVisible()

    await workflows.turnOn('Open a file in the app', a)
    await workflows.run('Open a file in the app', a, { fileId: 'nowhere' })
    await expect(page.getByText('The workflow refused')).toBeVisible()
    await expect(page.getByRole('region', { name: `Answer for ${a}` })).toContainText('"fileId": "nowhere"')

    // Turned off elsewhere, which this page cannot know.
    const { id } = await harbor.credential(a)
    const all = await ask(page, '/api/executions')
    const [run] = all.body.executions as { workflowId: string }[]
    await harbor.rest('DELETE', `/sdk/workflows/${run?.workflowId}`, { 'x-paragon-credential': id })
    await workflows.run('Open a file in the app', a, { fileId: 'nowhere' })
    await expect(page.getByText('The workflow is off')).toBeVisible()
    await expect(workflows.switch('Open a file in the app', a)).not.toBeChecked()

    await harbor.mishap(id, 'invalidate')
    await workflows.run(FIND, a, { query: '' })
    await expect(page.getByText('The workflow did not start')).toBeVisible()
    await expect(page.getByText('This account needs to be reconnected')).toBeVisible()
    await expect(workflows.switch(FIND, a)).toHaveAttribute('aria-disabled', 'true')
  })

  test('nobody sees or replays the run of another', async ({ harbor, page, browser, stack }) => {
    const { a, workflows } = await withTwoAccounts(harbor)
    await workflows.choose(a)
    await workflows.turnOn(FIND, a)
    await workflows.run(FIND, a, { query: '' })
    await expect(page.getByText('Answered with this.')).toBeVisible()
    const mine = await ask(page, '/api/executions')
    const [run] = mine.body.executions as { id: string; userId?: string }[]
    const address = `/api/executions/${run?.id}`
    const found = await ask(page, address)
    expect(found.status).toBe(200)
    const [step] = found.body.steps as { id: string }[]
    expect((await ask(page, `${address}/steps/${step?.id}`)).status).toBe(200)

    const context = await browser.newContext({ baseURL: stack.appUrl })
    const other = await context.newPage()
    await new Harbor(other, stack).signInAsNewcomer('Eve Other')
    expect((await ask(other, '/api/executions')).body.executions).toEqual([])
    expect((await ask(other, address)).status).toBe(404)
    expect((await ask(other, `${address}/steps/${step?.id}`)).status).toBe(404)
    expect((await ask(other, `${address}/replay`, 'POST')).status).toBe(404)
    expect((await ask(other, '/api/executions/not-an-id')).status).toBe(404)
    expect((await ask(other, '/api/executions?status=NONSENSE')).status).toBe(400)
    // Naming a user makes no difference.
    expect((await ask(other, `/api/executions?userId=${mine.body.holder}`)).body.executions).toEqual([])
    await context.close()

    expect((await ask(page, '/api/executions')).body.executions).toHaveLength(1)
    expect((await page.request.get(address)).status()).toBe(403)
    await page.context().clearCookies()
    expect((await ask(page, address)).status).toBe(401)
  })

  test('the history follows what runs, and brings older runs page by page', async ({ harbor, page, stack }) => {
    const { a, workflows } = await withTwoAccounts(harbor)
    await workflows.choose(a)
    await workflows.turnOn(FIND, a)
    await workflows.run(FIND, a, { query: '' })
    await expect(page.getByText('Answered with this.')).toBeVisible()

    // The first two answers are from before the run ended.
    let looks = 0
    await page.route('**/api/executions?*', async (route) => {
      looks += 1
      // A request that Playwright sends does not say by itself that it is the page's.
      const headers = { ...(await route.request().allHeaders()), 'sec-fetch-site': 'same-origin' }
      const response = await route.fetch({ headers })
      const answer = (await response.json()) as { executions: object[] }
      const executions = answer.executions.map((run) => ({ ...run, status: 'EXECUTING', runDuration: null }))
      await route.fulfill({ response, json: looks > 2 ? answer : { ...answer, executions } })
    })
    await workflows.openHistory()
    await expect(page.getByText('Something is running')).toBeVisible()
    await expect(workflows.runs).toContainText('Succeeded')
    await expect(page.getByText('Something is running')).toHaveCount(0)
    expect(looks).toBe(3)
    await page.unroute('**/api/executions?*')

    const token = await harbor.token()
    const { id } = await harbor.credential(a)
    const [run] = (await ask(page, '/api/executions')).body.executions as { workflowId: string }[]
    const trigger = `${stack.paragonUrl}/projects/${stack.projectId}/sdk/triggers/${run?.workflowId}`
    for (let batch = 0; batch < 10; batch += 1) {
      const answers = await Promise.all(
        Array.from({ length: 10 }, () =>
          fetch(trigger, {
            method: 'POST',
            headers: {
              authorization: `Bearer ${token}`,
              'content-type': 'application/json',
              'x-paragon-credential': id,
            },
            body: '{"query": "nothing is called so"}',
          }),
        ),
      )
      expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    }
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(workflows.runs).toHaveCount(100)
    await page.getByRole('button', { name: 'Older runs' }).click()
    await expect(workflows.runs).toHaveCount(101)
    await expect(page.getByRole('button', { name: 'Older runs' })).toHaveCount(0)
  })

  test('without an account there is one to connect, and without an API key it says how to get one', async ({
    browser,
  }, testInfo) => {
    test.slow()
    const logs = path.join(testInfo.project.outputDir, 'logs')
    const stack = await startStack(logs, `no-api-key-${testInfo.workerIndex}`, { PARAGON_API_KEY: '' })
    try {
      const context = await browser.newContext({ baseURL: stack.appUrl })
      const own = await context.newPage()
      const harbor = new Harbor(own, stack)
      await harbor.signInAsNewcomer()
      const workflows = new Workflows(own)
      await workflows.open()
      await expect(own.getByText('No Google Drive account yet')).toBeVisible()
      await expect(own.getByRole('button', { name: 'Send event' })).toHaveCount(0)
      await workflows.openHistory()
      await expect(own.getByText('There is no history without an API key')).toBeVisible()
      expect((await ask(own, '/api/executions')).status).toBe(501)

      await own.getByRole('link', { name: 'Accounts' }).click()
      const email = newAddress('a')
      await harbor.connect(email)
      await workflows.open()
      await workflows.choose(email)
      await workflows.turnOn(SAVE, email)
      await own.getByRole('button', { name: 'Send event' }).click()
      await expect(own.getByText('this app cannot tell who ran it')).toBeVisible()
      await context.close()
    } finally {
      await stack.stop()
    }
  })
})
