import { execFileSync } from 'node:child_process'
import type { Locator, Page } from '@playwright/test'
import { filesAtProvider } from './support/at-provider.ts'
import { type Harbor, newAddress } from './support/harbor.ts'
import { runDriveTool } from './support/run-tool.ts'
import { expect, test } from './support/test.ts'

/** The panel with the answer that was given to an account. */
const answerFor = (page: Page, email: string): Locator => page.getByRole('region', { name: `Sent as ${email}` })

async function openCalls(page: Page) {
  await page.getByRole('link', { name: 'Calls' }).click()
  await expect(page.getByLabel('Path')).toBeVisible()
}

async function withTwoAccounts(harbor: Harbor) {
  await harbor.signInAsNewcomer()
  const [a, b] = [newAddress('a'), newAddress('b')]
  await harbor.connect(a)
  await harbor.connect(b)
  return [a, b] as const
}

test.describe('calls', () => {
  test('the same call as A and as B is answered for each, and the address keeps the choice', async ({
    harbor,
    page,
  }) => {
    const [a, b] = await withTwoAccounts(harbor)
    await openCalls(page)
    await expect(page.getByText('Nothing has been sent yet')).toBeVisible()
    for (const email of [a, b]) {
      await page.getByRole('radio', { name: email }).check()
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      const answer = answerFor(page, email)
      await expect(answer.getByText('Succeeded', { exact: true })).toBeVisible()
      await expect(answer.getByText(`Google Drive says it answered ${email}`)).toBeVisible()
      await expect(answer.getByRole('region', { name: `Answer for ${email}` })).toContainText(
        `"emailAddress": "${email}"`,
      )
      await expect(answer.getByText(/^\d[\d,]* ms$/)).toBeVisible()
    }
    await expect(answerFor(page, a)).toHaveCount(0)

    await page.getByLabel('Sample').selectOption('List files')
    await expect(page.getByText('Nothing has been sent yet')).toBeVisible()
    await page.reload()
    await expect(page.getByRole('radio', { name: b })).toBeChecked()
    await expect(page.getByLabel('Sample').getByRole('option', { selected: true })).toHaveText('List files')
  })

  test('what is sent as A and as B, by page and by ActionKit, arrives at Google with the token of each', async ({
    harbor,
    page,
    stack,
  }) => {
    const [a, b] = await withTwoAccounts(harbor)
    await openCalls(page)
    await page.getByLabel('Sample').selectOption('A call of your own')
    await page.getByLabel('Method').selectOption('POST')
    await page.getByLabel('Path').fill('/files')
    const tools = `${stack.paragonUrl}/projects/${stack.projectId}/actions`
    for (const email of [a, b]) {
      await page.getByRole('radio', { name: email }).check()
      await page.getByLabel('Body').fill(JSON.stringify({ name: `probe by page as ${email}` }))
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await expect(answerFor(page, email).getByText('Succeeded', { exact: true })).toBeVisible()
      const { id } = await harbor.credential(email)
      expect(await runDriveTool(page, tools, await harbor.token(), `probe by tool as ${email}`, id)).toBe(200)
    }
    for (const email of [a, b]) {
      const accessToken = await harbor.accessToken(email)
      expect(await filesAtProvider(stack.providerUrl, { email, accessToken }, 'probe')).toEqual([
        `probe by page as ${email}`,
        `probe by tool as ${email}`,
      ])
    }
  })

  test('a call of one’s own takes verb, path and body, and comes back with the address', async ({ harbor, page }) => {
    const [a] = await withTwoAccounts(harbor)
    await openCalls(page)
    await page.getByLabel('Sample').selectOption('A call of your own')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await expect(page.getByText('Enter a path')).toBeVisible()
    await expect(page.getByLabel('Path')).toBeFocused()

    await page.getByLabel('Method').selectOption('POST')
    await page.getByLabel('Path').fill('files?fields=name,owners(emailAddress)')
    await page.getByLabel('Body').fill('{"name": "typed.txt"')
    await expect(page.getByText('The body is not JSON')).toHaveCount(0)
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await expect(page.getByText('The body is not JSON')).toBeVisible()
    await expect(page.getByLabel('Body')).toHaveValue('{"name": "typed.txt"')
    await page.getByLabel('Body').fill('{"name": "typed.txt"}')
    await page.getByLabel('Path').press('Enter')
    const answer = answerFor(page, a)
    await expect(answer.getByRole('region', { name: `Answer for ${a}` })).toContainText('"name": "typed.txt"')

    await page.reload()
    await expect(page.getByLabel('Method')).toHaveValue('POST')
    await expect(page.getByLabel('Path')).toHaveValue('files?fields=name,owners(emailAddress)')
    await expect(page.getByLabel('Body')).toHaveValue('{"name": "typed.txt"}')
    // Nothing is sent before somebody asks for it.
    await expect(page.getByText('Nothing has been sent yet')).toBeVisible()
  })

  test('comparing sends the call as every account, and asks before it changes anything', async ({ harbor, page }) => {
    const [a, b] = await withTwoAccounts(harbor)
    await openCalls(page)
    await page.getByRole('button', { name: 'Compare both accounts' }).click()
    for (const email of [a, b]) {
      await expect(answerFor(page, email).getByText(`Google Drive says it answered ${email}`)).toBeVisible()
    }

    await page.getByLabel('Sample').selectOption('Create an empty file')
    await page.getByRole('button', { name: 'Compare both accounts' }).click()
    const dialog = page.getByRole('alertdialog', { name: 'Send this as both accounts?' })
    await expect(dialog).toContainText(`${a}, ${b}`)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(page.getByText('Nothing has been sent yet')).toBeVisible()
    await page.getByRole('button', { name: 'Compare both accounts' }).click()
    await dialog.getByRole('button', { name: 'Send 2 times' }).click()
    const ids = new Set<string | undefined>()
    for (const email of [a, b]) {
      const text = await answerFor(page, email).getByRole('region').textContent()
      ids.add(/"id": "(.+?)"/.exec(text ?? '')?.[1])
    }
    expect(ids.size).toBe(2)
    expect(ids).not.toContain(undefined)
  })

  test('copied code sends the very call', async ({ harbor, page, context, stack }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const [, b] = await withTwoAccounts(harbor)
    await openCalls(page)
    await page.getByRole('radio', { name: b }).check()
    const { id } = await harbor.credential(b)
    const copied = () => page.evaluate(() => navigator.clipboard.readText())

    await page.getByRole('button', { name: 'Copy SDK code' }).click()
    await expect(page.getByText('The SDK code is copied')).toBeVisible()
    expect(await copied()).toBe(
      `await paragon.request('googledrive', '/about?fields=user(displayName,emailAddress)', {\n  selectedCredentialId: '${id}',\n})`,
    )

    await page.getByRole('tab', { name: 'curl' }).click()
    await page.getByRole('button', { name: 'Copy curl command' }).click()
    await expect(page.getByText('The curl command is copied')).toBeVisible()
    const command = await copied()
    expect(command).toContain('Bearer $PARAGON_USER_TOKEN"')
    // As a shell reads it, sent by hand: curl need not be installed where the tests run.
    const env = { ...process.env, PARAGON_USER_TOKEN: await harbor.token() }
    const script = `curl() { printf '%s\\0' "$@"; }\n${command}`
    const [url = '', ...options] = execFileSync('/bin/sh', ['-c', script], { env, encoding: 'utf8' }).split('\0')
    expect(url).toMatch(new RegExp(`^${stack.paragonUrl}/projects/${stack.projectId}/sdk/proxy/googledrive/about`))
    const headers = options
      .filter((option) => option.includes(': '))
      .map((option) => option.split(': ', 2) as [string, string])
    const answer = await fetch(url, { headers })
    expect(await answer.json()).toEqual({
      output: { user: { displayName: expect.any(String), emailAddress: b } },
    })
  })

  test('refusals, lost access and a missing connection are told apart', async ({ harbor, page }) => {
    const [a, b] = await withTwoAccounts(harbor)
    await openCalls(page)
    await page.getByLabel('Sample').selectOption('Ask for a file that does not exist')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    const answer = answerFor(page, a)
    await expect(answer.getByText('Google Drive refused: 404 Not Found')).toBeVisible()
    await expect(answer.getByRole('region', { name: `Answer for ${a}` })).toContainText('"reason": "notFound"')

    // Only this call: after a refusal the page reads the user anew, which is not what is to fail.
    await page.route('**/sdk/proxy/**', (route) => route.abort('internetdisconnected'))
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await expect(answer.getByText('Paragon could not be reached')).toBeVisible()
    await expect(answer.getByText('No answer', { exact: true })).toBeVisible()
    await page.unroute('**/sdk/proxy/**')

    await harbor.mishap((await harbor.credential(a)).id, 'revoke')
    await page.getByLabel('Sample').selectOption('Who am I?')
    await page.getByRole('button', { name: 'Compare both accounts' }).click()
    await expect(
      answerFor(page, a)
        .getByText(/Reconnect it/)
        .first(),
    ).toBeVisible()
    await expect(answerFor(page, b).getByText(`Google Drive says it answered ${b}`)).toBeVisible()
    await expect(page.getByText('This account needs to be reconnected').first()).toBeVisible()
    await expect(page.getByRole('button', { name: 'Send', exact: true })).toHaveAttribute('aria-disabled', 'true')
    // Chosen it was, and chosen it stays, also after a reload.
    await page.reload()
    await expect(page.getByRole('radio', { name: a })).toBeChecked()
    await page.getByRole('link', { name: 'Reconnect it' }).click()
    await expect(page.getByRole('button', { name: `Reconnect ${a}` })).toBeVisible()
  })

  test('an integration without an account says so, and where to connect one', async ({ harbor, page }) => {
    await harbor.signInAsNewcomer()
    await page.getByRole('link', { name: 'Calls' }).click()
    await expect(page.getByText('No Google Drive account yet')).toBeVisible()
    await page.getByRole('radio', { name: 'Google Calendar' }).check()
    await expect(page.getByText('No Google Calendar account yet')).toBeVisible()
    await page.reload()
    await expect(page.getByText('No Google Calendar account yet')).toBeVisible()
    await page.getByRole('link', { name: 'Connect Google Calendar' }).click()
    await expect(harbor.drive).toBeVisible()
  })
})
