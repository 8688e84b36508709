import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoOrgs } from '../../catalog/demo-salesforce.ts'
import { addAccount } from '../accounts.ts'
import { findHost } from '../hosts.ts'
import { obtainTokens as obtainGoogleTokens, type ProviderFixture, post, startProvider, userinfo } from '../testing.ts'
import { CLIENT, expectRefusal, obtainTokens, type SalesforceClient, SCOPE, signInAtSalesforce } from './testing.ts'

const WORK = 'maya.chen@northwind.example'
const HOME = 'maya.chen.home@mail.example'
const DAY = 24 * 60 * 60 * 1000

let fixture: ProviderFixture
let work: SalesforceClient
let home: SalesforceClient

beforeAll(async () => {
  fixture = await startProvider()
  work = await signInAtSalesforce(fixture, WORK)
  home = await signInAtSalesforce(fixture, HOME)
})
afterAll(async () => {
  expect(fixture.leaks).toEqual([])
  await fixture.ctx.dispose()
})

/** A call to any host, with any headers. */
async function at(host: string, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  const fetch = findHost(fixture.provider.hosts, host)
  if (!fetch) throw new Error(`Nobody answers for ${host}.`)
  return fetch(new Request(`https://${host}${path}`, { method, headers }))
}
const bearer = (token: string, scheme = 'Bearer') => ({ authorization: `${scheme} ${token}` })
const LIMITS = '/services/data/v61.0/limits'

describe('a session', () => {
  it('is the account’s, at the host of its own org and at the provider', async () => {
    for (const client of [work, home]) {
      for (const scheme of ['Bearer', 'OAuth']) {
        expect((await at(client.host, LIMITS, bearer(client.token, scheme))).status).toBe(200)
      }
      const local = new Request(`http://localhost:4020${LIMITS}`, { headers: bearer(client.token) })
      expect((await fixture.provider.fetch(local)).status).toBe(200)
    }
    expect(work.host).not.toBe(home.host)
  })

  it('means nothing at another org, nor does any other token', async () => {
    const { access_token: google } = await obtainGoogleTokens(fixture)
    const refresh = (await obtainTokens(fixture, WORK)).refresh_token ?? ''
    for (const [host, headers] of [
      [home.host, bearer(work.token)],
      [work.host, bearer(home.token)],
      ['unknown.my.salesforce.com', bearer(work.token)],
      ['login.salesforce.com', bearer(work.token)],
      [work.host, {}],
      [work.host, bearer('made-up')],
      [work.host, bearer(refresh)],
      [work.host, bearer(google)],
      [work.host, { authorization: `Basic ${work.token}` }],
    ] as const) {
      const response = await at(host, LIMITS, headers)
      expect(response.headers.get('www-authenticate')).toBe('Token')
      await expectRefusal(response, 401, 'INVALID_SESSION_ID', { message: /^Session expired or invalid$/ })
    }
    const foreign = new Request(`http://localhost:4020${LIMITS}`, { headers: bearer(google) })
    await expectRefusal(await fixture.provider.fetch(foreign), 401, 'INVALID_SESSION_ID')
  })

  it('must be for the API', async () => {
    const other = await signInAtSalesforce(fixture, WORK, 'openid email')
    const message = /^This session is not valid for use with the REST API$/
    await expectRefusal(await other.call('GET', '/limits'), 401, 'INVALID_SESSION_ID', { message })
  })

  it('ends when the access is taken back', async () => {
    const client = await signInAtSalesforce(fixture, 'jonas.weber@northwind.example')
    expect((await client.call('GET', '/limits')).status).toBe(200)
    const given = { token: client.token, client_id: CLIENT.id, client_secret: CLIENT.secret }
    expect((await post(fixture, '/oauth/revoke', given)).status).toBe(200)
    await expectRefusal(await client.call('GET', '/limits'), 401, 'INVALID_SESSION_ID')
  })
})

