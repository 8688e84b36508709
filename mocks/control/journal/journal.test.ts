import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { EntryView } from '../../journal/view.ts'
import { ADMIN_TOKEN, createTestSandbox, maya, type TestSandbox, type TestUser } from '../../testing/test-sandbox.ts'
import { turnOn, workflowId } from '../../testing/workflows.ts'
import type { NearMiss } from './operations.ts'

let sandbox: TestSandbox
let user: TestUser
let credentialId: string

beforeAll(async () => {
  sandbox = await createTestSandbox()
  user = await sandbox.user('maya')
  credentialId = (await user.addAccount(maya.work, { externalId: 'work' })).id
})
afterAll(() => sandbox.dispose())
beforeEach(async () => {
  await sandbox.control('DELETE', `/projects/${sandbox.projectId}/journal`)
})

interface Page {
  entries: EntryView[]
  next: number
  hasMore: boolean
}
const read = async (query = '') => {
  const answer = await sandbox.control('GET', `/projects/${sandbox.projectId}/journal${query}`)
  if (!answer.ok) throw new Error(await answer.text())
  return (await answer.json()) as Page
}
const about = () => user.call('GET', '/sdk/proxy/googledrive/about?fields=user')

describe('what is entered', () => {
  test('a request in, by service and operation, with what was asked and answered', async () => {
    const me = await (await user.call('GET', '/sdk/me')).text()
    const { entries } = await read()
    expect(entries).toHaveLength(1)
    expect(entries[0]).toMatchObject({
      parentId: null,
      direction: 'in',
      service: 'zeus',
      operation: 'GET /projects/:projectId/sdk/me',
      method: 'GET',
      path: `/projects/${sandbox.projectId}/sdk/me`,
      userId: 'maya',
      account: null,
      status: 200,
      error: null,
      fault: null,
      job: null,
      request: { headers: { authorization: 'Bearer <token>' }, body: null },
      response: {
        headers: { 'content-type': 'application/json' },
        body: { size: Buffer.byteLength(me), isTruncated: false, isBinary: false, text: me },
      },
    })
    expect(entries[0]?.traceId).toBe(entries[0]?.id)
    expect(entries[0]?.duration).toBeGreaterThanOrEqual(0)
  })

  test('a proxied call and the call to the third party, in one trace, with the account that it was made as', async () => {
    await (await about()).text()
    const { entries } = await read()
    const [call, request] = entries
    expect(request).toMatchObject({
      direction: 'in',
      service: 'proxy',
      operation: 'GET /projects/:projectId/sdk/proxy/:type/*',
      account: { credentialId, externalId: 'work', integration: 'googledrive', name: maya.work },
    })
    expect(call).toMatchObject({
      traceId: request?.id,
      parentId: request?.id,
      direction: 'out',
      service: 'googledrive',
      operation: 'GET /drive/v3/about',
      url: 'https://www.googleapis.com/drive/v3/about?fields=user',
      userId: 'maya',
      account: { credentialId, externalId: 'work', integration: 'googledrive', name: maya.work },
      status: 200,
      request: { headers: { authorization: 'Bearer <token>' } },
    })
    expect(call?.response?.body?.text).toContain(maya.work)
  })

  test('a refresh belongs to the call that needed it, and shows no token', async () => {
    await sandbox.control('POST', `/projects/${sandbox.projectId}/credentials/${credentialId}/expire`)
    await (await about()).text()
    const { entries } = await read()
    expect(entries.map(({ service, path }) => `${service} ${path}`)).toEqual([
      'provider /oauth/token',
      'googledrive /drive/v3/about',
      `proxy /projects/${sandbox.projectId}/sdk/proxy/googledrive/about`,
    ])
    expect(new Set(entries.map(({ traceId }) => traceId)).size).toBe(1)
    const [refresh] = entries
    expect(refresh?.account?.credentialId).toBe(credentialId)
    expect(refresh?.request.body?.text).toBe('grant_type=refresh_token&refresh_token=<refresh_token>')
    expect(refresh?.request.headers.authorization).toBe('Basic <token>')
    const answer = JSON.parse(refresh?.response?.body?.text ?? '{}') as Record<string, unknown>
    expect(answer).toMatchObject({
      access_token: '<access_token>',
      refresh_token: '<refresh_token>',
      id_token: '<id_token>',
      token_type: 'Bearer',
      expires_in: 3600,
    })
  })

  test('a popup, at the provider and at the callback, without codes, state or cookies', async () => {
    await user.connect(maya.home)
    const { entries } = await read('?limit=500')
    const places = entries.map(({ direction, service, path }) => `${direction} ${service} ${path}`)
    expect(places).toEqual(
      expect.arrayContaining([
        `in zeus /projects/${sandbox.projectId}/sdk/actions/oauth-nonce`,
        'in provider /oauth/authorize',
        'in provider /oauth/authorize/account',
        'in provider /oauth/authorize/consent',
        'in passport /oauth',
        'out provider /oauth/token',
        'out provider /oauth/userinfo',
      ]),
    )
    const callback = entries.find(({ path }) => path === '/oauth')
    expect(callback?.url).toContain('code=<code>&state=<state>')
    expect(callback?.userId).toBe('maya')
    const exchange = entries.find(({ path }) => path === '/oauth/token')
    expect(exchange?.parentId).toBe(callback?.id)
    const text = JSON.stringify(entries)
    expect(text).toContain('<hidden>')
    for (const secret of [user.token, 'eyJhbGciOi']) expect(text).not.toContain(secret)
    expect(text).not.toMatch(/(code|state|code_verifier|userToken)=(?!<)/)
  })

  test('ActionKit, with the calls that a tool makes', async () => {
    await user.call('POST', '/actions', { body: { action: 'GOOGLE_DRIVE_LIST_FILES', parameters: {} } })
    const { entries } = await read()
    const request = entries.find(({ direction }) => direction === 'in')
    expect(request?.service).toBe('actionkit')
    expect(request?.request.body?.text).toContain('GOOGLE_DRIVE_LIST_FILES')
    for (const call of entries.filter(({ direction }) => direction === 'out')) {
      expect(call.parentId).toBe(request?.id)
    }
  })

  test('a body that is long shows its beginning and its length, one that is binary its length', async () => {
    const text = 'a'.repeat(100_000)
    await user.call('PATCH', '/sdk/me', { body: JSON.stringify({ meta: { text } }) })
    const bytes = await user.call('POST', '/sdk/proxy/googledrive/files', { body: '\u0000\u0001' })
    await bytes.text()
    const { entries } = await read()
    const patch = entries.find(({ method }) => method === 'PATCH')
    expect(patch?.request.body).toMatchObject({ size: 100_020, isTruncated: true, isBinary: false })
    expect(patch?.request.body?.text).toHaveLength(16 * 1024)
    const binary = entries.find(({ service }) => service === 'proxy')
    expect(binary?.request.body).toEqual({ size: 2, isTruncated: false, isBinary: true, text: null })
  })

  test('an upload and a download of many megabytes stream, and are kept in part', async () => {
    const size = 20_000_000
    const created = await user.call(
      'POST',
      '/sdk/proxy/googledrive/https://www.googleapis.com/upload/drive/v3/files?uploadType=media',
      {
        headers: { 'content-type': 'application/octet-stream' },
        body: 'x'.repeat(size),
      },
    )
    expect(created.status).toBe(200)
    const { output } = (await created.json()) as { output: { id: string } }
    const downloaded = await user.call('GET', `/sdk/proxy/googledrive/files/${output.id}?alt=media`, {
      headers: { 'x-paragon-use-raw-response': '1' },
    })
    expect((await downloaded.arrayBuffer()).byteLength).toBe(size)
    const { entries } = await read('?service=proxy')
    expect(entries.map(({ request, response }) => [request.body?.size ?? 0, response?.body?.size])).toEqual([
      [size, expect.any(Number)],
      [0, size],
    ])
  })

  test('a service that is not reached is an entry with its reason', async () => {
    await sandbox.context
      .fetch(new Request('https://unknown.example/'), { projectId: sandbox.projectId })
      .catch(() => undefined)
    const { entries } = await read()
    expect(entries[0]).toMatchObject({
      status: null,
      response: null,
      error: expect.stringContaining('does not simulate'),
    })
  })

  test('no more than so many entries are kept, and no calls of the control API', async () => {
    for (let index = 0; index < 510; index += 1) await user.call('GET', '/sdk/integrations')
    const { entries, hasMore } = await read('?limit=500')
    expect(entries).toHaveLength(500)
    expect(hasMore).toBe(false)
    expect(entries.every(({ service }) => service === 'zeus')).toBe(true)
  })
})

