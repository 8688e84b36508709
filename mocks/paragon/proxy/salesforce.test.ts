import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createTestSandbox,
  jonas,
  maya,
  type TestSandbox,
  type TestUser,
  type WireCredential,
} from '../../testing/test-sandbox.ts'

const integration = 'salesforce'
const RAW = { 'x-paragon-use-raw-response': '1' }

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox()
})
afterAll(() => sandbox.dispose())

let users = 0
async function withTwoOrgs() {
  const user = await sandbox.user(`salesforce-user-${users++}`)
  const a = await user.addAccount(maya.work, { integration })
  const b = await user.addAccount(maya.home, { integration, externalId: 'side-business' })
  return { user, a, b }
}

const request = (
  user: TestUser,
  path: string,
  options: { method?: string; credential?: string; body?: unknown; headers?: Record<string, string> } = {},
) =>
  user.call(options.method ?? 'GET', `/sdk/proxy/salesforce/${path}`, {
    body: options.body,
    headers: { ...options.headers, ...(options.credential && { 'x-paragon-credential': options.credential }) },
  })

async function query(user: TestUser, soql: string, credential?: string): Promise<Record<string, string>[]> {
  const answer = await request(user, `query?q=${encodeURIComponent(soql)}`, credential ? { credential } : {})
  expect(answer.status, await answer.clone().text()).toBe(200)
  return (await answer.json()).output.records
}

const orgName = async (user: TestUser, credential?: string) =>
  (await query(user, 'SELECT Name FROM Organization', credential))[0]?.Name

const instanceUrl = ({ providerData }: WireCredential) => String(providerData.instanceUrl)

/** The addresses that the third party is asked for while something happens. */
async function addresses(work: () => Promise<unknown>): Promise<string[]> {
  const { fetch } = sandbox.context
  const asked: string[] = []
  sandbox.context.fetch = (sent) => {
    asked.push(sent.url)
    return fetch(sent)
  }
  try {
    await work()
  } finally {
    sandbox.context.fetch = fetch
  }
  return asked
}

describe('an account', () => {
  it('is known by where its org is, and by what Salesforce alone tells', async () => {
    const { user, a, b } = await withTwoOrgs()
    for (const credential of [a, b]) {
      expect(credential.providerData).toMatchObject({
        email: expect.any(String),
        name: expect.any(String),
        organization_id: expect.stringMatching(/^00D\w{15}$/),
        user_id: expect.stringMatching(/^005\w{15}$/),
        urls: { custom_domain: instanceUrl(credential) },
        instanceUrl: expect.stringMatching(/^https:\/\/[a-z0-9-]+\.my\.salesforce\.com$/),
      })
      expect(credential.providerData).not.toHaveProperty('sub')
    }
    expect(instanceUrl(a)).not.toBe(instanceUrl(b))
    expect((await user.integration(integration)).allCredentials).toEqual([a, b])
  })
})

