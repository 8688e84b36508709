import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ProviderFixture, startProvider } from '../testing.ts'
import { emptyOrg, expectRefusal, type SalesforceClient, signInAtSalesforce } from './testing.ts'

const WORK = 'maya.chen@northwind.example'
const HOME = 'maya.chen.home@mail.example'

let fixture: ProviderFixture
let work: SalesforceClient
let home: SalesforceClient
let org: SalesforceClient

beforeAll(async () => {
  fixture = await startProvider()
  work = await signInAtSalesforce(fixture, WORK)
  home = await signInAtSalesforce(fixture, HOME)
  org = await emptyOrg(fixture, 'records@northwind.example')
})
afterAll(async () => {
  expect(fixture.leaks).toEqual([])
  await fixture.ctx.dispose()
})

const read = (type: string, id: string, client = org) => client.json('GET', `/sobjects/${type}/${id}`)
const count = async (type: string, client = org) =>
  (await client.json('GET', `/query?q=${encodeURIComponent(`SELECT COUNT() FROM ${type}`)}`)).totalSize

describe('a record', () => {
  it('is made with what is given and what follows from it', async () => {
    const AccountId = await org.create('Account', { Name: 'Acme' })
    const body = {
      FirstName: ' Ada ',
      LastName: 'Lovelace',
      Email: 'ada@acme.example',
      AccountId,
      MailingCity: 'London',
    }
    const response = await org.call('POST', '/sobjects/Contact', body)
    const made = await response.json()
    expect([response.status, made]).toEqual([
      201,
      { id: expect.stringMatching(/^003\w{15}$/), success: true, errors: [] },
    ])
    expect(response.headers.get('location')).toBe(`/services/data/v61.0/sobjects/Contact/${made.id}`)
    const [user] = await org.query('SELECT Id FROM User')
    const contact = await read('Contact', made.id)
    expect(contact).toMatchObject({
      attributes: { type: 'Contact', url: `/services/data/v61.0/sobjects/Contact/${made.id}` },
      Id: made.id,
      IsDeleted: false,
      Name: 'Ada Lovelace',
      FirstName: 'Ada',
      LastName: 'Lovelace',
      AccountId,
      Email: 'ada@acme.example',
      MailingAddress: { city: 'London', country: null, street: null },
      OtherAddress: null,
      DoNotCall: false,
      OwnerId: user.Id,
      CreatedById: user.Id,
      LastModifiedById: user.Id,
      Phone: null,
    })
    expect(contact.CreatedDate).toMatch(/^2026-01-15T09:00:00\.\d{3}\+0000$/)
    expect([contact.LastModifiedDate, contact.SystemModstamp]).toEqual([contact.CreatedDate, contact.CreatedDate])
  })

  it('is shown with the fields asked for, and its id', async () => {
    const id = await org.create('Account', { Name: 'Fields' })
    const shown = await org.json('GET', `/sobjects/account/${id.slice(0, 15)}?fields=name, Industry`)
    expect(shown).toEqual({ attributes: expect.anything(), Name: 'Fields', Industry: null, Id: id })
    const head = await org.call('HEAD', `/sobjects/Account/${id}`)
    expect([head.status, await head.text()]).toEqual([200, ''])
  })

  it('is changed where the change says so, later each time', async () => {
    const id = await org.create('Lead', { LastName: 'Low', Company: 'Low Ltd', Rating: 'Hot', Phone: '1' })
    const before = await read('Lead', id)
    const response = await org.call('PATCH', `/sobjects/Lead/${id}`, {
      rating: null,
      Phone: '',
      Title: 'CEO',
      IsConverted: undefined,
    })
    expect([response.status, await response.text()]).toEqual([204, ''])
    const after = await read('Lead', id)
    const { LastModifiedDate, SystemModstamp, ...others } = before
    expect(after).toMatchObject({ ...others, Rating: null, Phone: null, Title: 'CEO' })
    expect(after.LastModifiedDate > LastModifiedDate).toBe(true)
    expect(after.SystemModstamp).toBe(after.LastModifiedDate)
    await org.json('PATCH', `/sobjects/Lead/${id}`, {})
    expect((await read('Lead', id)).LastModifiedDate > after.LastModifiedDate).toBe(true)
  })

  it('keeps every change of several that come at once', async () => {
    const id = await org.create('Contact', { LastName: 'Busy' })
    const fields = ['FirstName', 'Title', 'Department', 'Phone', 'Fax', 'MobilePhone', 'MailingCity', 'Description']
    await Promise.all(fields.map((field) => org.json('PATCH', `/sobjects/Contact/${id}`, { [field]: field })))
    expect(await read('Contact', id)).toMatchObject(Object.fromEntries(fields.map((field) => [field, field])))
  })

  it('takes values as JSON and as text, and empties with nothing', async () => {
    const id = await org.create('Opportunity', {
      Name: 'Deal',
      StageName: 'Prospecting',
      CloseDate: '2026-03-31',
      Amount: '1200.456',
      TotalOpportunityQuantity: 2,
      NextStep: 7,
    })
    expect(await read('Opportunity', id)).toMatchObject({ Amount: 1200.46, TotalOpportunityQuantity: 2, NextStep: '7' })
    const contact = await org.create('Contact', { LastName: 'x', DoNotCall: 'true', Birthdate: '1999-12-31' })
    expect(await read('Contact', contact)).toMatchObject({ DoNotCall: true, Birthdate: '1999-12-31' })
  })

  it('goes into the recycle bin, and takes what belongs to it along', async () => {
    const AccountId = await org.create('Account', { Name: 'Doomed' })
    const contact = await org.create('Contact', { LastName: 'Child', AccountId })
    const deal = await org.create('Opportunity', {
      Name: 'Deal',
      AccountId,
      StageName: 'Qualification',
      CloseDate: '2026-02-01',
    })
    const task = await org.create('Task', { Subject: 'Call', WhoId: contact })
    const other = await org.create('Contact', { LastName: 'Survivor' })
    const response = await org.call('DELETE', `/sobjects/Account/${AccountId}`)
    expect([response.status, await response.text()]).toEqual([204, ''])
    for (const [type, id] of [
      ['Account', AccountId],
      ['Contact', contact],
      ['Opportunity', deal],
      ['Task', task],
    ]) {
      for (const method of ['GET', 'PATCH', 'DELETE']) {
        const body = method === 'PATCH' ? {} : undefined
        const refused = await org.call(method, `/sobjects/${type}/${id}`, body)
        await expectRefusal(refused, 404, 'ENTITY_IS_DELETED', { message: /^entity is deleted$/ })
      }
    }
    expect(await read('Contact', other)).toMatchObject({ LastName: 'Survivor' })
  })

  it('leaves what only refers to it behind, without the reference', async () => {
    const parent = await org.create('Account', { Name: 'Parent' })
    const child = await org.create('Account', { Name: 'Child', ParentId: parent })
    const boss = await org.create('Contact', { LastName: 'Boss', AccountId: parent })
    const ReportsToId = boss
    const [inside, outside] = [
      await org.create('Contact', { LastName: 'Inside', AccountId: parent, ReportsToId }),
      await org.create('Contact', { LastName: 'Outside', AccountId: child, ReportsToId }),
    ]
    const before = await read('Contact', outside)
    await org.json('DELETE', `/sobjects/Account/${parent}`)
    expect(await read('Account', child)).toMatchObject({ Name: 'Child', ParentId: null })
    const after = await read('Contact', outside)
    expect(after).toMatchObject({ LastName: 'Outside', AccountId: child, ReportsToId: null })
    expect(after.LastModifiedDate > before.LastModifiedDate).toBe(true)
    await expectRefusal(await org.call('GET', `/sobjects/Contact/${inside}`), 404, 'ENTITY_IS_DELETED')
    const soql = `SELECT IsDeleted FROM Contact WHERE Id = '${inside}'`
    const { records } = await org.json('GET', `/queryAll?q=${encodeURIComponent(soql)}`)
    expect(records).toMatchObject([{ IsDeleted: true }])
  })

  it('is not deleted when a case depends on it', async () => {
    const AccountId = await org.create('Account', { Name: 'Kept' })
    const ContactId = await org.create('Contact', { LastName: 'Kept', AccountId })
    const caseId = await org.create('Case', { Subject: 'Broken', ContactId })
    const { CaseNumber } = await read('Case', caseId)
    for (const [path, name] of [
      [`/sobjects/Contact/${ContactId}`, 'Kept'],
      [`/sobjects/Account/${AccountId}`, 'Kept'],
    ] as const) {
      const message = new RegExp(`attempt to delete ${name} .* following cases.: ${CaseNumber}`)
      await expectRefusal(await org.call('DELETE', path), 400, 'DELETE_FAILED', { message })
      expect((await org.call('GET', path)).status).toBe(200)
    }
    await org.json('DELETE', `/sobjects/Case/${caseId}`)
    await org.json('DELETE', `/sobjects/Account/${AccountId}`)
  })
})