describe('reading', () => {
  test('by service, method, path, operation, account, user, status and trace', async () => {
    await (await about()).text()
    await (await user.call('GET', '/sdk/nowhere')).text()
    const all = (await read()).entries
    const trace = all.find(({ service }) => service === 'proxy')?.traceId ?? ''
    const counts: Record<string, number> = {
      service: (await read('?service=googledrive')).entries.length,
      method: (await read('?method=post')).entries.length,
      path: (await read('?path=/sdk/proxy/**')).entries.length,
      whole: (await read(`?path=/projects/${sandbox.projectId}/sdk/*`)).entries.length,
      operation: (await read('?operation=GET /drive/v3/about')).entries.length,
      credential: (await read(`?credential=${credentialId}`)).entries.length,
      externalId: (await read('?credential=work&direction=out')).entries.length,
      user: (await read('?user=somebody')).entries.length,
      status: (await read('?status=4xx')).entries.length,
      trace: (await read(`?trace=${trace}`)).entries.length,
    }
    expect(counts).toEqual({
      service: 1,
      method: 0,
      path: 1,
      whole: 1,
      operation: 1,
      credential: 2,
      externalId: 1,
      user: 0,
      status: 1,
      trace: 2,
    })
  })

  test('goes on from a cursor, page by page', async () => {
    for (let index = 0; index < 3; index += 1) await user.call('GET', '/sdk/me')
    const first = await read('?limit=2')
    expect([first.entries.length, first.hasMore]).toEqual([2, true])
    const second = await read(`?since=${first.next}`)
    expect([second.entries.length, second.hasMore]).toEqual([1, false])
    expect((await read(`?since=${second.next}`)).entries).toEqual([])
    expect((await read(`?since=${second.next}`)).next).toBe(second.next)
  })

  test('one entry, and the same as a command', async () => {
    await (await user.call('POST', '/sdk/events/trigger', { body: { name: "it's", payload: {} } })).text()
    const [entry] = (await read()).entries
    const one = await sandbox.control('GET', `/projects/${sandbox.projectId}/journal/${entry?.id}`)
    expect(await one.json()).toEqual(entry)
    const command = await sandbox.control('GET', `/projects/${sandbox.projectId}/journal/${entry?.id}?as=curl`)
    expect(command.headers.get('content-type')).toMatch(/^text\/plain/)
    expect(await command.text()).toBe(
      `curl -X POST \\\n  'http://localhost:4010/projects/${sandbox.projectId}/sdk/events/trigger' \\\n` +
        "  -H 'authorization: Bearer <token>' \\\n  -H 'content-type: application/json' \\\n" +
        `  --data-raw '{"name":"it'\\''s","payload":{}}'\n`,
    )
  })

  test('is empty after DELETE, of its own project only', async () => {
    const other = (await (await sandbox.control('POST', '/projects', {})).json()) as { projectId: string }
    await user.call('GET', '/sdk/me')
    const answer = await sandbox.control('DELETE', `/projects/${other.projectId}/journal`)
    expect(answer.status).toBe(204)
    expect((await read()).entries).toHaveLength(1)
    expect((await sandbox.control('DELETE', `/projects/${sandbox.projectId}/journal`)).status).toBe(204)
    expect((await read()).entries).toEqual([])
  })

  test.each([
    ['GET', '/journal', 404],
    ['DELETE', '/journal', 404],
    ['GET', '/journal/stream', 404],
    ['GET', '/journal/1', 404],
    ['POST', '/journal/wait', 404],
  ])('%s %s of a project that is not there is a 404', async (method, path, status) => {
    const body = method === 'POST' ? { match: {} } : undefined
    const answer = await sandbox.control(method, `/projects/nowhere${path}`, body)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
  })

  test.each([
    ['/journal?status=9', 'status'],
    ['/journal?limit=0', 'limit'],
    ['/journal?since=x', 'since'],
    ['/journal?direction=up', 'direction'],
    ['/journal?unknown=1', 'query'],
    ['/journal/stream?limit=3', 'query'],
    ['/journal/1?as=xml', 'as'],
  ])('GET %s is a 422 that names the parameter', async (path, field) => {
    const answer = await sandbox.control('GET', `/projects/${sandbox.projectId}${path}`)
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({ errors: [{ path: field }] })
  })

  test('an entry that is not there is a 404, and without the admin token everything is a 401', async () => {
    expect((await sandbox.control('GET', `/projects/${sandbox.projectId}/journal/17`)).status).toBe(404)
    const url = `http://localhost:4010/_sandbox/projects/${sandbox.projectId}/journal`
    expect((await sandbox.paragon(new Request(url))).status).toBe(401)
  })
})

