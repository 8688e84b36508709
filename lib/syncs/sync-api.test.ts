import { describe, expect, it } from 'vitest'
import { createSyncApi, SyncApiError } from './sync-api'

const SYNC = '11111111-1111-5111-8111-111111111111'
const OTHER = '22222222-2222-5222-8222-222222222222'
const RECORD = '33333333-3333-5333-8333-333333333333'
const CREDENTIAL = '44444444-4444-4444-8444-444444444444'
const root = 'https://sync.test/api'

type Asked = { line: string; body: unknown }

/** The API over a function that answers, and what it was asked. */
function apiOver(answer: (path: string, method: string) => Response | object) {
  const asked: Asked[] = []
  const api = createSyncApi(
    { baseUrl: 'https://sync.test', token: 'token' },
    {
      async fetch(url, { method, headers, body }) {
        expect(headers).toMatchObject({ Authorization: 'Bearer token' })
        const path = url.slice(root.length)
        asked.push({ line: `${method} ${path}`, body: body === undefined ? undefined : JSON.parse(String(body)) })
        const answered = answer(path, method ?? 'GET')
        return answered instanceof Response ? answered : Response.json(answered)
      },
    },
  )
  return { api, asked }
}

async function refusalOf(attempt: Promise<unknown>): Promise<[number, string]> {
  const error = await attempt.catch((thrown: unknown) => thrown)
  if (!(error instanceof SyncApiError)) throw new Error(`not refused: ${JSON.stringify(error)}`)
  return [error.status, error.message]
}

const listed = (id: string, more: object = {}) => ({
  id,
  integration: 'googledrive',
  pipeline: 'files',
  status: 'IDLE',
  configurationName: null,
  dateCreated: '2030-05-06T10:00:00.000Z',
  dateUpdated: '2030-05-06T10:00:00.000Z',
  ...more,
})
const status = (more: object = {}) => ({
  status: 'IDLE',
  summary: {
    totalRecords: 9,
    syncedRecordsCount: 7,
    lastSyncedAt: '2030-05-06T10:01:00.000Z',
    latestCursor: 'c9',
  },
  credentialId: CREDENTIAL,
  ...more,
})
const page = (data: object[], paging: object = {}) => ({
  data,
  paging: { totalRecords: 9, totalActiveRecords: 7, remainingRecords: 0, cursor: 'c9', lastSeen: 1, ...paging },
})
const record = (at: number, more: object = {}) => ({ id: `r${at}`, externalId: `x${at}`, ...more })

describe('list', () => {
  it('has each sync with its status, without one that is gone by then', async () => {
    const { api } = apiOver((path) => {
      if (path === '/syncs')
        return { data: [listed(SYNC), listed(OTHER, { configurationName: 'Second' }), listed(RECORD)] }
      if (path === `/syncs/${SYNC}`) return status()
      if (path === `/syncs/${RECORD}`) return Response.json({ message: 'gone' }, { status: 404 })
      return status({
        status: 'RATE_LIMITED',
        summary: { totalRecords: 0, syncedRecordsCount: 0, lastSyncedAt: null, latestCursor: null },
        rateLimitBackoffMs: 2_000,
        incrementalAccumulatorFrequency: '5m',
        reason: 'slowly',
      })
    })
    const common = {
      integration: 'googledrive',
      pipeline: 'files',
      credentialId: CREDENTIAL,
      dateCreated: '2030-05-06T10:00:00.000Z',
    }
    expect(await api.list()).toEqual([
      {
        ...common,
        id: SYNC,
        status: 'IDLE',
        recordCount: 7,
        lastSyncedAt: '2030-05-06T10:01:00.000Z',
        latestCursor: 'c9',
      },
      {
        ...common,
        id: OTHER,
        name: 'Second',
        status: 'RATE_LIMITED',
        recordCount: 0,
        rateLimitBackoffMs: 2_000,
        frequency: '5m',
        reason: 'slowly',
      },
    ])
  })

  it('does not hide that a status could not be had', async () => {
    const { api } = apiOver((path) =>
      path === '/syncs' ? { data: [listed(SYNC)] } : new Response('', { status: 500 }),
    )
    expect(await refusalOf(api.list())).toEqual([502, 'Paragon is in trouble. Try again in a moment.'])
  })
})

