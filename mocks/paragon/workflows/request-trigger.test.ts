import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createTestSandbox, maya, type TestSandbox, type TestUser } from '../../testing/test-sandbox.ts'
import { declare, driveFiles, run, settledRuns, stepData, turnOn, workflowId } from '../../testing/workflows.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox()
})
afterEach(() => {
  vi.restoreAllMocks()
})
afterAll(() => sandbox.dispose())

let users = 0
/** A user with two accounts in which the workflow is on. */
async function withTwoAccounts(id: string) {
  const sub = `caller-${users++}`
  const user = await sandbox.user(sub)
  const a = await user.addAccount(maya.work)
  const b = await user.addAccount(maya.home, { externalId: 'ws2' })
  for (const { id: credential } of [a, b]) await turnOn(user, id, { 'x-paragon-credential': credential })
  return { sub, user, a, b }
}
interface Call {
  body?: unknown
  query?: string
  credential?: string
  configuration?: string
  headers?: Record<string, string>
}
const call = (user: TestUser, id: string, { body, query = '?', credential, configuration, headers }: Call = {}) =>
  user.call('POST', `/sdk/triggers/${id}${query}`, {
    body,
    headers: {
      ...(credential && { 'x-paragon-credential': credential }),
      ...(configuration && { 'x-paragon-configuration-id': configuration }),
      ...headers,
    },
  })

const echo = {
  trigger: { type: 'request' },
  steps: [
    {
      id: 'answer',
      type: 'response',
      status: 201,
      headers: { 'X-Account': '{{account.id}}', 'Access-Control-Allow-Origin': 'https://elsewhere.example' },
      body: {
        body: '{{trigger.body}}',
        params: '{{trigger.params}}',
        headers: '{{trigger.headers}}',
        user: '{{user.id}}',
        account: '{{account.providerData.email}}',
      },
    },
  ],
}