describe('waiting', () => {
  const wait = (body: unknown) => sandbox.control('POST', `/projects/${sandbox.projectId}/journal/wait`, body)

  test('answers at once with what is there already', async () => {
    await user.call('GET', '/sdk/me')
    const answer = await wait({ match: { operation: 'GET /sdk/me', status: 200 }, timeoutMs: 0 })
    expect(answer.status).toBe(200)
    const { entries, next } = (await answer.json()) as Page
    expect(entries).toHaveLength(1)
    expect(next).toBe(entries[0]?.cursor)
  })

  test('waits for what is still to come, as often as is asked', async () => {
    const waiting = wait({ match: { service: 'zeus', method: 'GET' }, count: 2, timeoutMs: 60_000 })
    await user.call('GET', '/sdk/me')
    await user.call('GET', '/sdk/integrations')
    const { entries } = (await (await waiting).json()) as Page
    expect(entries.map(({ path }) => path.split('/').at(-1))).toEqual(['me', 'integrations'])
  })

  test('takes no notice of what was before a cursor', async () => {
    await user.call('GET', '/sdk/me')
    const { next } = await read()
    expect((await wait({ match: {}, since: next, timeoutMs: 0 })).status).toBe(408)
  })

  test('that is in vain tells which entries came closest, and what was different', async () => {
    await (await user.call('GET', '/sdk/nowhere')).text()
    await user.call('GET', '/sdk/me')
    const answer = await wait({ match: { service: 'zeus', path: '/sdk/me', status: '5xx' }, timeoutMs: 0 })
    expect(answer.status).toBe(408)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    const problem = (await answer.json()) as { detail: string; nearestMisses: NearMiss[]; matched: unknown[] }
    expect(problem.detail).toBe('0 of 1 entries matched within 0 ms; 2 were looked at.')
    expect(problem.matched).toEqual([])
    expect(problem.nearestMisses.map(({ entry, differs }) => [entry.path.split('/').at(-1), differs])).toEqual([
      ['me', [{ field: 'status', expected: '5xx', actual: 200 }]],
      [
        'nowhere',
        [
          { field: 'path', expected: '/sdk/me', actual: `/projects/${sandbox.projectId}/sdk/nowhere` },
          { field: 'status', expected: '5xx', actual: 404 },
        ],
      ],
    ])
  })

  test.each([
    [{}, 'match'],
    [{ match: { status: 'good' } }, 'match.status'],
    [{ match: {}, count: 0 }, 'count'],
    [{ match: {}, timeoutMs: 100_000 }, 'timeoutMs'],
    [{ match: { colour: 'red' } }, 'match'],
  ])('%j is a 422 that names the field', async (body, field) => {
    const answer = await wait(body)
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({ errors: [{ path: field }] })
  })

  test('with a body that is not JSON is a 400', async () => {
    const request = new Request(`http://localhost:4010/_sandbox/projects/${sandbox.projectId}/journal/wait`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
      body: '{',
    })
    expect((await sandbox.paragon(request)).status).toBe(400)
  })
})