describe('enable and the rest of a life', () => {
  it('leaves the account to Paragon when none is named, and tells which it was', async () => {
    const { api, asked } = apiOver(() => ({ id: SYNC, status: 'INITIALIZING', credentialId: CREDENTIAL }))
    const wanted = { integration: 'googledrive', pipeline: 'files' }
    expect(await api.enable(wanted)).toEqual({ id: SYNC, credentialId: CREDENTIAL })
    expect(asked).toEqual([{ line: 'POST /syncs', body: wanted }])
  })

  it('disables, reenables and deletes', async () => {
    const { api, asked } = apiOver(() => ({ id: SYNC }))
    await api.disable(SYNC)
    await api.reenable(SYNC)
    await api.remove(SYNC)
    expect(asked.map(({ line }) => line)).toEqual([
      `POST /syncs/${SYNC}/disable`,
      `POST /syncs/${SYNC}/reenable`,
      `DELETE /syncs/${SYNC}`,
    ])
  })

  it('remembers before a move how the sync stood', async () => {
    const { api, asked } = apiOver((path, method) => {
      if (method === 'PATCH') return { id: SYNC, data: { credentialId: OTHER } }
      return path.includes('/records') ? page([record(1)]) : status()
    })
    expect(await api.move(SYNC, OTHER)).toEqual({
      cursor: 'c9',
      activeCount: 7,
      lastSyncedAt: '2030-05-06T10:01:00.000Z',
    })
    expect(asked.at(-1)).toEqual({ line: `PATCH /syncs/${SYNC}`, body: { credentialId: OTHER } })
  })
})

describe('what has changed', () => {
  const since = { cursor: 'c0', activeCount: 4 }

  it('is told apart by how many there are now', async () => {
    // Four there were; two went, one stayed and was changed, three came.
    const records = [
      record(1, { deleted: true }),
      record(2, { deleted: true }),
      ...[3, 5, 6, 7].map((at) => record(at)),
    ]
    const { api, asked } = apiOver(() => page(records, { totalActiveRecords: 5 }))
    expect(await api.changesSince(SYNC, since)).toEqual({ created: 3, updated: 1, deleted: 2, hasMore: false })
    expect(asked.map(({ line }) => line)).toEqual([`GET /syncs/${SYNC}/records?pageSize=500&cursor=c0`])
  })

  it('is counted page by page, from the beginning where there was nothing', async () => {
    const pages = [
      page([record(1), record(2)], { cursor: 'c2', remainingRecords: 1, totalActiveRecords: 3 }),
      page([record(3)], { cursor: 'c3', totalActiveRecords: 3 }),
    ]
    const { api, asked } = apiOver(() => pages.shift() ?? {})
    const counted = await api.changesSince(SYNC, { cursor: null, activeCount: 0 })
    expect(counted).toEqual({ created: 3, updated: 0, deleted: 0, hasMore: false })
    expect(asked.map(({ line }) => line)).toEqual([
      `GET /syncs/${SYNC}/records?pageSize=500`,
      `GET /syncs/${SYNC}/records?pageSize=500&cursor=c2`,
    ])
  })

  it('may be nothing, and is not counted without end', async () => {
    const { api } = apiOver(() => page([], { totalActiveRecords: 4 }))
    expect(await api.changesSince(SYNC, since)).toEqual({ created: 0, updated: 0, deleted: 0, hasMore: false })
    const endless = apiOver(() => page([record(1)], { remainingRecords: 5, totalActiveRecords: 4 }))
    expect(await endless.api.changesSince(SYNC, since)).toMatchObject({ hasMore: true })
    expect(endless.asked).toHaveLength(20)
  })
})

