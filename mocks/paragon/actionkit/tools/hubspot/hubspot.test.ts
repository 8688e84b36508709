import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { maya, type TestSandbox, type TestUser, type WireCredential } from '../../../../testing/test-sandbox.ts'
import { as, createToolWorld, toolCalls } from '../../testing.ts'

let sandbox: TestSandbox
let user: TestUser
let work: WireCredential
let home: WireCredential
beforeAll(async () => {
  ;({ sandbox, user, work, home } = await createToolWorld('hubspot'))
})
afterAll(() => sandbox.dispose())

interface HubspotRecord {
  id: string
  properties: Record<string, string | null>
}
const { run, result, refusal, options } = toolCalls<
  HubspotRecord & { results: HubspotRecord[]; nextPageCursor: string | null }
>(() => user, 'hubspot')
interface View {
  name?: string
  inputs: { id: string; type: string; values: { value: string; dependentInputs: { id: string }[] }[] }[]
  function: {
    name: string
    parameters: { properties: Record<string, { enum?: string[]; type?: string }>; required: string[] }
  }
}
async function tools(query = '', credential?: WireCredential): Promise<View[]> {
  const answer = await user.call('GET', `/tools?integrations=hubspot${query}`, { headers: as(credential) })
  const { tools, errors } = (await answer.json()) as { tools: { hubspot: View[] }; errors: object[] }
  expect(errors).toEqual([])
  return tools.hubspot
}
const schemaOf = async (name: string, query = '', credential?: WireCredential) =>
  (await tools(query, credential)).find(({ function: tool }) => tool.name === name)?.function.parameters
const defineProperty = (property: object, credential: WireCredential) =>
  user.call('POST', '/sdk/proxy/hubspot/crm/v3/properties/contacts', {
    body: { groupName: 'contactinformation', ...property },
    headers: as(credential),
  })

