import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestSandbox, maya, type TestSandbox, type TestUser } from '../../testing/test-sandbox.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox()
})
afterAll(() => sandbox.dispose())

let users = 0
async function withTwoHubs() {
  const user = await sandbox.user(`hubspot-user-${users++}`)
  const work = await user.addAccount(maya.work, { integration: 'hubspot' })
  const home = await user.addAccount(maya.home, { integration: 'hubspot', externalId: 'pottery' })
  return { user, work, home }
}

interface Call {
  method?: string
  body?: unknown
  credential?: string
  headers?: Record<string, string>
}
const call = (user: TestUser, path: string, { method = 'GET', body, credential, headers }: Call = {}) =>
  user.call(method, `/sdk/proxy/hubspot${path}`, {
    body,
    headers: { ...headers, ...(credential && { 'x-paragon-credential': credential }) },
  })
async function output(user: TestUser, path: string, options?: Call) {
  const answer = await call(user, path, options)
  expect(answer.status, await answer.clone().text()).toBe(200)
  return ((await answer.json()) as { output: Output }).output
}
interface Output {
  id: string
  portalId: number
  results: { id: string; properties: Record<string, string> }[]
  total: number
}
const names = ({ results }: Output, property: string) => results.map(({ properties }) => properties[property])

const COMPANIES = '/crm/v3/objects/companies'

describe('two HubSpot accounts of one user', () => {
  it('are told apart by what HubSpot says of them', async () => {
    const { work, home } = await withTwoHubs()
    expect([work.providerData, home.providerData]).toMatchObject([
      { email: maya.work, hub_domain: 'sales.northwind.example', hub_id: expect.any(Number) },
      { email: maya.home, hub_domain: 'chen-ceramics.example', hub_id: expect.any(Number) },
    ])
    expect(work.providerData.hub_id).not.toBe(home.providerData.hub_id)
  })

  it('each act in their own hub: the one that a call names, else the default', async () => {
    const { user, work, home } = await withTwoHubs()
    for (const [credential, account, company] of [
      [undefined, work, 'Harbor Logistics'],
      [work.id, work, 'Harbor Logistics'],
      [home.id, home, 'Teahouse on Canal Street'],
      ['ext:pottery', home, 'Teahouse on Canal Street'],
    ] as const) {
      const options = credential ? { credential } : {}
      const { portalId } = await output(user, '/account-info/v3/details', options)
      expect([credential, portalId]).toEqual([credential, account.providerData.hub_id])
      expect(names(await output(user, `${COMPANIES}?limit=1`, options), 'name')).toEqual([company])
    }
  })

  it('write to the hub that was selected, and to no other', async () => {
    const { user, work, home } = await withTwoHubs()
    const made = await output(user, COMPANIES, {
      method: 'POST',
      credential: home.id,
      body: { properties: { name: 'Kiln Supplies', domain: 'kiln.example' } },
    })
    const query = { method: 'POST', body: { query: 'kiln' } }
    expect(names(await output(user, `${COMPANIES}/search`, { ...query, credential: home.id }), 'name')).toEqual([
      'Kiln Supplies',
    ])
    expect(await output(user, `${COMPANIES}/search`, { ...query, credential: work.id })).toMatchObject({ total: 0 })
    const path = `${COMPANIES}/${made.id}`
    expect((await call(user, path, { credential: work.id })).status).toBe(404)
    const body = { properties: { name: 'Taken over' } }
    expect((await call(user, path, { method: 'PATCH', credential: work.id, body })).status).toBe(404)
    expect((await call(user, path, { method: 'DELETE', credential: work.id })).status).toBe(404)
    expect(await output(user, path, { credential: home.id })).toMatchObject({ properties: { name: 'Kiln Supplies' } })
    expect((await call(user, path, { method: 'DELETE', credential: home.id })).status).toBe(204)
  })

  it('keep a contact of the same address each', async () => {
    const { user, work, home } = await withTwoHubs()
    const create = (credential: string) =>
      call(user, '/crm/v3/objects/contacts', {
        method: 'POST',
        credential,
        body: { properties: { email: `both-${users}@crm.example` } },
      })
    expect([(await create(work.id)).status, (await create(home.id)).status]).toEqual([200, 200])
    expect((await create(home.id)).status).toBe(409)
  })

  it('show HubSpot’s own errors in raw mode, and within the vendor’s otherwise', async () => {
    const { user, home } = await withTwoHubs()
    const wrong = { method: 'POST', credential: home.id, body: { properties: { nickname: 'x' } } }
    const raw = await call(user, COMPANIES, { ...wrong, headers: { 'x-paragon-use-raw-response': '1' } })
    expect([raw.status, await raw.json()]).toMatchObject([400, { status: 'error', category: 'VALIDATION_ERROR' }])
    const wrapped = await call(user, COMPANIES, wrong)
    expect([wrapped.status, await wrapped.json()]).toMatchObject([
      400,
      {
        message: expect.stringContaining('PROPERTY_DOESNT_EXIST'),
        meta: { integration: 'hubspot', credentialId: home.id },
      },
    ])
  })

  it('go on in the same hub with a new token when the old one has run out', async () => {
    const { user, home } = await withTwoHubs()
    await sandbox.control('POST', `/projects/test-project/credentials/${home.id}/expire`)
    const { portalId } = await output(user, '/account-info/v3/details', { credential: home.id })
    expect(portalId).toBe(home.providerData.hub_id)
  })

  it('take absolute URLs of HubSpot, and of nobody else', async () => {
    const { user, home } = await withTwoHubs()
    const owners = await output(user, '/https://api.hubapi.com/crm/v3/owners', { credential: home.id })
    expect(owners.results).toMatchObject([{ email: maya.home }])
    const drive = await call(user, '/https://www.googleapis.com/drive/v3/about', { credential: home.id })
    expect(drive.status).toBe(400)
  })
})

describe('connecting in the popup', () => {
  it('asks for what the integration needs, in plain words, and keeps the hub’s facts', async () => {
    const user = await sandbox.user('hubspot-popup')
    const popup = await user.openPopup({ type: 'hubspot' })
    expect(popup.text).toContain(maya.home)
    await popup.press('Maya (personal)')
    for (const meaning of ['See your HubSpot contacts', 'Add, edit and delete your HubSpot deals']) {
      expect(popup.text).toContain(meaning)
    }
    expect(popup.text).not.toContain('crm.objects')
    await popup.press('Allow')
    const { providerData, enabled } = await user.integration('hubspot')
    expect([enabled, providerData]).toMatchObject([true, { email: maya.home, hub_domain: 'chen-ceramics.example' }])
  })
})
