import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ProviderFixture, startProvider } from '../../testing.ts'
import { emptyOrg, expectRefusal, type SalesforceClient, VERSION } from '../testing.ts'

let fixture: ProviderFixture
let org: SalesforceClient
/** Ids of the accounts, by their first letters. */
const ids: Record<string, string> = {}

const ACCOUNTS = [
  { Name: 'Acme', Industry: 'Retail', AnnualRevenue: 500, NumberOfEmployees: 5, Website: 'https://acme.example' },
  { Name: 'Bright 100%', Industry: 'Banking', AnnualRevenue: 1500.4, Rating: 'Cold' },
  { Name: 'Contoso', Industry: 'Retail', Rating: 'Hot', BillingCity: 'Munich' },
  { Name: "Dale's", AnnualRevenue: -20, NumberOfEmployees: 5, Rating: 'Warm' },
  { Name: 'Ünal_GmbH', Industry: 'Energy', AnnualRevenue: 0 },
]

beforeAll(async () => {
  fixture = await startProvider()
  org = await emptyOrg(fixture, 'soql@northwind.example')
  for (const account of ACCOUNTS) ids[account.Name.charAt(0)] = await org.create('Account', account)
  await org.create('Contact', { LastName: 'Zimmer', FirstName: 'Ada', AccountId: ids.A, Birthdate: '1990-05-04' })
  await org.create('Contact', { LastName: 'young', AccountId: ids.C, Birthdate: '2026-01-15', DoNotCall: true })
  await org.create('Contact', { LastName: 'Xu', HasOptedOutOfEmail: true })
})
afterAll(async () => {
  expect(fixture.leaks).toEqual([])
  await fixture.ctx.dispose()
})

const names = async (rest: string, from = 'Account') =>
  (await org.query(`SELECT Name FROM ${from} ${rest}`)).map(({ Name }: { Name: string }) => Name)
const letters = async (rest: string) => (await names(rest)).map((name: string) => name.charAt(0)).join('')
const ask = (soql: string, path = '/query') => org.call('GET', `${path}?q=${encodeURIComponent(soql)}`)