describe('a workflow with a Response step', () => {
  it('answers with its status, headers and body, and gets what it was sent', async () => {
    const id = await declare(sandbox, 'echo', echo)
    const { user, sub, a } = await withTwoAccounts(id)
    const answer = await call(user, id, {
      body: { deep: [1, { x: null }] },
      query: '?a=1&b=x%20y&b=2',
      headers: { 'X-Custom': 'yes', cookie: 'secret=1' },
    })
    expect(answer.status).toBe(201)
    expect(answer.headers.get('x-account')).toBe(a.id)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    const body = (await answer.json()) as { headers: Record<string, string> }
    expect(body).toMatchObject({
      body: { deep: [1, { x: null }] },
      params: { a: '1', b: ['x y', '2'] },
      headers: { 'x-custom': 'yes', 'content-type': 'application/json' },
      user: sub,
      account: maya.work,
    })
    expect(JSON.stringify(body)).not.toMatch(/eyJ|secret|x-paragon/)
  })

  it.each<[string, (ids: { a: string; b: string }) => string | undefined, string]>([
    ['no account', () => undefined, maya.work],
    ['an id', ({ b }) => b, maya.home],
    ['an id in capitals', ({ b }) => b.toUpperCase(), maya.home],
    ['ext: and an external id', () => 'ext:ws2', maya.home],
    ['an external id', () => 'ws2', maya.home],
  ])('that is called for %s acts as the account meant', async (_, selector, email) => {
    const id = await declare(sandbox, 'echo', echo)
    const { user, a, b } = await withTwoAccounts(id)
    const credential = selector({ a: a.id, b: b.id })
    const answer = await call(user, id, credential ? { credential } : {})
    expect(await answer.json()).toMatchObject({ account: email, body: {} })
  })

  it('acts at the third party as the account that was named, with its settings, and records which that was', async () => {
    const id = await declare(sandbox, 'save', {
      inputs: [{ id: 'prefix', title: 'Prefix', type: 'TEXT_NO_VARS', required: false, defaultValue: 'default ' }],
      trigger: { type: 'request' },
      steps: [
        {
          id: 'create',
          type: 'request',
          method: 'POST',
          path: '/files',
          body: { name: '{{settings.prefix}}{{trigger.body.name}}' },
        },
        {
          id: 'answer',
          type: 'response',
          body: { id: '{{steps.create.output.id}}', status: '{{steps.create.status}}' },
        },
      ],
    })
    const { user, sub, a, b } = await withTwoAccounts(id)
    const body = { config: { workflowSettings: { [id]: { enabled: true, settings: { prefix: 'B ' } } } } }
    expect((await user.call('PATCH', `/sdk/credentials/${b.id}`, { body })).status).toBe(200)
    expect(await (await call(user, id, { body: { name: sub } })).json()).toMatchObject({
      status: 200,
      id: expect.stringMatching(/./),
    })
    expect((await call(user, id, { body: { name: sub }, credential: b.id })).status).toBe(200)
    const mine = (names: string[]) => names.filter((name) => name.endsWith(sub))
    expect(mine(await driveFiles(user, a.id))).toEqual([`default ${sub}`])
    expect(mine(await driveFiles(user, b.id))).toEqual([`B ${sub}`])
    const recorded = await settledRuns(sandbox, 2, { userId: sub })
    expect(recorded.map(({ credentialId, configurationId }) => [credentialId, configurationId])).toEqual([
      [a.id, a.configurations[0]?.id],
      [b.id, b.configurations[0]?.id],
    ])
  })

  it('runs in the configuration that is named, which may be on where the default one is not', async () => {
    const id = await declare(sandbox, 'echo', echo)
    const user = await sandbox.user(`caller-${users++}`)
    const a = await user.addAccount(maya.work)
    await user.call('POST', `/sdk/credentials/${a.id}/configurations`, { body: { externalId: 'team' } })
    await turnOn(user, id, { 'x-paragon-credential': a.id, 'x-paragon-configuration-id': 'team' })
    for (const configuration of ['team', 'ext:team']) {
      expect((await call(user, id, { credential: a.id, configuration })).status).toBe(201)
    }
    expect((await call(user, id, { credential: a.id })).status).toBe(400)
    expect((await call(user, id, { credential: a.id, configuration: 'nothing' })).status).toBe(404)
    expect((await call(user, id, { configuration: 'team' })).status).toBe(400)
  })

  it('may answer with a file: its bytes, with its type', async () => {
    const id = await workflowId(sandbox, 'read-file')
    const { user, a } = await withTwoAccounts(id)
    const headers = { 'x-paragon-credential': a.id, 'content-type': 'image/png' }
    const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00])
    const upload = 'https://www.googleapis.com/upload/drive/v3/files?uploadType=media'
    const uploaded = await sandbox.paragon(
      new Request(`http://localhost:4010/projects/${sandbox.projectId}/sdk/proxy/googledrive/${upload}`, {
        method: 'POST',
        headers: { ...headers, authorization: `Bearer ${user.token}` },
        body: bytes,
      }),
    )
    const { output } = (await uploaded.json()) as { output: { id: string } }
    const answer = await call(user, id, { body: { fileId: output.id } })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes)
    const missing = await call(user, id, { body: { fileId: 'nothing' } })
    expect([missing.status, await missing.json()]).toMatchObject([404, { fileId: 'nothing' }])
  })

  it('may answer without a body', async () => {
    const id = await declare(sandbox, 'empty', {
      trigger: { type: 'request' },
      steps: [{ id: 'r', type: 'response', status: 204 }],
    })
    const { user } = await withTwoAccounts(id)
    const answer = await call(user, id)
    expect([answer.status, await answer.text()]).toEqual([204, ''])
  })

  it('goes on after it has answered, and answers once', async () => {
    const id = await declare(sandbox, 'after', {
      trigger: { type: 'request' },
      steps: [
        { id: 'first', type: 'response', body: { n: 1 } },
        { id: 'create', type: 'request', method: 'POST', path: '/files', body: { name: 'after {{user.id}}' } },
        { id: 'second', type: 'response', body: { n: 2 } },
      ],
    })
    const { user, sub, a } = await withTwoAccounts(id)
    expect(await (await call(user, id)).json()).toEqual({ n: 1 })
    expect(await settledRuns(sandbox, 1, { userId: sub })).toMatchObject([{ status: 'SUCCEEDED' }])
    expect(await driveFiles(user, a.id)).toContain(`after ${sub}`)
  })

  it('that fails before says so, with the run’s id', async () => {
    const id = await declare(sandbox, 'failing', {
      trigger: { type: 'request' },
      steps: [
        { id: 'find', type: 'request', method: 'GET', path: '/files/nothing' },
        { id: 'answer', type: 'response' },
      ],
    })
    const { user } = await withTwoAccounts(id)
    const answer = await call(user, id)
    const body = (await answer.json()) as { meta: { executionId: string } }
    expect([answer.status, body]).toMatchObject([
      500,
      {
        status: 500,
        code: '50010',
        message: expect.stringMatching(/find: Error: Google Drive answered 404.*File not found/),
      },
    ])
    expect(await run(sandbox, body.meta.executionId)).toMatchObject({ status: 'FAILED', taskCount: 0 })
  })

  it('that takes a branch without one answers as a workflow without', async () => {
    const id = await declare(sandbox, 'branch', {
      trigger: { type: 'request' },
      steps: [
        {
          id: 'c',
          type: 'conditional',
          if: { $equals: ['{{trigger.body.x}}', 1] },
          yes: [{ id: 'r', type: 'response', body: 'yes' }],
        },
      ],
    })
    const { user } = await withTwoAccounts(id)
    expect(await (await call(user, id, { body: { x: 1 } })).json()).toBe('yes')
    const answer = await call(user, id, { body: { x: 2 } })
    expect([answer.status, await answer.json()]).toEqual([202, {}])
  })
})