describe('what follows from other fields', () => {
  it('of an opportunity is its stage', async () => {
    const id = await org.create('Opportunity', {
      Name: 'Deal',
      StageName: 'Qualification',
      CloseDate: '2026-05-01',
      Amount: 1000,
    })
    const shown = async () => read('Opportunity', id)
    expect(await shown()).toMatchObject({
      Probability: 10,
      ExpectedRevenue: 100,
      IsClosed: false,
      IsWon: false,
      ForecastCategory: 'Pipeline',
      FiscalYear: 2026,
      FiscalQuarter: 2,
    })
    await org.json('PATCH', `/sobjects/Opportunity/${id}`, { Probability: 35 })
    expect(await shown()).toMatchObject({ Probability: 35, ExpectedRevenue: 350 })
    await org.json('PATCH', `/sobjects/Opportunity/${id}`, { Amount: 2000 })
    expect(await shown()).toMatchObject({ Probability: 35, ExpectedRevenue: 700 })
    await org.json('PATCH', `/sobjects/Opportunity/${id}`, { StageName: 'Closed Won' })
    expect(await shown()).toMatchObject({ Probability: 100, IsClosed: true, IsWon: true, ForecastCategory: 'Closed' })
    await org.json('PATCH', `/sobjects/Opportunity/${id}`, { StageName: 'Closed Lost' })
    expect(await shown()).toMatchObject({ Probability: 0, IsClosed: true, IsWon: false, ForecastCategory: 'Omitted' })
    await org.json('PATCH', `/sobjects/Opportunity/${id}`, { StageName: 'Our own', Probability: 5 })
    expect(await shown()).toMatchObject({ StageName: 'Our own', Probability: 5, IsClosed: false })
  })

  it('of a case is its number and when it was closed', async () => {
    const numbers = await Promise.all([1, 2, 3].map((each) => org.create('Case', { Subject: `Case ${each}` })))
    const cases = await Promise.all(numbers.map((id) => read('Case', id)))
    expect(new Set(cases.map(({ CaseNumber }) => CaseNumber)).size).toBe(3)
    for (const each of cases) {
      expect(each).toMatchObject({
        CaseNumber: expect.stringMatching(/^0000\d{4}$/),
        Status: 'New',
        Priority: 'Medium',
      })
      expect(each).toMatchObject({ IsClosed: false, ClosedDate: null })
    }
    const [id = ''] = numbers
    await org.json('PATCH', `/sobjects/Case/${id}`, { Status: 'Closed' })
    const closed = await read('Case', id)
    expect(closed).toMatchObject({ IsClosed: true, ClosedDate: closed.LastModifiedDate })
    await org.json('PATCH', `/sobjects/Case/${id}`, { Subject: 'Still closed' })
    expect(await read('Case', id)).toMatchObject({ ClosedDate: closed.ClosedDate })
    await org.json('PATCH', `/sobjects/Case/${id}`, { Status: 'Working' })
    expect(await read('Case', id)).toMatchObject({ IsClosed: false, ClosedDate: null })
  })

  it('of a task and a lead are their defaults', async () => {
    const task = await org.create('Task', { Priority: 'High' })
    expect(await read('Task', task)).toMatchObject({
      Status: 'Not Started',
      TaskSubtype: 'Task',
      IsClosed: false,
      IsHighPriority: true,
      Subject: null,
    })
    const lead = await org.create('Lead', { LastName: 'L', Company: 'C', Street: '1 High St', Country: 'UK' })
    expect(await read('Lead', lead)).toMatchObject({
      Status: 'Open - Not Contacted',
      IsConverted: false,
      Address: { street: '1 High St', country: 'UK', city: null },
    })
  })
})

