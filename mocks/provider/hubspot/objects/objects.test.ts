import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hubspot } from '../../../catalog/integrations/hubspot.ts'
import { addAccount } from '../../accounts.ts'
import { obtainTokens, type ProviderFixture, startProvider } from '../../testing.ts'
import {
  COMPANIES,
  CONTACTS,
  DEALS,
  expectRefusal,
  HOME,
  type HubspotClient,
  signInAtHubspot,
  TICKETS,
  WORK,
} from '../testing.ts'
import type { ObjectView } from './object-view.ts'

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

let accounts = 0
/** A hub that nobody has written to, with what every new one starts with. */
async function freshHub(): Promise<HubspotClient> {
  const email = `fresh-${accounts++}@crm.example`
  await addAccount(fixture.ctx, { projectId: 'project', directory: 'hubspot', email, name: 'Fresh' })
  return signInAtHubspot(fixture, email)
}

const names = async (client: HubspotClient, path: string, property: string) => {
  const { results } = await client.json('GET', path)
  return results.map(({ properties }: ObjectView) => properties[property])
}
const ids = ({ results }: { results: ObjectView[] }) => results.map(({ id }) => id)

describe('a hub', () => {
  it('starts with records of its own, which tell it apart', async () => {
    expect(await names(work, COMPANIES, 'name')).toEqual(['Harbor Logistics', 'Alder & Finch'])
    expect(await names(home, COMPANIES, 'name')).toEqual(['Teahouse on Canal Street'])
    expect(await names(work, DEALS, 'dealname')).toEqual([
      'Harbor: fleet rollout',
      'Alder & Finch: renewal',
      'Alder & Finch: second shop',
    ])
    expect(await names(home, CONTACTS, 'email')).toEqual(['rui.almeida@canalteahouse.example'])
    expect(await names(work, TICKETS, 'subject')).toEqual(['Invoice shows the old address'])
    expect(await names(await freshHub(), COMPANIES, 'name')).toEqual(['First customer of Fresh'])
  })

  it('starts with records once, whatever becomes of them', async () => {
    const hub = await freshHub()
    for (const id of ids(await hub.json('GET', CONTACTS))) await hub.call('DELETE', `${CONTACTS}/${id}`)
    expect(ids(await hub.json('GET', CONTACTS))).toEqual([])
  })

  it('never sees an object of another', async () => {
    const theirs = await work.create(CONTACTS, { email: 'only@work.example', firstname: 'Only' })
    for (const response of [
      await home.call('GET', `${CONTACTS}/${theirs.id}`),
      await home.call('GET', `${CONTACTS}/only@work.example?idProperty=email`),
      await home.call('PATCH', `${CONTACTS}/${theirs.id}`, { properties: { firstname: 'Taken' } }),
      await home.call('DELETE', `${CONTACTS}/${theirs.id}`),
    ]) {
      await expectRefusal(response, 404, 'OBJECT_NOT_FOUND')
    }
    const batch = await home.json('POST', `${CONTACTS}/batch/read`, { inputs: [{ id: theirs.id }] }, 207)
    expect(batch.results).toEqual([])
    await home.call('POST', `${CONTACTS}/batch/archive`, { inputs: [{ id: theirs.id }] })
    const search = { filters: [{ propertyName: 'email', operator: 'EQ', value: 'only@work.example' }] }
    expect((await home.json('POST', `${CONTACTS}/search`, search)).total).toBe(0)
    // The same address in the other hub is another contact.
    await home.create(CONTACTS, { email: 'only@work.example' })
    expect(await work.json('GET', `${CONTACTS}/${theirs.id}`)).toEqual(
      expect.objectContaining({ archived: false, properties: expect.objectContaining({ firstname: 'Only' }) }),
    )
  })
})