describe('HubSpot’s tools', () => {
  it('are one for each type of record as functions, and one that asks for it as a form', async () => {
    const names = (await tools()).map(({ function: tool }) => tool.name)
    for (const kind of ['CREATE_RECORD', 'UPDATE_RECORD', 'GET_RECORDS', 'GET_RECORD_BY_ID', 'SEARCH_RECORDS']) {
      for (const type of ['COMPANIES', 'CONTACTS', 'DEALS', 'ENGAGEMENTS', 'ANY'])
        expect(names).toContain(`HUBSPOT_${kind}_${type}`)
    }
    const forms = await tools('&format=paragon')
    expect(forms.map(({ name }) => name)).toEqual([
      'HUBSPOT_CREATE_RECORD',
      'HUBSPOT_UPDATE_RECORD',
      'HUBSPOT_GET_RECORDS',
      'HUBSPOT_GET_RECORD_BY_ID',
      'HUBSPOT_SEARCH_RECORDS',
    ])
    const [create] = forms
    expect(create?.inputs).toMatchObject([
      {
        id: 'recordType',
        type: 'EDITABLE_ENUM',
        required: true,
        values: [{ value: 'companies' }, { value: 'contacts' }, { value: 'deals' }, { value: 'engagements' }],
        dependentInputs: [{ id: 'additionalFieldsJSON', type: 'CODE', required: true }],
      },
    ])
    const ids = create?.inputs[0]?.values[1]?.dependentInputs.map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining(['field-email', 'field-firstname', 'additionalFieldsJSON']))
    expect(forms[4]?.inputs[0]?.values[0]?.dependentInputs).toMatchObject([
      {
        id: 'filterFormula',
        type: 'CONDITIONAL',
        supportedKeysSource: { sourceType: 'fields', dependencies: ['recordType'] },
        supportedOperators: expect.arrayContaining(['$stringContains', '$exists']),
      },
    ])
  })

  it('make, change, get, list and find records of the account of the call', async () => {
    const made = await result(
      'HUBSPOT_CREATE_RECORD_CONTACTS',
      { 'field-email': 'new@contact.example', 'field-firstname': 'New', additionalFieldsJSON: '{"city":"Bergen"}' },
      home,
    )
    expect(made.properties).toMatchObject({ email: 'new@contact.example', firstname: 'New', city: 'Bergen' })
    const recordId = made.id
    expect((await run('HUBSPOT_GET_RECORD_BY_ID_CONTACTS', { recordId }, work)).status).toBe(404)
    await result('HUBSPOT_UPDATE_RECORD_CONTACTS', { recordId, 'field-lastname': 'Name' }, home)
    expect((await result('HUBSPOT_GET_RECORD_BY_ID_CONTACTS', { recordId }, home)).properties).toMatchObject({
      firstname: 'New',
      lastname: 'Name',
    })
    const found = await result(
      'HUBSPOT_SEARCH_RECORDS_CONTACTS',
      {
        filterFormula: {
          operator: 'OR',
          conditions: [
            {
              operator: 'AND',
              conditions: [
                { field: 'firstname', operator: '$stringExactlyMatches', value: 'New' },
                { field: 'lastname', operator: '$exists' },
              ],
            },
            {
              operator: 'AND',
              conditions: [{ field: 'email', operator: '$stringIsIn', value: 'a@b.example, c@d.example' }],
            },
          ],
        },
      },
      home,
    )
    expect(found.results.map(({ id }) => id)).toEqual([recordId])
  })

  it('page through what there is', async () => {
    const all = await result('HUBSPOT_GET_RECORDS_CONTACTS', {})
    expect(all.nextPageCursor).toBeNull()
    const paged: string[] = []
    let pageCursor: string | null | undefined
    do {
      const page = await result('HUBSPOT_GET_RECORDS_CONTACTS', { paginationParameters: { limit: 2, pageCursor } })
      paged.push(...page.results.map(({ id }) => id))
      pageCursor = page.nextPageCursor
    } while (pageCursor !== null)
    expect(paged).toEqual(all.results.map(({ id }) => id))
    expect(paged.length).toBeGreaterThan(2)
  })

  it('run by the name that they have in common, for the type of record in it', async () => {
    const company = await result('HUBSPOT_CREATE_RECORD', { recordType: 'companies', 'field-name': 'By type' })
    expect(company.properties).toMatchObject({ name: 'By type' })
    const ticket = await result('HUBSPOT_CREATE_RECORD', {
      recordType: 'tickets',
      additionalFieldsJSON: '{"subject":"Help","hs_pipeline_stage":"1"}',
    })
    expect((await result('HUBSPOT_GET_RECORD_BY_ID_ANY', { recordType: 'tickets', recordId: ticket.id })).id).toBe(
      ticket.id,
    )
    expect(await refusal('HUBSPOT_CREATE_RECORD', { 'field-name': 'x' })).toMatchObject({
      status: 400,
      message: expect.stringMatching(/^Invalid parameters/),
    })
  })

  it.each([
    ['JSON that is none', 'HUBSPOT_CREATE_RECORD_DEALS', { additionalFieldsJSON: '{' }, /additionalFieldsJSON.*JSON/],
    [
      'JSON that is a list',
      'HUBSPOT_CREATE_RECORD_DEALS',
      { additionalFieldsJSON: '[]' },
      /additionalFieldsJSON.*JSON/,
    ],
    ['a field of another type', 'HUBSPOT_CREATE_RECORD_DEALS', { 'field-email': 'a@b.example' }, /field-email/],
    [
      'a condition without a value',
      'HUBSPOT_SEARCH_RECORDS_DEALS',
      {
        filterFormula: {
          operator: 'OR',
          conditions: [{ operator: 'AND', conditions: [{ field: 'a', operator: '$numberEquals' }] }],
        },
      },
      /filterFormula\.conditions\.0\.conditions\.0\.value/,
    ],
    [
      'an operator that is none',
      'HUBSPOT_SEARCH_RECORDS_DEALS',
      {
        filterFormula: {
          operator: 'OR',
          conditions: [{ operator: 'AND', conditions: [{ field: 'a', operator: '=' }] }],
        },
      },
      /operator/,
    ],
  ])('are not run with %s', async (_, tool, parameters, message) => {
    expect(await refusal(tool, parameters)).toMatchObject({
      status: 400,
      message: expect.stringMatching(message),
      code: '40000',
    })
  })

  it.each(['notes', 'calls', 'emails', 'meetings', 'tasks'])(
    'make, change, get, list and find %s, each about a record',
    async (engagementType) => {
      const contact = await result('HUBSPOT_CREATE_RECORD_CONTACTS', {
        'field-email': `${engagementType}@talk.example`,
      })
      const timestamp = '2026-01-15T09:00:00Z'
      const given = { engagementType, body: 'What was said', timestamp, contactId: contact.id }
      const { id: recordId } = await result('HUBSPOT_CREATE_RECORD_ENGAGEMENTS', given)
      const titled = engagementType === 'notes' ? {} : { title: 'A title' }
      await result('HUBSPOT_UPDATE_RECORD_ENGAGEMENTS', { engagementType, recordId, ...titled })
      const { properties } = await result('HUBSPOT_GET_RECORD_BY_ID_ENGAGEMENTS', { engagementType, recordId })
      expect(properties.hs_timestamp).toBe('2026-01-15T09:00:00Z')
      const texts = Object.values(properties)
      expect(texts).toEqual(expect.arrayContaining(['What was said', ...Object.values(titled)]))
      for (const tool of ['HUBSPOT_GET_RECORDS_ENGAGEMENTS', 'HUBSPOT_SEARCH_RECORDS_ENGAGEMENTS']) {
        const found = await result(tool, { engagementType })
        expect([found.results.map(({ id }) => id), found.nextPageCursor]).toEqual([[recordId], null])
      }
      const path = `/sdk/proxy/hubspot/crm/v4/objects/contacts/${contact.id}/associations/${engagementType}`
      const tied = (await (await user.call('GET', path)).json()) as { output: { results: { toObjectId: number }[] } }
      expect(tied.output.results.map(({ toObjectId }) => String(toObjectId))).toEqual([recordId])
      // Nobody else's.
      expect((await run('HUBSPOT_GET_RECORD_BY_ID_ENGAGEMENTS', { engagementType, recordId }, home)).status).toBe(404)
    },
  )

  it('make an engagement of now when nobody says when, and by the name that they have in common', async () => {
    const now = () => sandbox.context.clockOf(sandbox.projectId).now()
    const before = now()
    const made = await result('HUBSPOT_CREATE_RECORD', {
      recordType: 'engagements',
      engagementType: 'tasks',
      title: 'Call back',
      additionalFieldsJSON: '{"hs_task_priority":"HIGH"}',
    })
    const whole = await result('HUBSPOT_GET_RECORD_BY_ID_ENGAGEMENTS', { engagementType: 'tasks', recordId: made.id })
    expect(whole.properties.hs_task_subject).toBe('Call back')
    const timestamp = Date.parse(whole.properties.hs_timestamp ?? '')
    expect([timestamp >= before, timestamp <= now()]).toEqual([true, true])
    expect(await refusal('HUBSPOT_CREATE_RECORD_ENGAGEMENTS', { engagementType: 'faxes' })).toMatchObject({
      status: 400,
      message: expect.stringMatching(/^Invalid parameters.engagementType: must be one of "notes"/),
    })
    const nobody = { engagementType: 'notes', body: 'x', contactId: '404' }
    expect((await refusal('HUBSPOT_CREATE_RECORD_ENGAGEMENTS', nobody)).code).toBe('41070')
  })

  it('pass on what HubSpot refuses', async () => {
    const refused = await refusal('HUBSPOT_CREATE_RECORD_CONTACTS', { 'field-email': 'not an address' })
    expect(refused).toMatchObject({ status: 400, code: '41070', meta: { providerStatus: 400 } })
    expect(JSON.parse(refused.message)).toMatchObject({ category: 'VALIDATION_ERROR' })
  })
})