describe('a write that is refused', () => {
  const REQUIRED = { Name: 'Deal', StageName: 'Prospecting', CloseDate: '2026-01-31' }

  it.each([
    ['Account', {}, 'REQUIRED_FIELD_MISSING', ['Name'], /^Required fields are missing: \[Name\]$/],
    ['Account', { Name: '  ' }, 'REQUIRED_FIELD_MISSING', ['Name']],
    ['Contact', { FirstName: 'x' }, 'REQUIRED_FIELD_MISSING', ['LastName']],
    ['Lead', {}, 'REQUIRED_FIELD_MISSING', ['LastName', 'Company']],
    ['Opportunity', { Name: 'x' }, 'REQUIRED_FIELD_MISSING', ['StageName', 'CloseDate']],
    ['Task', { Status: null }, 'REQUIRED_FIELD_MISSING', ['Status']],
    ['Account', { Name: 'x'.repeat(256) }, 'STRING_TOO_LONG', ['Name'], /data value too large: x+ \(max length=255\)/],
    [
      'Contact',
      { LastName: 'x', Email: 'nobody' },
      'INVALID_EMAIL_ADDRESS',
      ['Email'],
      /invalid email address: nobody/,
    ],
    ['Contact', { LastName: 'x', AccountId: 'x' }, 'MALFORMED_ID', ['AccountId'], /id value of incorrect type: x/],
    ['Contact', { LastName: 'x', AccountId: '001D000000IqhSLIAA' }, 'MALFORMED_ID', ['AccountId']],
    ['Contact', { LastName: 'x', AccountId: '003D000000IqhSL' }, 'FIELD_INTEGRITY_EXCEPTION', ['AccountId']],
    ['Contact', { LastName: 'x', AccountId: '001D000000IqhSL' }, 'INVALID_CROSS_REFERENCE_KEY', ['AccountId']],
    ['Contact', { LastName: 'x', OwnerId: '005D000000IqhSL' }, 'INVALID_CROSS_REFERENCE_KEY', ['OwnerId']],
    ['Contact', { LastName: 'x', DoNotCall: null }, 'INVALID_TYPE_ON_FIELD_IN_RECORD', ['DoNotCall']],
    ['Opportunity', { ...REQUIRED, Amount: 1e16 }, 'NUMBER_OUTSIDE_VALID_RANGE', ['Amount']],
    ['Opportunity', { ...REQUIRED, Probability: 1000 }, 'NUMBER_OUTSIDE_VALID_RANGE', ['Probability']],
    ['Task', { TaskSubtype: 'Fax' }, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', ['TaskSubtype'], /bad value .*: Fax/],
    [
      'Contact',
      { LastName: 'x', Name: 'y', CreatedDate: 'z' },
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      ['Name', 'CreatedDate'],
    ],
    ['Case', { CaseNumber: '1' }, 'INVALID_FIELD_FOR_INSERT_UPDATE', ['CaseNumber']],
    ['Contact', { LastName: 'x', Id: '003D000000IqhSL' }, 'INVALID_FIELD_FOR_INSERT_UPDATE', ['Id']],
    ['Contact', { LastName: 'a\u0000b' }, 'INVALID_FIELD', ['LastName']],
    [
      'Contact',
      { LastName: 'x', Nothing: 1 },
      'INVALID_FIELD',
      undefined,
      /^No such column 'Nothing' on sobject of type Contact$/,
    ],
    ['Contact', { LastName: { a: 1 } }, 'JSON_PARSER_ERROR', undefined, /instance of string from START_OBJECT value/],
    ['Contact', { LastName: ['a'] }, 'JSON_PARSER_ERROR', undefined, /START_ARRAY/],
    [
      'Contact',
      { LastName: 'x', DoNotCall: 'yes' },
      'JSON_PARSER_ERROR',
      undefined,
      /instance of boolean from VALUE_STRING value yes/,
    ],
    ['Contact', { LastName: 'x', Birthdate: '31.12.1999' }, 'JSON_PARSER_ERROR', undefined, /instance of date/],
    ['Contact', { LastName: 'x', Birthdate: '2026-02-30' }, 'JSON_PARSER_ERROR', undefined, /instance of date/],
    [
      'Account',
      { Name: 'x', NumberOfEmployees: 1.5 },
      'JSON_PARSER_ERROR',
      undefined,
      /instance of int from VALUE_NUMBER_FLOAT/,
    ],
    ['Account', { Name: 'x', AnnualRevenue: 'a lot' }, 'JSON_PARSER_ERROR', undefined, /instance of currency/],
    ['Account', [{ Name: 'x' }], 'JSON_PARSER_ERROR', undefined, /no object/],
    ['Account', 'null', 'JSON_PARSER_ERROR', undefined, /no object/],
    ['Account', '{', 'JSON_PARSER_ERROR'],
    ['Account', ' ', 'JSON_PARSER_ERROR', undefined, /no entity body/],
    ['User', { LastName: 'x' }, 'INVALID_TYPE_FOR_OPERATION', undefined, /entity type cannot be inserted: User/],
    ['Organization', { Name: 'x' }, 'INVALID_TYPE_FOR_OPERATION'],
  ])('%s %j', async (type, body, code, fields?: string[], message?: RegExp) => {
    const before = await count(type)
    const response = await org.call('POST', `/sobjects/${type}`, body)
    await expectRefusal(response, 400, code, { ...(fields && { fields }), ...(message && { message }) })
    expect(await count(type)).toBe(before)
  })

  it('changes nothing of the record that is there', async () => {
    const id = await org.create('Opportunity', REQUIRED)
    const before = await read('Opportunity', id)
    for (const [body, code] of [
      [{ NextStep: 'x', StageName: null }, 'REQUIRED_FIELD_MISSING'],
      [{ NextStep: 'x', CloseDate: '' }, 'REQUIRED_FIELD_MISSING'],
      [{ NextStep: 'x', OwnerId: null }, 'REQUIRED_FIELD_MISSING'],
      [{ NextStep: 'x', IsWon: true }, 'INVALID_FIELD_FOR_INSERT_UPDATE'],
      [{ NextStep: 'x', Nothing: 1 }, 'INVALID_FIELD'],
      [{ NextStep: 'x', Id: id }, 'INVALID_FIELD'],
      [{ NextStep: 'x', AccountId: '001D000000IqhSL' }, 'INVALID_CROSS_REFERENCE_KEY'],
    ] as const) {
      await expectRefusal(await org.call('PATCH', `/sobjects/Opportunity/${id}`, body), 400, code)
      expect(await read('Opportunity', id)).toEqual(before)
    }
    const task = await org.create('Task', {})
    await expectRefusal(
      await org.call('PATCH', `/sobjects/Task/${task}`, { TaskSubtype: 'Call' }),
      400,
      'INVALID_FIELD_FOR_INSERT_UPDATE',
    )
  })

  it('refers to no deleted record', async () => {
    const AccountId = await org.create('Account', { Name: 'Gone' })
    await org.json('DELETE', `/sobjects/Account/${AccountId}`)
    const response = await org.call('POST', '/sobjects/Contact', { LastName: 'x', AccountId })
    await expectRefusal(response, 400, 'INVALID_CROSS_REFERENCE_KEY', { fields: ['AccountId'] })
  })

  it('is to a user or an org as such', async () => {
    const [user] = await org.query('SELECT Id FROM User')
    const [organization] = await org.query('SELECT Id FROM Organization')
    await org.json('PATCH', `/sobjects/User/${user.Id}`, { Title: 'Admin' })
    expect(await read('User', user.Id)).toMatchObject({ Title: 'Admin', IsActive: true })
    for (const [method, path, body] of [
      ['DELETE', `/sobjects/User/${user.Id}`, undefined],
      ['DELETE', `/sobjects/Organization/${organization.Id}`, undefined],
      ['PATCH', `/sobjects/Organization/${organization.Id}`, { Name: 'x' }],
    ] as const) {
      await expectRefusal(await org.call(method, path, body), 400, 'INVALID_TYPE_FOR_OPERATION')
    }
    await expectRefusal(
      await org.call('PATCH', `/sobjects/User/${user.Id}`, { Email: 'x@y.example' }),
      400,
      'INVALID_FIELD_FOR_INSERT_UPDATE',
    )
  })
})

describe('an address that leads nowhere', () => {
  it.each([
    ['/sobjects/Nothing', 404, 'NOT_FOUND', /^The requested resource does not exist$/],
    ['/sobjects/Nothing/describe', 404, 'NOT_FOUND'],
    ['/sobjects/Account/x', 404, 'NOT_FOUND', /^Provided external ID field does not exist or is not accessible: x$/],
    ['/sobjects/Account/001D000000IqhSLIAA', 404, 'NOT_FOUND'],
    ['/sobjects/Account/001D000000IqhSL', 404, 'NOT_FOUND', /^The requested resource does not exist$/],
    [
      '/sobjects/Account/003D000000IqhSL',
      400,
      'MALFORMED_ID',
      /^Account ID: id value of incorrect type: 003D000000IqhSL$/,
    ],
    ['/sobjects/Account/001D000000IqhSL?fields=Nothing', 400, 'INVALID_FIELD', /^No such column 'Nothing'/],
    ['/sobjects/Account/Name/Acme', 404, 'NOT_FOUND', /external ID field does not exist/],
    ['/sobjects/Account/Id/001D000000IqhSL', 404, 'NOT_FOUND'],
    ['/sobjects/Account/External_Id__c/none', 404, 'NOT_FOUND'],
    ['/sobjects/Account/a/b/c', 404, 'NOT_FOUND'],
  ])('%s', async (path, status, code, message?: RegExp) => {
    await expectRefusal(await org.call('GET', path), status, code, message && { message })
  })

  it('is another org’s record', async () => {
    const [account] = await work.query('SELECT Id FROM Account')
    const path = `/sobjects/Account/${account.Id}`
    for (const [method, body] of [
      ['GET', undefined],
      ['PATCH', { Name: 'Stolen' }],
      ['DELETE', undefined],
    ] as const) {
      await expectRefusal(await home.call(method, path, body), 404, 'NOT_FOUND')
    }
    const referring = await home.call('POST', '/sobjects/Contact', { LastName: 'x', AccountId: account.Id })
    await expectRefusal(referring, 400, 'INVALID_CROSS_REFERENCE_KEY')
    expect(await home.query(`SELECT Id FROM Account WHERE Id = '${account.Id}'`)).toEqual([])
    expect((await work.call('GET', path)).status).toBe(200)
  })
})

describe('an external id', () => {
  const path = (value: string) => `/sobjects/Contact/External_Id__c/${encodeURIComponent(value)}`

  it('makes a record, then changes it', async () => {
    const made = await org.call('PATCH', path('crm/1'), { LastName: 'Upsert' })
    const { id, ...rest } = await made.json()
    expect([made.status, rest]).toEqual([201, { success: true, errors: [], created: true }])
    expect(made.headers.get('location')).toBe(`/services/data/v61.0/sobjects/Contact/${id}`)
    const changed = await org.call('PATCH', path('CRM/1'), { FirstName: 'Una' })
    expect([changed.status, await changed.json()]).toEqual([200, { id, success: true, errors: [], created: false }])
    const older = await org.call('PATCH', `/services/data/v45.0${path('crm/1')}`, { Title: 'Old' })
    expect([older.status, await older.text()]).toEqual([204, ''])
    const shown = await org.json('GET', `${path('crm/1')}?fields=Name,Title,External_Id__c`)
    expect(shown).toMatchObject({ Id: id, Name: 'Una Upsert', Title: 'Old', External_Id__c: 'crm/1' })
  })

  it('makes one record of many calls at once', async () => {
    const calls = Array.from({ length: 6 }, (_, index) =>
      org.call('PATCH', path('race'), { LastName: `Racer ${index}` }),
    )
    const answers = await Promise.all(
      (await Promise.all(calls)).map(async (each) => ({ status: each.status, ...(await each.json()) })),
    )
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
    expect(answers.filter(({ created }) => created)).toHaveLength(1)
  })

  it('is unique, until its record gives it up', async () => {
    const first = await org.create('Contact', { LastName: 'One', External_Id__c: 'only' })
    const response = await org.call('POST', '/sobjects/Contact', { LastName: 'Two', External_Id__c: 'ONLY' })
    const message = new RegExp(`duplicates value on record with id: ${first}`)
    await expectRefusal(response, 400, 'DUPLICATE_VALUE', { message })
    const second = await org.create('Contact', { LastName: 'Two', External_Id__c: 'two' })
    const change = { External_Id__c: 'only' }
    await expectRefusal(await org.call('PATCH', `/sobjects/Contact/${second}`, change), 400, 'DUPLICATE_VALUE')
    expect(await read('Contact', second)).toMatchObject({ External_Id__c: 'two' })
    await org.json('PATCH', `/sobjects/Contact/${first}`, { External_Id__c: 'moved' })
    await org.json('PATCH', `/sobjects/Contact/${second}`, change)
    expect(await org.json('GET', path('only'))).toMatchObject({ Id: second })
    expect(await org.json('GET', path('moved'))).toMatchObject({ Id: first })
    await expectRefusal(await org.call('GET', path('two')), 404, 'NOT_FOUND')
    // The same value names other objects and other orgs' records too.
    await org.create('Lead', { LastName: 'x', Company: 'y', External_Id__c: 'only' })
    await work.create('Contact', { LastName: 'x', External_Id__c: 'only' })
    expect((await org.call('DELETE', path('only'))).status).toBe(204)
    await expectRefusal(await org.call('GET', path('only')), 404, 'NOT_FOUND')
    await org.create('Contact', { LastName: 'Three', External_Id__c: 'only' })
  })

  it('is refused in the body, for a record that may not be made, and where a record lacks something', async () => {
    const given = await org.call('PATCH', path('body'), { LastName: 'x', External_Id__c: 'body' })
    await expectRefusal(given, 400, 'INVALID_FIELD', { message: /should not be specified/ })
    await expectRefusal(await org.call('PATCH', `${path('body')}?updateOnly=true`, { LastName: 'x' }), 404, 'NOT_FOUND')
    await expectRefusal(await org.call('PATCH', path('body'), {}), 400, 'REQUIRED_FIELD_MISSING')
    await expectRefusal(await org.call('PATCH', path('x'.repeat(81)), { LastName: 'x' }), 400, 'STRING_TOO_LONG')
    await expectRefusal(
      await org.call('PATCH', '/sobjects/User/Username/x@y.example', { LastName: 'x' }),
      400,
      'INVALID_TYPE_FOR_OPERATION',
    )
    await expectRefusal(await org.call('DELETE', path('body')), 404, 'NOT_FOUND')
    await expectRefusal(await org.call('GET', path('body')), 404, 'NOT_FOUND')
    await expectRefusal(await org.call('PATCH', '/sobjects/Contact/Title/x', { LastName: 'x' }), 404, 'NOT_FOUND')
  })

  it('may be an e-mail address, which several records may have', async () => {
    const place = '/sobjects/Contact/Email/same@acme.example'
    const { id } = await org.json('PATCH', place, { LastName: 'Same' })
    expect(await org.json('PATCH', place, { Title: 'Found' })).toMatchObject({ id, created: false })
    const twin = await org.create('Contact', { LastName: 'Twin', Email: 'same@acme.example' })
    const places = [id, twin].map((each) => `/services/data/v61.0/sobjects/Contact/${each}`)
    for (const [method, body] of [
      ['GET', undefined],
      ['PATCH', { Title: 'Which?' }],
      ['DELETE', undefined],
    ] as const) {
      const response = await org.call(method, place, body)
      expect([response.status, await response.json()]).toEqual([300, places])
    }
    expect(await read('Contact', twin)).toMatchObject({ Title: null })
  })
})

describe('describe', () => {
  it('lists the objects', async () => {
    const { sobjects, encoding, maxBatchSize } = await org.json('GET', '/sobjects')
    expect([encoding, maxBatchSize]).toEqual(['UTF-8', 200])
    const prefixes = sobjects.map(({ name, keyPrefix }: { name: string; keyPrefix: string }) => [name, keyPrefix])
    expect(Object.fromEntries(prefixes)).toEqual({
      Account: '001',
      Case: '500',
      Contact: '003',
      Lead: '00Q',
      Opportunity: '006',
      Organization: '00D',
      Task: '00T',
      User: '005',
    })
    for (const { urls } of sobjects) {
      for (const url of [urls.sobject, urls.describe]) expect((await org.call('GET', url)).status).toBe(200)
    }
  })

  it('shows an object with what changed last', async () => {
    const id = await org.create('Account', { Name: 'Newest' })
    const { objectDescribe, recentItems } = await org.json('GET', '/sobjects/Account/')
    expect(objectDescribe).toMatchObject({ name: 'Account', labelPlural: 'Accounts', createable: true })
    expect(recentItems[0]).toEqual({
      attributes: { type: 'Account', url: `/services/data/v61.0/sobjects/Account/${id}` },
      Id: id,
      Name: 'Newest',
    })
    expect(recentItems.length).toBeLessThanOrEqual(10)
  })

  it('tells the truth about every field', async () => {
    for (const type of ['Account', 'Contact', 'Lead', 'Opportunity', 'Task', 'Case', 'User', 'Organization']) {
      const { fields } = await org.json('GET', `/sobjects/${type}/describe`)
      const [record] = await work.query(`SELECT FIELDS(ALL) FROM ${type} LIMIT 1`)
      expect(Object.keys(record)).toEqual(['attributes', ...fields.map(({ name }: { name: string }) => name)])
      for (const field of fields) {
        const { name, filterable, sortable, picklistValues, restrictedPicklist } = field
        const soql = `/query?q=${encodeURIComponent(`SELECT Id FROM ${type} WHERE ${name} = null`)}`
        expect([name, (await work.call('GET', soql)).ok]).toEqual([name, filterable])
        const ordered = `/query?q=${encodeURIComponent(`SELECT Id FROM ${type} ORDER BY ${name}`)}`
        expect([name, (await work.call('GET', ordered)).ok]).toEqual([name, sortable])
        const values = picklistValues.map(({ value }: { value: string }) => value)
        if (restrictedPicklist && record[name] !== null) expect(values).toContain(record[name])
      }
    }
  })

  it('tells what is required, what refers where, and which values there are', async () => {
    const contact = await org.json('GET', '/sobjects/contact/describe/')
    const field = (name: string) => contact.fields.find((each: { name: string }) => each.name === name)
    expect(field('LastName')).toMatchObject({ type: 'string', length: 80, nillable: false, defaultedOnCreate: false })
    expect(field('AccountId')).toMatchObject({
      type: 'reference',
      referenceTo: ['Account'],
      relationshipName: 'Account',
    })
    expect(field('External_Id__c')).toMatchObject({ custom: true, externalId: true, unique: true, idLookup: true })
    expect(field('CreatedDate')).toMatchObject({ createable: false, updateable: false, soapType: 'xsd:dateTime' })
    expect(field('MailingCity')).toMatchObject({ compoundFieldName: 'MailingAddress' })
    expect(field('LeadSource').picklistValues[0]).toEqual({
      active: true,
      defaultValue: false,
      label: 'Web',
      validFor: null,
      value: 'Web',
    })
    expect(contact.childRelationships).toContainEqual(
      expect.objectContaining({
        childSObject: 'Case',
        field: 'ContactId',
        relationshipName: 'Cases',
        restrictedDelete: true,
      }),
    )
    const task = await org.json('GET', '/sobjects/Task/describe')
    expect(task.fields.find((each: { name: string }) => each.name === 'WhoId')).toMatchObject({
      polymorphicForeignKey: true,
      referenceTo: ['Contact', 'Lead'],
    })
  })
})
