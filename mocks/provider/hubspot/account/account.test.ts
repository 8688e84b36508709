import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoAccounts } from '../../../catalog/demo-accounts.ts'
import { demoHubs } from '../../../catalog/demo-hubspot.ts'
import { hubspot } from '../../../catalog/integrations/hubspot.ts'
import { addAccount } from '../../accounts.ts'
import { obtainTokens, type ProviderFixture, startProvider, userinfo } from '../../testing.ts'
import { COMPANIES, expectRefusal, HOME, type HubspotClient, signInAtHubspot, WORK } from '../testing.ts'

const OWNERS = '/crm/v3/owners'
const PIPELINES = '/crm/v3/pipelines'
const DETAILS = '/account-info/v3/details'

let fixture: ProviderFixture
let work: HubspotClient
let home: HubspotClient

beforeAll(async () => {
  fixture = await startProvider()
  work = await signInAtHubspot(fixture, WORK)
  home = await signInAtHubspot(fixture, HOME)
})
afterAll(async () => {
  expect(fixture.leaks).toEqual([])
  await fixture.ctx.dispose()
})

const tokenInfo = async (token: string) =>
  fixture.provider.fetch(new Request(`http://localhost:4020/oauth/v1/access-tokens/${token}`))

describe('whose hub it is', () => {
  it('is told the same everywhere, and differs from account to account', async () => {
    const hubs = []
    for (const client of [work, home]) {
      const info = await (await userinfo(fixture, client.token)).json()
      const details = await client.json('GET', DETAILS)
      const token = await (await tokenInfo(client.token)).json()
      expect([details.portalId, token.hub_id, token.hub_domain]).toEqual([info.hub_id, info.hub_id, info.hub_domain])
      hubs.push([info.email, info.hub_id, info.hub_domain])
    }
    expect(hubs).toEqual([
      [WORK, expect.any(Number), 'sales.northwind.example'],
      [HOME, expect.any(Number), 'chen-ceramics.example'],
    ])
    expect(hubs[0]?.[1]).not.toBe(hubs[1]?.[1])
  })

  it('is no business of other third parties', async () => {
    const { access_token } = await obtainTokens(fixture)
    expect(await (await userinfo(fixture, access_token)).json()).not.toHaveProperty('hub_id')
  })

  it('has a domain for every account: its own, or that of the address', async () => {
    const emails = demoAccounts.filter(({ directory }) => directory === 'hubspot').map(({ email }) => email)
    expect(Object.keys(demoHubs).sort()).toEqual(emails.sort())
    const email = 'someone@else.example'
    await addAccount(fixture.ctx, { projectId: 'project', directory: 'hubspot', email, name: 'Someone' })
    const someone = await signInAtHubspot(fixture, email)
    expect(await (await tokenInfo(someone.token)).json()).toMatchObject({ user: email, hub_domain: 'else.example' })
  })
})

it('shares nothing between the hubs of the demo people', () => {
  const companies = Object.values(demoHubs).flatMap((hub) => hub.companies)
  const texts = companies.flatMap(({ name, domain, contacts, deals = [] }) => [
    name,
    domain,
    ...contacts.map(({ firstname, lastname }) => `${firstname} ${lastname}`),
    ...deals.map(({ dealname }) => dealname),
  ])
  expect(new Set(texts).size).toBe(texts.length)
})

describe('the token information', () => {
  it('says what a token is good for, to whoever holds it', async () => {
    const answer = await tokenInfo(work.token)
    expect([answer.status, await answer.json()]).toEqual([
      200,
      {
        token: work.token,
        user: WORK,
        hub_id: expect.any(Number),
        hub_domain: 'sales.northwind.example',
        scopes: hubspot.oauth.scopes,
        app_id: expect.any(Number),
        expires_in: expect.any(Number),
        user_id: expect.any(Number),
        token_type: 'access',
      },
    ])
  })

  it('knows no other token', async () => {
    const { access_token, refresh_token } = await obtainTokens(fixture)
    for (const token of ['nothing', access_token, refresh_token]) {
      await expectRefusal(await tokenInfo(token), 404, 'OBJECT_NOT_FOUND')
    }
    await expectRefusal(await work.call('DELETE', `/oauth/v1/access-tokens/${work.token}`), 405)
  })
})

