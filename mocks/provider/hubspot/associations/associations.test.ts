import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { hubspot } from '../../../catalog/integrations/hubspot.ts'
import { type ProviderFixture, startProvider } from '../../testing.ts'
import type { ObjectView } from '../objects/object-view.ts'
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

let fixture: ProviderFixture
let hub: HubspotClient

beforeAll(async () => {
  fixture = await startProvider()
  hub = await signInAtHubspot(fixture, WORK)
})
afterEach(() => {
  vi.restoreAllMocks()
})
afterAll(() => fixture.ctx.dispose())

let made = 0
const contact = (associations?: unknown) => hub.create(CONTACTS, { email: `tied-${made++}@crm.example` }, associations)
const company = (associations?: unknown) => hub.create(COMPANIES, { name: `Company ${made++}` }, associations)
const to = (id: string, associationTypeId: number) => ({
  to: { id },
  types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }],
})
const path = (from: string, id: string, rest: string) => `/crm/v4/objects/${from}/${id}/associations/${rest}`
const associate = (from: string, id: string, toType: string, toId: string) =>
  hub.call('PUT', path(from, id, `default/${toType}/${toId}`))
const dissociate = (from: string, id: string, toType: string, toId: string) =>
  hub.call('DELETE', path(from, id, `${toType}/${toId}`))

/** What an object is tied to: ids with the ids of the types. */
async function tied(from: string, id: string, toType: string): Promise<[string, number[]][]> {
  const { results } = await hub.json('GET', path(from, id, toType))
  return results.map(
    ({ toObjectId, associationTypes }: { toObjectId: number; associationTypes: { typeId: number }[] }) => [
      String(toObjectId),
      associationTypes.map(({ typeId }) => typeId),
    ],
  )
}