describe('WHERE', () => {
  it.each([
    [`Name = 'ACME'`, 'A'],
    [`Name != 'acme'`, 'BCDÜ'],
    [`Name <> 'acme'`, 'BCDÜ'],
    [`Name = 'Dale\\'s'`, 'D'],
    [`Name = '\\u00dcnal_GmbH'`, 'Ü'],
    [`Name > 'Bz' AND Name < 'D'`, 'C'],
    [`Name LIKE 'a%'`, 'A'],
    [`Name LIKE '%O%'`, 'C'],
    [`Name LIKE '_cme'`, 'A'],
    [`Name LIKE '%100\\%'`, 'B'],
    [`Name LIKE '%\\_%'`, 'Ü'],
    [`Name LIKE '_____'`, ''],
    [`NOT Name LIKE '%a%'`, 'BC'],
    [`Industry = 'Retail'`, 'AC'],
    [`Industry != 'Retail'`, 'BDÜ'],
    ['Industry = null', 'D'],
    [`Industry = ''`, 'D'],
    ['Industry != null', 'ABCÜ'],
    [`Industry != ''`, 'ABCÜ'],
    [`Industry IN ('Retail', 'energy')`, 'ACÜ'],
    [`Industry NOT IN ('Retail', 'Energy')`, 'BD'],
    [`Industry IN ('Energy', null)`, 'DÜ'],
    [`Industry > 'C'`, 'ACÜ'],
    ['AnnualRevenue = 500', 'A'],
    ['AnnualRevenue = 500.0', 'A'],
    ['AnnualRevenue = 5e2', 'A'],
    ['AnnualRevenue != 500', 'BCDÜ'],
    ['AnnualRevenue > 0', 'AB'],
    ['AnnualRevenue >= 0', 'ABÜ'],
    ['AnnualRevenue < 0', 'D'],
    ['AnnualRevenue <= -20', 'D'],
    ['AnnualRevenue = null', 'C'],
    ['NumberOfEmployees IN (5, 6)', 'AD'],
    ['IsDeleted = false', 'ABCDÜ'],
    ['IsDeleted != FALSE', ''],
    ['CreatedDate = TODAY', 'ABCDÜ'],
    ['CreatedDate < TODAY', ''],
    ['CreatedDate >= YESTERDAY', 'ABCDÜ'],
    ['CreatedDate = LAST_N_DAYS:3', 'ABCDÜ'],
    ['CreatedDate > LAST_N_DAYS:3', ''],
    ['CreatedDate = THIS_YEAR', 'ABCDÜ'],
    ['CreatedDate = last_year', ''],
    ['CreatedDate > 2026-01-15T08:59:59Z', 'ABCDÜ'],
    ['CreatedDate > 2026-01-15T10:00:00+01:00', 'ABCDÜ'],
    ['CreatedDate > 2026-01-16T00:00:00.000+0000', ''],
    ['LastModifiedDate >= 2026-01-15T09:00:00Z', 'ABCDÜ'],
    ['SystemModstamp > 2026-01-15T11:00:00+01:00', ''],
    [`Industry = 'Retail' AND AnnualRevenue = 500`, 'A'],
    [`Industry = 'Energy' OR Industry = 'Banking' OR AnnualRevenue < 0`, 'BDÜ'],
    [`(Industry = 'Retail' OR Industry = 'Banking') AND AnnualRevenue > 600`, 'B'],
    [`Industry = 'Retail' AND (NOT Name = 'Acme')`, 'C'],
    [`NOT (Industry = 'Retail' OR Industry = 'Banking')`, 'DÜ'],
    [`NOT NOT Name = 'Acme'`, 'A'],
    [`((Name = 'Acme'))`, 'A'],
    [`Account.Name = 'Acme'`, 'A'],
    [`Owner.Name = 'Empty Org'`, 'ABCDÜ'],
    [`Owner.Email LIKE 'soql@%' AND Name LIKE 'C%'`, 'C'],
  ])('%s finds %j', async (condition, expected) => {
    expect(await letters(`WHERE ${condition} ORDER BY Name`)).toBe(expected)
  })

  it('takes ids of 15 and of 18 characters, and none of another org', async () => {
    const id = ids.A ?? ''
    expect(await letters(`WHERE Id = '${id}'`)).toBe('A')
    expect(await letters(`WHERE Id = '${id.slice(0, 15)}'`)).toBe('A')
    expect(await letters(`WHERE Id IN ('${id}', '${ids.B}', '${id}') ORDER BY Name DESC`)).toBe('BA')
    expect(await letters(`WHERE Id != '${id}' ORDER BY Name`)).toBe('BCDÜ')
    expect(await letters(`WHERE Id = '${id}' AND Name = 'Bright 100%'`)).toBe('')
    expect(await letters(`WHERE Id = '' OR Id = '001D000000IqhSLIAZ'`)).toBe('')
    const sorted = Object.values(ids).sort()
    expect(await org.query(`SELECT Id FROM Account WHERE Id > '${sorted[1]}' ORDER BY Id`)).toMatchObject(
      sorted.slice(2).map((Id) => ({ Id })),
    )
    expect(await names(`WHERE AccountId = '${id.slice(0, 15)}'`, 'Contact')).toEqual(['Ada Zimmer'])
    expect(await names('WHERE AccountId = null', 'Contact')).toEqual(['Xu'])
  })

  it('looks at parents, dates and flags', async () => {
    const contacts = async (condition: string) => names(`WHERE ${condition} ORDER BY LastName`, 'Contact')
    expect(await contacts(`Account.Industry = 'Retail'`)).toEqual(['young', 'Ada Zimmer'])
    expect(await contacts(`Account.Name = null`)).toEqual(['Xu'])
    expect(await contacts(`Account.Owner.Name = 'Empty Org' AND Account.BillingCity = 'munich'`)).toEqual(['young'])
    expect(await contacts('Birthdate = 1990-05-04')).toEqual(['Ada Zimmer'])
    expect(await contacts('Birthdate > 1990-05-04')).toEqual(['young'])
    expect(await contacts('Birthdate = TODAY')).toEqual(['young'])
    expect(await contacts('Birthdate = LAST_N_DAYS:1')).toEqual(['young'])
    expect(await contacts('DoNotCall = true')).toEqual(['young'])
    expect(await contacts('HasOptedOutOfEmail = false AND DoNotCall = false')).toEqual(['Ada Zimmer'])
  })
})

