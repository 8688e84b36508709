import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ProviderFixture, startProvider } from '../../testing.ts'
import {
  COMPANIES,
  CONTACTS,
  DEALS,
  expectRefusal,
  HOME,
  type HubspotClient,
  signInAtHubspot,
  WORK,
} from '../testing.ts'
import type { ObjectView } from './object-view.ts'

let fixture: ProviderFixture
let hub: HubspotClient

beforeAll(async () => {
  fixture = await startProvider()
  hub = await signInAtHubspot(fixture, WORK)
})
afterAll(() => fixture.ctx.dispose())

const batch = (path: string, what: string, inputs: unknown, status: number, more: object = {}) =>
  hub.json('POST', `${path}/batch/${what}`, { inputs, ...more }, status)
const refused = async (path: string, what: string, body: unknown, status = 400, category = 'VALIDATION_ERROR') =>
  expectRefusal(await hub.call('POST', `${path}/batch/${what}`, body), status, category)
const total = async (path: string) => (await hub.json('POST', `${path}/search`, {})).total
const done = { status: 'COMPLETE', startedAt: expect.any(String), completedAt: expect.any(String) }

describe('batch/create', () => {
  it('makes all of them, in order', async () => {
    const inputs = Array.from({ length: 100 }, (_, index) => ({ properties: { name: `Batch ${index}` } }))
    const answer = await batch(COMPANIES, 'create', inputs, 201)
    expect(answer).toEqual({ ...done, results: expect.any(Array) })
    expect(answer.results.map(({ properties }: ObjectView) => properties.name)).toEqual(
      inputs.map(({ properties }) => properties.name),
    )
    const ids = answer.results.map(({ id }: ObjectView) => Number(id))
    expect(ids).toEqual([...ids].sort((a, b) => a - b))
  })

  it('makes none when one cannot be made', async () => {
    const before = await total(CONTACTS)
    const good = { properties: { email: 'good@batch.example' } }
    await refused(CONTACTS, 'create', { inputs: [good, { properties: { email: 'bad' } }] })
    await refused(CONTACTS, 'create', { inputs: [good, { properties: { email: 'GOOD@batch.example' } }] })
    await hub.create(CONTACTS, { email: 'there@batch.example' })
    const taken = { properties: { email: 'there@batch.example' } }
    await refused(CONTACTS, 'create', { inputs: [good, taken] }, 409, 'CONFLICT')
    expect(await total(CONTACTS)).toBe(before + 1)
  })

  it('makes those that can be made, when each has a name to be told by', async () => {
    const answer = await batch(
      CONTACTS,
      'create',
      [
        { objectWriteTraceId: 'a', properties: { email: 'traced@batch.example' } },
        { objectWriteTraceId: 'b', properties: { email: 'Traced@batch.example' } },
        { objectWriteTraceId: 'c', properties: { email: 'c@batch.example', nickname: 'x' } },
      ],
      207,
    )
    expect(answer).toEqual({
      ...done,
      results: [expect.objectContaining({ properties: expect.objectContaining({ email: 'traced@batch.example' }) })],
      numErrors: 2,
      errors: [
        {
          status: 'error',
          category: 'CONFLICT',
          message: `Contact already exists. Existing ID: ${answer.results[0].id}`,
          context: { objectWriteTraceId: ['b'] },
        },
        expect.objectContaining({ category: 'VALIDATION_ERROR', context: { objectWriteTraceId: ['c'] } }),
      ],
    })
  })
})

describe('batch/read', () => {
  it('answers those that are there, and names the others', async () => {
    const a = await hub.create(COMPANIES, { name: 'Read a', city: 'Bonn' })
    const b = await hub.create(COMPANIES, { name: 'Read b' })
    const all = await batch(COMPANIES, 'read', [{ id: b.id }, { id: Number(a.id) }, { id: b.id }], 200, {
      properties: ['city'],
    })
    expect(all.results.map(({ id, properties }: ObjectView) => [id, properties.city])).toEqual([
      [b.id, null],
      [a.id, 'Bonn'],
    ])
    await hub.call('DELETE', `${COMPANIES}/${b.id}`)
    const some = await batch(COMPANIES, 'read', [{ id: a.id }, { id: b.id }, { id: 'x' }], 207)
    expect(some).toMatchObject({
      status: 'COMPLETE',
      results: [{ id: a.id }],
      numErrors: 1,
      errors: [
        {
          status: 'error',
          category: 'OBJECT_NOT_FOUND',
          message: 'Could not get some COMPANY objects, they may be deleted or not exist. Check that ids are valid.',
          context: { ids: [b.id, 'x'] },
        },
      ],
    })
    const archived = await hub.json('POST', `${COMPANIES}/batch/read?archived=true`, { inputs: [{ id: b.id }] })
    expect(archived.results).toMatchObject([{ id: b.id, archived: true }])
  })

  it('finds contacts by their addresses', async () => {
    const { id } = await hub.create(CONTACTS, { email: 'find@batch.example' })
    const inputs = [{ id: 'Find@batch.example' }, { id: 'nobody@batch.example' }]
    const answer = await batch(CONTACTS, 'read', inputs, 207, { idProperty: 'email' })
    expect([answer.results[0].id, answer.errors[0].context]).toEqual([id, { ids: ['nobody@batch.example'] }])
    await refused(CONTACTS, 'read', { inputs, idProperty: 'firstname' })
    await refused(CONTACTS, 'read', { inputs, propertiesWithHistory: ['email'] })
  })
})

