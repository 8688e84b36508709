import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestSandbox, maya, type TestSandbox, type TestUser } from '../../testing/test-sandbox.ts'

let sandbox: TestSandbox
/** For tests that leave the accounts as they are. */
let shared: ReturnType<typeof world>
beforeAll(async () => {
  sandbox = await createTestSandbox()
  shared = world()
  await shared
})
afterAll(() => sandbox.dispose())

interface FunctionTool {
  type: string
  function: {
    name: string
    description: string
    parameters: {
      type: string
      properties: Record<string, { description?: string; enum?: string[]; type?: string }>
      required: string[]
      additionalProperties: boolean
    }
  }
}
type Tools = Record<string, FunctionTool[]>

let users = 0
/** A user with two Drive accounts and one Calendar account. */
async function world() {
  const sub = `agent-${users++}`
  const user = await sandbox.user(sub)
  const work = await user.addAccount(maya.work, { externalId: 'work' })
  const home = await user.addAccount(maya.home, { externalId: 'home' })
  const calendar = await user.addAccount(maya.work, { integration: 'googleCalendar' })
  return { sub, user, work, home, calendar }
}
const as = (credential: string) => ({ 'x-paragon-credential': credential })
const run = (user: TestUser, tool: string, parameters: object = {}, headers: Record<string, string> = {}) =>
  user.call('POST', '/tools', { body: { tool, parameters }, headers })