describe('the OAuth provider', () => {
  it('tells a client where the org is, and gives a refresh token for the scope of that name', async () => {
    const tokens = await obtainTokens(fixture, WORK)
    expect(tokens.instance_url).toBe(`https://${work.host}`)
    expect(tokens.refresh_token).toEqual(expect.any(String))
    const refreshed = await post(fixture, '/oauth/token', {
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token,
      client_id: CLIENT.id,
      client_secret: CLIENT.secret,
    })
    expect(await refreshed.json()).toMatchObject({ instance_url: `https://${work.host}` })
    expect(await obtainGoogleTokens(fixture)).not.toHaveProperty('instance_url')
  })

  it('knows an account by its org, its user and its addresses', async () => {
    const claims = await (await userinfo(fixture, work.token)).json()
    const [user] = await work.query('SELECT Id, Email FROM User')
    const [organization] = await work.query('SELECT Id FROM Organization')
    expect(claims).toMatchObject({
      sub: work.accountId,
      email: WORK,
      name: 'Maya Chen',
      user_id: user.Id,
      organization_id: organization.Id,
      preferred_username: user.Email,
      urls: { custom_domain: `https://${work.host}`, rest: `https://${work.host}/services/data/v{version}/` },
    })
    const theirs = await (await userinfo(fixture, home.token)).json()
    expect([theirs.user_id, theirs.organization_id]).not.toEqual([claims.user_id, claims.organization_id])
    const { access_token: google } = await obtainGoogleTokens(fixture)
    expect(await (await userinfo(fixture, google)).json()).not.toHaveProperty('organization_id')
  })

  it('answers at Salesforce’s own address for it too', async () => {
    const path = '/services/oauth2/userinfo'
    const expected = await (await userinfo(fixture, work.token)).json()
    for (const host of [work.host, 'login.salesforce.com']) {
      expect(await (await at(host, path, bearer(work.token))).json()).toEqual(expected)
      expect(await (await at(host, path, bearer(work.token), 'POST')).json()).toEqual(expected)
    }
    const withoutIdentity = await signInAtSalesforce(fixture, WORK, 'api')
    for (const [headers, text] of [
      [{}, 'Missing_OAuth_Token'],
      [bearer('made-up'), 'Bad_OAuth_Token'],
      [bearer(withoutIdentity.token), 'Bad_OAuth_Token'],
      [bearer((await obtainGoogleTokens(fixture)).access_token), 'Bad_OAuth_Token'],
    ] as const) {
      const response = await at('login.salesforce.com', path, headers)
      expect([response.status, await response.text()]).toEqual([403, text])
    }
  })

  it('asks for nothing that the consent page cannot explain', async () => {
    const { describeScopes } = await import('../oauth/scopes.ts')
    const words = describeScopes(SCOPE.split(' '))
    expect(words).toHaveLength(5)
    for (const scope of SCOPE.split(' ')) expect(words).not.toContain(scope)
  })
})

describe('what the API has', () => {
  it('is told of without a session', async () => {
    for (const path of ['/services/data', '/services/data/']) {
      const versions = await (await at(work.host, path)).json()
      expect(versions).toContainEqual({ label: "Summer '24", url: '/services/data/v61.0', version: '61.0' })
    }
  })

  it('is there in every version, and in none that never was', async () => {
    for (const version of ['31.0', '45.0', '66.0']) {
      const resources = await work.json('GET', `/services/data/v${version}/`)
      for (const url of Object.values<string>(resources)) {
        expect(url).toMatch(`/services/data/v${version}/`)
        expect((await work.call('GET', url)).status).not.toBe(404)
      }
      const { records } = await work.json('GET', `/services/data/v${version}/query?q=SELECT+Id+FROM+Account+LIMIT+1`)
      expect(records[0].attributes.url).toMatch(`/services/data/v${version}/sobjects/Account/001`)
    }
    for (const path of [
      '/services/data/v30.0/limits',
      '/services/data/v61/limits',
      '/services/data/61.0/limits',
      '/services/data/v61.0/nothing',
    ]) {
      await expectRefusal(await work.call('GET', path), 404, 'NOT_FOUND')
    }
    await expectRefusal(await at(work.host, '/services/apexrest/x'), 404, 'NOT_FOUND')
  })

  it.each([
    ['PUT', '/sobjects/Account', 'GET,HEAD,POST'],
    ['POST', '/sobjects', 'GET,HEAD'],
    ['POST', '/query?q=x', 'GET,HEAD'],
    ['PATCH', '/limits', 'GET,HEAD'],
    ['POST', '/sobjects/Account/001D000000IqhSL', 'GET,HEAD,PATCH,DELETE'],
    ['DELETE', '/sobjects/Account/describe', 'GET,HEAD'],
  ])('refuses %s %s', async (method, path, allowed) => {
    const response = await work.call(method, path, {})
    expect(response.headers.get('allow')).toBe(allowed)
    const message = `HTTP Method '${method}' not allowed. Allowed are ${allowed}`
    await expectRefusal(response, 405, 'METHOD_NOT_ALLOWED', { message: new RegExp(`^${message}$`) })
  })

  it('refuses bodies that are no JSON, or too large', async () => {
    const create = (body: string, type: string) =>
      work.call('POST', '/sobjects/Account', body, { 'content-type': type })
    await expectRefusal(await create('{"Name":"x"}', 'text/plain'), 415, 'UNSUPPORTED_MEDIA_TYPE')
    await expectRefusal(await create('<Name>x</Name>', 'application/xml'), 415, 'UNSUPPORTED_MEDIA_TYPE')
    await expectRefusal(await create('{"Name":', 'application/json'), 400, 'JSON_PARSER_ERROR')
    const large = `{"Name":"${'x'.repeat(10 * 1024 ** 2)}"}`
    await expectRefusal(await create(large, 'application/json'), 413, 'EXCEEDED_MAX_SIZE_REQUEST')
    expect((await create('{"Name":"x"}', 'application/json; charset=UTF-8')).status).toBe(201)
  })

  it('counts what is used of it, a day at a time', async () => {
    const email = 'usage@northwind.example'
    await addAccount(fixture.ctx, { projectId: 'project', directory: 'salesforce', email, name: 'Usage' })
    const client = await signInAtSalesforce(fixture, email)
    const response = await client.call('GET', '/limits')
    expect(response.headers.get('sforce-limit-info')).toBe('api-usage=1/15000')
    expect(await response.json()).toEqual({
      DailyApiRequests: { Max: 15000, Remaining: 14999 },
      DataStorageMB: { Max: 5, Remaining: 5 },
    })
    await client.call('GET', '/sobjects')
    expect((await client.json('GET', '/limits')).DailyApiRequests.Remaining).toBe(14997)
    fixture.ctx.advance(DAY)
    const later = await signInAtSalesforce(fixture, email)
    expect((await later.json('GET', '/limits')).DailyApiRequests.Remaining).toBe(14999)
  })
})

