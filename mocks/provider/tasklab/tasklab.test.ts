import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authorizeWithoutBrowser } from '../authorize-without-browser.ts'
import { CALLBACK, CHALLENGE, type ProviderFixture, post, startProvider, VERIFIER } from '../testing.ts'

const HOST = 'api.tasklab.example'
const WORK = 'maya.chen@northwind.example'
const client = { id: 'tasklab', secret: 'tasklab-secret-CANARY' }

let fixture: ProviderFixture
let maya: Client
let home: Client
beforeAll(async () => {
  fixture = await startProvider()
  const { clients } = fixture.ctx.store.provider
  const drive = await clients.find('drive')
  if (!drive) throw new Error('There is no client "drive".')
  const scopes = ['openid', 'tasks:read', 'tasks:write']
  const { fingerprint } = await import('../../store/sealer.ts')
  const rows = ['tasklab', 'google'].map((directory) => ({
    ...drive,
    id: directory === 'tasklab' ? client.id : 'google-tasks',
    directory,
    secretHash: fingerprint(client.secret),
    scopes,
  }))
  await clients.save(rows, fixture.ctx.clock.timestamp())
  maya = await signIn(WORK)
  home = await signIn('maya.chen.home@mail.example')
})
afterAll(() => fixture.ctx.dispose())

interface Client {
  token: string
  call(method: string, path: string, body?: BodyInit, headers?: Record<string, string>): Promise<Response>
  json(method: string, path: string, body?: unknown): Promise<Json>
}
type Json = Record<string, never>

async function signIn(email: string, scope = 'tasks:read tasks:write', directory = 'tasklab'): Promise<Client> {
  const clientId = directory === 'tasklab' ? client.id : 'google-tasks'
  const request = { projectId: 'project', clientId, directory, email, scope }
  const grant = { ...request, redirectUri: CALLBACK, codeChallenge: CHALLENGE }
  const code = await authorizeWithoutBrowser(fixture.ctx, grant)
  const answer = await post(fixture, '/oauth/token', {
    grant_type: 'authorization_code',
    client_id: clientId,
    client_secret: client.secret,
    redirect_uri: CALLBACK,
    code,
    code_verifier: VERIFIER,
  })
  const { access_token: token } = (await answer.json()) as { access_token: string }
  const call: Client['call'] = async (method, path, body, headers = {}) => {
    const host = fixture.provider.hosts[HOST]
    if (!host) throw new Error(`Nobody answers for ${HOST}.`)
    const init = {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body !== undefined && { body }),
    }
    return host(new Request(`https://${HOST}${path}`, init))
  }
  return {
    token,
    call,
    async json(method, path, body) {
      const answer = await call(method, path, body === undefined ? undefined : JSON.stringify(body))
      expect(answer.ok, await answer.clone().text()).toBe(true)
      return (await answer.json()) as Json
    },
  }
}

async function expectRefusal(answer: Response, status: number, type: string, param?: string) {
  expect([answer.status, await answer.json()]).toEqual([
    status,
    { error: { type, message: expect.any(String), ...(param && { param }) } },
  ])
}
const titles = ({ data }: Json) => (data as unknown as { title: string }[]).map(({ title }) => title)

