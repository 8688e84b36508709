import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestSandbox, maya, type TestSandbox, type TestUser } from '../../../testing/test-sandbox.ts'
import {
  addQuietAccount,
  advance,
  callThirdParty,
  DAY,
  expectError,
  MINUTE,
  type SyncClient,
  syncClient,
} from '../testing.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox()
  await sandbox.control('PUT', `/projects/${sandbox.projectId}/clock`, { frozen: true })
})
afterAll(() => sandbox.dispose())

interface Desk {
  user: TestUser
  syncs: SyncClient
  a: string
  b: string
  call(credentialId: string, method: string, path: string, body?: unknown): Promise<Record<string, unknown>>
  create(credentialId: string, fields: Record<string, unknown>): Promise<{ id: string; key: string }>
  projectOf(credentialId: string): Promise<string>
  enable(credentialId: string, configuration?: object): Promise<string>
}
let people = 0
/** Someone with two Jira accounts. */
async function desk(): Promise<Desk> {
  const user = await sandbox.user(`jira-${people++}`)
  const [a, b] = [await addQuietAccount(user, maya.work, 'jira'), await addQuietAccount(user, maya.home, 'jira')]
  const syncs = syncClient(() => sandbox, user)
  const call: Desk['call'] = (credentialId, method, path, body) =>
    callThirdParty(user, 'jira', credentialId, method, `/rest/api/3${path}`, body)
  const projectOf = async (credentialId: string) => {
    const { values } = (await call(credentialId, 'GET', '/project/search')) as { values: { id: string }[] }
    return values[0]?.id ?? ''
  }
  return {
    user,
    syncs,
    a: a.id,
    b: b.id,
    call,
    projectOf,
    async create(credentialId, fields) {
      const project = { id: await projectOf(credentialId) }
      const body = { fields: { project, issuetype: { name: 'Task' }, ...fields } }
      return (await call(credentialId, 'POST', '/issue', body)) as { id: string; key: string }
    },
    async enable(credentialId, configuration) {
      const id = await syncs.enable({
        integration: 'jira',
        pipeline: 'tickets',
        credentialId,
        configurationName: `${credentialId} ${JSON.stringify(configuration)}`,
        configuration: configuration ?? { projectId: await projectOf(credentialId) },
      })
      await advance(sandbox, 0)
      return id
    },
  }
}
const text = (content: string) => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text: content, marks: [{ type: 'strong' }] }] }],
})
/** Puts many issues beside one at once; answers their ids. */
async function fill(issueId: string, count: number): Promise<string[]> {
  const { prisma } = sandbox.context.store
  const issue = await prisma.providerRecord.findFirstOrThrow({ where: { kind: 'jira/issues', id: issueId } })
  const data = Array.from({ length: count }, (_, index) => ({
    ...issue,
    id: String(50_000 + index),
    data: { ...Object(issue.data), summary: `Many ${index}` },
  }))
  await prisma.providerRecord.createMany({ data })
  return data.map(({ id }) => id)
}
/** Changes many issues at once. */
async function relabel(ids: readonly string[]): Promise<void> {
  const { store, clockOf } = sandbox.context
  const issues = await store.prisma.providerRecord.findMany({ where: { kind: 'jira/issues', id: { in: [...ids] } } })
  const dateModified = clockOf(sandbox.projectId).timestamp()
  await store.prisma.$transaction(
    issues.map(({ accountId, kind, id, data }) =>
      store.prisma.providerRecord.update({
        where: { accountId_kind_id: { accountId, kind, id } },
        data: { data: { ...Object(data), labels: ['all'] }, dateModified },
      }),
    ),
  )
}
const titles = async (syncs: SyncClient, id: string) =>
  (await syncs.pull(id)).data.filter(({ deleted }) => !deleted).map(({ title }) => title)