describe('the stream', () => {
  const open = async (query = '', headers: Record<string, string> = {}) => {
    const url = `http://localhost:4010/_sandbox/projects/${sandbox.projectId}/journal/stream${query}`
    const request = new Request(url, { headers: { authorization: `Bearer ${ADMIN_TOKEN}`, ...headers } })
    const answer = await sandbox.paragon(request)
    expect(answer.headers.get('content-type')).toBe('text/event-stream')
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    return {
      /** So many events. */
      async events(count: number) {
        const found = () => [...text.matchAll(/id: (\d+)\nevent: entry\ndata: (.+)\n\n/g)]
        while (found().length < count) {
          const chunk = await reader?.read()
          if (!chunk || chunk.done) break
          text += chunk.value
        }
        return found().map(([, id, data]) => ({ id, entry: JSON.parse(data ?? '') as EntryView }))
      },
      close: () => reader?.cancel(),
      ended: async () => (await reader?.read())?.done,
    }
  }

  test('tells of each entry that matches, with its cursor for an id', async () => {
    const stream = await open('?service=zeus&path=/sdk/me')
    await user.call('GET', '/sdk/integrations')
    await user.call('GET', '/sdk/me')
    const [event] = await stream.events(1)
    expect(event?.entry.path).toMatch(/\/sdk\/me$/)
    expect(event?.id).toBe(String(event?.entry.cursor))
    await stream.close()
  })

  test('goes on after the last event that a client has seen', async () => {
    for (let index = 0; index < 3; index += 1) await user.call('GET', '/sdk/me')
    const [first] = (await read()).entries
    const stream = await open('', { 'last-event-id': String(first?.cursor) })
    expect((await stream.events(2)).map(({ entry }) => entry.cursor)).toEqual(
      (await read()).entries.slice(1).map(({ cursor }) => cursor),
    )
    await stream.close()
  })

  test('ends with the sandbox, and nobody is listened for who has gone', async () => {
    const own = await createTestSandbox()
    try {
      const request = (path: string) =>
        new Request(`http://localhost:4010/_sandbox/projects/${own.projectId}/journal${path}`, {
          headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
        })
      const [kept, gone] = [await own.paragon(request('/stream')), await own.paragon(request('/stream'))]
      await gone.body?.cancel()
      const waiting = own.control('POST', `/projects/${own.projectId}/journal/wait`, { match: {}, timeoutMs: 60_000 })
      own.release()
      expect(await kept.text()).toBe(': the journal\n\n')
      expect((await waiting).status).toBe(408)
    } finally {
      await own.dispose()
    }
  })
})