describe('TaskLab', () => {
  it('tells whose token it is', async () => {
    expect(await maya.json('GET', '/v1/me')).toEqual({ id: expect.any(String), email: WORK, name: 'Maya Chen' })
  })

  it('answers on the provider’s own address too', async () => {
    const headers = { authorization: `Bearer ${maya.token}` }
    const answer = await fixture.provider.fetch(new Request('http://localhost:4020/tasklab/v1/me', { headers }))
    expect(await answer.json()).toMatchObject({ email: WORK })
    await expectRefusal(
      await fixture.provider.fetch(new Request('http://localhost:4020/tasklab/v1/me')),
      401,
      'unauthorized',
    )
  })

  it('takes no call without a token, or with one of another third party', async () => {
    const google = await signIn(WORK, 'tasks:read tasks:write', 'google')
    for (const authorization of ['', 'Bearer nonsense', `Bearer ${google.token}`]) {
      const answer = await maya.call('GET', '/v1/tasks', undefined, { authorization })
      expect(answer.headers.get('www-authenticate')).toContain('Bearer')
      await expectRefusal(answer, 401, 'unauthorized')
    }
  })

  it('lets a token read that may only read', async () => {
    const reader = await signIn(WORK, 'tasks:read')
    expect((await reader.call('GET', '/v1/tasks')).status).toBe(200)
    await expectRefusal(await reader.call('POST', '/v1/tasks', '{"title":"x"}'), 403, 'insufficient_scope')
    const writer = await signIn(WORK, 'tasks:write')
    expect((await writer.call('GET', '/v1/tasks')).status).toBe(200)
    const stranger = await signIn(WORK, 'openid')
    await expectRefusal(await stranger.call('GET', '/v1/tasks'), 403, 'insufficient_scope')
  })

  it('knows its endpoints', async () => {
    await expectRefusal(await maya.call('GET', '/v1/nothing'), 404, 'not_found')
    await expectRefusal(await maya.call('PUT', '/v1/tasks'), 404, 'not_found')
  })
})

describe('tasks', () => {
  it('are there from the start, other ones for each account', async () => {
    const [work, personal] = [titles(await maya.json('GET', '/v1/tasks')), titles(await home.json('GET', '/v1/tasks'))]
    expect(work).toContain('Prepare the Northwind kick-off')
    expect(personal).toContain('Call the plumber')
    expect(work.filter((title) => personal.includes(title))).toEqual([])
  })

  it('are made, changed and removed', async () => {
    const made = await maya.json('POST', '/v1/tasks', { title: ' Write it down ', due_date: '2026-02-01' })
    expect(made).toEqual({
      id: expect.stringMatching(/^tsk_/),
      title: 'Write it down',
      notes: null,
      status: 'open',
      due_date: '2026-02-01',
      created_at: expect.any(String),
      updated_at: made.created_at,
    })
    const changed = await maya.json('PATCH', `/v1/tasks/${made.id}`, { status: 'done', due_date: null })
    expect(changed).toEqual({ ...made, status: 'done', due_date: null, updated_at: expect.any(String) })
    expect(Date.parse(changed.updated_at ?? '')).toBeGreaterThan(Date.parse(made.updated_at ?? ''))
    expect(await maya.json('GET', `/v1/tasks/${made.id}`)).toEqual(changed)
    const removed = await maya.call('DELETE', `/v1/tasks/${made.id}`)
    expect([removed.status, await removed.text()]).toEqual([204, ''])
    for (const method of ['GET', 'DELETE', 'PATCH']) {
      const body = method === 'PATCH' ? '{}' : undefined
      await expectRefusal(await maya.call(method, `/v1/tasks/${made.id}`, body), 404, 'not_found')
    }
  })

  it('are nobody else’s', async () => {
    const { id } = await maya.json('POST', '/v1/tasks', { title: 'Mine' })
    await expectRefusal(await home.call('GET', `/v1/tasks/${id}`), 404, 'not_found')
    await expectRefusal(await home.call('DELETE', `/v1/tasks/${id}`), 404, 'not_found')
    expect((await maya.call('GET', `/v1/tasks/${id}`)).status).toBe(200)
  })

  it('come in pages, and of one status when asked', async () => {
    const jonas = await signIn('jonas.weber@northwind.example')
    for (let index = 0; index < 7; index += 1) {
      await jonas.json('POST', '/v1/tasks', { title: `Task ${index}`, status: index % 2 ? 'done' : 'open' })
    }
    const read = async (query: string) => {
      const pages: string[][] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page = await jonas.json('GET', `/v1/tasks?${query}${cursor && `&cursor=${cursor}`}`)
        pages.push(titles(page))
        cursor = page.next_cursor ?? null
      }
      return pages
    }
    const pages = await read('limit=4')
    expect(pages.map(({ length }) => length)).toEqual([4, 4, 2])
    expect(pages.flat().slice(-7)).toEqual(Array.from({ length: 7 }, (_, index) => `Task ${index}`))
    expect((await read('limit=2&status=done')).flat().slice(-3)).toEqual(['Task 1', 'Task 3', 'Task 5'])
    expect(await read('')).toEqual([pages.flat()])
  })

  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=x', 'limit'],
    ['status=lost', 'status'],
    ['cursor=nonsense', 'cursor'],
    ['cursor=', 'cursor'],
  ])('are not listed by %s', async (query, param) => {
    await expectRefusal(await maya.call('GET', `/v1/tasks?${query}`), 400, 'invalid_request', param)
  })

  it.each([
    ['{', undefined],
    ['', undefined],
    ['[]', undefined],
    ['{}', 'title'],
    ['{"title":"  "}', 'title'],
    ['{"title":"x","status":"lost"}', 'status'],
    ['{"title":"x","due_date":"tomorrow"}', 'due_date'],
    ['{"title":"x","colour":"red"}', 'colour'],
  ])('are not made of %s', async (body, param) => {
    await expectRefusal(await maya.call('POST', '/v1/tasks', body), 400, 'invalid_request', param)
  })
})

