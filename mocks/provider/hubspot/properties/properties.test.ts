import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hubspot } from '../../../catalog/integrations/hubspot.ts'
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

const PROPERTIES = '/crm/v3/properties'

let fixture: ProviderFixture
let hub: HubspotClient

beforeAll(async () => {
  fixture = await startProvider()
  hub = await signInAtHubspot(fixture, WORK)
})
afterAll(() => fixture.ctx.dispose())

const food = {
  name: 'favourite_food',
  label: 'Favourite food',
  type: 'enumeration',
  fieldType: 'select',
  groupName: 'contactinformation',
  options: [
    { label: 'Soup', value: 'soup', hidden: false },
    { label: 'Bread', value: 'bread', hidden: false },
  ],
}

describe('properties', () => {
  it.each([
    ['contacts', 'lifecyclestage', { type: 'enumeration', fieldType: 'radio', groupName: 'contactinformation' }],
    ['companies', 'annualrevenue', { type: 'number', fieldType: 'number', groupName: 'companyinformation' }],
    ['0-3', 'dealstage', { type: 'enumeration', externalOptions: true, options: [] }],
    ['ticket', 'hs_object_id', { modificationMetadata: expect.objectContaining({ readOnlyValue: true }) }],
  ])('of %s are listed, and read by name', async (type, name, expected) => {
    const { results } = await hub.json('GET', `${PROPERTIES}/${type}`)
    const listed = results.find((property: { name: string }) => property.name === name)
    expect(listed).toMatchObject({
      name,
      label: expect.any(String),
      hubspotDefined: true,
      archived: false,
      ...expected,
    })
    expect(await hub.json('GET', `${PROPERTIES}/${type}/${name}`)).toEqual(listed)
  })

  it('that are archived are none', async () => {
    expect(await hub.json('GET', `${PROPERTIES}/contacts?archived=true`)).toEqual({ results: [] })
    await expectRefusal(await hub.call('GET', `${PROPERTIES}/contacts?archived=1`), 400, 'VALIDATION_ERROR')
  })

  it('that are not there are not found', async () => {
    const refusal = await expectRefusal(
      await hub.call('GET', `${PROPERTIES}/contacts/nickname`),
      404,
      'OBJECT_NOT_FOUND',
    )
    expect(refusal.message).toBe('Property "nickname" does not exist')
    await expectRefusal(await hub.call('GET', `${PROPERTIES}/widgets`), 400)
  })

  it('answer 405 to what they are not for', async () => {
    await expectRefusal(await hub.call('DELETE', `${PROPERTIES}/contacts`), 405)
    await expectRefusal(await hub.call('PATCH', `${PROPERTIES}/contacts/email`, {}), 405)
  })

  it('need a scope', async () => {
    const deals = await signInAtHubspot(fixture, WORK, ['crm.schemas.deals.read'])
    expect((await deals.call('GET', `${PROPERTIES}/deals`)).status).toBe(200)
    await expectRefusal(await deals.call('GET', `${PROPERTIES}/contacts`), 403, 'MISSING_SCOPES')
    await expectRefusal(await deals.call('GET', `${PROPERTIES}/contacts/email`), 403, 'MISSING_SCOPES')
    const scopes = hubspot.oauth.scopes.filter((scope) => scope !== 'crm.schemas.contacts.write')
    const client = await signInAtHubspot(fixture, WORK, scopes)
    await expectRefusal(await client.call('POST', `${PROPERTIES}/contacts`, food), 403, 'MISSING_SCOPES')
  })
})