describe('a default association', () => {
  it('is seen from both ends; the first company is the primary one', async () => {
    const [person, first, second] = [await contact(), await company(), await company()]
    const answer = await associate('contacts', person.id, 'companies', first.id)
    expect([answer.status, await answer.json()]).toEqual([
      200,
      {
        status: 'COMPLETE',
        results: [
          {
            from: { id: person.id },
            to: { id: first.id },
            associationSpec: { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 279 },
          },
          {
            from: { id: first.id },
            to: { id: person.id },
            associationSpec: { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 280 },
          },
        ],
        startedAt: expect.any(String),
        completedAt: expect.any(String),
      },
    ])
    await associate('company', second.id, '0-1', person.id)
    expect(await tied('contacts', person.id, 'companies')).toEqual([
      [first.id, [1, 279]],
      [second.id, [279]],
    ])
    expect(await tied('companies', first.id, 'contacts')).toEqual([[person.id, [2, 280]]])
    expect(await tied('companies', second.id, 'contacts')).toEqual([[person.id, [280]]])
    const { results } = await hub.json('GET', path('contacts', person.id, 'companies'))
    expect(results[0].associationTypes).toEqual([
      { category: 'HUBSPOT_DEFINED', typeId: 1, label: 'Primary' },
      { category: 'HUBSPOT_DEFINED', typeId: 279, label: null },
    ])
  })

  it('is one, however often and whenever it is made', async () => {
    const [person, first] = [await contact(), await company()]
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => associate('contacts', person.id, 'companies', first.id)),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(await tied('contacts', person.id, 'companies')).toEqual([[first.id, [1, 279]]])
  })

  it('ends from either end', async () => {
    const [person, first] = [await contact(), await company()]
    await associate('contacts', person.id, 'companies', first.id)
    expect((await dissociate('companies', first.id, 'contacts', person.id)).status).toBe(204)
    expect((await dissociate('companies', first.id, 'contacts', person.id)).status).toBe(204)
    expect(await tied('contacts', person.id, 'companies')).toEqual([])
    expect(await tied('companies', first.id, 'contacts')).toEqual([])
    // The next one is the first again.
    const second = await company()
    await associate('contacts', person.id, 'companies', second.id)
    expect(await tied('contacts', person.id, 'companies')).toEqual([[second.id, [1, 279]]])
  })

  it('ties objects of one type', async () => {
    const [a, b] = [await contact(), await contact()]
    await associate('contacts', a.id, 'contacts', b.id)
    expect(await tied('contacts', a.id, 'contacts')).toEqual([[b.id, [449]]])
    expect(await tied('contacts', b.id, 'contacts')).toEqual([[a.id, [449]]])
    await expectRefusal(await associate('contacts', a.id, 'contacts', a.id), 400, 'VALIDATION_ERROR')
  })

  it('is out of sight while an end is archived', async () => {
    const [person, first] = [await contact(), await company()]
    await associate('contacts', person.id, 'companies', first.id)
    await hub.call('DELETE', `${COMPANIES}/${first.id}`)
    expect(await tied('contacts', person.id, 'companies')).toEqual([])
    expect(await hub.json('GET', `${CONTACTS}/${person.id}?associations=companies`)).not.toHaveProperty('associations')
  })

  it('is listed page by page', async () => {
    const first = await company()
    const people: string[] = []
    for (let index = 0; index < 5; index += 1) people.push((await contact([to(first.id, 279)])).id)
    const seen: string[] = []
    let next = `${path('companies', first.id, 'contacts')}?limit=2`
    for (;;) {
      const { results, paging } = await hub.json('GET', next)
      seen.push(...results.map(({ toObjectId }: { toObjectId: number }) => String(toObjectId)))
      if (!paging) break
      next = paging.next.link.slice('https://api.hubapi.com'.length)
    }
    expect(seen).toEqual(people)
  })

  it('is refused for what is not there, and for what a token does not allow', async () => {
    const person = await contact()
    const home = await signInAtHubspot(fixture, HOME)
    const [theirs] = (await home.json('GET', COMPANIES)).results
    for (const response of [
      await associate('contacts', person.id, 'companies', '1'),
      await associate('contacts', '1', 'companies', person.id),
      await associate('contacts', person.id, 'companies', theirs.id),
      await dissociate('contacts', person.id, 'companies', '1'),
      await hub.call('GET', path('contacts', '1', 'companies')),
    ]) {
      await expectRefusal(response, 404, 'OBJECT_NOT_FOUND')
    }
    await expectRefusal(await hub.call('GET', path('contacts', person.id, 'widgets')), 400)
    await expectRefusal(
      await hub.call('GET', `${path('contacts', person.id, 'deals')}?limit=501`),
      400,
      'VALIDATION_ERROR',
    )
    for (const [method, rest] of [
      ['POST', 'companies'],
      ['PUT', 'companies/1'],
      ['GET', 'default/companies/1'],
    ] as const) {
      await expectRefusal(await hub.call(method, path('contacts', person.id, rest)), 405)
    }
    const readers = await signInAtHubspot(fixture, WORK, ['crm.objects.contacts.read', 'crm.objects.contacts.write'])
    for (const [method, rest] of [
      ['GET', 'companies'],
      ['PUT', 'default/companies/1'],
      ['DELETE', 'companies/1'],
    ] as const) {
      await expectRefusal(await readers.call(method, path('contacts', person.id, rest)), 403, 'MISSING_SCOPES')
    }
  })
})

