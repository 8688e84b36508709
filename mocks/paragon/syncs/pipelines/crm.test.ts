import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestSandbox, maya, type TestSandbox, type TestUser } from '../../../testing/test-sandbox.ts'
import {
  addQuietAccount,
  advance,
  callThirdParty,
  DAY,
  expectError,
  MINUTE,
  type Pulled,
  type SyncClient,
  syncClient,
} from '../testing.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox()
  await sandbox.control('PUT', `/projects/${sandbox.projectId}/clock`, { frozen: true })
})
afterAll(() => sandbox.dispose())

interface Crm {
  user: TestUser
  syncs: SyncClient
  a: string
  b: string
  /** As one of the accounts. */
  call(credentialId: string, method: string, path: string, body?: unknown): Promise<Record<string, unknown>>
  enable(pipeline: string, credentialId: string): Promise<string>
  records(syncId: string): Promise<Pulled[]>
}
let people = 0
/** Someone with two accounts of a CRM. */
async function crm(integration: string): Promise<Crm> {
  const user = await sandbox.user(`${integration}-${people++}`)
  const a = await addQuietAccount(user, maya.work, integration)
  const b = await addQuietAccount(user, maya.home, integration)
  const syncs = syncClient(() => sandbox, user)
  return {
    user,
    syncs,
    a: a.id,
    b: b.id,
    call: (credentialId, method, path, body) => callThirdParty(user, integration, credentialId, method, path, body),
    enable: (pipeline, credentialId) =>
      syncs.enable({ integration, pipeline, credentialId, configurationName: credentialId }),
    records: async (syncId) => (await syncs.pull(syncId)).data.filter(({ deleted }) => !deleted),
  }
}
const nameOf = (record: Pulled | undefined) => record?.fullName ?? record?.name

