import { randomUUID } from 'node:crypto'
import type { BrowserContext, Page } from '@playwright/test'
import { violations } from './support/axe.ts'
import { allowAs, chooseAccount, Harbor, newAddress } from './support/harbor.ts'
import type { Stack } from './support/stack.ts'
import { test as base, expect } from './support/test.ts'

const ORGANIZATION = 'org:northwind'
const PERMISSIONS = 'urn:useparagon:connect:permissions'

interface Pass {
  token: string
  externalId: string
}

/** A member of the organization in a browser context of their own, at the Team page. Members of other tests are there, too. */
class Colleague {
  readonly name: string
  readonly page: Page
  readonly harbor: Harbor
  readonly #stack: Stack

  constructor(name: string, page: Page, stack: Stack) {
    this.name = name
    this.page = page
    this.harbor = new Harbor(page, stack)
    this.#stack = stack
  }

  async openTeam(): Promise<void> {
    await this.page.getByRole('link', { name: 'Team' }).click()
    await expect(this.page.getByRole('heading', { name: 'My accounts' })).toBeVisible()
  }

  /** What the app's server issues to this page. */
  issue(what: 'token' | 'connect', body?: object): Promise<Pass> {
    return this.page.evaluate(
      async ({ what, body }) => {
        const answer = await fetch(`/api/team/${what}`, { method: 'POST', ...(body && { body: JSON.stringify(body) }) })
        return (await answer.json()) as Pass
      },
      { what, body },
    )
  }

  /** Calls Paragon with a token; by default one just issued. */
  async rest(method: string, path: string, credentialId?: string, token?: string): Promise<Response> {
    const { paragonUrl, projectId } = this.#stack
    return fetch(`${paragonUrl}/projects/${projectId}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token ?? (await this.issue('token')).token}`,
        ...(credentialId && { 'x-paragon-credential': credentialId }),
      },
    })
  }

  /** The Google Drive accounts that a token shows. */
  async drive(token?: string) {
    const me = (await (await this.rest('GET', '/sdk/me', undefined, token)).json()) as {
      userId: string
      integrations: Record<string, { allCredentials: Connected[] }>
    }
    expect(me.userId).toBe(ORGANIZATION)
    return me.integrations.googledrive?.allCredentials ?? []
  }

  async account(email: string): Promise<Connected> {
    const account = (await this.drive()).find(({ providerData }) => providerData.email === email)
    if (!account) throw new Error(`${this.name} does not see ${email}`)
    return account
  }
}

interface Connected {
  id: string
  integrationId: string
  externalId?: string
  providerData: { email: string }
}

interface Team {
  /** Somebody who has never been here; their name begins so. */
  newcomer(first: string): Promise<Colleague>
  admin(): Promise<Colleague>
}

const test = base.extend<{ team: Team }>({
  team: async ({ browser, stack }, use) => {
    const contexts: BrowserContext[] = []
    const enter = async (name: string) => {
      const context = await browser.newContext({ baseURL: stack.appUrl })
      contexts.push(context)
      return new Colleague(name, await context.newPage(), stack)
    }
    await use({
      async newcomer(first) {
        const colleague = await enter(`${first} ${randomUUID().slice(0, 8)}`)
        await colleague.harbor.signInAsNewcomer(colleague.name)
        await colleague.openTeam()
        return colleague
      },
      async admin() {
        const maya = await enter('Maya Chen')
        await maya.page.goto('/team')
        await maya.page.getByRole('button', { name: 'Continue as Maya Chen' }).click()
        await expect(maya.page.getByText('You are an admin of Northwind')).toBeVisible()
        return maya
      },
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
})

const claimOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())[PERMISSIONS]
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code?: string }).code]
const REFUSED = [403, '7210']