describe('a response that is not reached in 55 seconds', () => {
  const late = (seconds: number) => ({
    trigger: { type: 'request' },
    steps: [
      { id: 'wait', type: 'delay', for: { seconds } },
      { id: 'create', type: 'request', method: 'POST', path: '/files', body: { name: 'late {{user.id}}' } },
      { id: 'answer', type: 'response', body: { done: true } },
    ],
  })
  it('on the project’s clock is answered with 542, and the run goes on', async () => {
    const id = await declare(sandbox, 'late-60', late(60))
    const { user, sub, a } = await withTwoAccounts(id)
    const answering = call(user, id)
    await settledRuns(sandbox, 1, { userId: sub })
    await sandbox.advance(56_000)
    const answer = await answering
    const body = (await answer.json()) as { executionId: string; dateSubmitted: string }
    expect([answer.status, body]).toEqual([
      542,
      {
        message: 'Workflow has been enqueued but has not completed.',
        dateSubmitted: expect.stringMatching(/^\d{4}-.*Z$/),
        projectId: sandbox.projectId,
        workflowId: id,
        executionId: expect.any(String),
      },
    ])
    expect(await run(sandbox, body.executionId)).toMatchObject({ status: 'DELAYED', dateStarted: body.dateSubmitted })
    await sandbox.advance(10_000)
    expect(await run(sandbox, body.executionId)).toMatchObject({ status: 'SUCCEEDED' })
    expect(await driveFiles(user, a.id)).toContain(`late ${sub}`)
  })

  it('is reached in time when the clock passes both, in one step, and the delay was shorter', async () => {
    const id = await declare(sandbox, 'late-30', late(30))
    const { user, sub } = await withTwoAccounts(id)
    const answering = call(user, id)
    await settledRuns(sandbox, 1, { userId: sub })
    await sandbox.advance(3_600_000)
    const answer = await answering
    expect([answer.status, await answer.json()]).toEqual([200, { done: true }])
  })

  it('is not when the delay was longer', async () => {
    const id = await declare(sandbox, 'late-60', late(60))
    const { user, sub } = await withTwoAccounts(id)
    const answering = call(user, id)
    await settledRuns(sandbox, 1, { userId: sub })
    await sandbox.advance(3_600_000)
    expect((await answering).status).toBe(542)
  })

  it('is waited for no longer than somebody waits, or the sandbox lives', async () => {
    const other = await createTestSandbox()
    try {
      const id = await declare(other, 'late-60', late(60))
      const user = await other.user('u')
      await user.addAccount(maya.work)
      await turnOn(user, id)
      const hangUp = new AbortController()
      const hungUp = Promise.resolve(
        other.paragon(
          new Request(`http://localhost:4010/projects/${other.projectId}/sdk/triggers/${id}`, {
            method: 'POST',
            headers: { authorization: `Bearer ${user.token}` },
            signal: hangUp.signal,
          }),
        ),
      )
      const answering = call(user, id)
      await settledRuns(other, 2, { userId: 'u' })
      hangUp.abort()
      expect((await hungUp).status).toBe(542)
      other.release()
      expect((await answering).status).toBe(542)
    } finally {
      await other.dispose()
    }
  })
})