describe('a property of the hub’s own', () => {
  it('is part of the objects from now on, in this hub alone', async () => {
    const before = await hub.create(CONTACTS, { email: 'before@food.example' })
    const made = await hub.json('POST', `${PROPERTIES}/contacts`, food, 201)
    expect(made).toMatchObject({
      ...food,
      options: [
        { label: 'Soup', value: 'soup', displayOrder: 0, hidden: false },
        { label: 'Bread', value: 'bread', displayOrder: 1, hidden: false },
      ],
      createdAt: expect.any(String),
      archived: false,
      modificationMetadata: { archivable: true, readOnlyDefinition: false, readOnlyValue: false },
    })
    expect(made).not.toHaveProperty('hubspotDefined')
    expect(await hub.json('GET', `${PROPERTIES}/contacts/favourite_food`)).toEqual(made)
    const shown = await hub.json('GET', `${CONTACTS}/${before.id}?properties=favourite_food`)
    expect(shown.properties.favourite_food).toBeNull()
    await hub.json('PATCH', `${CONTACTS}/${before.id}`, { properties: { favourite_food: 'soup' } })
    const filters = [{ propertyName: 'favourite_food', operator: 'EQ', value: 'soup' }]
    expect(await hub.json('POST', `${CONTACTS}/search`, { filters })).toMatchObject({
      total: 1,
      results: [{ id: before.id }],
    })
    const wrong = await hub.call('PATCH', `${CONTACTS}/${before.id}`, { properties: { favourite_food: 'cake' } })
    const refusal = await expectRefusal(wrong, 400, 'VALIDATION_ERROR')
    expect(refusal.errors).toMatchObject([{ code: 'INVALID_OPTION' }])

    const home = await signInAtHubspot(fixture, HOME)
    await expectRefusal(await home.call('GET', `${PROPERTIES}/contacts/favourite_food`), 404, 'OBJECT_NOT_FOUND')
    await expectRefusal(
      await home.call('POST', CONTACTS, { properties: { email: 'x@food.example', favourite_food: 'soup' } }),
      400,
      'VALIDATION_ERROR',
    )
  })

  it('may be unique, and then finds its object', async () => {
    const code = {
      name: 'customer_code',
      label: 'Code',
      type: 'string',
      fieldType: 'text',
      groupName: 'companyinformation',
    }
    await hub.json('POST', `${PROPERTIES}/companies`, { ...code, hasUniqueValue: true }, 201)
    const first = await hub.create(COMPANIES, { name: 'Coded', customer_code: 'C-1' })
    const found = await hub.json('GET', `${COMPANIES}/c-1?idProperty=customer_code`)
    expect(found.id).toBe(first.id)
    const twin = await hub.call('POST', COMPANIES, { properties: { name: 'Twin', customer_code: 'c-1' } })
    const refusal = await expectRefusal(twin, 400, 'VALIDATION_ERROR')
    expect(refusal.errors).toMatchObject([
      { code: 'CONFLICTING_UNIQUE_VALUE', context: { propertyName: ['customer_code'] } },
    ])
  })

  it.each([
    ['date', 'date', 'dealinformation', '2026-02-01', '2026-02-01'],
    ['date', 'date', 'dealinformation', String(Date.UTC(2026, 1, 1)), '2026-02-01'],
    ['bool', 'booleancheckbox', 'dealinformation', 'TRUE', 'true'],
    ['enumeration', 'booleancheckbox', 'dealinformation', 'false', 'false'],
    ['number', 'number', 'dealinformation', '-1.5', '-1.5'],
    ['string', 'textarea', 'dealinformation', 'a\nb', 'a\nb'],
    ['phone_number', 'phonenumber', 'dealinformation', '+49 1', '+49 1'],
  ])('of type %s (%s) takes its values', async (type, fieldType, groupName, given, stored) => {
    const name = `own_${type}_${fieldType}_${given.length}`
    await hub.json('POST', `${PROPERTIES}/deals`, { name, label: name, type, fieldType, groupName }, 201)
    const deal = await hub.create(DEALS, { dealname: 'Own', dealstage: 'closedwon', [name]: given })
    expect(deal.properties[name]).toBe(stored)
  })

  it('of type date is a day, not a time of it', async () => {
    const birthday = {
      name: 'birthday',
      label: 'Birthday',
      type: 'date',
      fieldType: 'date',
      groupName: 'contactinformation',
    }
    await hub.json('POST', `${PROPERTIES}/contacts`, birthday, 201)
    const refused = await hub.call('POST', CONTACTS, {
      properties: { firstname: 'x', birthday: '2026-02-01T12:00:00Z' },
    })
    const refusal = await expectRefusal(refused, 400, 'VALIDATION_ERROR')
    expect(refusal.errors).toEqual([
      {
        code: 'INVALID_DATE',
        message: '2026-02-01T12:00:00Z is at 12:00:00.000 UTC, not midnight!',
        context: { propertyName: ['birthday'] },
      },
    ])
  })

  it('cannot have a name that is taken', async () => {
    await expectRefusal(await hub.call('POST', `${PROPERTIES}/contacts`, food), 409, 'OBJECT_ALREADY_EXISTS')
    const own = { ...food, name: 'email' }
    await expectRefusal(await hub.call('POST', `${PROPERTIES}/contacts`, own), 409, 'OBJECT_ALREADY_EXISTS')
  })

  it.each<[string, object]>([
    ['a name with capitals', { name: 'Food' }],
    ['a name that begins with a digit', { name: '1food' }],
    ['no label', { label: undefined }],
    ['an unknown type', { type: 'colour' }],
    ['a field type of another type', { fieldType: 'date' }],
    ['a formula', { type: 'number', fieldType: 'calculation_equation' }],
    ['an unknown group', { groupName: 'elsewhere' }],
    ['no options', { options: undefined }],
    ['options twice', { options: [food.options[0], food.options[0]] }],
    ['options of a text', { type: 'string', fieldType: 'text' }],
    ['unique choices', { hasUniqueValue: true }],
    ['a checkbox that is neither true nor false', { fieldType: 'booleancheckbox' }],
  ])('is refused with %s', async (_, change) => {
    const body = { ...food, name: 'refused', ...change }
    await expectRefusal(await hub.call('POST', `${PROPERTIES}/contacts`, body), 400, 'VALIDATION_ERROR')
  })
})