describe('a call', () => {
  it('acts as the account that it names, at that account’s org', async () => {
    const { user, a, b } = await withTwoOrgs()
    for (const [selector, credential, name] of [
      [undefined, a, 'Northwind EMEA'],
      [a.id, a, 'Northwind EMEA'],
      [b.id, b, 'Chen Consulting'],
      ['ext:side-business', b, 'Chen Consulting'],
    ] as const) {
      const asked = await addresses(async () => expect(await orgName(user, selector)).toBe(name))
      expect(asked).toEqual([expect.stringContaining(`${instanceUrl(credential)}/services/data/v61.0/query?q=SELECT`)])
    }
  })

  it('writes to that org and to no other', async () => {
    const { user, a, b } = await withTwoOrgs()
    const body = { LastName: 'Proxy', Email: 'proxy@example.test' }
    const made = await request(user, '/sobjects/Contact', { method: 'POST', credential: b.id, body })
    const { output } = await made.json()
    expect(output).toMatchObject({ id: expect.stringMatching(/^003/), success: true })
    const find = (credential: string) => query(user, `SELECT Id FROM Contact WHERE LastName = 'Proxy'`, credential)
    expect([await find(a.id), await find(b.id)]).toMatchObject([[], [{ Id: output.id }]])

    const path = `sobjects/Contact/${output.id}`
    const foreign = await request(user, path, { method: 'PATCH', credential: a.id, body: { Title: 'Stolen' } })
    expect([foreign.status, await foreign.json()]).toMatchObject([404, { meta: { credentialId: a.id } }])
    const changed = await request(user, path, { method: 'PATCH', credential: b.id, body: { Title: 'Owner' } })
    expect([changed.status, await changed.text()]).toEqual([204, ''])
    const shown = await request(user, `${path}?fields=Title`, { credential: b.id })
    expect(await shown.json()).toMatchObject({ output: { Title: 'Owner' } })
    expect((await request(user, path, { method: 'DELETE', credential: b.id })).status).toBe(204)
    expect(await find(b.id)).toEqual([])
  })

  it('may name the account’s own org by its whole address, and no other’s', async () => {
    const { user, a, b } = await withTwoOrgs()
    const path = '/services/data/v61.0/limits'
    const own = await request(user, `${instanceUrl(b)}${path}`, { credential: b.id })
    expect(await own.json()).toMatchObject({ output: { DailyApiRequests: { Max: 15000 } } })
    for (const [credential, url] of [
      [a.id, `${instanceUrl(b)}${path}`],
      [b.id, `${instanceUrl(a)}${path}`],
      [a.id, `https://login.salesforce.com${path}`],
      [a.id, `https://www.googleapis.com/drive/v3/files`],
      [a.id, `${instanceUrl(a).replace('https', 'http')}${path}`],
    ] as const) {
      const asked = await addresses(async () => {
        const refused = await request(user, url, { credential })
        expect([refused.status, await refused.json()]).toMatchObject([400, { status: 400 }])
      })
      expect(asked).toEqual([])
    }
  })

  it('passes Salesforce’s refusals and headers on', async () => {
    const { user, a } = await withTwoOrgs()
    const wrapped = await request(user, 'sobjects/Nothing')
    const { message, ...rest } = await wrapped.json()
    expect([wrapped.status, rest]).toMatchObject([404, { status: 404, meta: { integration, credentialId: a.id } }])
    expect(JSON.parse(message)).toEqual([{ message: 'The requested resource does not exist', errorCode: 'NOT_FOUND' }])
    const raw = await request(user, 'query?q=SELECT', { headers: RAW })
    expect([raw.status, await raw.json()]).toMatchObject([400, [{ errorCode: 'MALFORMED_QUERY' }]])
    expect(raw.headers.get('sforce-limit-info')).toMatch(/^api-usage=\d+\/15000$/)
    const sized = await request(user, 'query?q=SELECT+Id+FROM+Contact', { headers: { 'sforce-query-options': 'x' } })
    expect(sized.status).toBe(400)
  })

  it('follows the pages of a query', async () => {
    const { user, b } = await withTwoOrgs()
    const records = Array.from({ length: 200 }, (_, index) => ({
      attributes: { type: 'Task' },
      Subject: `Page ${index}`,
    }))
    const credential = b.id
    await request(user, 'composite/sobjects', { method: 'POST', credential, body: { records } })
    const headers = { 'sforce-query-options': 'batchSize=200' }
    const soql = encodeURIComponent('SELECT Id FROM Task')
    const first = (await (await request(user, `query?q=${soql}`, { credential, headers })).json()).output
    expect([first.done, first.records.length]).toEqual([false, 200])
    const next = await request(user, `${instanceUrl(b)}${first.nextRecordsUrl}`, { credential })
    const { done, records: rest } = (await next.json()).output
    expect([done, rest.length]).toEqual([true, first.totalSize - 200])
  })
})