test('calls of the control API are entered when that is asked for', async () => {
  const own = await createTestSandbox({ journal: { control: true, size: 2 } })
  try {
    for (let index = 0; index < 3; index += 1) await own.control('GET', `/projects/${own.projectId}`)
    const page = (await (await own.control('GET', `/projects/${own.projectId}/journal`)).json()) as Page
    expect(page.entries.map(({ service, path }) => `${service} ${path}`)).toEqual([
      `control /_sandbox/projects/${own.projectId}`,
      `control /_sandbox/projects/${own.projectId}`,
    ])
    const text = JSON.stringify(page)
    for (const secret of [ADMIN_TOKEN, 'test-api-key', 'PRIVATE KEY']) expect(text).not.toContain(secret)
  } finally {
    await own.dispose()
  }
})

test('a journal of size 0 keeps nothing', async () => {
  const own = await createTestSandbox({ journal: { size: 0 } })
  try {
    await (await own.user('maya')).call('GET', '/sdk/me')
    const page = (await (await own.control('GET', `/projects/${own.projectId}/journal`)).json()) as Page
    expect(page.entries).toEqual([])
  } finally {
    await own.dispose()
  }
})

test('a workflow runs later, in the trace of the request that started it, as do the calls of a sync in one of their own', async () => {
  const workflow = await workflowId(sandbox, 'find-files')
  await turnOn(user, workflow, { 'x-paragon-credential': credentialId })
  const started = await user.call('POST', `/sdk/triggers/${workflow}`, { body: { query: 'a' } })
  expect(started.status).toBe(200)
  const { entries } = await read()
  const request = entries.find(({ service }) => service === 'hermes')
  const calls = entries.filter(({ service }) => service === 'googledrive')
  expect(calls.length).toBeGreaterThan(0)
  for (const call of calls) {
    expect(call).toMatchObject({
      traceId: request?.id,
      parentId: request?.id,
      job: { kind: expect.any(String) },
      account: { credentialId },
    })
  }

  const created = await user.call('POST', '/../../api/syncs', {
    body: { integration: 'googledrive', pipeline: 'files', configuration: {}, credentialId },
  })
  expect(created.status).toBeLessThan(300)
  const { id } = (await created.json()) as { id: string }
  await sandbox.advance(1_000)
  const synced = (await read('?service=googledrive&limit=500')).entries.filter(({ job }) => job?.subject === id)
  expect(synced.length).toBeGreaterThan(0)
  expect((await read('?service=sync')).entries[0]).toMatchObject({ userId: 'maya', operation: 'POST /api/syncs' })
})