describe('owners', () => {
  it('are the hub’s only user, who owns what it starts with', async () => {
    const { results } = await work.json('GET', `${OWNERS}/`)
    expect(results).toEqual([
      {
        id: expect.stringMatching(/^\d+$/),
        email: WORK,
        type: 'PERSON',
        firstName: 'Maya',
        lastName: 'Chen',
        userId: expect.any(Number),
        userIdIncludingInactive: results[0].userId,
        createdAt: expect.any(String),
        updatedAt: results[0].createdAt,
        archived: false,
      },
    ])
    const [owner] = results
    expect(await work.json('GET', `${OWNERS}/${owner.id}`)).toEqual(owner)
    expect(await work.json('GET', `${OWNERS}/${owner.userId}?idProperty=userId`)).toEqual(owner)
    expect(await work.json('GET', `${OWNERS}?email=${WORK.toUpperCase()}`)).toEqual({ results })
    expect(await work.json('GET', `${OWNERS}?email=${HOME}`)).toEqual({ results: [] })
    expect(await work.json('GET', `${OWNERS}?archived=true`)).toEqual({ results: [] })
    const companies = await work.json('GET', `${COMPANIES}?properties=hubspot_owner_id`)
    for (const { properties } of companies.results) expect(properties.hubspot_owner_id).toBe(owner.id)
    await expectRefusal(await home.call('GET', `${OWNERS}/${owner.id}`), 404, 'OBJECT_NOT_FOUND')
  })

  it('are refused what they do not know', async () => {
    await expectRefusal(await work.call('GET', `${OWNERS}/1`), 404, 'OBJECT_NOT_FOUND')
    for (const query of ['limit=501', 'limit=x', 'after=1', 'archived=x']) {
      await expectRefusal(await work.call('GET', `${OWNERS}?${query}`), 400, 'VALIDATION_ERROR')
    }
    await expectRefusal(await work.call('GET', `${OWNERS}/1?idProperty=email`), 400, 'VALIDATION_ERROR')
    await expectRefusal(await work.call('POST', OWNERS, {}), 405)
    await expectRefusal(await work.call('DELETE', `${OWNERS}/1`), 405)
  })
})

describe('pipelines', () => {
  it.each([
    ['deals', 'default', 'Sales Pipeline', 7, { isClosed: 'false', probability: '0.2' }],
    ['0-5', '0', 'Support Pipeline', 4, { isClosed: 'false', ticketState: 'OPEN' }],
  ])('of %s', async (type, id, label, count, metadata) => {
    const { results } = await work.json('GET', `${PIPELINES}/${type}`)
    expect(results).toMatchObject([{ id, label, displayOrder: 0, archived: false }])
    const [pipeline] = results
    expect(pipeline.stages).toHaveLength(count)
    expect(pipeline.stages[0]).toMatchObject({ displayOrder: 0, metadata, archived: false })
    expect(await work.json('GET', `${PIPELINES}/${type}/${id}`)).toEqual(pipeline)
    const path = `${PIPELINES}/${type}/${id}/stages`
    expect(await work.json('GET', path)).toEqual({ results: pipeline.stages })
    expect(await work.json('GET', `${path}/${pipeline.stages[1].id}`)).toEqual(pipeline.stages[1])
  })

  it('are refused what they do not know', async () => {
    await expectRefusal(await work.call('GET', `${PIPELINES}/contacts`), 400, 'VALIDATION_ERROR')
    await expectRefusal(await work.call('GET', `${PIPELINES}/widgets`), 400)
    for (const rest of ['other', 'other/stages', 'default/stages/nowhere', 'other/stages/closedwon']) {
      await expectRefusal(await work.call('GET', `${PIPELINES}/deals/${rest}`), 404, 'OBJECT_NOT_FOUND')
    }
    await expectRefusal(await work.call('POST', `${PIPELINES}/deals`, {}), 405)
    await expectRefusal(await work.call('DELETE', `${PIPELINES}/deals/default`), 405)
  })
})

it('tells the details of the account', async () => {
  expect(await work.json('GET', DETAILS)).toEqual({
    portalId: expect.any(Number),
    accountType: 'STANDARD',
    timeZone: 'UTC',
    companyCurrency: 'EUR',
    additionalCurrencies: [],
    utcOffset: '+00:00',
    utcOffsetMilliseconds: 0,
    uiDomain: 'app.hubspot.com',
    dataHostingLocation: 'na1',
  })
  await expectRefusal(await work.call('POST', DETAILS, {}), 405)
})

it.each([
  [OWNERS, 'crm.objects.owners.read'],
  [`${OWNERS}/1`, 'crm.objects.owners.read'],
  [DETAILS, 'oauth'],
])('needs a scope for %s', async (path, scope) => {
  const client = await signInAtHubspot(
    fixture,
    WORK,
    hubspot.oauth.scopes.filter((each) => each !== scope),
  )
  await expectRefusal(await client.call('GET', path), 403, 'MISSING_SCOPES')
})

it('needs any scope for tickets to see their pipelines', async () => {
  const client = await signInAtHubspot(fixture, WORK, ['oauth', 'crm.objects.deals.write'])
  expect((await client.call('GET', `${PIPELINES}/deals`)).status).toBe(200)
  await expectRefusal(await client.call('GET', `${PIPELINES}/tickets`), 403, 'MISSING_SCOPES')
})

it.each([
  OWNERS,
  `${PIPELINES}/deals`,
  DETAILS,
  '/crm/v3/properties/deals',
  '/crm/v4/objects/deals/1/associations/contacts',
])('demands a token for %s', async (path) => {
  const answer = await fixture.provider.fetch(new Request(`http://localhost:4020${path}`))
  await expectRefusal(answer, 401, 'INVALID_AUTHENTICATION')
})