async function result(user: TestUser, tool: string, parameters: object = {}, headers: Record<string, string> = {}) {
  const answer = await run(user, tool, parameters, headers)
  const body = await answer.json()
  expect(answer.status, JSON.stringify(body)).toBe(200)
  return body as Record<string, unknown>
}
async function expectError(answer: Response, status: number, message: RegExp | string, code = /./) {
  const body = (await answer.json()) as object
  expect([answer.status, body]).toMatchObject([
    status,
    {
      message: typeof message === 'string' ? message : expect.stringMatching(message),
      code: expect.stringMatching(code),
      status,
      meta: { requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    },
  ])
}
const listed = async (user: TestUser, query = '', path = 'tools', headers = {}) =>
  (await (await user.call('GET', `/${path}${query}`, { headers })).json()) as Record<string, Tools> & {
    errors: { type: string; message: string }[]
  }
const names = (tools: Tools | undefined, type: string) => tools?.[type]?.map((tool) => tool.function.name)

describe('the list of tools', () => {
  it('has those of what the user has connected, as functions with strict schemas', async () => {
    const { user } = await shared
    const { tools, errors } = await listed(user)
    expect([Object.keys(tools ?? {}), errors]).toEqual([['googledrive', 'googleCalendar'], []])
    for (const { type, function: tool } of Object.values(tools ?? {}).flat()) {
      expect([type, tool.name]).toEqual(['function', expect.stringMatching(/^GOOGLE_(DRIVE|CALENDAR)_[A-Z_]+$/)])
      const { properties, required, ...schema } = tool.parameters
      expect(schema).toEqual({ type: 'object', additionalProperties: false })
      expect(Object.keys(properties)).toEqual(expect.arrayContaining(required))
      for (const property of Object.values(properties)) expect(property.description).toMatch(/./)
    }
    expect(names(tools, 'googledrive')).toContain('GOOGLE_DRIVE_LIST_FILES')
    expect(tools?.googledrive?.find(({ function: { name } }) => name === 'GOOGLE_DRIVE_SAVE_FILE')).toMatchObject({
      function: { parameters: { required: ['file', 'filename'] } },
    })
  })

  it('is the same by its older name, under that', async () => {
    const { user } = await shared
    const { tools } = await listed(user)
    expect((await listed(user, '', 'tools/')).tools).toEqual(tools)
    for (const path of ['actions', 'actions/']) {
      const older = await listed(user, '', path)
      expect([older.actions, older.tools, older.errors]).toEqual([tools, undefined, []])
    }
  })

  it('is empty for someone who has connected nothing, and whole when they ask for all', async () => {
    const user = await sandbox.user('newcomer')
    expect(await listed(user)).toEqual({ tools: {}, errors: [] })
    const all = await listed(user, '?limit_to_available=false')
    expect(names(all.tools, 'googleCalendar')).toContain('GOOGLE_CALENDAR_CREATE_EVENT')
  })

  it('is narrowed by integration and by category, and says which it does not know', async () => {
    const { user } = await shared
    const some = await listed(user, '?integrations=googleCalendar,%20asana')
    expect(Object.keys(some.tools ?? {})).toEqual(['googleCalendar'])
    expect(some.errors).toEqual([{ type: 'asana', message: 'Integration "asana" not found.' }])
    expect(Object.keys((await listed(user, '?categories=calendar,crm')).tools ?? {})).toEqual(['googleCalendar'])
    expect((await listed(user, '?categories=crm')).tools).toEqual({})
  })

  it('is one of forms in the Paragon format', async () => {
    const { user } = await shared
    const { tools } = await listed(user, '?format=paragon&integrations=googleCalendar')
    expect(tools?.googleCalendar?.[0]).toEqual({
      name: 'GOOGLE_CALENDAR_CREATE_EVENT',
      title: 'Create Event',
      description: expect.any(String),
      inputs: expect.arrayContaining([
        {
          id: 'calendarId',
          title: 'Calendar',
          subtitle: expect.any(String),
          type: 'ENUM',
          values: [],
          valuesSource: { sourceType: 'calendars', dependencies: [] },
          required: false,
          defaultValue: 'primary',
        },
        { id: 'summary', title: 'Title', type: 'TEXT', required: true },
        { id: 'description', title: 'Description', type: 'TEXTAREA', required: false },
      ]),
    })
    const forms = tools?.googleCalendar as unknown as { name: string; inputs: { id: string }[] }[]
    const ids = forms.find(({ name }) => name === 'GOOGLE_CALENDAR_LIST_EVENTS')?.inputs.map(({ id }) => id)
    expect(ids).toEqual(['calendarId', 'after', 'before', 'search', 'showDeleted'])
  })

  it.each(['format=xml', 'limit_to_available=yes', 'reload_fields=1'])('is refused for ?%s', async (query) => {
    const { user } = await shared
    await expectError(await user.call('GET', `/tools?${query}`), 400, /^Invalid query\./)
  })

  it('takes a header for the integration that it is of, and means the others as they are', async () => {
    const { user, home } = await shared
    const { tools } = await listed(user, '', 'tools', as(home.id))
    expect(Object.keys(tools ?? {})).toEqual(['googledrive', 'googleCalendar'])
    await expectError(await user.call('GET', '/tools', { headers: as('nobody') }), 404, /nobody/)
  })
})

describe('a tool', () => {
  it('acts as the account of the header, by id, ext: or external id, and else as the oldest', async () => {
    const { user, work, home } = await shared
    for (const [headers, email] of [
      [{}, maya.work],
      [as(work.id), maya.work],
      [as(home.id), maya.home],
      [as(home.id.toUpperCase()), maya.home],
      [as('ext:home'), maya.home],
      [as('home'), maya.home],
    ] as const) {
      const { files } = (await result(user, 'GOOGLE_DRIVE_LIST_FILES', {}, headers)) as {
        files: { owners: { emailAddress: string }[] }[]
      }
      expect(new Set(files.map(({ owners }) => owners[0]?.emailAddress))).toEqual(new Set([email]))
    }
  })

  it('writes to the one account, as the provider sees it', async () => {
    const { user, work, home } = await shared
    const saved = await result(
      user,
      'GOOGLE_DRIVE_SAVE_FILE',
      { file: { data: '6f6e6c79', dataType: 'FILE', mimeType: 'text/plain' }, filename: "it's here.txt" },
      as(home.id),
    )
    expect(saved).toMatchObject({ name: "it's here.txt", mimeType: 'text/plain', size: '4' })
    const { projectId } = sandbox
    const seenBy = async (id: string) =>
      (
        await sandbox.context.store.provider.files.find(
          { id, projectId, directory: 'google', email: '' },
          String(saved.id),
        )
      )?.name
    expect([await seenBy(home.providerId), await seenBy(work.providerId)]).toEqual(["it's here.txt", undefined])
    expect(await result(user, 'GOOGLE_DRIVE_DOWNLOAD_FILE', { fileId: saved.id }, as(home.id))).toEqual({
      dataType: 'FILE',
      mimeType: 'text/plain',
      data: '6f6e6c79',
    })
    await expectError(await run(user, 'GOOGLE_DRIVE_GET_FILE_BY_ID', { fileId: saved.id }), 404, /notFound/, /^41070$/)
  })

  it('is taken under either key on either path, with a slash at the end or without', async () => {
    const { user } = await shared
    for (const path of ['/tools', '/actions', '/tools/', '/actions/']) {
      for (const key of ['tool', 'action']) {
        const body = { [key]: 'GOOGLE_DRIVE_SEARCH_FOLDERS', parameters: { name: 'Launch' } }
        const answer = await user.call('POST', path, { body })
        expect(await answer.json()).toMatchObject({ files: [{ name: 'Launch' }], nextPageCursor: null })
      }
    }
  })

  it('pages by the cursor of the page before, to null at the end', async () => {
    const { user, home } = await shared
    const found: string[] = []
    let pageCursor: unknown
    do {
      const paginationParameters = { limit: 2, ...(pageCursor !== undefined && { pageCursor }) }
      const page = await result(user, 'GOOGLE_DRIVE_LIST_FILES', { paginationParameters }, as(home.id))
      const files = page.files as { name: string }[]
      expect(files.length).toBeLessThanOrEqual(2)
      found.push(...files.map(({ name }) => name))
      pageCursor = page.nextPageCursor
    } while (typeof pageCursor === 'string')
    expect(pageCursor).toBeNull()
    const { files } = (await result(user, 'GOOGLE_DRIVE_LIST_FILES', {}, as(home.id))) as { files: { name: string }[] }
    expect([found.length, found]).toEqual([new Set(found).size, files.map(({ name }) => name)])
    await expectError(
      await run(user, 'GOOGLE_DRIVE_LIST_FILES', { paginationParameters: { pageCursor: 'made up' } }),
      400,
      /pageToken/,
      /^41070$/,
    )
  })

  it.each([
    ['lacks one', 'GOOGLE_DRIVE_GET_FILE_BY_ID', {}, 'parameters.fileId'],
    ['has an empty one', 'GOOGLE_DRIVE_GET_FILE_BY_ID', { fileId: '' }, 'parameters.fileId'],
    ['has one of another type', 'GOOGLE_DRIVE_LIST_FILES', { includeTrashed: 'yes' }, 'parameters.includeTrashed'],
    ['has one too many', 'GOOGLE_DRIVE_LIST_FILES', { folder: 'x' }, 'parameters: .*folder'],
    ['has no time', 'GOOGLE_CALENDAR_LIST_EVENTS', { after: 'tomorrow' }, 'parameters.after'],
    [
      'has no page',
      'GOOGLE_DRIVE_LIST_FILES',
      { paginationParameters: { limit: 0 } },
      'parameters.paginationParameters.limit',
    ],
    [
      'has no hex',
      'GOOGLE_DRIVE_SAVE_FILE',
      { file: { data: 'xyz', dataType: 'FILE' }, filename: 'a' },
      'parameters.file.data',
    ],
    [
      'has a MIME type that would be another header',
      'GOOGLE_DRIVE_SAVE_FILE',
      { file: { data: '', dataType: 'FILE', mimeType: 'text/plain\r\nx: y' }, filename: 'a' },
      'parameters.file.mimeType',
    ],
  ])('is not run when its input %s', async (_, tool, parameters, field) => {
    const { user } = await shared
    await expectError(await run(user, tool, parameters), 400, new RegExp(`^Invalid ${field}`), /^40000$/)
  })

  it('has a name, and a body that says which', async () => {
    const { user } = await shared
    await expectError(await run(user, 'GOOGLE_DRIVE_PAINT'), 404, 'Tool "GOOGLE_DRIVE_PAINT" not found.')
    await expectError(await user.call('POST', '/tools', { body: {} }), 400, /^Invalid body.tool/)
    await expectError(
      await user.call('POST', '/tools', { body: { tool: 'GOOGLE_DRIVE_LIST_FILES', action: 'OTHER' } }),
      400,
      /one tool/,
    )
    await expectError(await user.call('POST', '/tools', { body: '{' }), 400, /JSON/)
    await expectError(await user.call('POST', '/tools', { body: { tool: 'x', parameters: [] } }), 400, /parameters/)
    expect((await user.call('PUT', '/tools', { body: {} })).status).toBe(405)
  })

  it('is not run for someone who has not connected the integration', async () => {
    const user = await sandbox.user('not-connected')
    await expectError(await run(user, 'GOOGLE_DRIVE_LIST_FILES'), 404, 'Integration not enabled for user.')
  })

  it('is not run as an account of another integration', async () => {
    const { user, calendar } = await shared
    await expectError(await run(user, 'GOOGLE_DRIVE_LIST_FILES', {}, as(calendar.id)), 404, /not found/)
  })

  it('says why its account cannot be used, in words and a status that keep the SDK signed in', async () => {
    const { user, work } = await world()
    await sandbox.control('POST', `/projects/${sandbox.projectId}/credentials/${work.id}/invalidate`)
    await expectError(await run(user, 'GOOGLE_DRIVE_LIST_FILES', {}, as(work.id)), 400, /no longer valid/, /^40010$/)
  })

  it('keeps the third party’s status, but for the two that the SDK takes for its own', async () => {
    const { user } = await shared
    const answer = await run(user, 'GOOGLE_DRIVE_DELETE_FOLDER', { folderId: 'root' })
    const body = (await answer.json()) as { message: string; code: string; meta: object }
    expect([answer.status, body.code, body.meta]).toMatchObject([
      400,
      '41070',
      { isIntegrationError: true, providerStatus: 403, integration: 'googledrive' },
    ])
    expect(JSON.parse(body.message)).toMatchObject({ error: { code: 403 } })
  })

  it('needs a user', async () => {
    const { user } = await shared
    const answer = await user.call('POST', '/tools', { body: {}, headers: { authorization: 'Bearer none' } })
    await expectError(answer, 401, /token/i)
  })
})

describe('the tools of Google Drive and Google Calendar', () => {
  it('make, find, move and remove folders', async () => {
    const { user } = await shared
    const outer = await result(user, 'GOOGLE_DRIVE_CREATE_FOLDER', { name: 'Outer' })
    const inner = await result(user, 'GOOGLE_DRIVE_CREATE_FOLDER', { name: 'Inner' })
    expect(
      await result(user, 'GOOGLE_DRIVE_MOVE_FOLDER', { folderId: inner.id, newParentFolderId: outer.id }),
    ).toMatchObject({ parents: [outer.id] })
    expect(await result(user, 'GOOGLE_DRIVE_SEARCH_FOLDERS', { name: 'inn', parentFolderId: outer.id })).toMatchObject({
      files: [{ id: inner.id }],
    })
    expect(await result(user, 'GOOGLE_DRIVE_GET_FOLDER_BY_ID', { folderId: inner.id })).toMatchObject({ name: 'Inner' })
    expect(await result(user, 'GOOGLE_DRIVE_DELETE_FOLDER', { folderId: outer.id })).toEqual({})
    expect((await run(user, 'GOOGLE_DRIVE_GET_FOLDER_BY_ID', { folderId: inner.id })).status).toBe(404)
  })

  it('export documents of Google’s own editors', async () => {
    const { user } = await shared
    const parts = [
      'Content-Type: application/json\r\n\r\n{"name":"Doc","mimeType":"application/vnd.google-apps.document"}',
      'Content-Type: text/markdown\r\n\r\n# Title',
    ]
    const made = await user.call(
      'POST',
      '/sdk/proxy/googledrive/https://www.googleapis.com/upload/drive/v3/files?uploadType=multipart',
      {
        body: `${parts.map((part) => `--x\r\n${part}\r\n`).join('')}--x--\r\n`,
        headers: { 'content-type': 'multipart/related; boundary=x' },
      },
    )
    const { output } = (await made.json()) as { output: { id: string } }
    expect(await result(user, 'GOOGLE_DRIVE_EXPORT_DOC', { fileId: output.id, mimeType: 'text/markdown' })).toEqual({
      dataType: 'FILE',
      mimeType: 'text/markdown',
      data: Buffer.from('# Title').toString('hex'),
    })
    const asSheet = { fileId: output.id, mimeType: 'text/csv' }
    await expectError(await run(user, 'GOOGLE_DRIVE_EXPORT_DOC', asSheet), 400, /not supported/, /^41070$/)
    const asPicture = { fileId: output.id, mimeType: 'image/png' }
    await expectError(await run(user, 'GOOGLE_DRIVE_EXPORT_DOC', asPicture), 400, /^Invalid parameters.mimeType/)
    await expectError(await run(user, 'GOOGLE_DRIVE_EXPORT_DOC', { fileId: output.id }), 400, /mimeType: is required/)
  })

  it('list files by folder, name and type, in or out of the trash', async () => {
    const { user } = await shared
    const { id: folderId } = await result(user, 'GOOGLE_DRIVE_CREATE_FOLDER', { name: 'Reports' })
    const file = { data: '', dataType: 'FILE', mimeType: 'text/csv' }
    await result(user, 'GOOGLE_DRIVE_SAVE_FILE', { file, filename: 'Numbers.csv', folderId })
    for (const parameters of [{ folderId }, { name: 'Numbers', folderId }, { mimeType: 'text/csv', folderId }]) {
      expect(await result(user, 'GOOGLE_DRIVE_LIST_FILES', parameters)).toMatchObject({
        files: [{ name: 'Numbers.csv' }],
      })
    }
    expect(await result(user, 'GOOGLE_DRIVE_LIST_FILES', { folderId, name: 'Words' })).toMatchObject({ files: [] })
  })

  it('list and search contacts and colleagues of the account', async () => {
    const { user, calendar } = await shared
    const people = async (tool: string, parameters: object = {}) =>
      (await result(user, `GOOGLE_CALENDAR_${tool}`, parameters, as(calendar.id))) as {
        connections: { emailAddresses: { value: string }[] }[]
        people: { emailAddresses: { value: string }[] }[]
        results: { person: { names: { displayName: string }[] } }[]
        nextPageCursor: string | null
      }
    const { connections, nextPageCursor } = await people('GET_CONTACTS')
    expect([connections.length, nextPageCursor]).toEqual([2, null])
    const { results } = await people('SEARCH_CONTACTS', { query: 'elif' })
    expect(results).toMatchObject([{ person: { names: [{ displayName: 'Elif Aydin' }] } }])
    const first = await people('LIST_DIRECTORY_PEOPLE', { paginationParameters: { limit: 2 } })
    const rest = await people('LIST_DIRECTORY_PEOPLE', { paginationParameters: { pageCursor: first.nextPageCursor } })
    const addresses = [...first.people, ...rest.people].map(({ emailAddresses }) => emailAddresses[0]?.value)
    expect(addresses).toEqual(expect.arrayContaining([maya.work, 'jonas.weber@northwind.example']))
    const colleagues = await people('SEARCH_DIRECTORY_PEOPLE', { query: 'jonas' })
    expect(colleagues.people).toMatchObject([{ emailAddresses: [{ value: 'jonas.weber@northwind.example' }] }])
    const nobody = await run(user, 'GOOGLE_CALENDAR_SEARCH_CONTACTS', {}, as(calendar.id))
    await expectError(nobody, 400, 'Invalid parameters.query: is required')
  })

  it('make, change, list and remove events', async () => {
    const { user } = await shared
    const made = await result(user, 'GOOGLE_CALENDAR_CREATE_EVENT', {
      summary: 'Tool-made',
      startTime: '2031-05-01T10:00:00Z',
      endTime: '2031-05-01T11:00:00Z',
      attendees: 'a@x.example, b@x.example,',
    })
    expect(made).toMatchObject({ attendees: [{ email: 'a@x.example' }, { email: 'b@x.example' }] })
    const eventId = made.id
    expect(
      await result(user, 'GOOGLE_CALENDAR_UPDATE_EVENT', { eventId, location: 'Here', calendarId: maya.work }),
    ).toMatchObject({ summary: 'Tool-made', location: 'Here', attendees: [{}, {}] })
    const list = { after: '2031-04-30T00:00:00Z', before: '2031-05-02T00:00:00Z', search: 'tool-made' }
    expect(await result(user, 'GOOGLE_CALENDAR_LIST_EVENTS', list)).toMatchObject({ items: [{ id: eventId }] })
    expect(await result(user, 'GOOGLE_CALENDAR_GET_EVENT_BY_ID', { eventId })).toMatchObject({ status: 'confirmed' })
    expect(await result(user, 'GOOGLE_CALENDAR_DELETE_EVENT', { eventId })).toEqual({})
    expect(await result(user, 'GOOGLE_CALENDAR_LIST_EVENTS', list)).toMatchObject({ items: [] })
    await expectError(await run(user, 'GOOGLE_CALENDAR_DELETE_EVENT', { eventId }), 410, /deleted/, /^41070$/)
  })
})

describe('a token with permissions', () => {
  it('lists and runs what it allows ActionKit for, and nothing else', async () => {
    const { sub, work, home, user } = await shared
    const token = (permissions: unknown) => sandbox.user(sub, { permissions })
    const kit = await token({ 'integration:googledrive': ['actionkit'] })
    expect(Object.keys((await listed(kit)).tools ?? {})).toEqual(['googledrive'])
    expect((await run(kit, 'GOOGLE_DRIVE_LIST_FILES')).status).toBe(200)

    const proxy = await token({ 'integration:*': ['proxy'] })
    expect(await listed(proxy)).toEqual({ tools: {}, errors: [] })
    expect((await listed(proxy, '?limit_to_available=false')).tools).toEqual({})
    await expectError(await run(proxy, 'GOOGLE_DRIVE_LIST_FILES'), 403, /actionkit/, /^7210$/)

    const mine = await token({ [`credential:${work.id}`]: ['actionkit'] })
    expect((await run(mine, 'GOOGLE_DRIVE_LIST_FILES')).status).toBe(200)
    await expectError(await run(mine, 'GOOGLE_DRIVE_LIST_FILES', {}, as(home.id)), 403, /does not allow/, /^7210$/)
    expect(Object.keys((await listed(user)).tools ?? {})).toEqual(['googledrive', 'googleCalendar'])
  })
})