describe('ORDER BY, LIMIT and OFFSET', () => {
  it.each([
    ['', 'ABCDÜ'],
    ['ORDER BY CreatedDate DESC', 'ÜDCBA'],
    ['ORDER BY LastModifiedDate ASC', 'ABCDÜ'],
    ['ORDER BY LastModifiedDate, Id', 'ABCDÜ'],
    ['ORDER BY SystemModstamp DESC LIMIT 2', 'ÜD'],
    ['ORDER BY SystemModstamp LIMIT 2 OFFSET 1', 'BC'],
    ['ORDER BY AnnualRevenue', 'CDÜAB'],
    ['ORDER BY AnnualRevenue DESC', 'CBAÜD'],
    ['ORDER BY AnnualRevenue NULLS LAST', 'DÜABC'],
    ['ORDER BY AnnualRevenue DESC NULLS FIRST', 'CBAÜD'],
    ['ORDER BY AnnualRevenue DESC NULLS LAST', 'BAÜDC'],
    ['ORDER BY Industry, Name DESC', 'DBÜCA'],
    ['ORDER BY Rating NULLS LAST, Name', 'CDBAÜ'],
    ['ORDER BY NumberOfEmployees DESC NULLS LAST, AnnualRevenue ASC LIMIT 3', 'DAC'],
    ['ORDER BY Owner.Name, Name DESC', 'ÜDCBA'],
    ['LIMIT 0', ''],
    ['LIMIT 2', 'AB'],
    ['ORDER BY Name LIMIT 2 OFFSET 3', 'DÜ'],
    ['ORDER BY Name OFFSET 4', 'Ü'],
    ['ORDER BY Name OFFSET 2000', ''],
  ])('%s puts them as %s', async (rest, expected) => {
    expect(await letters(rest)).toBe(expected)
  })
})

describe('SELECT', () => {
  it('answers with the fields asked for, in that order, under their own names', async () => {
    const [contact] = await org.query(
      "select iD, ACCOUNT.name, account.OWNER.Name, LASTNAME from CONTACT where lastname like 'z%'",
    )
    expect(Object.keys(contact)).toEqual(['attributes', 'Id', 'Account', 'LastName'])
    expect(contact).toEqual({
      attributes: { type: 'Contact', url: `/services/data/v${VERSION}/sobjects/Contact/${contact.Id}` },
      Id: expect.stringMatching(/^003/),
      Account: {
        attributes: { type: 'Account', url: `/services/data/v${VERSION}/sobjects/Account/${ids.A}` },
        Name: 'Acme',
        Owner: { attributes: expect.objectContaining({ type: 'User' }), Name: 'Empty Org' },
      },
      LastName: 'Zimmer',
    })
    expect(await org.query(`SELECT Account.Name FROM Contact WHERE LastName = 'Xu'`)).toMatchObject([{ Account: null }])
    expect(await org.query(`SELECT c.Name, c.Account.Name FROM Contact c WHERE c.LastName = 'young'`)).toMatchObject([
      { Name: 'young', Account: { Name: 'Contoso' } },
    ])
  })

  it('shows what kind of parent a task has', async () => {
    const WhoId = await org.create('Lead', { LastName: 'Lane', Company: 'Lane Ltd' })
    await org.create('Task', { Subject: 'Call', WhoId, WhatId: ids.B })
    const [task] = await org.query(`SELECT Who.Name, Who.Type, What.Id, What.Name FROM Task WHERE Who.Name = 'Lane'`)
    expect(task.Who).toEqual({
      attributes: { type: 'Name', url: `/services/data/v${VERSION}/sobjects/Lead/${WhoId}` },
      Name: 'Lane',
      Type: 'Lead',
    })
    expect(task.What).toMatchObject({ Id: ids.B, Name: 'Bright 100%' })
  })

  it('counts, and takes all fields of up to 200 records', async () => {
    const count = async (rest: string) => (await ask(`SELECT COUNT() FROM Account ${rest}`)).json()
    expect(await count('')).toEqual({ totalSize: 5, done: true, records: [] })
    expect(await count(`WHERE Industry = 'Retail'`)).toMatchObject({ totalSize: 2 })
    expect(await count('LIMIT 3')).toMatchObject({ totalSize: 3 })
    const [all] = await org.query(`SELECT FIELDS(ALL) FROM Account WHERE Name = 'Acme' LIMIT 200`)
    expect(all).toEqual(await org.json('GET', `/sobjects/Account/${ids.A}`))
    const [custom] = await org.query('SELECT FIELDS(CUSTOM) FROM Account LIMIT 1')
    expect(Object.keys(custom)).toEqual(['attributes', 'External_Id__c'])
    const [standard] = await org.query('SELECT FIELDS(STANDARD) FROM Account')
    expect(Object.keys(standard)).toEqual(Object.keys(all).filter((name) => name !== 'External_Id__c'))
  })
})