describe('a workflow without a Response step', () => {
  it('is accepted at once, and runs', async () => {
    const id = await declare(sandbox, 'quiet', {
      trigger: { type: 'request' },
      steps: [{ id: 'create', type: 'request', method: 'POST', path: '/files', body: { name: 'quiet {{user.id}}' } }],
    })
    const { user, sub, b } = await withTwoAccounts(id)
    const answer = await call(user, id, { credential: b.id })
    expect([answer.status, await answer.json()]).toEqual([202, {}])
    expect(await settledRuns(sandbox, 1, { userId: sub })).toMatchObject([
      { status: 'SUCCEEDED', taskCount: 1, credentialId: b.id, integration: 'googledrive', workflowId: id },
    ])
    expect(await driveFiles(user, b.id)).toContain(`quiet ${sub}`)
  })
})

describe('a body', () => {
  const send = async (user: TestUser, id: string, type: string, body: BodyInit) =>
    sandbox.paragon(
      new Request(`http://localhost:4010/projects/${sandbox.projectId}/sdk/triggers/${id}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${user.token}`, ...(type && { 'content-type': type }) },
        body,
      }),
    )
  it.each<[string, string, BodyInit, unknown]>([
    ['JSON', 'application/json', '["x",1]', ['x', 1]],
    ['JSON by no name', '', new TextEncoder().encode('{"a":1}'), { a: 1 }],
    ['JSON that is called a text', 'text/plain', '{"a":1}', { a: 1 }],
    ['JSON that is called a form, as curl does', 'application/x-www-form-urlencoded', '{"a":1}', { a: 1 }],
    ['JSON by another name (trap T12)', 'auto', '{"a":1}', { a: 1 }],
    ['nothing', 'application/json', '', {}],
    ['a form', 'application/x-www-form-urlencoded', 'a=1&b=x+y&b=z', { a: '1', b: ['x y', 'z'] }],
    ['text', 'text/plain', '{not json', '{not json'],
  ])('of %s arrives as it is', async (_, type, body, expected) => {
    const id = await declare(sandbox, 'echo', echo)
    const { user } = await withTwoAccounts(id)
    expect(((await (await send(user, id, type, body)).json()) as { body: unknown }).body).toEqual(expected)
  })

  it('of several parts has its files as file objects, which can be sent on', async () => {
    const id = await declare(sandbox, 'upload', {
      trigger: { type: 'request', validation: { body: { file: { type: 'object' } } } },
      steps: [
        {
          id: 'create',
          type: 'request',
          method: 'POST',
          path: 'https://www.googleapis.com/upload/drive/v3/files',
          query: { uploadType: 'media', fields: 'id,mimeType,size' },
          file: '{{trigger.body.file}}',
        },
        {
          id: 'answer',
          type: 'response',
          body: { file: '{{trigger.body.file}}', stored: '{{steps.create.output}}', title: '{{trigger.body.title}}' },
        },
      ],
    })
    const { user } = await withTwoAccounts(id)
    const form = new FormData()
    form.set('title', 'Logo')
    form.set('file', new File([new Uint8Array([0, 255, 16])], 'logo.png', { type: 'image/png' }))
    const request = new Request('http://localhost/', { method: 'POST', body: form })
    const type = request.headers.get('content-type') ?? ''
    const answer = await send(user, id, type, await request.arrayBuffer())
    expect(await answer.json()).toMatchObject({
      title: 'Logo',
      file: { dataType: 'FILE', name: 'logo.png', mimeType: 'image/png', size: 3, encoding: 'hex', data: '00ff10' },
      stored: { mimeType: 'image/png', size: '3' },
    })
  })

  it.each<[string, string, BodyInit, number]>([
    ['broken JSON', 'application/json', '{"a":', 400],
    ['a form that is none', 'multipart/form-data; boundary=x', 'nothing', 400],
    ['too much', 'application/json', JSON.stringify('x'.repeat(4_000_001)), 413],
    ['JSON that is nested too deep', 'application/json', '['.repeat(200) + ']'.repeat(200), 400],
  ])('of %s is refused', async (_, type, body, status) => {
    const id = await declare(sandbox, 'echo', echo)
    const { user, sub } = await withTwoAccounts(id)
    const answer = await send(user, id, type, body)
    expect([answer.status, await answer.json()]).toMatchObject([status, { status }])
    expect(await settledRuns(sandbox, 0, { userId: sub })).toEqual([])
  })
})

