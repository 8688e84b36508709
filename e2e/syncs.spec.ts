import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { allowAs, Harbor, newAddress } from './support/harbor.ts'
import type { Stack } from './support/stack.ts'
import { expect, test } from './support/test.ts'

const MINUTE = 60_000

/** The Syncs page, as a person uses it. */
class Syncs {
  readonly page: Page
  readonly list: Locator
  readonly events: Locator

  constructor(page: Page) {
    this.page = page
    this.list = page.getByRole('list', { name: 'Syncs' }).locator('> li')
    this.events = page.getByRole('list', { name: 'Events' }).getByRole('listitem')
  }

  async open() {
    await this.page.getByRole('link', { name: 'Syncs' }).click()
    await expect(this.page.getByRole('heading', { name: 'Your syncs' })).toBeVisible()
  }

  /** Enables a sync of an account, or of none in particular, and waits until it has read all. */
  async enable(email?: string, name?: string) {
    if (email) await this.page.getByLabel('Account', { exact: true }).selectOption(email)
    if (name) await this.page.getByLabel('Name').fill(name)
    await this.page.getByRole('button', { name: 'Enable sync' }).click()
    await expect(this.sync(name)).toContainText('Idle')
  }

  sync(name?: string): Locator {
    return this.page.getByRole('listitem', {
      name: name ? `Files of Google Drive, ${name}` : 'Files of Google Drive',
      exact: true,
    })
  }

  button(action: 'Disable' | 'Reenable' | 'Delete' | 'Move' | 'Records of'): Locator {
    return this.page.getByRole('button', { name: `${action} Files of Google Drive`, exact: true })
  }

  get records(): Locator {
    return this.page.getByRole('list', { name: 'Records of Files of Google Drive' }).locator('> li')
  }

  record(name: string): Locator {
    return this.records.filter({ hasText: name })
  }

  async openEvents() {
    await this.page.getByRole('tab', { name: 'Webhooks' }).click()
    await expect(this.page.getByRole('heading', { name: 'Events' })).toBeVisible()
  }

  event(kind: string): Locator {
    return this.events.filter({ hasText: kind })
  }
}

async function withTwoAccounts(harbor: Harbor) {
  await harbor.signInAsNewcomer()
  const [a, b] = [newAddress('a'), newAddress('b')]
  await harbor.connect(a)
  await harbor.connect(b)
  const ids = { a: (await harbor.credential(a)).id, b: (await harbor.credential(b)).id }
  const syncs = new Syncs(harbor.page)
  await syncs.open()
  return { a, b, ids, syncs }
}

/** The control API's clock: an hour of waiting in a moment. */
async function advance(stack: Stack, milliseconds: number) {
  const answer = await control(stack, 'PUT', '/clock', { advance: milliseconds })
  expect(answer.status).toBe(200)
}

function control(stack: Stack, method: string, path: string, body?: object): Promise<Response> {
  return fetch(`${stack.paragonUrl}/_sandbox/projects/${stack.projectId}${path}`, {
    method,
    headers: { authorization: `Bearer ${stack.adminToken}` },
    ...(body && { body: JSON.stringify(body) }),
  })
}

/** Google Drive's own API as an account, through the Proxy API. */
async function drive<T>(
  harbor: Harbor,
  stack: Stack,
  credentialId: string,
  method: string,
  path: string,
  body?: object,
) {
  const answer = await fetch(`${stack.paragonUrl}/projects/${stack.projectId}/sdk/proxy/googledrive${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await harbor.token()}`,
      'content-type': 'application/json',
      'x-paragon-credential': credentialId,
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  expect(answer.ok, await answer.clone().text()).toBe(true)
  return ((await answer.json()) as { output: T }).output
}

async function fileIds(harbor: Harbor, stack: Stack, credentialId: string): Promise<string[]> {
  const { files } = await drive<{ files: { id: string }[] }>(harbor, stack, credentialId, 'GET', '/files?pageSize=200')
  return files.map(({ id }) => id)
}

/** An answer of the app's own routes, asked from its page. */
function ask(page: Page, url: string, method = 'GET', body?: object) {
  return page.evaluate(
    async ([url, method, body]) => {
      const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) })
      return { status: response.status, body: (await response.json()) as Record<string, unknown> }
    },
    [url, method, body] as const,
  )
}