test.describe('the team', () => {
  test('members reach the accounts that they connected, and an admin everyone’s', async ({ team }) => {
    test.slow()
    const robin = await team.newcomer('Robin')
    const kim = await team.newcomer('Kim')
    const [robins, kims] = [newAddress('robin'), newAddress('kim')]
    await expect(robin.page.getByText('You are a member of Northwind')).toBeVisible()
    await robin.harbor.connect(robins)
    await kim.harbor.connect(kims)

    for (const [member, own, others] of [
      [robin, robins, kims],
      [kim, kims, robins],
    ] as const) {
      await member.page.reload()
      await expect(member.harbor.account(own)).toContainText('Connected')
      await expect(member.page.getByText(others)).toHaveCount(0)
      await expect(member.page.getByRole('heading', { name: 'Everyone else’s accounts' })).toHaveCount(0)
      // And so says Paragon, whoever asks with that token.
      expect((await member.drive()).map(({ providerData }) => providerData.email)).toEqual([own])
    }

    const maya = await team.admin()
    const everyone = maya.page.getByRole('region', { name: 'Everyone else’s accounts' })
    await expect(everyone.getByRole('region', { name: robin.name })).toContainText(robins)
    await expect(everyone.getByRole('region', { name: robin.name })).not.toContainText(kims)
    await expect(everyone.getByRole('region', { name: kim.name })).toContainText(kims)
    await expect(everyone.getByRole('button', { name: `Replace ${robins}` })).toHaveCount(0)
    expect(await violations(maya.page)).toEqual([])
  })

  test('another’s account is refused whatever is asked of it, and the session goes on', async ({ team }) => {
    test.slow()
    const robin = await team.newcomer('Robin')
    const robins = newAddress('robin')
    await robin.harbor.connect(robins)
    const { id, integrationId } = await robin.account(robins)

    const kim = await team.newcomer('Kim')
    const kims = newAddress('kim')
    await kim.harbor.connect(kims)
    const trial = kim.page.getByRole('region', { name: 'Try another’s account' })
    const title = `${robin.name}’s Google Drive account, ${id.slice(0, 8)}`
    await trial.getByLabel('Account').selectOption(title)
    await trial.getByRole('button', { name: 'Call the API with it' }).click()
    await expect(trial.getByText('Paragon refused: 403 Forbidden')).toBeVisible()
    await expect(trial.getByText(/code 7210/)).toBeVisible()
    await expect(trial.getByText('You are still signed in')).toBeVisible()
    expect(await violations(kim.page)).toEqual([])
    // It does go on: the page still shows the own account, and opens its portal.
    await kim.harbor.manage(kims)
    await expect(kim.harbor.portal.getByText(kims)).toBeVisible()
    await kim.harbor.portal.getByRole('button', { name: 'Close' }).click()

    const about = '/sdk/proxy/googledrive/about?fields=user'
    expect(await codeOf(await kim.rest('GET', about, id))).toEqual(REFUSED)
    expect(await codeOf(await kim.rest('DELETE', `/sdk/integrations/${integrationId}`, id))).toEqual(REFUSED)
    expect(await codeOf(await kim.rest('GET', `/sdk/credentials/${id}`))).toEqual(REFUSED)
    expect((await robin.rest('GET', about, id)).status).toBe(200)

    const maya = await team.admin()
    const allowed = maya.page.getByRole('region', { name: 'Try another’s account' })
    await allowed.getByLabel('Account').selectOption(title)
    await allowed.getByRole('button', { name: 'Call the API with it' }).click()
    await expect(allowed.getByText(`Google Drive says it answered ${robins}`)).toBeVisible()
  })

  test('a pass to connect reaches no colleague’s account, and names whose the new one is', async ({ team, stack }) => {
    const robin = await team.newcomer('Robin')
    const robins = newAddress('robin')
    await robin.harbor.connect(robins)
    const { id, integrationId, externalId } = await robin.account(robins)

    const kim = await team.newcomer('Kim')
    const pass = await kim.issue('connect', { integration: 'googledrive' })
    expect(pass.externalId).not.toBe(externalId)
    expect(claimOf(pass.token)).toMatchObject({
      'integration:*': { 'credential:*': false },
      'integration:googledrive': { 'credential:*': ['credential:write'], [`credential:${id}`]: false },
    })
    expect(await kim.drive(pass.token)).toEqual([])
    const about = '/sdk/proxy/googledrive/about?fields=user'
    expect(await codeOf(await kim.rest('GET', about, id, pass.token))).toEqual(REFUSED)
    const removal = await kim.rest('DELETE', `/sdk/integrations/${integrationId}`, id, pass.token)
    expect(await codeOf(removal)).toEqual(REFUSED)
    // What a member holds all the time is not enough to connect.
    const options = new URLSearchParams({
      integrationId,
      originForPostMessage: stack.appUrl,
      installOptions: JSON.stringify({ allowMultipleCredentials: true, externalId: pass.externalId }),
    })
    const started = await fetch(
      `${stack.paragonUrl}/v2/projects/${stack.projectId}/sdk/actions/build-oauth?${options}`,
      { headers: { authorization: `Bearer ${(await kim.issue('token')).token}` } },
    )
    expect(await codeOf(started)).toEqual(REFUSED)
  })

  test('a member’s token holds at the Sync API, and no person’s syncs are the organization’s', async ({
    team,
    stack,
  }) => {
    const robin = await team.newcomer('Robin')
    const kim = await team.newcomer('Kim')
    const [robins, kims] = [newAddress('robin'), newAddress('kim')]
    await robin.harbor.connect(robins)
    await kim.harbor.connect(kims)
    const [ofRobin, ofKim] = [(await robin.account(robins)).id, (await kim.account(kims)).id]
    const sync = async (member: Colleague, method: string, path: string, body?: object) =>
      fetch(`${stack.paragonUrl}/api${path}`, {
        method,
        headers: { authorization: `Bearer ${(await member.issue('token')).token}` },
        ...(body && { body: JSON.stringify(body) }),
      })
    const files = (configurationName: string, credentialId: string) => ({
      integration: 'googledrive',
      pipeline: 'files',
      configurationName,
      credentialId,
    })
    const enabled = await sync(robin, 'POST', '/syncs', files(ofRobin, ofRobin))
    expect(enabled.status).toBe(200)
    const { id } = (await enabled.json()) as { id: string }

    expect(await (await sync(kim, 'GET', '/syncs')).json()).toEqual({ data: [] })
    expect(await codeOf(await sync(kim, 'GET', `/syncs/${id}/records`))).toEqual(REFUSED)
    expect(await codeOf(await sync(kim, 'PATCH', `/syncs/${id}`, { credentialId: ofKim }))).toEqual(REFUSED)
    expect(await codeOf(await sync(kim, 'DELETE', `/syncs/${id}`))).toEqual(REFUSED)
    expect(await codeOf(await sync(kim, 'POST', '/syncs', files(ofKim, ofRobin)))).toEqual(REFUSED)
    expect((await sync(robin, 'GET', `/syncs/${id}/records`)).status).toBe(200)

    // The Syncs page is the person's, and knows neither the organization's syncs nor its events.
    await robin.page.getByRole('link', { name: 'Syncs' }).click()
    await expect(robin.page.getByText('Nothing is synced yet')).toBeVisible()
    await robin.page.getByRole('tab', { name: 'Webhooks' }).click()
    await expect(robin.page.getByText('No event yet')).toBeVisible()
    const asked = await robin.page.evaluate(async (id) => (await fetch(`/api/syncs/${id}/records`)).status, id)
    expect(asked).toBe(404)
  })

  test('an admin removes a member’s account, and what is nobody’s', async ({ team, stack }) => {
    test.slow()
    const robin = await team.newcomer('Robin')
    // The stray one is of the demo people: the control API connects accounts that exist.
    const [robins, stray] = [newAddress('robin'), 'priya.nair.home@mail.example']
    await robin.harbor.connect(robins)
    const { externalId = '' } = await robin.account(robins)
    // With a copy of the ticket but for one letter.
    const forged = externalId.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'))
    await connectWithoutBrowser(stack, stray, forged)
    await robin.page.reload()
    await expect(robin.harbor.account(robins)).toBeVisible()
    await expect(robin.page.getByText(stray)).toHaveCount(0)

    const maya = await team.admin()
    await expect(maya.page.getByRole('region', { name: 'Nobody' })).toContainText(stray)
    for (const email of [robins, stray]) {
      await maya.page.getByRole('button', { name: `Remove ${email}` }).click()
      await maya.page.getByRole('alertdialog').getByRole('button', { name: 'Remove account' }).click()
      await expect(maya.page.getByRole('listitem').filter({ hasText: email })).toHaveCount(0)
    }
    await expect(maya.page.getByRole('heading', { name: 'Everyone else’s accounts' })).toBeFocused()
    await robin.page.reload()
    await expect(robin.harbor.drive.getByText('Not connected')).toBeVisible()
  })

  test('members remove, replace and reconnect what is theirs, and it stays theirs', async ({ team }) => {
    test.slow()
    const robin = await team.newcomer('Robin')
    const [first, second] = [newAddress('first'), newAddress('second')]
    await robin.harbor.connect(first)
    const before = await robin.account(first)
    await robin.page.getByRole('button', { name: `Replace ${first}` }).click()
    const popup = await robin.harbor.popupOf(robin.page.getByRole('button', { name: 'Choose another account' }))
    await allowAs(popup, second)
    await expect(robin.harbor.account(second)).toBeVisible()
    expect(await robin.account(second)).toMatchObject({ id: before.id, externalId: before.externalId })

    await robin.harbor.mishap(before.id, 'invalidate')
    await robin.page.reload()
    await expect(robin.harbor.account(second)).toContainText('Needs attention')
    await allowAs(await robin.harbor.popupOf(robin.page.getByRole('button', { name: `Reconnect ${second}` })), second)
    await expect(robin.harbor.account(second)).not.toContainText('Needs attention')

    await robin.page.getByRole('button', { name: `Remove ${second}` }).click()
    await robin.page.getByRole('alertdialog').getByRole('button', { name: 'Remove account' }).click()
    await expect(robin.harbor.drive.getByText('Not connected')).toBeVisible()
    expect(await robin.drive()).toEqual([])
  })

  test('declining, and closing the window, leave everything as it was', async ({ team }) => {
    const robin = await team.newcomer('Robin')
    const connect = robin.harbor.drive.getByRole('button', { name: 'Connect', exact: true })
    const declined = await robin.harbor.popupOf(connect)
    await chooseAccount(declined, newAddress('robin'))
    await declined.getByRole('button', { name: /Deny|Cancel/ }).click()
    await expect(robin.page.getByText('You declined access')).toBeVisible()
    const closed = await robin.harbor.popupOf(connect)
    await expect(closed.getByRole('heading', { name: 'Choose an account' })).toBeVisible()
    await closed.close()
    await expect(robin.page.getByText('The window was closed before you finished')).toBeVisible()
    // The page is back to the member's own token.
    await robin.page.getByRole('button', { name: 'What the token allows' }).click()
    await expect(robin.page.getByText('All integrations, any account')).toBeVisible()
    await expect(robin.page.getByText('connect and disconnect')).toHaveCount(0)
    const email = newAddress('robin')
    await robin.harbor.connect(email)
    await expect(robin.page.getByText(`All integrations, ${email} (Google Drive)`)).toBeVisible()
  })

  test('a blocked window and a server without a pass are told apart, and the next attempt works', async ({ team }) => {
    const robin = await team.newcomer('Robin')
    const connect = robin.harbor.drive.getByRole('button', { name: 'Connect', exact: true })
    await robin.page.evaluate(() => {
      const open = window.open
      window.open = () => {
        window.open = open
        return null
      }
    })
    await connect.click()
    await expect(robin.page.getByText('Your browser blocked the sign-in window')).toBeVisible()

    await robin.page.route('**/api/team/connect', (route) =>
      route.fulfill({ status: 502, json: { message: 'Paragon could not be reached. Try again in a moment.' } }),
    )
    const popup = await robin.harbor.popupOf(connect)
    await expect.poll(() => popup.isClosed()).toBe(true)
    await expect(robin.harbor.drive.getByText('Try again in a moment.')).toBeVisible()
    await robin.page.unroute('**/api/team/connect')
    await robin.harbor.connect(newAddress('robin'))
  })

  test('pages of the person and of the organization never show each other’s accounts', async ({ team }) => {
    const robin = await team.newcomer('Robin')
    const [mine, ours] = [newAddress('mine'), newAddress('ours')]
    await robin.harbor.connect(ours)
    await robin.page.getByRole('link', { name: 'Accounts' }).click()
    await expect(robin.harbor.drive.getByText('Not connected')).toBeVisible()
    await robin.harbor.connect(mine)
    await expect(robin.page.getByText(ours)).toHaveCount(0)

    // By whatever way a page of the other is entered: links, the back button, or the router, which keeps the document.
    await robin.page.goBack()
    await expect(robin.harbor.account(ours)).toBeVisible()
    await expect(robin.page.getByText(mine)).toHaveCount(0)
    for (const [path, shown, hidden] of [
      ['/', mine, ours],
      ['/team', ours, mine],
    ] as const) {
      await robin.page.evaluate((to) => (window as unknown as RouterWindow).next.router.push(to), path)
      await expect(robin.harbor.account(shown)).toBeVisible()
      await expect(robin.page).toHaveURL(new RegExp(`${path}$`))
      await expect(robin.page.getByText(hidden)).toHaveCount(0)
    }
  })

  test('whoever signs in next sees nothing of the last, in any tab', async ({ team, stack }) => {
    test.slow()
    const robin = await team.newcomer('Robin')
    const robins = newAddress('robin')
    await robin.harbor.connect(robins)
    const tab = await robin.page.context().newPage()
    await tab.goto('/team')
    await tab.getByRole('button', { name: `Account menu of ${robin.name}` }).click()
    await tab.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(robin.page.getByText('You are signed out')).toBeVisible()
    await expect(robin.page.getByText(robins)).toHaveCount(0)

    const next = new Harbor(tab, stack)
    await next.signInAsNewcomer('Kim Next')
    await tab.getByRole('link', { name: 'Team' }).click()
    await expect(next.drive.getByText('Not connected')).toBeVisible()
    await expect(tab.getByText(robins)).toHaveCount(0)
  })

  test('tokens of the organization are for its members, on its pages', async ({ team, stack }) => {
    const ask = (what: string, init: RequestInit = {}) =>
      fetch(`${stack.appUrl}/api/team/${what}`, { method: 'POST', ...init })
    const sameOrigin = { 'sec-fetch-site': 'same-origin' }
    for (const what of ['token', 'connect']) {
      expect((await ask(what, { headers: sameOrigin })).status).toBe(401)
      expect((await ask(what)).status).toBe(403)
    }

    const robin = await team.newcomer('Robin')
    const cookies = await robin.page.context().cookies(stack.appUrl)
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const foreign = await ask('token', { headers: { cookie, 'sec-fetch-site': 'cross-site' } })
    expect([foreign.status, await foreign.text()]).toEqual([403, expect.not.stringContaining('eyJ')])

    const headers = { cookie, ...sameOrigin }
    const token = await ask('token', { headers })
    expect([token.status, token.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(claimOf(((await token.json()) as Pass).token)).toEqual({ 'integration:*': { 'credential:*': false } })
    for (const [body, status] of [
      [undefined, 400],
      ['{oops', 400],
      ['{}', 400],
      ['{"integration":7}', 400],
      ['{"integration":"nothing"}', 404],
      ['{"integration":"__proto__"}', 404],
      ['{"integration":"googledrive"}', 200],
    ] as const) {
      expect([body, (await ask('connect', { headers, ...(body && { body }) })).status]).toEqual([body, status])
    }
  })
})

interface RouterWindow {
  next: { router: { push(path: string): void } }
}

async function connectWithoutBrowser(stack: Stack, account: string, externalId: string): Promise<void> {
  const answer = await fetch(`${stack.paragonUrl}/_sandbox/projects/${stack.projectId}/credentials`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stack.adminToken}` },
    body: JSON.stringify({ sub: ORGANIZATION, integration: 'googledrive', account, externalId }),
  })
  expect(answer.status).toBe(201)
}