describe('HubSpot', () => {
  it('has its contacts, companies and deals synced in their own forms', async () => {
    const { syncs, a, call, enable, records } = await crm('hubspot')
    await call(a, 'POST', '/crm/v3/properties/contacts', {
      name: 'favourite_colour',
      label: 'Favourite colour',
      type: 'string',
      fieldType: 'text',
      groupName: 'contactinformation',
    })
    const made = await call(a, 'POST', '/crm/v3/objects/contacts', {
      properties: {
        email: 'ada@lovelace.example',
        firstname: 'Ada',
        lastname: 'Lovelace',
        company: 'Analytical Engines',
        jobtitle: 'Countess',
        phone: '+44 20 5550100',
        city: 'London',
        lifecyclestage: 'customer',
        hs_lead_status: 'NEW',
        favourite_colour: 'violet',
      },
    })
    const ids = {
      contacts: await enable('contacts', a),
      companies: await enable('companies', a),
      deals: await enable('deals', a),
    }
    await advance(sandbox, 0)
    for (const id of Object.values(ids)) expect(await syncs.status(id)).toMatchObject({ status: 'IDLE' })

    const contact = (await records(ids.contacts)).find(({ externalId }) => externalId === made.id)
    expect(contact).toMatchObject({
      id: expect.any(String),
      externalId: made.id,
      firstName: 'Ada',
      lastName: 'Lovelace',
      fullName: 'Ada Lovelace',
      companyName: 'Analytical Engines',
      jobTitle: 'Countess',
      emails: [{ email: 'ada@lovelace.example', type: 'primary' }],
      phoneNumbers: [{ phoneNumber: '+44 20 5550100', type: 'work' }],
      addresses: [{ type: 'primary', street: null, city: 'London', state: null, postalCode: null, country: null }],
      socialProfiles: [],
      type: 'customer',
      status: 'new',
      lifecycleStage: 'customer',
      tags: [],
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
      updatedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      customFields: expect.objectContaining({ favourite_colour: 'violet' }),
    })
    const company = (await records(ids.companies)).find(({ name }) => name === 'Harbor Logistics')
    expect(company).toMatchObject({
      website: 'https://harborlogistics.example',
      industry: 'LOGISTICS_AND_SUPPLY_CHAIN',
      addresses: [expect.objectContaining({ city: 'Rotterdam' })],
      customFields: expect.objectContaining({ domain: 'harborlogistics.example' }),
    })
    expect(await records(ids.deals)).toContainEqual(
      expect.objectContaining({
        name: 'Harbor: fleet rollout',
        amount: 48_000,
        status: 'Contract Sent',
        statusType: 'open',
        probability: 90,
        closeDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        accountId: company?.externalId,
      }),
    )
    expect(await records(ids.deals)).toContainEqual(
      expect.objectContaining({ name: 'Alder & Finch: renewal', statusType: 'closed_won', probability: 100 }),
    )
    await expectError(await syncs.call('POST', `/permissions/${ids.contacts}/check`, {}), 400)
    const checked = { object: contact?.id, user: maya.work, role: 'can_read' }
    await expectError(await syncs.call('POST', `/permissions/${ids.contacts}/check`, checked), 400)
    await expectError(await syncs.call('GET', `/syncs/${ids.contacts}/records/${contact?.id}/content`), 400)
  })

  it('is followed in what is made and changed each minute, and in what is archived each day', async () => {
    const { syncs, a, b, call, enable, records } = await crm('hubspot')
    const [ofA, ofB] = [await enable('deals', a), await enable('deals', b)]
    await advance(sandbox, 0)
    const { cursor } = await syncs.pull(ofA)
    const { cursor: cursorOfB } = await syncs.pull(ofB)
    const { id } = await call(a, 'POST', '/crm/v3/objects/deals', {
      properties: { dealname: 'New deal', dealstage: 'qualifiedtobuy', pipeline: 'default' },
    })
    await advance(sandbox, MINUTE)
    expect((await syncs.pull(ofA, cursor)).data).toMatchObject([
      { externalId: id, name: 'New deal', amount: null, statusType: 'open', status: 'Qualified To Buy' },
    ])
    expect((await syncs.pull(ofB, cursorOfB)).data).toEqual([])
    await call(a, 'PATCH', `/crm/v3/objects/deals/${id}`, { properties: { amount: '1200', dealstage: 'closedlost' } })
    await advance(sandbox, MINUTE)
    expect((await syncs.pull(ofA, cursor)).data).toMatchObject([
      { externalId: id, amount: 1200, statusType: 'closed_lost', status: 'Closed Lost', probability: 0 },
    ])
    await call(a, 'DELETE', `/crm/v3/objects/deals/${id}`)
    await advance(sandbox, MINUTE)
    expect((await records(ofA)).map(({ externalId }) => externalId)).toContain(id)
    await advance(sandbox, DAY)
    expect((await syncs.pull(ofA, cursor)).data).toMatchObject([{ externalId: id, deleted: true }])
  })

  it('is read whole, however many there are, and however many change at once', async () => {
    const { a, call, enable, records, syncs } = await crm('hubspot')
    for (let batch = 0; batch < 3; batch += 1) {
      const inputs = Array.from({ length: 90 }, (_, index) => ({
        properties: { email: `many-${batch}-${index}@x.example`, lastname: 'Many' },
      }))
      await call(a, 'POST', '/crm/v3/objects/contacts/batch/create', { inputs })
    }
    const id = await enable('contacts', a)
    await advance(sandbox, 0)
    const many = (await records(id)).filter((record) => record.lastName === 'Many')
    expect(new Set(many.map(({ externalId }) => externalId)).size).toBe(270)
    for (let start = 0; start < 270; start += 90) {
      const inputs = many.slice(start, start + 90).map(({ externalId }) => ({
        id: externalId,
        properties: { firstname: 'Changed' },
      }))
      await call(a, 'POST', '/crm/v3/objects/contacts/batch/update', { inputs })
    }
    const { cursor } = await syncs.pull(id)
    await advance(sandbox, MINUTE)
    const { data } = await syncs.pull(id, cursor)
    expect(new Set(data.map(({ externalId, firstName }) => `${externalId} ${firstName}`)).size).toBe(270)
  })
})

describe('a CRM with too many requests', () => {
  it.each([
    ['hubspot', 429, '/crm/v3/objects/contacts', 'RATE_LIMITS'],
    ['salesforce', 403, '/limits', 'REQUEST_LIMIT_EXCEEDED'],
  ])('%s says so in its own way, and its syncs wait', async (integration, status, path, word) => {
    const { user, syncs, a, enable } = await crm(integration)
    const id = await enable('contacts', a)
    await advance(sandbox, 0)
    await sandbox.control('POST', `/projects/${sandbox.projectId}/credentials/${a}/throttle`, { seconds: 120 })
    const refused = await user.call('GET', `/sdk/proxy/${integration}${path}`, {
      headers: { 'x-paragon-credential': a },
    })
    expect([refused.status, await refused.text()]).toEqual([status, expect.stringContaining(word)])
    await advance(sandbox, MINUTE)
    expect(await syncs.status(id)).toMatchObject({ status: 'RATE_LIMITED', rateLimitBackoffMs: expect.any(Number) })
    await advance(sandbox, 3 * MINUTE)
    expect(await syncs.status(id)).toMatchObject({ status: 'IDLE' })
  })
})

