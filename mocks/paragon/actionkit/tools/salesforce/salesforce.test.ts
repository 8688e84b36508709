import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestSandbox, TestUser, WireCredential } from '../../../../testing/test-sandbox.ts'
import { createToolWorld, toolCalls } from '../../testing.ts'

let sandbox: TestSandbox
let user: TestUser
let work: WireCredential
let home: WireCredential
beforeAll(async () => {
  ;({ sandbox, user, work, home } = await createToolWorld('salesforce'))
})
afterAll(() => sandbox.dispose())

const { run, result, refusal, options } = toolCalls<{
  id: string
  Id: string
  records: Record<string, unknown>[]
  nextPageCursor: string | null
  [field: string]: unknown
}>(() => user, 'salesforce')
const any = (...conditions: object[]) => ({ operator: 'OR', conditions: [{ operator: 'AND', conditions }] })

describe('Salesforce’s tools', () => {
  it('are one for each type of record, with what it needs and what the org has of its own', async () => {
    const answer = await user.call('GET', '/tools?integrations=salesforce')
    const { tools, errors } = (await answer.json()) as {
      tools: {
        salesforce: {
          function: {
            name: string
            parameters: { properties: Record<string, { enum?: string[] }>; required: string[] }
          }
        }[]
      }
      errors: object[]
    }
    expect(errors).toEqual([])
    const schemaOf = (name: string) =>
      tools.salesforce.find(({ function: tool }) => tool.name === name)?.function.parameters
    for (const kind of ['CREATE_RECORD', 'UPDATE_RECORD', 'GET_RECORD_BY_ID', 'SEARCH_RECORDS']) {
      for (const type of ['CONTACT', 'LEAD', 'OPPORTUNITY', 'TASK', 'ACCOUNT', 'ANY']) {
        expect(schemaOf(`SALESFORCE_${kind}_${type}`)).toBeDefined()
      }
    }
    expect(schemaOf('SALESFORCE_CREATE_RECORD_LEAD')?.required.sort()).toEqual(['Company', 'LastName'])
    expect(schemaOf('SALESFORCE_UPDATE_RECORD_LEAD')?.required).toEqual(['recordId'])
    expect(Object.keys(schemaOf('SALESFORCE_CREATE_RECORD_ACCOUNT')?.properties ?? {})).toContain('External_Id__c')
  })

  it('make, change, get and find records of the account of the call', async () => {
    const made = await result(
      'SALESFORCE_CREATE_RECORD_CONTACT',
      { FirstName: 'Made', LastName: "O'Tool", additionalFields: '{"Department":"Sales"}' },
      home,
    )
    expect(made).toMatchObject({ success: true })
    const recordId = made.id
    expect((await run('SALESFORCE_GET_RECORD_BY_ID_CONTACT', { recordId }, work)).status).toBe(404)
    expect(await result('SALESFORCE_UPDATE_RECORD_CONTACT', { recordId, Title: 'Chief' }, home)).toEqual({})
    expect(await result('SALESFORCE_GET_RECORD_BY_ID_CONTACT', { recordId }, home)).toMatchObject({
      FirstName: 'Made',
      LastName: "O'Tool",
      Department: 'Sales',
      Title: 'Chief',
    })
    for (const conditions of [
      [{ field: 'LastName', operator: '$stringExactlyMatches', value: "O'Tool" }],
      [{ field: 'LastName', operator: '$stringContains', value: "'too" }],
      [
        { field: 'Title', operator: '$stringIsIn', value: ['Chief', 'None'] },
        { field: 'FirstName', operator: '$exists' },
      ],
      [
        { field: 'CreatedDate', operator: '$dateTimeAfter', value: '2000-01-01T00:00:00Z' },
        { field: 'Id', operator: '$stringExactlyMatches', value: recordId },
      ],
    ]) {
      const { records } = await result('SALESFORCE_SEARCH_RECORDS_CONTACT', { filterFormula: any(...conditions) }, home)
      expect(records.map(({ Id }) => Id)).toEqual([recordId])
    }
    const whole = await result(
      'SALESFORCE_SEARCH_RECORDS',
      { recordType: 'Contact', includeAllFields: true, sortBy: 'CreatedDate', sortDirection: 'DESC' },
      home,
    )
    expect(whole.records[0]).toMatchObject({ Id: recordId, Department: 'Sales', SystemModstamp: expect.any(String) })
  })

  it('find by every operator what Salesforce takes, and none by what a name hides', async () => {
    await result('SALESFORCE_CREATE_RECORD_OPPORTUNITY', {
      Name: '100%_sure',
      StageName: 'Prospecting',
      Amount: '12.5',
    })
    const find = async (condition: object) =>
      (await result('SALESFORCE_SEARCH_RECORDS_OPPORTUNITY', { filterFormula: any(condition) })).records.map(
        ({ Name }) => Name,
      )
    for (const [operator, value] of [
      ['$numberEquals', 12.5],
      ['$numberGreaterThan', '12.4'],
      ['$numberGreaterThanOrEqualTo', 12.5],
      ['$numberLessThan', 12.6],
      ['$numberLessThanOrEqualTo', 12.5],
    ] as const) {
      expect(await find({ field: 'Amount', operator, value })).toContain('100%_sure')
    }
    expect(await find({ field: 'Amount', operator: '$numberDoesNotEqual', value: 12.5 })).not.toContain('100%_sure')
    expect(await find({ field: 'Name', operator: '$stringContains', value: '%_' })).toEqual(['100%_sure'])
    expect(await find({ field: 'Name', operator: '$stringDoesNotContain', value: '%_' })).not.toContain('100%_sure')
    expect(await find({ field: 'Name', operator: '$stringDoesNotExactlyMatch', value: '100%_sure' })).not.toContain(
      '100%_sure',
    )
    expect(await find({ field: 'Name', operator: '$stringIsNotIn', value: '100%_sure, x' })).not.toContain('100%_sure')
    expect(await find({ field: 'CloseDate', operator: '$dateTimeBefore', value: '2000-01-01' })).toEqual([])
    expect(await find({ field: 'IsClosed', operator: '$booleanFalse' })).toContain('100%_sure')
    expect(await find({ field: 'IsClosed', operator: '$booleanTrue' })).not.toContain('100%_sure')
    expect(await find({ field: 'NextStep', operator: '$doesNotExist' })).toContain('100%_sure')
    for (const condition of [
      { field: "Name = '' OR Name", operator: '$exists' },
      { field: 'Amount', operator: '$numberEquals', value: '1 OR Amount > 0' },
      { field: 'CloseDate', operator: '$dateTimeAfter', value: 'TODAY' },
    ]) {
      const refused = await refusal('SALESFORCE_SEARCH_RECORDS_OPPORTUNITY', { filterFormula: any(condition) })
      expect(refused).toMatchObject({ status: 400, code: '40000', message: expect.stringMatching(/filterFormula/) })
    }
  })

  it('page, by query and by search', async () => {
    const all = (await result('SALESFORCE_SEARCH_RECORDS_CONTACT', {})).records.map(({ Id }) => Id)
    const paged: unknown[] = []
    let pageCursor: string | null | undefined
    do {
      const page = await result('SALESFORCE_SEARCH_RECORDS_CONTACT', { paginationParameters: { limit: 2, pageCursor } })
      paged.push(...page.records.map(({ Id }) => Id))
      pageCursor = page.nextPageCursor
    } while (pageCursor)
    expect([paged, paged.length > 2]).toEqual([all, true])

    const query = 'SELECT Id, Name FROM Contact ORDER BY Name'
    const { records, nextPageCursor } = await result('SALESFORCE_WRITE_SOQL_QUERY', { query })
    expect([records.length, nextPageCursor]).toEqual([all.length, null])
    const refused = await refusal('SALESFORCE_WRITE_SOQL_QUERY', { query: 'SELECT nonsense' })
    expect(refused).toMatchObject({ status: 400, code: '41070' })
  })

  it('give an opportunity a date to close by, thirty days from the project’s today', async () => {
    const { id } = await result('SALESFORCE_CREATE_RECORD_OPPORTUNITY', { Name: 'Undated', StageName: 'Prospecting' })
    const { CloseDate } = await result('SALESFORCE_GET_RECORD_BY_ID_OPPORTUNITY', { recordId: id })
    const now = sandbox.context.clockOf(sandbox.projectId).now()
    expect(CloseDate).toBe(new Date(now + 30 * 86_400_000).toISOString().slice(0, 10))
  })

  it('offer types of record, fields and users', async () => {
    const values = async (sourceKey: string, parameters: object[] = []) =>
      (await options(sourceKey, { parameters })).map(({ value }) => value)
    expect(await values('recordTypes')).toEqual(expect.arrayContaining(['Account', 'Opportunity']))
    const ofLead = [{ key: 'recordType', source: { type: 'VALUE', value: 'Lead' } }]
    expect(await values('fields', ofLead)).toContain('Company')
    expect((await values('users')).length).toBeGreaterThan(0)
  })
})
