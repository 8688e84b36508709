import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ProviderFixture, startProvider } from '../testing.ts'
import { emptyOrg, expectRefusal, type SalesforceClient } from './testing.ts'

const PATH = '/composite/sobjects'

let fixture: ProviderFixture
let org: SalesforceClient

beforeAll(async () => {
  fixture = await startProvider()
  org = await emptyOrg(fixture, 'collections@northwind.example')
})
afterAll(async () => {
  expect(fixture.leaks).toEqual([])
  await fixture.ctx.dispose()
})

const contact = (fields: object) => ({ attributes: { type: 'Contact' }, ...fields })
const failed = (statusCode: string, fields: string[] = []) => ({
  success: false,
  errors: [{ statusCode, message: expect.any(String), fields }],
})
const saved = { id: expect.stringMatching(/^\w{18}$/), success: true, errors: [] }
const rolledBack = failed('ALL_OR_NONE_OPERATION_ROLLED_BACK')
const names = async () =>
  (await org.query('SELECT Name FROM Contact ORDER BY Name')).map(({ Name }: { Name: string }) => Name)

describe('several records in one call', () => {
  it('are made, each for itself', async () => {
    const records = [
      contact({ LastName: 'Create 1' }),
      contact({ FirstName: 'No last name' }),
      { attributes: { type: 'account' }, Name: 'Create 3' },
      contact({ LastName: 'Create 4', Nothing: 1 }),
    ]
    expect(await org.json('POST', PATH, { records })).toEqual([
      saved,
      failed('REQUIRED_FIELD_MISSING', ['LastName']),
      saved,
      failed('INVALID_FIELD'),
    ])
    expect(await names()).toEqual(['Create 1'])
  })

  it('are made together or not at all', async () => {
    const records = [contact({ LastName: 'All 1', External_Id__c: 'all' }), contact({}), contact({ LastName: 'All 3' })]
    const before = await names()
    expect(await org.json('POST', PATH, { allOrNone: true, records })).toEqual([
      rolledBack,
      failed('REQUIRED_FIELD_MISSING', ['LastName']),
      rolledBack,
    ])
    expect(await names()).toEqual(before)
    // What was taken on the way is free again.
    await org.create('Contact', { LastName: 'All', External_Id__c: 'all' })
  })

  it('see each other', async () => {
    const records = [
      contact({ LastName: 'Twin', External_Id__c: 'twin' }),
      contact({ LastName: 'Twin', External_Id__c: 'TWIN' }),
    ]
    expect(await org.json('POST', PATH, { records })).toEqual([saved, failed('DUPLICATE_VALUE')])
  })

  it('are changed', async () => {
    const [a, b] = [
      await org.create('Contact', { LastName: 'A' }),
      await org.create('Lead', { LastName: 'B', Company: 'B' }),
    ]
    const records = [
      contact({ id: a, Title: 'Changed' }),
      { attributes: { type: 'Lead' }, Id: b, Title: 'Changed' },
      contact({ id: b, Title: 'No contact' }),
      contact({ Title: 'No id' }),
      contact({ id: '003D000000IqhSL', Title: 'Nobody' }),
      contact({ id: a, LastName: null }),
    ]
    expect(await org.json('PATCH', PATH, { records })).toEqual([
      { ...saved, id: a },
      { ...saved, id: b },
      failed('INVALID_CROSS_REFERENCE_KEY'),
      failed('INVALID_CROSS_REFERENCE_KEY'),
      failed('INVALID_CROSS_REFERENCE_KEY'),
      failed('REQUIRED_FIELD_MISSING', ['LastName']),
    ])
    expect(await org.json('GET', `/sobjects/Contact/${a}`)).toMatchObject({ LastName: 'A', Title: 'Changed' })
    expect(await org.json('GET', `/sobjects/Lead/${b}`)).toMatchObject({ Title: 'Changed' })
    const again = [contact({ id: a, Title: 'Undone' }), contact({ id: a, LastName: '' })]
    expect(await org.json('PATCH', PATH, { allOrNone: true, records: again })).toMatchObject([rolledBack, {}])
    expect(await org.json('GET', `/sobjects/Contact/${a}`)).toMatchObject({ Title: 'Changed' })
  })

  it('are made or changed by an external id', async () => {
    const path = `${PATH}/Contact/External_Id__c`
    const records = [1, 2].map((number) => contact({ External_Id__c: `bulk-${number}`, LastName: `Bulk ${number}` }))
    const made = await org.json('PATCH', path, { records })
    expect(made).toEqual(records.map(() => ({ ...saved, created: true })))
    const again = [
      contact({ external_id__c: 'BULK-2', FirstName: 'Second' }),
      contact({ LastName: 'No key' }),
      { attributes: { type: 'Lead' }, External_Id__c: 'bulk-1' },
    ]
    expect(await org.json('PATCH', path, { records: again })).toEqual([
      { ...saved, id: made[1].id, created: false },
      failed('MISSING_ARGUMENT'),
      failed('INVALID_TYPE'),
    ])
    expect(await org.json('GET', '/sobjects/Contact/External_Id__c/bulk-2')).toMatchObject({ Name: 'Second Bulk 2' })
    await org.create('Contact', { LastName: 'Same', Email: 'same@x.example' })
    await org.create('Contact', { LastName: 'Same', Email: 'same@x.example' })
    const several = { records: [contact({ Email: 'same@x.example', Title: 'x' })] }
    expect(await org.json('PATCH', `${PATH}/Contact/Email`, several)).toEqual([failed('DUPLICATE_EXTERNAL_ID')])
  })

  it('are read, in the order asked for', async () => {
    const ids = [await org.create('Contact', { LastName: 'R1' }), await org.create('Contact', { LastName: 'R2' })]
    const asked = [ids[1], 'x', ids[0]]
    const expected = [{ LastName: 'R2', Id: ids[1] }, null, { LastName: 'R1' }]
    expect(await org.json('GET', `${PATH}/Contact?ids=${asked.join(',')}&fields=LastName`)).toMatchObject(expected)
    expect(await org.json('POST', `${PATH}/contact`, { ids: asked, fields: ['LastName'] })).toMatchObject(expected)
    await org.json('DELETE', `/sobjects/Contact/${ids[0]}`)
    expect(await org.json('GET', `${PATH}/Contact?ids=${ids[0]}&fields=Id`)).toEqual([null])
  })

  it('are deleted', async () => {
    const make = async () => [
      await org.create('Contact', { LastName: 'D' }),
      await org.create('Lead', { LastName: 'D', Company: 'D' }),
    ]
    const [a = '', b = ''] = await make()
    expect(await org.json('DELETE', `${PATH}?ids=${a},x,${b},${a}`)).toEqual([
      { ...saved, id: a },
      failed('MALFORMED_ID'),
      { ...saved, id: b },
      failed('ENTITY_IS_DELETED'),
    ])
    const [c = '', d = ''] = await make()
    const all = await org.json('DELETE', `${PATH}?allOrNone=true&ids=${c},${a},${d}`)
    expect(all).toEqual([rolledBack, failed('ENTITY_IS_DELETED'), rolledBack])
    for (const path of [`/sobjects/Contact/${c}`, `/sobjects/Lead/${d}`])
      expect((await org.call('GET', path)).status).toBe(200)
  })
})