describe('what is deleted', () => {
  it('is seen by queryAll alone', async () => {
    const id = await org.create('Contact', { LastName: 'Gone' })
    await org.json('DELETE', `/sobjects/Contact/${id}`)
    const soql = `SELECT Id, IsDeleted FROM Contact WHERE LastName = 'Gone'`
    expect(await (await ask(soql)).json()).toEqual({ totalSize: 0, done: true, records: [] })
    expect(await (await ask(soql, '/queryAll')).json()).toMatchObject({
      totalSize: 1,
      records: [{ Id: id, IsDeleted: true }],
    })
    const byId = `SELECT IsDeleted FROM Contact WHERE Id = '${id}'`
    expect(await (await ask(byId)).json()).toMatchObject({ totalSize: 0 })
    expect(await (await ask(`${byId} AND IsDeleted = true`, '/queryAll')).json()).toMatchObject({ totalSize: 1 })
  })
})

describe('a query that is refused', () => {
  it.each([
    ['', /A query string has to be specified/],
    ['SELECT', /Row:1:Column:7\nunexpected token: '<EOF>'/],
    ['SELECT FROM Account', /unexpected token/],
    ['SELECT Id Account', /unexpected token: 'Account'/],
    ['SELECT Id, FROM Account', /unexpected token/],
    ['UPDATE Account', /Row:1:Column:1\nunexpected token: 'UPDATE'/],
    ['SELECT Id FROM Account WHERE', /unexpected token: '<EOF>'/],
    ['SELECT Id FROM Account WHERE Name', /unexpected token: '<EOF>'/],
    ['SELECT Id FROM Account WHERE Name = ', /unexpected token: '<EOF>'/],
    [`SELECT Id FROM Account WHERE Name = 'x`, /unexpected token: '''/],
    [`SELECT Id FROM Account WHERE Name = 'x' AND Name = 'y' OR Name = 'z'`, /Column:56\nunexpected token: 'OR'/],
    [`SELECT Id FROM Account WHERE (Name = 'x'`, /unexpected token/],
    [`SELECT Id FROM Account WHERE Name == 'x'`, /unexpected token: '='/],
    [`SELECT Id FROM Account WHERE Name IN 'x'`, /unexpected token: 'x'/],
    ['SELECT Id FROM Account WHERE Name IN ()', /unexpected token/],
    [`SELECT Id FROM Account WHERE Name = 'a\\q'`, /Illegal character sequence '\\q'/],
    ['SELECT Id FROM Account LIMIT x', /unexpected token: 'x'/],
    ['SELECT Id FROM Account LIMIT -1', /unexpected token: '-1'/],
    ['SELECT Id FROM Account ORDER Name', /unexpected token: 'Name'/],
    ['SELECT Id FROM Account; DROP', /unexpected token: ';'/],
    ['SELECT Id FROM Account LIMIT 1 LIMIT 1', /unexpected token: 'LIMIT'/],
    ['SELECT Id\nFROM Account\nWHERE #', /Row:3:Column:7/],
    ['SELECT FIELDS(ALL) FROM Account', /must have a LIMIT of at most 200/],
    ['SELECT FIELDS(CUSTOM) FROM Account LIMIT 201', /must have a LIMIT of at most 200/],
    [`SELECT Id FROM Account WHERE ${'('.repeat(5000)}`, /nested too deep/],
    [`SELECT Id FROM Account WHERE ${'NOT '.repeat(5000)}`, /nested too deep/],
    [`SELECT Id FROM Account WHERE Name = '${'x'.repeat(100_000)}'`, /can not be longer than 100000 characters/],
  ])('as MALFORMED_QUERY: %.60s', async (soql, message) => {
    await expectRefusal(await ask(soql), 400, 'MALFORMED_QUERY', { message })
  })

  it.each([
    ['SELECT Nothing FROM Account', /No such column 'Nothing' on entity 'Account'/],
    ['SELECT Id FROM Account WHERE Nothing = 1', /No such column/],
    ['SELECT Id FROM Account ORDER BY Nothing', /No such column/],
    ['SELECT Name.First FROM Account', /Didn't understand relationship 'Name'/],
    ['SELECT Account.Nothing FROM Contact', /No such column 'Nothing' on entity 'Account'/],
    ['SELECT Who.Email FROM Task', /No such column 'Email' on entity 'Name'/],
    ['SELECT Parent.Parent.Parent.Parent.Parent.Parent.Name FROM Account', /Didn't understand relationship/],
    ['SELECT Id, Name, id FROM Account', /duplicate field selected: id/],
    ['SELECT Id FROM Account WHERE Name = 5', /must be of type string and should be enclosed in quotes/],
    ['SELECT Id FROM Account WHERE Name = true', /enclosed in quotes/],
    [
      `SELECT Id FROM Account WHERE AnnualRevenue = '5'`,
      /must be of type currency and should not be enclosed in quotes/,
    ],
    [`SELECT Id FROM Account WHERE IsDeleted = 'false'`, /must be of type boolean/],
    [`SELECT Id FROM Account WHERE CreatedDate = '2026-01-01'`, /must be of type dateTime and should not be enclosed/],
    ['SELECT Id FROM Account WHERE CreatedDate = 2026-01-01', /must be of type dateTime/],
    ['SELECT Id FROM Account WHERE CreatedDate = SOMEDAY', /must be of type dateTime/],
    ['SELECT Id FROM Contact WHERE Birthdate = 2026-01-01T00:00:00Z', /must be of type date/],
    ['SELECT Id FROM Contact WHERE Birthdate = 2026-02-30', /must be of type date/],
    [`SELECT Id FROM Account WHERE Description = 'x'`, /field 'Description' can not be filtered/],
    ['SELECT Id FROM Account ORDER BY Description', /field 'Description' can not be sorted/],
    [`SELECT Id FROM Account WHERE BillingAddress = 'x'`, /can not be filtered/],
  ])('as INVALID_FIELD: %s', async (soql, message) => {
    await expectRefusal(await ask(soql), 400, 'INVALID_FIELD', { message })
  })

  it.each([
    ['SELECT Id FROM Nothing', 'INVALID_TYPE', /sObject type 'Nothing' is not supported/],
    ['SELECT Id FROM Account.Contacts', 'INVALID_TYPE', /not supported/],
    [`SELECT Id FROM Account WHERE Id = 'x'`, 'INVALID_QUERY_FILTER_OPERATOR', /invalid ID field: x/],
    ['SELECT Id FROM Account WHERE IsDeleted > true', 'INVALID_QUERY_FILTER_OPERATOR', /invalid operator/],
    ['SELECT Id FROM Account WHERE AnnualRevenue > null', 'INVALID_QUERY_FILTER_OPERATOR', /invalid operator/],
    [`SELECT Id FROM Account WHERE AnnualRevenue LIKE '5%'`, 'INVALID_QUERY_FILTER_OPERATOR', /invalid operator/],
    ['SELECT Id FROM Account OFFSET 2001', 'NUMBER_OUTSIDE_VALID_RANGE', /Maximum SOQL offset allowed is 2000/],
    ['SELECT COUNT(Id) FROM Account', 'FUNCTIONALITY_NOT_ENABLED', /COUNT/],
    ['SELECT Industry FROM Account GROUP BY Industry', 'FUNCTIONALITY_NOT_ENABLED', /GROUP/],
    ['SELECT Id, (SELECT Id FROM Contacts) FROM Account', 'FUNCTIONALITY_NOT_ENABLED', /subqueries/],
    ['SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact)', 'FUNCTIONALITY_NOT_ENABLED', /subqueries/],
    ['SELECT TYPEOF What WHEN Account THEN Phone END FROM Task', 'FUNCTIONALITY_NOT_ENABLED', /TYPEOF/],
    ['SELECT Id FROM Account USING SCOPE mine', 'FUNCTIONALITY_NOT_ENABLED', /USING/],
    ['SELECT Id FROM Account WITH SECURITY_ENFORCED', 'FUNCTIONALITY_NOT_ENABLED', /WITH/],
    [`SELECT Id FROM Account WHERE Name = 'x' FOR VIEW`, 'FUNCTIONALITY_NOT_ENABLED', /FOR/],
    ['SELECT Id FROM Account WHERE CALENDAR_YEAR(CreatedDate) = 2026', 'FUNCTIONALITY_NOT_ENABLED', /CALENDAR_YEAR/],
    [`SELECT Id FROM Account WHERE Name INCLUDES ('x')`, 'FUNCTIONALITY_NOT_ENABLED', /multi-select/],
  ])('for a reason of its own: %s', async (soql, code, message) => {
    await expectRefusal(await ask(soql), 400, code, { message })
  })

  it('by plan', async () => {
    await expectRefusal(await org.call('GET', '/query?explain=SELECT'), 400, 'FUNCTIONALITY_NOT_ENABLED')
  })
})