describe('the orgs of the demo people', () => {
  const EMAILS = Object.keys(demoOrgs)

  it('are told apart at a glance, and share nothing', async () => {
    const seen = new Map<string, string>()
    for (const email of EMAILS) {
      const client = await signInAtSalesforce(fixture, email)
      const [{ Name }] = await client.query('SELECT Name FROM Organization')
      expect(Name).toBe(demoOrgs[email]?.name)
      const companies = await client.query('SELECT Name FROM Account')
      const people = await client.query('SELECT Email FROM Contact')
      const leads = await client.query('SELECT Email FROM Lead')
      for (const each of [companies, people, leads]) expect(each).not.toHaveLength(0)
      const words = [Name, ...[...companies, ...people, ...leads].flatMap(({ Name: name, Email }) => name ?? Email)]
      for (const word of words.filter((each) => each !== 'x')) {
        expect([word, seen.get(word)]).toEqual([word, undefined])
        seen.set(word, email)
      }
    }
    expect(EMAILS).toHaveLength(6)
  })

  it('hold only what a client could have written', async () => {
    for (const email of EMAILS) {
      const client = await signInAtSalesforce(fixture, email)
      for (const type of ['Account', 'Contact', 'Lead', 'Opportunity', 'Task', 'Case']) {
        const { fields } = await client.json('GET', `/sobjects/${type}/describe`)
        const writable = fields.filter(({ createable }: { createable: boolean }) => createable)
        for (const record of await client.query(`SELECT FIELDS(ALL) FROM ${type} LIMIT 200`)) {
          const given = writable.map(({ name }: { name: string }) => [name, record[name]])
          const copy = Object.fromEntries(given.filter(([, value]: [string, unknown]) => value !== null))
          expect((await client.call('POST', `/sobjects/${type}`, copy)).status, JSON.stringify(copy)).toBe(201)
          for (const { name, picklistValues } of writable) {
            const values = picklistValues.map(({ value }: { value: string }) => value)
            if (values.length > 0 && record[name] !== null) expect(values).toContain(record[name])
          }
        }
      }
    }
  })

  it('start with something whoever the account is of', async () => {
    const email = 'new.person@elsewhere.example'
    await addAccount(fixture.ctx, { projectId: 'project', directory: 'salesforce', email, name: 'New Person' })
    const client = await signInAtSalesforce(fixture, email)
    expect(await client.query('SELECT Name FROM Organization')).toMatchObject([{ Name: 'Org of New Person' }])
    expect(await client.query('SELECT Name FROM Account')).toHaveLength(1)
    expect(await client.query('SELECT Name FROM User')).toMatchObject([{ Name: 'New Person' }])
  })

  it('keep what was written, and what was deleted stays so', async () => {
    const email = 'priya.nair@northwind.example'
    const client = await signInAtSalesforce(fixture, email)
    const [account] = await client.query(`SELECT Id FROM Account WHERE Name = 'Wide World Importers'`)
    await client.json('DELETE', `/sobjects/Account/${account.Id}`)
    const again = await signInAtSalesforce(fixture, email)
    expect(await again.query(`SELECT Id FROM Account WHERE Id = '${account.Id}'`)).toEqual([])
  })
})