describe('what is the account’s own in a schema', () => {
  it('is there for that account, by kind, and kept for eight hours unless it is asked for anew', async () => {
    const name = 'HUBSPOT_CREATE_RECORD_CONTACTS'
    const field = 'field-favourite_colour'
    expect((await schemaOf(name))?.properties).not.toHaveProperty(field)
    const options = [
      { label: 'Red', value: 'red' },
      { label: 'Blue', value: 'blue' },
    ]
    const defined = await defineProperty(
      { name: 'favourite_colour', label: 'Favourite colour', type: 'enumeration', fieldType: 'select', options },
      work,
    )
    expect(defined.status, await defined.clone().text()).toBe(200)
    expect((await schemaOf(name))?.properties).not.toHaveProperty(field)
    expect((await run(name, { 'field-email': 'x@y.example', [field]: 'red' })).status).toBe(400)

    expect((await schemaOf(name, '&reload_fields=true'))?.properties).toMatchObject({
      [field]: { enum: ['red', 'blue'] },
      'field-lifecyclestage': { enum: expect.arrayContaining(['lead']) },
    })
    expect((await schemaOf(name, '', home))?.properties).not.toHaveProperty(field)
    const made = await result(name, { 'field-email': 'x@y.example', [field]: 'red' })
    expect((await result('HUBSPOT_GET_RECORD_BY_ID_CONTACTS', { recordId: made.id })).properties).toMatchObject({
      favourite_colour: 'red',
    })
    expect((await run(name, { 'field-email': 'z@y.example', [field]: 'green' })).status).toBe(400)

    await defineProperty({ name: 'wants_news', label: 'Wants news', type: 'bool', fieldType: 'booleancheckbox' }, work)
    const advance = (milliseconds: number) =>
      sandbox.control('PUT', `/projects/${sandbox.projectId}/clock`, { advance: milliseconds })
    await advance(7 * 3_600_000)
    expect((await schemaOf(name))?.properties).not.toHaveProperty('field-wants_news')
    await advance(3_600_001)
    expect((await schemaOf(name))?.properties).toMatchObject({ 'field-wants_news': { type: 'boolean' } })
    const opted = await result(name, { 'field-email': 'news@y.example', 'field-wants_news': true })
    expect((await result('HUBSPOT_GET_RECORD_BY_ID_CONTACTS', { recordId: opted.id })).properties).toMatchObject({
      wants_news: 'true',
    })
  })

  it('is left out with an error when the account cannot be asked, and leaves other integrations there', async () => {
    const other = await sandbox.user('cut-off')
    const { id } = await other.addAccount(maya.work, { integration: 'hubspot' })
    await other.addAccount(maya.work)
    await sandbox.control('POST', `/projects/${sandbox.projectId}/credentials/${id}/invalidate`)
    const { tools, errors } = (await (await other.call('GET', '/tools')).json()) as {
      tools: object
      errors: object[]
    }
    expect([Object.keys(tools), errors]).toEqual([
      ['googledrive'],
      [{ type: 'hubspot', message: expect.stringMatching(/no longer valid/) }],
    ])
  })
})

describe('HubSpot’s options and triggers', () => {
  it('offer types of record, fields with the account’s own, owners and pipelines', async () => {
    expect((await options('recordTypes')).map(({ value }) => value)).toContain('deals')
    const ofDeals = [{ key: 'recordType', source: { type: 'VALUE', value: 'deals' } }]
    expect((await options('fields', { parameters: ofDeals })).map(({ value }) => value)).toContain('dealname')
    expect(await options('fields', { search: 'favourite' })).toMatchObject([{ value: 'favourite_colour' }])
    for (const source of ['owners', 'pipelines']) expect((await options(source)).length).toBeGreaterThan(0)
  })
})