describe('declared validation', () => {
  const validated = {
    trigger: {
      type: 'request',
      validation: {
        params: { page: { type: 'number' }, debug: { type: 'boolean', required: false } },
        headers: { 'X-Version': { equals: 2 } },
        body: {
          email: { type: 'string' },
          tags: { type: 'array', required: false },
          more: { type: 'object', required: false },
        },
      },
    },
    steps: [{ id: 'answer', type: 'response', body: 'ok' }],
  }
  const good: Call = { query: '?page=1', headers: { 'x-version': '2' }, body: { email: 'a@b.example' } }

  it.each<[string, Call]>([
    ['all that is required', good],
    [
      'what is optional, too',
      { ...good, query: '?page=1.5&debug=true', body: { email: '', tags: [], more: {}, x: 1 } },
    ],
  ])('lets %s pass', async (_, given) => {
    const id = await declare(sandbox, 'validated', validated)
    const { user } = await withTwoAccounts(id)
    expect((await call(user, id, given)).status).toBe(200)
  })

  it.each<[string, Call, RegExp]>([
    ['a missing parameter', { ...good, query: '' }, /query parameter "page" is missing/],
    ['a parameter that is no number', { ...good, query: '?page=one' }, /"page" is not of type number/],
    ['a parameter that is no truth value', { ...good, query: '?page=1&debug=1' }, /"debug" is not of type boolean/],
    ['a header of another value', { ...good, headers: { 'x-version': '1' } }, /header "x-version" is not 2/],
    ['a missing field', { ...good, body: {} }, /body field "email" is missing/],
    ['a null field', { ...good, body: { email: null } }, /body field "email" is missing/],
    ['a field of another type', { ...good, body: { email: 1 } }, /"email" is not of type string/],
    ['a field that is no list', { ...good, body: { email: '', tags: {} } }, /"tags" is not of type array/],
    ['a field that is no object', { ...good, body: { email: '', more: [] } }, /"more" is not of type object/],
    ['a body that is no object', { ...good, body: [] }, /"email" is missing/],
    ['everything', {}, /"page" is missing; header "x-version" is missing; body field "email" is missing/],
  ])('refuses %s, and nothing runs', async (_, given, message) => {
    const id = await declare(sandbox, 'validated', validated)
    const { user, sub } = await withTwoAccounts(id)
    const answer = await call(user, id, given)
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { status: 400, message: expect.stringMatching(message) },
    ])
    expect(await settledRuns(sandbox, 0, { userId: sub })).toEqual([])
  })
})