describe('Salesforce', () => {
  it('has its contacts, accounts and opportunities synced in their own forms', async () => {
    const { syncs, a, call, enable, records } = await crm('salesforce')
    const account = await call(a, 'POST', '/sobjects/Account', { Name: 'Analytical Engines', NumberOfEmployees: 12 })
    const made = await call(a, 'POST', '/sobjects/Contact', {
      FirstName: 'Ada',
      LastName: 'Lovelace',
      Email: 'ada@lovelace.example',
      Title: 'Countess',
      MobilePhone: '+44 20 5550100',
      MailingCity: 'London',
      AccountId: account.id,
      LeadSource: 'Web',
    })
    const ids = {
      contacts: await enable('contacts', a),
      companies: await enable('companies', a),
      deals: await enable('deals', a),
    }
    await advance(sandbox, 0)
    for (const id of Object.values(ids)) expect(await syncs.status(id)).toMatchObject({ status: 'IDLE' })
    expect((await records(ids.contacts)).find(({ externalId }) => externalId === made.id)).toMatchObject({
      firstName: 'Ada',
      lastName: 'Lovelace',
      fullName: 'Ada Lovelace',
      companyName: 'Analytical Engines',
      jobTitle: 'Countess',
      emails: [{ email: 'ada@lovelace.example', type: 'primary' }],
      phoneNumbers: [{ phoneNumber: '+44 20 5550100', type: 'mobile' }],
      addresses: [{ type: 'mailing', street: null, city: 'London', state: null, postalCode: null, country: null }],
      type: null,
      leadSource: 'Web',
      ownerId: expect.stringMatching(/^005/),
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
      customFields: expect.objectContaining({ AccountId: account.id }),
    })
    expect((await records(ids.companies)).find(({ externalId }) => externalId === account.id)).toMatchObject({
      name: 'Analytical Engines',
      numberOfEmployees: 12,
      annualRevenue: null,
    })
    const company = (await records(ids.companies)).find(({ name }) => name === 'Fabrikam Robotics')
    expect(await records(ids.deals)).toContainEqual(
      expect.objectContaining({
        name: 'Fabrikam: second plant',
        amount: 128_000,
        status: 'Negotiation/Review',
        statusType: 'open',
        probability: expect.any(Number),
        closeDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        accountId: company?.externalId,
      }),
    )
  })

  it('is followed in what is made, changed and deleted, each minute', async () => {
    const { syncs, a, b, call, enable, records } = await crm('salesforce')
    const [ofA, ofB] = [await enable('contacts', a), await enable('contacts', b)]
    await advance(sandbox, 0)
    const { cursor } = await syncs.pull(ofA)
    const { cursor: cursorOfB } = await syncs.pull(ofB)
    const { id } = await call(a, 'POST', '/sobjects/Contact', { LastName: 'New' })
    await advance(sandbox, MINUTE)
    expect((await syncs.pull(ofA, cursor)).data.map(nameOf)).toEqual(['New'])
    expect((await syncs.pull(ofB, cursorOfB)).data).toEqual([])
    await call(a, 'PATCH', `/sobjects/Contact/${id}`, { FirstName: 'Brand' })
    await advance(sandbox, MINUTE)
    expect((await syncs.pull(ofA, cursor)).data.map(nameOf)).toEqual(['Brand New'])
    await call(a, 'DELETE', `/sobjects/Contact/${id}`)
    await advance(sandbox, MINUTE)
    expect((await syncs.pull(ofA, cursor)).data).toMatchObject([{ externalId: id, deleted: true }])
    expect((await records(ofA)).map(({ externalId }) => externalId)).not.toContain(id)
    await advance(sandbox, DAY)
    expect((await syncs.pull(ofA, cursor)).data).toHaveLength(1)
    // The other org is another company: moving the sync leaves nothing of the first one's.
    await syncs.json('PATCH', `/syncs/${ofA}`, { credentialId: b })
    await advance(sandbox, 0)
    const names = async (syncId: string) => (await records(syncId)).map(nameOf).sort()
    expect(await names(ofA)).toEqual(await names(ofB))
  })

  it('is read whole, however many there are, and however many change at once', async () => {
    const { a, call, enable, records, syncs } = await crm('salesforce')
    const ids: string[] = []
    for (let batch = 0; batch < 2; batch += 1) {
      const given = Array.from({ length: 130 }, (_, index) => ({
        attributes: { type: 'Contact' },
        LastName: `Many ${batch} ${index}`,
      }))
      const made = await call(a, 'POST', '/composite/sobjects', { records: given })
      ids.push(...(made as unknown as { id: string }[]).map(({ id }) => id))
    }
    const id = await enable('contacts', a)
    await advance(sandbox, 0)
    const many = (await records(id)).filter((record) => String(record.lastName).startsWith('Many'))
    expect(new Set(many.map(({ externalId }) => externalId))).toEqual(new Set(ids))
    const { cursor } = await syncs.pull(id)
    for (let start = 0; start < ids.length; start += 130) {
      const changed = ids.slice(start, start + 130)
      const given = changed.map((contactId) => ({
        attributes: { type: 'Contact' },
        id: contactId,
        FirstName: 'Changed',
      }))
      await call(a, 'PATCH', '/composite/sobjects', { records: given })
    }
    await advance(sandbox, MINUTE)
    const { data } = await syncs.pull(id, cursor)
    expect(new Set(data.map(({ externalId }) => externalId))).toEqual(new Set(ids))
  })
})