describe('batch/update', () => {
  it('changes those that are there, and names the others', async () => {
    const a = await hub.create(CONTACTS, { email: 'update-a@batch.example' })
    const b = await hub.create(CONTACTS, { email: 'update-b@batch.example' })
    const answer = await batch(
      CONTACTS,
      'update',
      [
        { id: a.id, properties: { firstname: 'A' } },
        { id: 'update-b@batch.example', idProperty: 'email', properties: { firstname: 'B' } },
        { id: '1', properties: { firstname: 'C' } },
      ],
      207,
    )
    expect(answer.results.map(({ id, properties }: ObjectView) => [id, properties.firstname])).toEqual([
      [a.id, 'A'],
      [b.id, 'B'],
    ])
    expect(answer.errors).toMatchObject([{ category: 'OBJECT_NOT_FOUND', context: { ids: ['1'] } }])
  })

  it('lets two contacts change addresses with each other', async () => {
    const a = await hub.create(CONTACTS, { email: 'swap-a@batch.example' })
    const b = await hub.create(CONTACTS, { email: 'swap-b@batch.example' })
    await batch(
      CONTACTS,
      'update',
      [
        { id: a.id, properties: { email: 'swap-b@batch.example' } },
        { id: b.id, properties: { email: 'swap-a@batch.example' } },
      ],
      200,
    )
    const found = await hub.json('GET', `${CONTACTS}/swap-a@batch.example?idProperty=email`)
    expect(found.id).toBe(b.id)
  })

  it('changes none when one change is not valid', async () => {
    const a = await hub.create(CONTACTS, { email: 'none-a@batch.example' })
    const b = await hub.create(CONTACTS, { email: 'none-b@batch.example' })
    const change = { id: a.id, properties: { firstname: 'Changed' } }
    await refused(CONTACTS, 'update', { inputs: [change, { id: b.id, properties: { email: 'bad' } }] })
    const taken = { id: b.id, properties: { email: 'none-a@batch.example' } }
    await refused(CONTACTS, 'update', { inputs: [change, taken] }, 409, 'CONFLICT')
    const twice = await refused(CONTACTS, 'update', { inputs: [change, change] })
    expect(twice.message).toBe(`Duplicate IDs found in batch input: [${a.id}]. IDs must be unique`)
    expect((await hub.json('GET', `${CONTACTS}/${a.id}`)).properties.firstname).toBeNull()
  })
})

describe('batch/archive', () => {
  it('archives those that are there', async () => {
    const deal = await hub.create(DEALS, { dealname: 'Archive me', dealstage: 'closedlost' })
    const inputs = [{ id: deal.id }, { id: deal.id }, { id: '1' }]
    const answer = await hub.call('POST', `${DEALS}/batch/archive`, { inputs })
    expect([answer.status, await answer.text()]).toEqual([204, ''])
    expect(await hub.json('GET', `${DEALS}/${deal.id}?archived=true`)).toMatchObject({ archived: true })
  })

  it('reaches no other hub', async () => {
    const deal = await hub.create(DEALS, { dealname: 'Mine', dealstage: 'closedlost' })
    const home = await signInAtHubspot(fixture, HOME)
    expect((await home.call('POST', `${DEALS}/batch/archive`, { inputs: [{ id: deal.id }] })).status).toBe(204)
    expect(await hub.json('GET', `${DEALS}/${deal.id}`)).toMatchObject({ archived: false })
  })
})

describe.each(['read', 'create', 'update', 'archive'])('batch/%s', (what) => {
  it('takes from one to a hundred inputs', async () => {
    const input = { id: '1', properties: { name: 'x' } }
    await refused(COMPANIES, what, { inputs: [] })
    await refused(COMPANIES, what, { inputs: Array(101).fill(input) })
    await refused(COMPANIES, what, {})
    await refused(COMPANIES, what, { inputs: [7] })
    await refused(COMPANIES, what, '{')
  })
})