describe('attachments', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)

  it('come back byte for byte, with their name and type, and go with their task', async () => {
    const { id } = await maya.json('POST', '/v1/tasks', { title: 'With a picture' })
    const path = `/v1/tasks/${id}/attachments`
    const headers = { 'content-type': 'image/png' }
    const sent = await maya.call('POST', `${path}?name=${encodeURIComponent('été "1".png')}`, bytes, headers)
    const attachment = (await sent.json()) as Json
    expect([sent.status, attachment]).toEqual([
      201,
      {
        id: expect.stringMatching(/^att_/),
        task_id: id,
        name: 'été "1".png',
        content_type: 'image/png',
        size: 256,
        created_at: expect.any(String),
      },
    ])
    expect(await maya.json('GET', path)).toEqual({ data: [attachment] })
    const content = await maya.call('GET', `${path}/${attachment.id}`)
    expect(new Uint8Array(await content.arrayBuffer())).toEqual(bytes)
    expect(content.headers.get('content-type')).toBe('image/png')
    expect(content.headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('été "1".png')}`,
    )
    await expectRefusal(await home.call('GET', `${path}/${attachment.id}`), 404, 'not_found')

    await maya.call('DELETE', `/v1/tasks/${id}`)
    await expectRefusal(await maya.call('GET', path), 404, 'not_found')
    await expectRefusal(await maya.call('GET', `${path}/${attachment.id}`), 404, 'not_found')
    expect(await fixture.ctx.store.prisma.providerBlob.count({ where: { id: attachment.id ?? '' } })).toBe(0)
  })

  it('are removed one by one, may be empty, and have a type when none is told', async () => {
    const { id } = await maya.json('POST', '/v1/tasks', { title: 'With files' })
    const path = `/v1/tasks/${id}/attachments`
    const empty = (await (await maya.call('POST', `${path}?name=empty`, new Uint8Array())).json()) as Json
    expect(empty).toMatchObject({ size: 0, content_type: 'application/octet-stream' })
    expect((await (await maya.call('GET', `${path}/${empty.id}`)).arrayBuffer()).byteLength).toBe(0)
    expect((await maya.call('DELETE', `${path}/${empty.id}`)).status).toBe(204)
    await expectRefusal(await maya.call('DELETE', `${path}/${empty.id}`), 404, 'not_found')
    expect(await maya.json('GET', path)).toEqual({ data: [] })
  })

  it('need a name, a task, and room', async () => {
    const { id } = await maya.json('POST', '/v1/tasks', { title: 'Too small' })
    const path = `/v1/tasks/${id}/attachments`
    await expectRefusal(await maya.call('POST', path, 'x'), 400, 'invalid_request', 'name')
    await expectRefusal(await maya.call('POST', `${path}?name=`, 'x'), 400, 'invalid_request', 'name')
    await expectRefusal(await maya.call('POST', '/v1/tasks/none/attachments?name=x', 'x'), 404, 'not_found')
    await expectRefusal(await maya.call('POST', `${path}?name=x`, 'x'.repeat(10_000_001)), 413, 'too_large')
  })
})