describe('tickets of Jira', () => {
  it('are those of one project of the account, in their own form', async () => {
    const { syncs, a, b, create, enable } = await desk()
    const { id, key } = await create(a, {
      summary: 'Printer is on fire',
      description: text('Bring water'),
      issuetype: { name: 'Bug' },
      priority: { name: 'Highest' },
      labels: ['fire'],
      duedate: '2026-03-01',
    })
    const [ofA, ofB] = [await enable(a), await enable(b)]
    expect(await syncs.status(ofA)).toMatchObject({ status: 'IDLE', credentialId: a })
    const { data } = await syncs.pull(ofA)
    expect(data.find(({ externalId }) => externalId === id)).toEqual({
      id: expect.stringMatching(/^.{8}-.{4}-5/),
      externalId: id,
      title: 'Printer is on fire',
      status: { id: '10000', name: 'To Do', category: 'open' },
      priority: 'urgent',
      type: 'Bug',
      assignees: [],
      originalRecord: { id, key, fields: expect.objectContaining({ summary: 'Printer is on fire' }) },
      description: '**Bring water**',
      createdBy: { id: expect.any(String), name: 'Maya Chen', email: maya.work },
      tags: ['fire'],
      dueAt: '2026-03-01T00:00:00.000Z',
      resolvedAt: null,
      externalUrl: `https://maya-chen.atlassian.net/browse/${key}`,
      project: { id: '10000', key: 'NW', name: 'Northwind Product' },
      syncedAt: expect.any(String),
    })
    expect(data.find(({ title }) => title === 'Rewrite the pricing page')).toMatchObject({
      status: { category: 'closed' },
      priority: 'low',
      resolvedAt: expect.stringMatching(/Z$/),
      assignees: [{ name: 'Maya Chen', email: maya.work }],
    })
    // Neither those of another project nor those of the other account.
    expect(await titles(syncs, ofA)).not.toContain('Explain how tokens are refreshed')
    expect(await titles(syncs, ofB)).toEqual(expect.arrayContaining(['Fix the tap in the kitchen']))
    expect(await titles(syncs, ofB)).not.toContain('Printer is on fire')
  })

  it('come in pages, follow changes every minute, and lose in the daily sync what was deleted', async () => {
    const { syncs, a, call, create, enable } = await desk()
    const made = await fill((await create(a, { summary: 'Many' })).id, 103)
    const id = await enable(a)
    const all = await syncs.pull(id)
    const ids = all.data.map(({ externalId }) => externalId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual(expect.arrayContaining(made))

    const [first = '', second = ''] = made
    await advance(sandbox, 10 * MINUTE)
    const { cursor } = await syncs.pull(id)
    await call(a, 'PUT', `/issue/${first}`, { fields: { summary: 'Changed' } })
    await call(a, 'POST', `/issue/${second}/transitions`, { transition: { id: '22' } })
    await create(a, { summary: 'New' })
    await advance(sandbox, MINUTE)
    const changed = await syncs.pull(id, cursor)
    expect(changed.data.map(({ title, status }) => [title, (status as { category: string }).category])).toEqual([
      ['Changed', 'open'],
      ['Many 1', 'closed'],
      ['New', 'open'],
    ])
    await advance(sandbox, MINUTE)
    expect((await syncs.pull(id, changed.cursor)).data).toEqual([])
    // More changes than come in one page.
    await relabel(made)
    await advance(sandbox, MINUTE)
    expect((await syncs.pull(id, changed.cursor)).data.filter(({ tags }) => String(tags) === 'all')).toHaveLength(103)

    await call(a, 'DELETE', `/issue/${first}`)
    await advance(sandbox, MINUTE)
    expect(await titles(syncs, id)).toContain('Changed')
    await advance(sandbox, DAY)
    const { data } = await syncs.pull(id)
    expect(data.find(({ externalId }) => externalId === first)).toMatchObject({ deleted: true })
  })

  it('have a content: the ticket with its comments, and its attachments', async () => {
    const { user, syncs, a, call, create, enable } = await desk()
    const { id, key } = await create(a, { summary: 'With papers', description: text('See below') })
    await call(a, 'POST', `/issue/${id}/comment`, { body: text('Noted') })
    for (const content of ['first paper', 'second paper']) {
      const part = `--edge\r\nContent-Disposition: form-data; name="file"; filename="paper.txt"\r\nContent-Type: text/plain\r\n\r\n${content}\r\n--edge--\r\n`
      const answer = await user.call('POST', `/sdk/proxy/jira/rest/api/3/issue/${key}/attachments`, {
        body: part,
        headers: {
          'x-paragon-credential': a,
          'content-type': 'multipart/form-data; boundary=edge',
          'x-atlassian-token': 'no-check',
        },
      })
      expect(answer.status, await answer.clone().text()).toBe(200)
    }
    const syncId = await enable(a)
    const record = (await syncs.pull(syncId)).data.find(({ externalId }) => externalId === id)
    const content = await syncs.call('GET', `/syncs/${syncId}/records/${record?.id}/content`)
    expect([content.status, content.headers.get('content-type')]).toEqual([200, 'application/zip'])
    const bytes = Buffer.from(await content.arrayBuffer())
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04')
    // Entries are stored as they are.
    const archive = bytes.toString('utf8')
    for (const part of [
      `${key}.md`,
      '# With papers',
      '- **Status**: To Do',
      '**See below**',
      '### Maya Chen, ',
      '**Noted**',
      'attachments/paper.txt',
      'first paper',
      'second paper',
    ]) {
      expect(archive).toContain(part)
    }
    expect(archive.match(/attachments\/\d+ paper\.txt/g)).not.toBeNull()
  })

  it('need a project, by its number, that there is', async () => {
    const { syncs, a, enable } = await desk()
    for (const configuration of [{}, { projectId: 'NW' }, { projectId: 10_000 }, { projectId: '10000', more: 1 }]) {
      const body = { integration: 'jira', pipeline: 'tickets', credentialId: a, configuration }
      await expectError(await syncs.call('POST', '/syncs', body), 400)
    }
    const id = await enable(a, { projectId: '99999' })
    expect(await syncs.status(id)).toMatchObject({ status: 'ERRORED', reason: 'Request failed with status code 400' })
  })

  it('wait for a third party with too many requests, and end with a revoked grant', async () => {
    const { syncs, a, create, enable } = await desk()
    const id = await enable(a)
    await create(a, { summary: 'Waits' })
    const mishap = (what: string, body?: object) =>
      sandbox.control('POST', `/projects/${sandbox.projectId}/credentials/${a}/${what}`, body)
    await mishap('throttle', { seconds: 600 })
    await advance(sandbox, MINUTE)
    expect(await syncs.status(id)).toMatchObject({ status: 'RATE_LIMITED', rateLimitBackoffMs: 540_000 })
    await advance(sandbox, 9 * MINUTE)
    expect(await titles(syncs, id)).toContain('Waits')
    await mishap('revoke')
    await advance(sandbox, MINUTE)
    expect(await syncs.status(id)).toMatchObject({
      status: 'ERRORED',
      reason: `Credential ID ${a} is no longer valid or has been deleted.`,
    })
  })
})