type Pulled = { id: string; externalId: string; deleted?: boolean }

/** All records of the only sync, as the app's server pulls them. */
async function pulled(page: Page): Promise<{ syncId: string; records: Pulled[] }> {
  const { syncs } = (await ask(page, '/api/syncs')).body as { syncs: { id: string }[] }
  const syncId = syncs[0]?.id ?? ''
  const records: Pulled[] = []
  for (let cursor = ''; ; ) {
    const { body } = await ask(page, `/api/syncs/${syncId}/records?${new URLSearchParams(cursor ? { cursor } : {})}`)
    const answer = body as { records: Pulled[]; remaining: number; cursor: string }
    records.push(...answer.records)
    cursor = answer.cursor
    if (answer.remaining === 0) return { syncId, records }
  }
}

test.describe('syncs', () => {
  test('a sync of B has what B has, and tells the app’s own address what B adds', async ({ harbor, page, stack }) => {
    const { a, b, ids, syncs } = await withTwoAccounts(harbor)
    await drive(harbor, stack, ids.a, 'POST', '/files', { name: 'Old of A' })
    await drive(harbor, stack, ids.b, 'POST', '/files', { name: 'Old of B' })

    await syncs.enable(b)
    await expect(syncs.sync()).toContainText(`Reads ${b}`)
    await syncs.button('Records of').click()
    await expect(syncs.record('Old of B')).toContainText(`from ${b}`)
    await expect(syncs.record('Old of A')).toHaveCount(0)
    const { syncId, records } = await pulled(page)
    expect(records.map(({ externalId }) => externalId).sort()).toEqual((await fileIds(harbor, stack, ids.b)).sort())
    await expect(syncs.records).toHaveCount(records.length)

    await drive(harbor, stack, ids.b, 'POST', '/files', { name: 'New of B' })
    await drive(harbor, stack, ids.a, 'POST', '/files', { name: 'New of A' })
    await advance(stack, MINUTE)
    // The page follows by itself.
    await expect(syncs.record('New of B')).toContainText(`from ${b}`)
    await expect(syncs.records).toHaveCount(records.length + 1)

    await syncs.openEvents()
    await expect(page.getByRole('region', { name: 'The app’s webhook' })).toContainText('Verified by Paragon')
    const fresh = (await pulled(page)).records.at(-1)
    const created = syncs.event('record_created')
    await expect(created).toHaveCount(1)
    await expect(created).toContainText(`Google Drive of ${b}`)
    await expect(created).toContainText(`Credential ${ids.b}, sync ${syncId}, record ${fresh?.id}`)
    await expect(syncs.event('sync_complete')).toContainText(`${records.length} records`)
    await expect(syncs.events).toHaveCount(2)
    await expect(syncs.event(ids.a)).toHaveCount(0)
    await expect(syncs.event(a)).toHaveCount(0)

    // An event that is sent again is the same one.
    const { deliveries } = (await (
      await control(stack, 'GET', `/webhooks?ownerKind=sync&ownerId=${syncId}&limit=1`)
    ).json()) as {
      deliveries: { id: string; attemptCount: number }[]
    }
    expect((await control(stack, 'POST', `/webhooks/${deliveries[0]?.id}/redeliver`)).status).toBe(202)
    await advance(stack, 0)
    await expect
      .poll(async () => {
        const delivery = await (await control(stack, 'GET', `/webhooks/${deliveries[0]?.id}`)).json()
        return (delivery as { attempts: { response: string }[] }).attempts.map(({ response }) => response)
      })
      .toEqual(['{"repeated":false}', '{"repeated":true}'])
    await page.reload()
    await expect(syncs.events).toHaveCount(2)
  })

  test('a record opens, with its file and who may see it', async ({ harbor, page, stack }) => {
    const { b, ids, syncs } = await withTwoAccounts(harbor)
    const files = await drive<{ files: { id: string; name: string }[] }>(harbor, stack, ids.b, 'GET', '/files')
    const notes = files.files.find(({ name }) => name === 'Notes.txt')
    const share = { type: 'user', role: 'reader', emailAddress: 'reader@mail.example' }
    await drive(harbor, stack, ids.b, 'POST', `/files/${notes?.id}/permissions`, share)
    await syncs.enable(b)
    await syncs.button('Records of').click()
    await syncs.record('Notes.txt').getByRole('button').first().click()
    const access = page.getByRole('region', { name: 'Who can see Notes.txt' })
    await expect(access).toContainText(`Owner${b}`)
    await expect(access).toContainText('Can viewreader@mail.example')
    await expect(page.getByRole('region', { name: 'Record Notes.txt' })).toContainText(`"externalId": "${notes?.id}"`)

    const arriving = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download' }).click()
    const download = await arriving
    expect(download.suggestedFilename()).toBe('Notes.txt')
    const content = await fetch(
      `${stack.paragonUrl}/projects/${stack.projectId}/sdk/proxy/googledrive/files/${notes?.id}?alt=media`,
      {
        headers: {
          authorization: `Bearer ${await harbor.token()}`,
          'x-paragon-credential': ids.b,
          'x-paragon-use-raw-response': 'true',
        },
      },
    )
    expect(await readFile(await download.path(), 'utf8')).toBe(await content.text())

    // What a folder has not got is not offered.
    const folder = syncs.records.filter({ has: page.getByRole('img', { name: 'Folder' }) })
    await folder.getByRole('button').first().click()
    await expect(folder.getByRole('region', { name: /^Record / })).toContainText('"mimeType"')
    await expect(folder.getByRole('button', { name: 'Download' })).toHaveCount(0)
  })

  test('moved to A, the records are reconciled, and what has changed is told', async ({ harbor, page, stack }) => {
    const { a, b, ids, syncs } = await withTwoAccounts(harbor)
    const shared = await drive<{ id: string }>(harbor, stack, ids.b, 'POST', '/files', { name: 'Shared by B' })
    const permission = { type: 'user', role: 'reader', emailAddress: a }
    await drive(harbor, stack, ids.b, 'POST', `/files/${shared.id}/permissions`, permission)
    const [ofA, ofB] = [await fileIds(harbor, stack, ids.a), await fileIds(harbor, stack, ids.b)]
    expect(ofA).toContain(shared.id)
    await syncs.enable(b)
    const before = await pulled(page)
    const idOf = (records: Pulled[]) => records.find(({ externalId }) => externalId === shared.id)?.id

    await syncs.button('Move').click()
    await page.getByLabel('Move to').selectOption(a)
    await page.getByRole('button', { name: 'Move sync' }).click()
    await expect(page.getByText(`Moved from ${b} to ${a}`)).toBeVisible()
    const [came, went] = [ofA.filter((id) => !ofB.includes(id)), ofB.filter((id) => !ofA.includes(id))]
    await expect(
      page.getByText(new RegExp(`^${came.length} created, [01] updated, ${went.length} deleted\\.$`)),
    ).toBeVisible()
    await expect(syncs.sync()).toContainText(`Reads ${a}`)

    const { records } = await pulled(page)
    const present = records.filter(({ deleted }) => !deleted)
    expect(present.map(({ externalId }) => externalId).sort()).toEqual(ofA.sort())
    expect(idOf(records)).toBe(idOf(before.records))
    await syncs.button('Records of').click()
    await expect(syncs.records.filter({ hasText: `from ${a}` })).toHaveCount(ofA.length)
    await expect(syncs.records.filter({ hasText: 'Deleted' })).toHaveCount(went.length)

    await syncs.openEvents()
    await expect(syncs.event('record_created')).toHaveCount(came.length)
    await expect(syncs.event('record_deleted')).toHaveCount(went.length)
    await expect(syncs.event('record_').filter({ hasText: ids.b })).toHaveCount(0)
    await expect(syncs.event('record_created').first()).toContainText(`Credential ${ids.a}`)
  })

  test('without an account it is the default one; it rests, goes on and is deleted', async ({
    harbor,
    page,
    stack,
  }) => {
    test.slow()
    const { a, b, ids, syncs } = await withTwoAccounts(harbor)
    await expect(page.getByText(`Reads ${a}: the oldest account that works is the default.`)).toBeVisible()
    await syncs.enable()
    await expect(page.getByText(`The sync is enabled, and reads ${a}`)).toBeVisible()
    await expect(syncs.sync()).toContainText(`Reads ${a}`)
    // The same again is the same sync, and another account is none of it.
    await page.getByRole('button', { name: 'Enable sync' }).click()
    await expect(page.getByText(`There is such a sync already, which reads ${a}`)).toBeVisible()
    await page.getByLabel('Account', { exact: true }).selectOption(b)
    await page.getByRole('button', { name: 'Enable sync' }).click()
    await expect(page.getByText('The sync could not be enabled')).toBeVisible()
    await expect(syncs.list).toHaveCount(1)
    await syncs.enable(b, 'Second')
    await expect(syncs.list).toHaveCount(2)
    await expect(syncs.sync('Second')).toContainText(`Reads ${b}`)

    await syncs.button('Records of').click()
    const count = (await fileIds(harbor, stack, ids.a)).length
    await expect(syncs.records).toHaveCount(count)
    await syncs.button('Disable').click()
    await expect(syncs.sync()).toContainText('Disabled')
    await drive(harbor, stack, ids.a, 'POST', '/files', { name: 'While it rested' })
    await advance(stack, 10 * MINUTE)
    await page.reload()
    await expect(syncs.sync()).toContainText('Disabled')
    await syncs.button('Records of').click()
    await expect(syncs.records).toHaveCount(count)

    await syncs.button('Reenable').click()
    await expect(syncs.sync()).toContainText('Idle')
    await expect(syncs.record('While it rested')).toBeVisible()

    await syncs.button('Delete').click()
    const dialog = page.getByRole('alertdialog', { name: 'Delete this sync?' })
    await expect(dialog).toContainText(a)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(syncs.list).toHaveCount(2)
    await syncs.button('Delete').click()
    await dialog.getByRole('button', { name: 'Delete' }).click()
    await expect(syncs.list).toHaveCount(1)
    await expect(syncs.sync('Second')).toBeVisible()
  })

  test('an account that is revoked stops its sync, with a reason, until it is connected again', async ({
    harbor,
    page,
    stack,
  }) => {
    test.slow()
    const { a, b, ids, syncs } = await withTwoAccounts(harbor)
    await syncs.enable(a, 'Of A')
    await syncs.enable(b)
    await harbor.mishap(ids.b, 'revoke')
    await advance(stack, MINUTE)
    await expect(syncs.sync()).toContainText('Errored')
    await expect(syncs.sync()).toContainText(`Credential ID ${ids.b} is no longer valid or has been deleted.`)
    await expect(syncs.sync('Of A')).toContainText('Idle')

    await syncs.button('Reenable').click()
    await expect(page.getByText('It could not be reenabled')).toBeVisible()
    await expect(syncs.sync()).toContainText('Errored')
    await syncs.openEvents()
    await expect(syncs.event('sync_errored')).toHaveCount(1)
    await expect(syncs.event('sync_errored')).toContainText(`Credential ${ids.b}`)
    await expect(syncs.event('sync_errored')).toContainText('re-authenticate the user')

    await page.getByRole('link', { name: 'Accounts' }).click()
    await expect(harbor.account(b)).toContainText('Needs attention')
    await allowAs(await harbor.popupOf(harbor.account(b).getByRole('button', { name: /^Reconnect/ })), b)
    await expect(harbor.account(b)).toContainText('Connected')
    await syncs.open()
    await expect(syncs.sync()).toContainText('Errored')
    await syncs.button('Reenable').click()
    await expect(syncs.sync()).toContainText('Idle')
    await expect(syncs.sync()).not.toContainText('It cannot go on')
    await drive(harbor, stack, ids.b, 'POST', '/files', { name: 'Back again' })
    await advance(stack, MINUTE)
    await syncs.button('Records of').click()
    await expect(syncs.record('Back again')).toBeVisible()
  })

  test('too many requests are waited for, and seen', async ({ harbor, stack }) => {
    const { b, ids, syncs } = await withTwoAccounts(harbor)
    await syncs.enable(b)
    const throttle = (seconds: number) => control(stack, 'POST', `/credentials/${ids.b}/throttle`, { seconds })
    expect((await throttle(600)).status).toBe(204)
    await advance(stack, MINUTE)
    await expect(syncs.sync()).toContainText('Rate limited')
    await expect(syncs.sync()).toContainText(/Goes on in about \d+ s/)
    await advance(stack, 15 * MINUTE)
    await expect(syncs.sync()).toContainText('Idle')
  })

  test('records come page by page', async ({ harbor, page, stack }) => {
    const { b, ids, syncs } = await withTwoAccounts(harbor)
    const token = await harbor.token()
    for (let batch = 0; batch < 6; batch += 1) {
      const made = Array.from({ length: 10 }, (_, at) =>
        fetch(`${stack.paragonUrl}/projects/${stack.projectId}/sdk/proxy/googledrive/files`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'x-paragon-credential': ids.b,
          },
          body: JSON.stringify({ name: `Many ${batch} ${at}` }),
        }),
      )
      expect((await Promise.all(made)).every(({ ok }) => ok)).toBe(true)
    }
    await syncs.enable(b)
    const count = (await fileIds(harbor, stack, ids.b)).length
    await syncs.button('Records of').click()
    await expect(syncs.records).toHaveCount(50)
    await expect(syncs.sync()).toContainText(`${count} records, ${count - 50} changes yet to be loaded`)
    await page.getByRole('button', { name: 'Load more' }).click()
    await expect(syncs.records).toHaveCount(count)
    await expect(page.getByRole('button', { name: 'Load more' })).toHaveCount(0)
  })

  test('nobody sees the syncs and the events of another, and bad questions get clear answers', async ({
    harbor,
    page,
    browser,
    stack,
  }) => {
    const { b, ids, syncs } = await withTwoAccounts(harbor)
    await syncs.enable(b)
    const { syncId, records } = await pulled(page)
    const [record] = records
    const one = `/api/syncs/${syncId}`
    const content = `${one}/records/${record?.id}/content`

    const context = await browser.newContext({ baseURL: stack.appUrl })
    const other = await context.newPage()
    await new Harbor(other, stack).signInAsNewcomer('Eve Other')
    expect((await ask(other, '/api/syncs')).body.syncs).toEqual([])
    expect((await ask(other, '/api/sync-events')).body.events).toEqual([])
    const questions: [string, string?, object?][] = [
      [one, 'PATCH', { credentialId: ids.b }],
      [one, 'DELETE'],
      [`${one}/disable`, 'POST'],
      [`${one}/reenable`, 'POST'],
      [`${one}/records`],
      [`${one}/changes?active=1`],
      [`${one}/records/${record?.id}`],
      [`${one}/records/${record?.id}/access`],
      [content],
    ]
    for (const [url, method, body] of questions) {
      expect((await ask(other, url, method, body)).status, url).toBe(404)
    }
    // A foreign account is no account.
    const foreign = { integration: 'googledrive', pipeline: 'files', credentialId: ids.b }
    expect((await ask(other, '/api/syncs', 'POST', foreign)).status).toBe(404)
    await context.close()

    expect((await ask(page, '/api/syncs', 'POST', { integration: 'googledrive' })).status).toBe(400)
    expect((await ask(page, '/api/syncs', 'POST', { integration: 'googledrive', pipeline: 'deals' })).status).toBe(400)
    expect((await ask(page, '/api/syncs', 'POST', { integration: 'nothing', pipeline: 'files' })).status).toBe(404)
    expect((await ask(page, one, 'PATCH', {})).status).toBe(400)
    expect((await ask(page, one, 'PATCH', { credentialId: syncId })).status).toBe(404)
    expect((await ask(page, `${one}/records?cursor=nonsense`)).status).toBe(400)
    expect((await ask(page, `${one}/changes`)).status).toBe(400)
    expect((await ask(page, `${one}/records/${syncId}`)).status).toBe(404)
    expect((await ask(page, '/api/syncs/nonsense/records')).status).toBe(404)
    const held = await page.evaluate(async (url) => {
      const { headers } = await fetch(url)
      return ['content-disposition', 'content-security-policy', 'cache-control'].map((name) => headers.get(name))
    }, content)
    expect(held).toEqual(['attachment', 'sandbox', 'no-store'])

    for (const url of ['/api/syncs', '/api/sync-events', content]) {
      expect((await page.request.get(url)).status(), url).toBe(403)
    }
    await page.context().clearCookies()
    for (const url of ['/api/syncs', '/api/sync-events', content]) {
      expect((await ask(page, url)).status, url).toBe(401)
    }
  })

  test('only what the project has signed is taken in', async ({ harbor, page, stack }) => {
    const { b, ids, syncs } = await withTwoAccounts(harbor)
    const { holder } = (await ask(page, '/api/syncs')).body
    const description = await (await control(stack, 'GET', '')).json()
    const { webhookSigningSecret, syncWebhookUrl } = description as Record<string, string>
    expect(syncWebhookUrl).toBe(`${stack.appUrl}/api/webhooks/paragon-syncs`)
    const event = JSON.stringify({
      event: 'record_created',
      sync: 'googledrive',
      syncInstanceId: 'a-sync',
      credentialId: ids.b,
      user: { id: holder },
      data: { recordId: 'a-record', model: 'files' },
    })
    const signed = (secret = '') => `v1=${createHmac('sha256', secret).update(event).digest('hex')}`
    const send = async (body: string, signature?: string) => {
      const headers = { ...(signature && { 'x-paragon-signature': signature }) }
      return (await fetch(`${syncWebhookUrl}`, { method: 'POST', headers, body })).status
    }
    expect(await send(event)).toBe(401)
    expect(await send(event, signed('a guess'))).toBe(401)
    expect(await send(event.replace('a-record', 'another'), signed(webhookSigningSecret))).toBe(401)
    await syncs.openEvents()
    await expect(page.getByText('No event yet')).toBeVisible()
    expect(await send(event, signed(webhookSigningSecret))).toBe(200)
    await expect(syncs.event('record_created')).toContainText(`Google Drive of ${b}`)

    await page.route('**/api/sync-events', (route) =>
      route.fulfill({ json: { isSetUp: false, url: syncWebhookUrl, events: [], holder } }),
    )
    await page.reload()
    await expect(page.getByText('The app takes no events in without the signing secret')).toBeVisible()
  })

  test('what cannot be synced, or not yet, says what to do', async ({ harbor, page }) => {
    await harbor.signInAsNewcomer()
    const syncs = new Syncs(page)
    await syncs.open()
    await expect(page.getByText('No Google Drive account is connected yet.')).toBeVisible()
    await expect(page.getByText('Nothing is synced yet')).toBeVisible()
    await page.getByLabel('Integration').selectOption('HubSpot (not connected)')
    await expect(page.getByLabel('What to sync').getByRole('option')).toHaveText(['Contacts', 'Companies', 'Deals'])
    await page.getByRole('link', { name: 'Connect HubSpot' }).click()
    await harbor.connect(newAddress('a'))
    await syncs.open()
    await page.getByLabel('Which files').selectOption('One folder')
    await page.getByRole('button', { name: 'Enable sync' }).click()
    await expect(page.getByText('Enter the id of a folder.')).toBeVisible()
    await expect(page.getByLabel('Id of the folder')).toBeFocused()
    await page.getByLabel('Id of the folder').fill('nowhere')
    await page.getByRole('button', { name: 'Enable sync' }).click()
    await expect(syncs.sync()).toContainText('Errored')
    await expect(syncs.sync()).toContainText('Request failed with status code 404')
    await syncs.button('Move').click()
    await expect(page.getByText('No other Google Drive account is connected')).toBeVisible()

    await page.route('**/api/syncs', (route) => route.fulfill({ status: 502, json: { message: 'Paragon is away.' } }))
    await page.reload()
    await expect(page.getByText('Paragon is away.')).toBeVisible()
    await page.unroute('**/api/syncs')
    await page.getByRole('button', { name: 'Retry' }).click()
    await expect(syncs.sync()).toBeVisible()
  })
})