describe('POST an object', () => {
  it('answers it as HubSpot does, with every value and where it is', async () => {
    const response = await work.call('POST', COMPANIES, {
      properties: { name: ' Biglytics ', domain: 'biglytics.example', numberofemployees: 12, is_public: true },
    })
    expect(response.status).toBe(201)
    const company = await response.json()
    expect(response.headers.get('location')).toBe(`https://api.hubapi.com${COMPANIES}/${company.id}`)
    expect(company).toEqual({
      id: expect.stringMatching(/^\d+$/),
      properties: {
        createdate: company.createdAt,
        domain: 'biglytics.example',
        hs_lastmodifieddate: company.updatedAt,
        hs_object_id: company.id,
        is_public: 'true',
        name: 'Biglytics',
        numberofemployees: '12',
      },
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/),
      updatedAt: company.createdAt,
      archived: false,
    })
    expect(await work.json('GET', `${COMPANIES}/${company.id}`)).toMatchObject({ id: company.id })
  })

  it('takes the singular and the type id for the plural', async () => {
    const made = await work.create('/crm/v3/objects/0-2', { name: 'By type id' })
    expect(await work.json('GET', `/crm/v3/objects/company/${made.id}`)).toMatchObject({ id: made.id })
  })

  it('normalises what has more than one way to be written', async () => {
    const contact = await work.create(CONTACTS, { email: 'Nora@Example.ORG', lifecyclestage: 'lead' })
    expect(contact.properties).toMatchObject({ email: 'nora@example.org' })
    const deal = await work.create(DEALS, {
      dealname: 'Dates',
      dealstage: 'closedwon',
      closedate: Date.UTC(2026, 4, 1),
      createdate: '2024-02-03T04:05:06.789+02:00',
    })
    expect(deal.properties).toMatchObject({
      closedate: '2026-05-01T00:00:00Z',
      createdate: '2024-02-03T02:05:06.789Z',
      pipeline: 'default',
    })
    expect(deal.createdAt).not.toBe(deal.properties.createdate)
    const read = await work.json('GET', `${DEALS}/${deal.id}?properties=hs_is_closed,hs_is_closed_won,hs_createdate`)
    expect(read.properties).toMatchObject({
      hs_is_closed: 'true',
      hs_is_closed_won: 'true',
      hs_createdate: deal.createdAt,
    })
  })

  it('names every value that is not valid, and makes nothing', async () => {
    const { results: before } = await work.json('GET', `${CONTACTS}?limit=100`)
    const refusal = await expectRefusal(
      await work.call('POST', CONTACTS, {
        properties: {
          email: 'nobody',
          nickname: 'x',
          lifecyclestage: 'Lead',
          createdate: '2024-01-01',
          hubspot_owner_id: '1',
        },
      }),
      400,
      'VALIDATION_ERROR',
    )
    expect(refusal.message).toMatch(/^Property values were not valid: \[\{"isValid":false,/)
    expect(refusal.errors).toEqual([
      { message: 'Email address nobody is invalid', code: 'INVALID_EMAIL', context: { propertyName: ['email'] } },
      {
        message: 'Property "nickname" does not exist',
        code: 'PROPERTY_DOESNT_EXIST',
        context: { propertyName: ['nickname'] },
      },
      {
        message: expect.stringMatching(/^Lead was not one of the allowed options: \[subscriber, lead, /),
        code: 'INVALID_OPTION',
        context: { propertyName: ['lifecyclestage'] },
      },
      {
        message: expect.stringContaining('read only'),
        code: 'READ_ONLY_VALUE',
        context: { propertyName: ['createdate'] },
      },
      { message: 'Owner 1 does not exist', code: 'INVALID_OWNER_ID', context: { propertyName: ['hubspot_owner_id'] } },
    ])
    expect((await work.json('GET', `${CONTACTS}?limit=100`)).results).toEqual(before)
  })

  it.each([
    [COMPANIES, { name: 'x', numberofemployees: 'many' }, 'INVALID_LONG'],
    [COMPANIES, { name: 'x', is_public: 'maybe' }, 'INVALID_OPTION'],
    [COMPANIES, { name: 'x', industry: 'SORCERY' }, 'INVALID_OPTION'],
    [DEALS, { dealname: 'x', dealstage: 'closedwon', closedate: 'tomorrow' }, 'INVALID_LONG'],
    [DEALS, { dealname: 'x', dealstage: 'closedwon', closedate: '2026-13-40' }, 'INVALID_LONG'],
    [DEALS, { dealname: 'x', dealstage: 'somewhere' }, 'INVALID_OPTION'],
    [DEALS, { dealname: 'x', dealstage: 'closedwon', pipeline: 'other' }, 'INVALID_OPTION'],
    [TICKETS, { subject: 'x', hs_pipeline_stage: '9' }, 'INVALID_OPTION'],
    [TICKETS, { subject: 'x', hs_pipeline_stage: '1', hs_ticket_category: 'BILLING_ISSUE;WEATHER' }, 'INVALID_OPTION'],
    [CONTACTS, { email: 'x@y.example', constructor: 'x' }, 'PROPERTY_DOESNT_EXIST'],
  ])('of %s refuses %j', async (path, properties, code) => {
    const refusal = await expectRefusal(await work.call('POST', path, { properties }), 400, 'VALIDATION_ERROR')
    expect(refusal.errors?.map((error) => error.code)).toEqual([code])
  })

  it.each([
    [CONTACTS, { phone: '1' }, 'CONTACT', ['email', 'firstname', 'lastname']],
    [COMPANIES, { city: 'Bonn' }, 'COMPANY', ['name', 'domain']],
    [DEALS, { amount: '1' }, 'DEAL', ['dealname', 'dealstage']],
    [TICKETS, { content: 'x' }, 'TICKET', ['subject', 'hs_pipeline_stage']],
  ])('of %s demands what one must have', async (path, properties, name, missing) => {
    const refusal = await expectRefusal(await work.call('POST', path, { properties }), 400, 'VALIDATION_ERROR')
    expect(refusal.message).toBe(`Error creating ${name}. Some required properties were not set.`)
    expect(refusal.context).toEqual({ properties: missing })
  })

  it('refuses a contact that there is already, and names it', async () => {
    const first = await work.create(CONTACTS, { email: 'twice@example.org' })
    const again = await work.call('POST', CONTACTS, { properties: { email: 'Twice@Example.org' } })
    const refusal = await expectRefusal(again, 409, 'CONFLICT')
    expect(refusal.message).toBe(`Contact already exists. Existing ID: ${first.id}`)
    // An archived one is out of the way.
    await work.call('DELETE', `${CONTACTS}/${first.id}`)
    expect((await work.create(CONTACTS, { email: 'twice@example.org' })).id).not.toBe(first.id)
  })

  it('makes one contact of an address, however many ask at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => work.call('POST', CONTACTS, { properties: { email: 'race@example.org' } })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(7).fill(409)])
  })

  it.each([
    ['no object', '[1]', 400],
    ['no properties', '{}', 400],
    ['nothing', '', 400],
    ['a value that is a list', '{"properties":{"name":["x"]}}', 400],
    ['broken JSON', '{"properties":', 400],
  ])('refuses %s', async (_, body, status) => {
    await expectRefusal(await work.call('POST', COMPANIES, body), status, 'VALIDATION_ERROR')
  })

  it('refuses what is not JSON or too large', async () => {
    const form = await work.call('POST', COMPANIES, 'name=x', { 'content-type': 'application/x-www-form-urlencoded' })
    await expectRefusal(form, 415)
    const large = JSON.stringify({ properties: { name: 'x'.repeat(10_000_001) } })
    await expectRefusal(await work.call('POST', COMPANIES, large), 413)
  })
})

describe('GET an object', () => {
  it('shows what is asked for: null without a value, nothing of what does not exist', async () => {
    const { id } = await work.create(CONTACTS, { email: 'shown@example.org', jobtitle: 'Buyer' })
    const some = await work.json('GET', `${CONTACTS}/${id}?properties=jobtitle,phone&properties=nickname`)
    expect(Object.entries(some.properties)).toEqual([
      ['createdate', some.createdAt],
      ['hs_object_id', id],
      ['jobtitle', 'Buyer'],
      ['lastmodifieddate', some.updatedAt],
      ['phone', null],
    ])
    const standard = await work.json('GET', `${CONTACTS}/${id}`)
    expect(Object.keys(standard.properties)).toEqual([
      'createdate',
      'email',
      'firstname',
      'hs_object_id',
      'lastmodifieddate',
      'lastname',
    ])
    expect(standard.properties.firstname).toBeNull()
  })

  it('finds it by a property that no two share', async () => {
    const { id } = await work.create(CONTACTS, { email: 'by-property@example.org' })
    const byEmail = `${CONTACTS}/By-Property@example.org?idProperty=email`
    expect(await work.json('GET', byEmail)).toMatchObject({ id })
    expect(await work.json('GET', `${CONTACTS}/${id}?idProperty=hs_object_id`)).toMatchObject({ id })
    await expectRefusal(await work.call('GET', `${CONTACTS}/x?idProperty=lastname`), 400, 'VALIDATION_ERROR')
    const nobody = await work.call('GET', `${CONTACTS}/nobody@example.org?idProperty=email`)
    await expectRefusal(nobody, 404, 'OBJECT_NOT_FOUND')
  })

  it('refuses ids and types that are not there, and what the sandbox does not keep', async () => {
    const unknown = await expectRefusal(await work.call('GET', `${CONTACTS}/12345`), 404, 'OBJECT_NOT_FOUND')
    expect(unknown.message).toBe('resource not found')
    const odd = await expectRefusal(await work.call('GET', `${CONTACTS}/undefined`), 404, 'OBJECT_NOT_FOUND')
    expect([odd.message, odd.context]).toEqual([
      'Object not found.  objectId are usually numeric.',
      { id: ['undefined'] },
    ])
    const [first] = (await work.json('GET', CONTACTS)).results
    for (const id of ['%00', `${first.id}%00`, `${first.id}%00x`]) {
      await expectRefusal(await work.call('GET', `${CONTACTS}/${id}`), 404, 'OBJECT_NOT_FOUND')
      await expectRefusal(await work.call('DELETE', `${CONTACTS}/${id}`), 404, 'OBJECT_NOT_FOUND')
    }
    const type = await expectRefusal(await work.call('GET', '/crm/v3/objects/widgets'), 400)
    expect(type.message).toBe('Unable to infer object type from: widgets')
    const history = await work.call('GET', `${CONTACTS}?propertiesWithHistory=email`)
    await expectRefusal(history, 400, 'VALIDATION_ERROR')
    await expectRefusal(await work.call('GET', `${CONTACTS}/1?archived=perhaps`), 400, 'VALIDATION_ERROR')
  })
})

it('keeps every text as it came', async () => {
  const odd = '\u0000 \ud800 “quotes” %_ 漢字 🙂'
  const { id } = await work.create(COMPANIES, { name: odd })
  const { properties } = await work.json('GET', `${COMPANIES}/${id}`)
  expect(properties.name).toBe(odd)
})

describe('PATCH an object', () => {
  it('changes what it names, dates the change, and takes values away', async () => {
    const made = await work.create(COMPANIES, { name: 'Before', city: 'Bonn', phone: '1' })
    const changed = await work.json('PATCH', `${COMPANIES}/${made.id}`, {
      properties: { name: 'After', city: '', phone: null },
    })
    expect(changed.properties).toMatchObject({ name: 'After' })
    expect(changed.createdAt).toBe(made.createdAt)
    expect(Date.parse(changed.updatedAt)).toBeGreaterThan(Date.parse(made.updatedAt))
    const read = await work.json('GET', `${COMPANIES}/${made.id}?properties=name,city,phone`)
    expect(read.properties).toMatchObject({
      name: 'After',
      city: null,
      phone: null,
      hs_lastmodifieddate: changed.updatedAt,
    })
  })

  it('adds to several choices with a semicolon in front', async () => {
    const made = await work.create(TICKETS, {
      subject: 'x',
      hs_pipeline_stage: '1',
      hs_ticket_category: 'BILLING_ISSUE',
    })
    const patch = (value: string) =>
      work.json('PATCH', `${TICKETS}/${made.id}`, { properties: { hs_ticket_category: value } })
    expect((await patch(';FEATURE_REQUEST')).properties.hs_ticket_category).toBe('BILLING_ISSUE;FEATURE_REQUEST')
    expect((await patch('PRODUCT_ISSUE')).properties.hs_ticket_category).toBe('PRODUCT_ISSUE')
  })

  it('keeps addresses apart, and frees the old one', async () => {
    const a = await work.create(CONTACTS, { email: 'a-old@example.org' })
    const b = await work.create(CONTACTS, { email: 'b@example.org' })
    const patch = (id: string, email: string) => work.call('PATCH', `${CONTACTS}/${id}`, { properties: { email } })
    await expectRefusal(await patch(a.id, 'B@example.org'), 409, 'CONFLICT')
    expect((await patch(a.id, 'A-Old@example.org')).status).toBe(200)
    expect((await patch(a.id, 'a-new@example.org')).status).toBe(200)
    expect((await patch(b.id, 'a-old@example.org')).status).toBe(200)
    expect(await work.json('GET', `${CONTACTS}/a-old@example.org?idProperty=email`)).toMatchObject({ id: b.id })
    expect(
      await work.json('PATCH', `${CONTACTS}/a-new@example.org?idProperty=email`, { properties: {} }),
    ).toMatchObject({ id: a.id })
  })

  it('loses no change of those that come at the same time', async () => {
    const { id } = await work.create(COMPANIES, { name: 'Busy' })
    const changes = {
      city: 'Bonn',
      state: 'NRW',
      zip: '53111',
      country: 'Germany',
      phone: '1',
      website: 'busy.example',
    }
    const answers = await Promise.all(
      Object.entries(changes).map(([name, value]) =>
        work.call('PATCH', `${COMPANIES}/${id}`, { properties: { [name]: value } }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200))
    const { properties } = await work.json('GET', `${COMPANIES}/${id}?properties=${Object.keys(changes)}`)
    expect(properties).toMatchObject(changes)
  })

  it('refuses what is not there, not valid or archived', async () => {
    const { id } = await work.create(DEALS, { dealname: 'x', dealstage: 'closedwon' })
    const patch = (key: string, properties: object) => work.call('PATCH', `${DEALS}/${key}`, { properties })
    await expectRefusal(await patch('1', { amount: '1' }), 404, 'OBJECT_NOT_FOUND')
    await expectRefusal(await patch(id, { amount: 'much' }), 400, 'VALIDATION_ERROR')
    await expectRefusal(await patch(id, { hs_object_id: '1' }), 400, 'VALIDATION_ERROR')
    await expectRefusal(await work.call('PATCH', `${DEALS}/${id}`, {}), 400, 'VALIDATION_ERROR')
    await work.call('DELETE', `${DEALS}/${id}`)
    await expectRefusal(await patch(id, { amount: '1' }), 404, 'OBJECT_NOT_FOUND')
  })
})

describe('DELETE an object', () => {
  it('archives it: out of sight, unless what is archived is asked for', async () => {
    const hub = await freshHub()
    const made = await hub.create(COMPANIES, { name: 'Gone' })
    const deleted = await hub.call('DELETE', `${COMPANIES}/${made.id}`)
    expect([deleted.status, await deleted.text()]).toEqual([204, ''])
    expect((await hub.call('DELETE', `${COMPANIES}/${made.id}`)).status).toBe(204)
    await expectRefusal(await hub.call('GET', `${COMPANIES}/${made.id}`), 404, 'OBJECT_NOT_FOUND')
    expect(ids(await hub.json('GET', COMPANIES))).not.toContain(made.id)
    const archived = await hub.json('GET', `${COMPANIES}/${made.id}?archived=true`)
    expect(archived).toMatchObject({ archived: true, archivedAt: archived.updatedAt, properties: { name: 'Gone' } })
    expect(ids(await hub.json('GET', `${COMPANIES}?archived=true`))).toEqual([made.id])
    const search = await hub.json('POST', `${COMPANIES}/search`, { query: 'Gone' })
    expect(search).toEqual({ total: 0, results: [] })
  })

  it('refuses an id that was never there', async () => {
    await expectRefusal(await work.call('DELETE', `${COMPANIES}/123`), 404, 'OBJECT_NOT_FOUND')
  })
})

describe('a list', () => {
  it('is paged without gaps or repeats, while others are added', async () => {
    const hub = await freshHub()
    for (let index = 0; index < 24; index += 1) await hub.create(COMPANIES, { name: `Company ${index}` })
    const all = ids(await hub.json('GET', `${COMPANIES}?limit=100`))
    expect(all).toHaveLength(25)
    expect([...all].sort((a, b) => Number(a) - Number(b))).toEqual(all)
    const paged: string[] = []
    let path = `${COMPANIES}?limit=7&properties=name`
    for (;;) {
      const page = await hub.json('GET', path)
      paged.push(...ids(page))
      if (!page.paging) break
      const { after, link } = page.paging.next
      expect(after).toBe(paged.at(-1))
      expect(link).toBe(`https://api.hubapi.com${COMPANIES}?limit=7&properties=name&after=${after}`)
      path = link.slice('https://api.hubapi.com'.length)
      // What is archived meanwhile does not move the pages.
      await hub.call('DELETE', `${COMPANIES}/${paged[0]}`)
    }
    expect(paged).toEqual(all)
  })

  it('has pages of ten, and no last page that is empty', async () => {
    const hub = await freshHub()
    for (let index = 0; index < 9; index += 1) await hub.create(COMPANIES, { name: `Company ${index}` })
    const exact = await hub.json('GET', COMPANIES)
    expect([exact.results.length, 'paging' in exact]).toEqual([10, false])
    await hub.create(COMPANIES, { name: 'One more' })
    const more = await hub.json('GET', COMPANIES)
    expect([more.results.length, more.paging.next.after]).toEqual([10, more.results[9].id])
  })

  it.each(['limit=0', 'limit=101', 'limit=x', 'after=x', 'after=99999999999999999999', 'archived=1'])(
    'refuses %s',
    async (query) => {
      await expectRefusal(await work.call('GET', `${CONTACTS}?${query}`), 400, 'VALIDATION_ERROR')
    },
  )
})

describe('a token', () => {
  it('is demanded', async () => {
    const none = await fixture.provider.fetch(new Request(`http://localhost:4020${CONTACTS}`))
    const refusal = await expectRefusal(none, 401, 'INVALID_AUTHENTICATION')
    expect(refusal.message).toMatch(/^Authentication credentials not found\./)
    const wrong = await work.call('GET', CONTACTS, undefined, { authorization: 'Bearer nobody-knows-this-token' })
    await expectRefusal(wrong, 401, 'INVALID_AUTHENTICATION')
  })

  it('must be one of HubSpot', async () => {
    const { access_token } = await obtainTokens(fixture)
    const google = await work.call('GET', CONTACTS, undefined, { authorization: `Bearer ${access_token}` })
    await expectRefusal(google, 401, 'INVALID_AUTHENTICATION')
  })

  it('that has run out is told so, and for how long', async () => {
    const client = await signInAtHubspot(fixture, HOME)
    const refused = async () => expectRefusal(await client.call('GET', CONTACTS), 401, 'EXPIRED_AUTHENTICATION')
    fixture.ctx.advance(3600_000 + 42_000)
    try {
      const refusal = await refused()
      expect(refusal.message).toMatch(/^The OAuth token used to make this call expired 4[0-2] second\(s\) ago\.$/)
      expect(refusal.context?.['expire time']).toEqual([expect.stringMatching(/^\d{4}-.*Z$/)])
      fixture.ctx.advance(5 * 3600_000)
      expect((await refused()).message).toContain(' expired 5 hour(s) ago.')
    } finally {
      work = await signInAtHubspot(fixture, WORK)
      home = await signInAtHubspot(fixture, HOME)
    }
  })

  it.each([
    ['GET', CONTACTS, 'crm.objects.contacts.read'],
    ['GET', `${COMPANIES}/1`, 'crm.objects.companies.read'],
    ['POST', `${DEALS}/search`, 'crm.objects.deals.read'],
    ['POST', `${CONTACTS}/batch/read`, 'crm.objects.contacts.read'],
    ['POST', CONTACTS, 'crm.objects.contacts.write'],
    ['PATCH', `${DEALS}/1`, 'crm.objects.deals.write'],
    ['DELETE', `${COMPANIES}/1`, 'crm.objects.companies.write'],
    ['POST', `${DEALS}/batch/create`, 'crm.objects.deals.write'],
    ['POST', `${DEALS}/batch/update`, 'crm.objects.deals.write'],
    ['POST', `${DEALS}/batch/archive`, 'crm.objects.deals.write'],
    ['GET', TICKETS, 'tickets'],
  ])('needs a scope for %s %s', async (method, path, scope) => {
    const others = hubspot.oauth.scopes.filter((each) => each !== scope)
    const client = await signInAtHubspot(fixture, WORK, others)
    const refusal = await expectRefusal(
      await client.call(method, path, method === 'GET' ? undefined : {}),
      403,
      'MISSING_SCOPES',
    )
    expect(refusal.errors).toEqual([
      {
        message: 'One or more of the following scopes are required.',
        context: { requiredGranularScopes: expect.arrayContaining([scope]) },
      },
    ])
  })
})

describe('a path', () => {
  it.each([
    ['PUT', CONTACTS, 'GET, POST'],
    ['POST', `${CONTACTS}/1`, 'GET, PATCH, DELETE'],
    ['GET', `${CONTACTS}/search`, 'POST'],
    ['GET', `${CONTACTS}/batch/read`, 'POST'],
  ])('answers 405 to %s %s', async (method, path, allow) => {
    const response = await work.call(method, path)
    expect(response.headers.get('allow')).toBe(allow)
    await expectRefusal(response, 405)
  })

  it('that nobody answers is not found', async () => {
    await expectRefusal(await work.call('GET', '/crm/v3/nothing'), 404, 'OBJECT_NOT_FOUND')
    await expectRefusal(await work.call('POST', `${CONTACTS}/batch/upsert`, {}), 404, 'OBJECT_NOT_FOUND')
  })

  it('is the same at the provider’s own address, and with a slash at the end', async () => {
    const headers = { authorization: `Bearer ${work.token}` }
    const own = await fixture.provider.fetch(new Request(`http://localhost:4020${COMPANIES}/?limit=1`, { headers }))
    expect(own.status).toBe(200)
    expect(await own.json()).toMatchObject({
      results: [{ properties: { name: 'Harbor Logistics' } }],
      paging: { next: { link: expect.stringContaining('http://localhost:4020/crm/v3/objects/companies/?limit=1') } },
    })
  })
})
