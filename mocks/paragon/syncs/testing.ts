import { expect } from 'vitest'
import type { TestSandbox, TestUser } from '../../testing/test-sandbox.ts'

export const PARAGON = 'http://localhost:4010'
export const MINUTE = 60_000
export const DAY = 24 * 60 * MINUTE

/** A record or a tombstone, as it is pulled. */
export interface Pulled {
  id: string
  externalId: string
  name?: string
  deleted?: true
  [field: string]: unknown
}

export interface Page {
  data: Pulled[]
  paging: {
    totalRecords: number
    totalActiveRecords: number
    remainingRecords: number
    cursor: string | null
    lastSeen: number | null
  }
}

export interface Status {
  status: string
  summary: {
    totalRecords: number
    syncedRecordsCount: number
    lastSyncedAt: string | null
    latestCursor: string | null
  }
  credentialId: string
  reason?: string
  rateLimitBackoffMs?: number
  incrementalAccumulatorFrequency?: string
}

/** The Sync API as one user calls it. */
export interface SyncClient {
  call(method: string, path: string, body?: unknown): Promise<Response>
  /** A call that must succeed. */
  json<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T>
  /** Enables a sync of the drive and answers its id. */
  enable(body?: Record<string, unknown>): Promise<string>
  status(syncId: string): Promise<Status>
  page(syncId: string, query?: Record<string, string>): Promise<Page>
  /** All that is there after a cursor, in pages of a size. */
  pull(syncId: string, cursor?: string | null, pageSize?: number): Promise<{ data: Pulled[]; cursor: string | null }>
  /** Names of the records that are there, sorted. */
  names(syncId: string): Promise<string[]>
}

export function syncClient(sandbox: () => TestSandbox, { token }: { token: string }): SyncClient {
  const call: SyncClient['call'] = async (method, path, body) =>
    sandbox().paragon(
      new Request(`${PARAGON}/api${path}`, {
        method,
        headers: { authorization: `Bearer ${token}` },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    )
  async function json<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await call(method, path, body)
    expect(response.status, await response.clone().text()).toBe(200)
    return (await response.json()) as T
  }
  const page: SyncClient['page'] = (syncId, query = {}) =>
    json('GET', `/syncs/${syncId}/records?${new URLSearchParams(query)}`)
  const pull: SyncClient['pull'] = async (syncId, cursor = null, pageSize = 100) => {
    const data: Pulled[] = []
    for (let at = cursor; ; ) {
      const { data: records, paging } = await page(syncId, { pageSize: String(pageSize), ...(at && { cursor: at }) })
      data.push(...records)
      at = paging.cursor
      if (paging.remainingRecords === 0) return { data, cursor: at }
    }
  }
  return {
    call,
    json,
    page,
    pull,
    async enable(body = {}) {
      const { id } = await json<{ id: string }>('POST', '/syncs', {
        integration: 'googledrive',
        pipeline: 'files',
        ...body,
      })
      return id
    },
    status: (syncId) => json('GET', `/syncs/${syncId}`),
    async names(syncId) {
      const { data } = await pull(syncId)
      return data.flatMap(({ name }) => name ?? []).sort()
    },
  }
}

/** A connected account whose workflows are off, so that nothing happens in it but what a test does. */
export async function addQuietAccount(user: TestUser, email: string, integration = 'googledrive') {
  const credential = await user.addAccount(email, { integration })
  const headers = { 'x-paragon-credential': credential.id }
  for (const { workflowSettings } of credential.configurations) {
    for (const [workflowId, { enabled }] of Object.entries(workflowSettings)) {
      if (enabled) expect((await user.call('DELETE', `/sdk/workflows/${workflowId}`, { headers })).status).toBe(200)
    }
  }
  return credential
}

/** Sets the project's clock forward; all that is due by then is done when this resolves. */
export async function advance(sandbox: TestSandbox, milliseconds: number): Promise<void> {
  const answer = await sandbox.control('PUT', `/projects/${sandbox.projectId}/clock`, { advance: milliseconds })
  expect(answer.status, await answer.clone().text()).toBe(200)
}

/** A call to a third party through the Proxy, as one account. */
export async function callThirdParty(
  user: TestUser,
  integration: string,
  credentialId: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<Record<string, unknown>> {
  const answer = await user.call(method, `/sdk/proxy/${integration}${path}`, {
    ...(body !== undefined && { body }),
    headers: { 'x-paragon-credential': credentialId },
  })
  expect(answer.status, await answer.clone().text()).toBeLessThan(300)
  if (answer.status === 204) return {}
  return ((await answer.json()) as { output: Record<string, unknown> }).output
}

/** The same to Google Drive. */
export async function drive(user: TestUser, credentialId: string, method: string, path: string, body?: unknown) {
  const output = await callThirdParty(user, 'googledrive', credentialId, method, path, body)
  return { ...output, id: String(output.id) }
}

/** Expects an error in the vendor's envelope. */
export async function expectError(response: Response, status: number, code?: string) {
  const body = (await response.json()) as Record<string, unknown>
  expect([response.status, body.status], JSON.stringify(body)).toEqual([status, status])
  expect(body).toMatchObject({
    message: expect.any(String),
    code: code ?? expect.any(String),
    meta: expect.any(Object),
  })
}