describe('a new object', () => {
  it('is tied to others from the start', async () => {
    const [first, second] = [await company(), await company()]
    const person = await contact([to(first.id, 279), to(second.id, 1)])
    expect(await tied('contacts', person.id, 'companies')).toEqual([
      [first.id, [279]],
      [second.id, [1, 279]],
    ])
    const deal = await hub.create(DEALS, { dealname: 'Tied', dealstage: 'closedwon' }, [
      to(person.id, 3),
      { to: { id: Number(first.id) }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 5 }] },
    ])
    expect(await tied('deals', deal.id, 'contacts')).toEqual([[person.id, [3]]])
    expect(await tied('contacts', person.id, 'deals')).toEqual([[deal.id, [4]]])
    expect(await tied('companies', first.id, 'deals')).toEqual([[deal.id, [6, 342]]])
    const ticket = await hub.create(TICKETS, { subject: 'Tied', hs_pipeline_stage: '1' }, [to(deal.id, 28)])
    expect(await tied('deals', deal.id, 'tickets')).toEqual([[ticket.id, [27]]])
  })

  it('may become the primary company of a contact that had another', async () => {
    const person = await contact([to((await company()).id, 1)])
    const plain = await company([to(person.id, 280)])
    const taking = await company([to(person.id, 2)])
    const primary = (await tied('contacts', person.id, 'companies')).filter(([, types]) => types.includes(1))
    expect(primary).toEqual([[taking.id, [1, 279]]])
    expect(await tied('companies', plain.id, 'contacts')).toEqual([[person.id, [280]]])
  })

  it('is not made when it cannot be tied', async () => {
    const { total } = await hub.json('POST', `${DEALS}/search`, {})
    const first = await company()
    const attempt = async (associations: unknown) =>
      expectRefusal(
        await hub.call('POST', DEALS, { properties: { dealname: 'x', dealstage: 'closedwon' }, associations }),
        400,
        'VALIDATION_ERROR',
      )
    const refusal = await attempt([to(first.id, 341), to('1', 341)])
    expect(refusal).toMatchObject({
      message: 'One or more associations are invalid',
      context: { INVALID_OBJECT_IDS: ['1'], objectType: ['COMPANY'] },
    })
    await attempt([to(first.id, 279)])
    await attempt([{ to: { id: first.id }, types: [{ associationCategory: 'USER_DEFINED', associationTypeId: 341 }] }])
    await attempt([{ to: { id: first.id }, types: [] }])
    await attempt([{ types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 341 }] }])
    expect((await hub.json('POST', `${DEALS}/search`, {})).total).toBe(total)
  })
})

describe('reading objects', () => {
  it('shows what they are tied to, by the names of version 3', async () => {
    const home = await signInAtHubspot(fixture, HOME)
    const [deal] = (await home.json('GET', `${DEALS}?associations=companies,contact`)).results
    const [tea] = (await home.json('GET', COMPANIES)).results
    const [rui] = (await home.json('GET', CONTACTS)).results
    expect(deal.associations).toEqual({
      companies: {
        results: [
          { id: tea.id, type: 'deal_to_company' },
          { id: tea.id, type: 'deal_to_company_unlabeled' },
        ],
      },
      contacts: { results: [{ id: rui.id, type: 'deal_to_contact' }] },
    })
    const one = await home.json('GET', `${DEALS}/${deal.id}?associations=companies&associations=tickets`)
    expect(one.associations).toEqual({ companies: deal.associations.companies })
  })

  it('takes no more queries for a page than for one', async () => {
    const first = await company()
    const people: ObjectView[] = []
    for (let index = 0; index < 12; index += 1) people.push(await contact(index % 2 ? [to(first.id, 279)] : undefined))
    const { records } = fixture.ctx.store.provider
    const queries = [vi.spyOn(records, 'findAmong'), vi.spyOn(records, 'between')]
    const after = String(Number(people[0]?.id) - 1)
    const { results } = await hub.json('GET', `${CONTACTS}?limit=100&after=${after}&associations=companies`)
    const isTied = results.map((each: ObjectView & { associations?: object }) => each.associations !== undefined)
    expect(isTied).toEqual(people.map((_, index) => index % 2 === 1))
    expect(queries.map(({ mock }) => mock.calls.length)).toEqual([2, 1])
  })

  it('needs a scope for what they are tied to', async () => {
    const scopes = hubspot.oauth.scopes.filter((scope) => scope !== 'crm.objects.companies.read')
    const client = await signInAtHubspot(fixture, WORK, scopes)
    await expectRefusal(await client.call('GET', `${CONTACTS}?associations=companies`), 403, 'MISSING_SCOPES')
    await expectRefusal(await client.call('GET', `${CONTACTS}?associations=widgets`), 400)
  })
})