describe('a call is refused', () => {
  const refusal = async (answer: Response) => {
    const body = (await answer.json()) as { status: number; code: string; message: string }
    expect(body.status).toBe(answer.status)
    return body
  }

  it('for what is not there', async () => {
    const id = await declare(sandbox, 'echo', echo)
    const { user } = await withTwoAccounts(id)
    const nowhere = '0d2cca60-268b-45f1-ac5e-af6aad403d8c'
    expect(await refusal(await call(user, nowhere))).toMatchObject({
      status: 404,
      message: expect.stringMatching(/Workflow/),
    })
    expect(await refusal(await call(user, id, { credential: nowhere }))).toMatchObject({
      status: 404,
      message: expect.stringMatching(/Credential/),
    })
    expect(await refusal(await call(user, id, { credential: 'ext:nobody' }))).toMatchObject({ status: 404 })
    const stranger = await sandbox.user(`caller-${users++}`)
    expect(await refusal(await call(stranger, id))).toMatchObject({
      status: 404,
      message: 'Integration not enabled for user.',
    })
  })

  it('where the workflow is off, in the SDK’s words', async () => {
    const id = await declare(sandbox, 'echo', echo)
    const { user, b } = await withTwoAccounts(id)
    await user.call('DELETE', `/sdk/workflows/${id}`, { headers: { 'x-paragon-credential': b.id } })
    expect(await refusal(await call(user, id, { credential: b.id }))).toMatchObject({
      status: 400,
      message: `Workflow ${id} is not enabled for this user.`,
    })
    expect((await call(user, id)).status).toBe(201)
  })

  it('for an account that is no longer valid', async () => {
    const id = await declare(sandbox, 'echo', echo)
    const { user, b } = await withTwoAccounts(id)
    await sandbox.control('POST', `/projects/${sandbox.projectId}/credentials/${b.id}/invalidate`)
    expect(await refusal(await call(user, id, { credential: b.id }))).toMatchObject({
      status: 400,
      message: expect.stringMatching(/Google Drive account is no longer valid. Reconnect/),
    })
  })

  it('for a workflow with another trigger', async () => {
    const id = await workflowId(sandbox, 'save-documents')
    const { user } = await withTwoAccounts(id)
    expect(await refusal(await call(user, id))).toMatchObject({
      status: 400,
      message: expect.stringMatching(/no Request trigger/),
    })
  })

  it('for an integration that is not active', async () => {
    const other = await createTestSandbox()
    try {
      const id = await declare(other, 'echo', echo)
      const user = await other.user('u')
      await user.addAccount(maya.work)
      await turnOn(user, id)
      const { prisma } = other.context.store
      await prisma.integration.updateMany({ where: { type: 'googledrive' }, data: { isActive: false } })
      await prisma.project.updateMany({ data: { revision: { increment: 1 } } })
      expect(await refusal(await call(user, id))).toMatchObject({
        status: 400,
        message: expect.stringMatching(/not active/),
      })
    } finally {
      await other.dispose()
    }
  })

  it('without a token, and with the wrong method', async () => {
    const id = await declare(sandbox, 'echo', echo)
    const { user } = await withTwoAccounts(id)
    const url = `http://localhost:4010/projects/${sandbox.projectId}/sdk/triggers/${id}`
    expect((await sandbox.paragon(new Request(url, { method: 'POST' }))).status).toBe(401)
    expect((await user.call('GET', `/sdk/triggers/${id}`)).status).toBe(405)
  })

  it('by what the token’s permissions hide or do not allow', async () => {
    const id = await declare(sandbox, 'echo', echo)
    const { sub, a, b } = await withTwoAccounts(id)
    const as = (permissions: unknown) => sandbox.user(sub, { permissions })
    const onlyA = await as({ 'integration:*': { [`credential:${a.id}`]: ['workflow'] } })
    expect(await (await call(onlyA, id)).json()).toMatchObject({ account: maya.work })
    expect(await refusal(await call(onlyA, id, { credential: b.id }))).toMatchObject({ status: 403, code: '7210' })
    const without = await as({ 'integration:*': ['proxy', 'event'] })
    expect(await refusal(await call(without, id, { credential: a.id }))).toMatchObject({ status: 403, code: '7210' })
    const none = await as({ 'integration:googleCalendar': true })
    expect(await refusal(await call(none, id, { credential: a.id }))).toMatchObject({ status: 403, code: '7210' })
  })
})

it('the SDK’s URL for every host is served alike: hermes, zeus and api are one', async () => {
  const id = await declare(sandbox, 'echo', echo)
  const { user } = await withTwoAccounts(id)
  for (const host of ['hermes.localhost:4010', 'zeus.localhost:4010', 'api.localhost:4010']) {
    const url = `http://${host}/projects/${sandbox.projectId}/sdk/triggers/${id}?`
    const request = new Request(url, { method: 'POST', headers: { authorization: `Bearer ${user.token}` } })
    expect((await sandbox.paragon(request)).status).toBe(201)
  }
})

it('the catalog’s search answers with the files of the account that was asked', async () => {
  const id = await workflowId(sandbox, 'find-files')
  const { user, a, b, sub } = await withTwoAccounts(id)
  const work = await call(user, id, { body: { query: 'launch' }, credential: a.id })
  expect(await work.json()).toMatchObject({
    account: maya.work,
    files: [{ name: 'Launch' }, { name: 'Launch budget.csv' }, { name: 'Q1 launch plan.md' }],
  })
  const home = await call(user, id, { body: { query: 'launch' }, credential: b.id })
  expect(await home.json()).toEqual({ account: maya.home, files: [] })
  const quoted = await call(user, id, { body: { query: "o'brien \\ x" } })
  expect(await quoted.json()).toMatchObject({ files: [] })
  const [first] = await settledRuns(sandbox, 3, { userId: sub })
  expect(await stepData(sandbox, first?.id ?? '', 'list')).toMatchObject({
    isLargeInput: false,
    input: {
      method: 'GET',
      path: '/files',
      query: [
        ['q', "name contains 'launch' and trashed = false"],
        ['orderBy', 'name'],
        ['fields', expect.stringMatching(/./)],
      ],
    },
  })
})