describe('records', () => {
  it('come in pages, and a cursor is kept where none is given', async () => {
    const { api, asked } = apiOver((path) =>
      path.includes('cursor') ? page([], { cursor: null }) : page([record(1)], { cursor: 'c1', remainingRecords: 6 }),
    )
    expect(await api.records(SYNC, null)).toEqual({ records: [record(1)], activeCount: 7, remaining: 6, cursor: 'c1' })
    expect(await api.records(SYNC, 'c1&x')).toMatchObject({ records: [], cursor: 'c1&x' })
    expect(asked.map(({ line }) => line)).toEqual([
      `GET /syncs/${SYNC}/records?pageSize=50`,
      `GET /syncs/${SYNC}/records?pageSize=50&cursor=c1%26x`,
    ])
  })

  it('are found with all that they have', async () => {
    const { api } = apiOver(() => ({ data: record(1, { mimeType: 'text/plain', hash: {} }) }))
    expect(await api.record(SYNC, RECORD)).toEqual(record(1, { mimeType: 'text/plain', hash: {} }))
  })

  it('have content, which is passed on as it comes', async () => {
    const { api, asked } = apiOver(() => new Response('bytes', { headers: { 'content-type': 'text/plain' } }))
    expect(await (await api.content(SYNC, RECORD)).text()).toBe('bytes')
    expect(asked[0]?.line).toBe(`GET /syncs/${SYNC}/records/${RECORD}/content`)
  })

  it('name each user once, under the greatest role', async () => {
    const of: Record<string, string[]> = {
      is_owner: ['ada'],
      can_write: ['ada', 'bea'],
      can_read: ['ada', 'bea', 'cem', '*'],
    }
    const roles: string[] = []
    const api = createSyncApi(
      { baseUrl: 'https://sync.test', token: 'token' },
      {
        async fetch(url, { body }) {
          expect(url).toBe(`${root}/permissions/${SYNC}/list-users`)
          const { object, role } = JSON.parse(String(body)) as { object: string; role: string }
          expect(object).toBe(RECORD)
          roles.push(role)
          return Response.json({ users: of[role] })
        },
      },
    )
    expect(await api.access(SYNC, RECORD)).toEqual({ owners: ['ada'], writers: ['bea'], readers: ['cem', '*'] })
    expect(roles).toHaveLength(3)
  })
})

describe('what goes wrong', () => {
  it.each(['', '..', `${SYNC}/records`, '../../secrets', SYNC.slice(1)])('is not asked for: %j', async (id) => {
    const { api, asked } = apiOver(() => ({}))
    const attempts = [api.disable, api.reenable, api.remove, (of: string) => api.move(of, CREDENTIAL)]
    for (const attempt of attempts) {
      expect(await refusalOf((async () => attempt(id))())).toEqual([404, 'There is no such sync.'])
    }
    expect(await refusalOf(api.record(SYNC, id))).toEqual([404, 'There is no such record.'])
    expect(await refusalOf(api.content(SYNC, id))).toEqual([404, 'There is no such record.'])
    expect(await refusalOf(api.access(SYNC, id))).toEqual([404, 'There is no such record.'])
    expect(asked).toEqual([])
  })

  const answered = (status: number, body: object = {}) => Response.json(body, { status })

  it.each<[Response, number, RegExp]>([
    [answered(401), 502, /PARAGON_SIGNING_KEY/],
    [answered(403, { message: 'Not with this token.' }), 403, /^Not with this token\.$/],
    [answered(404, { message: 'Sync "x" not found.' }), 404, /not found/],
    [answered(409, { message: 'Another account.' }), 409, /^Another account\.$/],
    [answered(429), 503, /too often/],
    [answered(400), 400, /no reason/],
    [answered(500, { message: 'stack trace' }), 502, /in trouble/],
    [new Response('<html>'), 502, /does not understand/],
    [answered(200, { nonsense: true }), 502, /does not understand/],
  ])('is told in words: %o', async (response, status, words) => {
    const { api } = apiOver(() => response)
    const [actual, message] = await refusalOf(api.record(SYNC, RECORD))
    expect(actual).toBe(status)
    expect(message).toMatch(words)
    expect(message).not.toContain('stack trace')
  })

  it('includes Paragon not being there', async () => {
    const { api } = apiOver(() => {
      throw new TypeError('fetch failed')
    })
    const unreachable = [502, 'Paragon could not be reached. Try again in a moment.']
    expect(await refusalOf(api.list())).toEqual(unreachable)
    expect(await refusalOf(api.content(SYNC, RECORD))).toEqual(unreachable)
  })
})