describe('the address of an account', () => {
  it('is another’s when the account is replaced', async () => {
    const { user, a, b } = await withTwoOrgs()
    const body = { sharedSettings: { 'sync-direction': 'to-salesforce' } }
    await user.call('PATCH', `/sdk/credentials/${a.id}`, { body: { config: body } })
    await user.connect(jonas.work, {
      type: integration,
      installOptions: { allowMultipleCredentials: true, selectedCredentialId: a.id },
    })
    const [after, other] = (await user.integration(integration)).allCredentials
    expect(other).toEqual(b)
    expect(after).toMatchObject({
      id: a.id,
      providerData: { email: jonas.work },
      configurations: [{ sharedSettings: body.sharedSettings }],
    })
    expect(after && instanceUrl(after)).not.toBe(instanceUrl(a))
    const asked = await addresses(async () => expect(await orgName(user, a.id)).toBe('Northwind DACH'))
    expect(asked).toEqual([expect.stringContaining(`${after && instanceUrl(after)}/services/data/`)])
    expect(await orgName(user, b.id)).toBe('Chen Consulting')
    const old = await request(user, `${instanceUrl(a)}/services/data/v61.0/limits`, { credential: a.id })
    expect(old.status).toBe(400)
  })

  it('stays when the token is refreshed', async () => {
    const { user, a, b } = await withTwoOrgs()
    await sandbox.control('POST', `/projects/test-project/credentials/${b.id}/expire`)
    expect(await orgName(user, b.id)).toBe('Chen Consulting')
    const [, after] = (await user.integration(integration)).allCredentials
    expect(after).toMatchObject({ status: 'VALID', providerData: b.providerData })
    expect(after?.dateRefreshed).not.toBe(b.dateRefreshed)
    expect(await orgName(user, a.id)).toBe('Northwind EMEA')
  })

  it('is asked for by name when it is not known', async () => {
    const { a, b } = await withTwoOrgs()
    await sandbox.context.store.prisma.credential.update({ where: { id: a.id }, data: { providerData: {} } })
    sandbox = await sandbox.restart()
    const again = await sandbox.user(`salesforce-user-${users - 1}`)
    const refused = await request(again, 'sobjects', { credential: a.id })
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { message: expect.stringContaining('"instanceUrl"') },
    ])
    // The other account goes on, and its org has kept what it had.
    expect(await orgName(again, b.id)).toBe('Chen Consulting')
  })

  it('goes with an account that was connected through the popup', async () => {
    const user = await sandbox.user(`salesforce-user-${users++}`)
    const window = await user.openPopup({ type: integration })
    await window.press('+ Use another account')
    await window.press('Next', { email: 'someone.new@elsewhere.example', name: 'Someone New' })
    expect(window.text).toContain('See, edit, create and delete the records of your Salesforce org')
    await window.press('Allow')
    expect(await orgName(user)).toBe('Org of Someone New')
    const [record] = await query(user, 'SELECT Id FROM Account')
    await request(user, `sobjects/Account/${record?.Id}`, { method: 'DELETE' })
    sandbox = await sandbox.restart()
    const again = await sandbox.user(`salesforce-user-${users - 1}`)
    expect(await query(again, 'SELECT Id FROM Account')).toEqual([])
  })
})

describe('the time of the project', () => {
  it('is when records are written, and what TODAY means', async () => {
    const user = await sandbox.user(`salesforce-user-${users++}`)
    await user.addAccount(maya.home, { integration })
    // The org starts with what it has when it is first used.
    await orgName(user)
    const change = { advance: 3 * 24 * 60 * 60 * 1000, frozen: true }
    const set = await sandbox.control('PUT', '/projects/test-project/clock', change)
    const { now } = await set.json()
    const made = await request(user, 'sobjects/Contact', { method: 'POST', body: { LastName: 'Later' } })
    expect(made.status, await made.clone().text()).toBe(200)
    const [contact] = await query(
      user,
      `SELECT CreatedDate FROM Contact WHERE LastName = 'Later' AND CreatedDate = TODAY`,
    )
    expect(Date.parse(contact?.CreatedDate ?? '')).toBeGreaterThanOrEqual(Date.parse(now))
    const today = await query(user, `SELECT Name FROM Contact WHERE CreatedDate = TODAY AND LastName != 'Later'`)
    expect(today).toEqual([])
  })
})