describe('a call about several records is refused', () => {
  const many = Array.from({ length: 201 }, (_, index) => contact({ LastName: `Many ${index}` }))

  it.each([
    ['POST', PATH, { records: [] }, 400, 'JSON_PARSER_ERROR'],
    ['POST', PATH, { records: ['x'] }, 400, 'JSON_PARSER_ERROR'],
    ['POST', PATH, { records: [contact({})], allOrNone: 'yes' }, 400, 'JSON_PARSER_ERROR'],
    ['POST', PATH, [], 400, 'JSON_PARSER_ERROR'],
    ['POST', PATH, { records: [contact({ LastName: 'First' }), { LastName: 'No type' }] }, 400, 'MISSING_ARGUMENT'],
    ['POST', PATH, { records: [{ attributes: { type: 'Nothing' } }] }, 400, 'INVALID_TYPE'],
    ['POST', PATH, { records: many }, 400, 'EXCEEDED_ID_LIMIT'],
    ['PATCH', PATH, { records: many }, 400, 'EXCEEDED_ID_LIMIT'],
    ['DELETE', PATH, undefined, 400, 'MISSING_ARGUMENT'],
    ['DELETE', `${PATH}?ids=${'x,'.repeat(200)}x`, undefined, 400, 'EXCEEDED_ID_LIMIT'],
    ['GET', PATH, undefined, 405, 'METHOD_NOT_ALLOWED'],
    ['GET', `${PATH}/Contact`, undefined, 400, 'MISSING_ARGUMENT'],
    ['GET', `${PATH}/Contact?ids=x`, undefined, 400, 'MISSING_ARGUMENT'],
    ['GET', `${PATH}/Contact?ids=x&fields=Nothing`, undefined, 400, 'INVALID_FIELD'],
    ['GET', `${PATH}/Nothing?ids=x&fields=Id`, undefined, 404, 'NOT_FOUND'],
    ['POST', `${PATH}/Contact`, { ids: [] }, 400, 'JSON_PARSER_ERROR'],
    ['PATCH', `${PATH}/Contact/Title`, { records: [contact({})] }, 404, 'NOT_FOUND'],
    ['PUT', `${PATH}/Contact/External_Id__c`, {}, 405, 'METHOD_NOT_ALLOWED'],
  ])('%s %.60s %.60j', async (method, path, body, status, code) => {
    const before = await names()
    await expectRefusal(await org.call(method, path, body), status, code)
    expect(await names()).toEqual(before)
  })
})
