import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createCalls } from './control-call.ts'
import { projectControl } from './project-control.ts'
import { createLocalSandbox, HOOK, type LocalTestSandbox, maya } from './testing.ts'

let local: LocalTestSandbox
beforeAll(async () => {
  local = await createLocalSandbox()
})
afterAll(() => local.dispose())
beforeEach(() => local.begin())

describe('the journal of a project', () => {
  it('lists what matches, all of it, and from a cursor on', async () => {
    const { project, about } = local
    for (let call = 0; call < 3; call += 1) await about()
    const third = await project.journal.list({ service: 'googledrive' })
    expect(third.map(({ direction, account }) => [direction, account?.name])).toEqual(Array(3).fill(['out', maya.work]))
    const { cursor } = third[1] ?? { cursor: 0 }
    expect(await project.journal.list({ service: 'googledrive' }, { since: cursor })).toEqual(third.slice(2))
    expect(await project.journal.list({ direction: 'in', status: '4xx' })).toEqual([])
    expect(await project.journal.list({ trace: third[0]?.traceId })).toHaveLength(2)
    await project.journal.clear()
    expect(await project.journal.list()).toEqual([])
  })

  it('reads the journal from page to page', async () => {
    const asked: string[] = []
    const { project } = await local.through((request) => {
      const url = new URL(request.url)
      if (url.pathname.endsWith('/journal')) {
        asked.push(url.search)
        url.searchParams.set('limit', '2')
      }
      return new Request(url, request)
    })
    for (let call = 0; call < 5; call += 1) await local.me()
    expect(await project.journal.list({ service: 'zeus' })).toHaveLength(5)
    expect(asked).toHaveLength(3)
  })

  it('waits for what is still to come, and tells what came closest', async () => {
    const { project, about } = local
    const waiting = project.journal.wait({ service: 'googledrive' }, { count: 2 })
    await about()
    await about()
    expect(await waiting).toHaveLength(2)
    const inVain = project.journal.wait({ service: 'googledrive', credential: 'home' }, { timeout: 0 })
    await expect(inVain).rejects.toMatchObject({
      name: 'JournalTimeoutError',
      status: 408,
      matched: [],
      nearestMisses: [{ differs: [{ field: 'credential', expected: 'home' }] }, { entry: {} }, {}, {}],
    })
    await expect(inVain).rejects.toThrow(
      /^0 of 1 entries matched within 0 ms; 4 were looked at\.\nNearest misses:\n {2}out googledrive GET https:\/\/www\.googleapis\.com\/drive\/v3\/about\?fields=user 200 as maya\.chen@northwind\.example \(work\)\n {4}credential: wanted "home", was "[\w-]+" or "work"\n/,
    )
    await expect(project.journal.wait({ status: 'never' })).rejects.toMatchObject({ status: 422 })
  })

  it('waits for what follows on what was there before', async () => {
    const { project, me } = local
    await me()
    const since = (await project.journal.list()).at(-1)?.cursor
    await expect(project.journal.wait({ service: 'zeus' }, { since, timeout: 0 })).rejects.toThrow('0 were looked at')
    await me()
    expect(await project.journal.wait({ service: 'zeus' }, { since })).toHaveLength(1)
  })

  it('streams what comes, until the loop is left or the signal says so', async () => {
    const { project, me, about } = local
    await me()
    const seen: string[] = []
    for await (const { service } of project.journal.stream({ direction: 'in' }, { since: 0 })) {
      seen.push(service)
      if (seen.length === 2) break
      await about()
    }
    expect(seen).toEqual(['zeus', 'proxy'])
    const abort = new AbortController()
    const later: string[] = []
    const following = (async () => {
      for await (const { service } of project.journal.stream({ direction: 'in' }, { since: 0, signal: abort.signal })) {
        later.push(service)
        if (later.length === 2) abort.abort()
      }
    })()
    await following
    for await (const entry of project.journal.stream({}, { since: 0, signal: abort.signal })) throw new Error(entry.id)
    expect(later).toEqual(['zeus', 'proxy'])
    const refused = async () => {
      for await (const entry of project.journal.stream({ status: 'never' })) throw new Error(entry.id)
    }
    await expect(refused()).rejects.toMatchObject({ status: 422 })
  })

  it('lets go of a stream that is left', async () => {
    let isLeft = false
    const event = new TextEncoder().encode('id: 1\nevent: entry\ndata: {"id":"1"}\n\n')
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(event),
      cancel() {
        isLeft = true
      },
    })
    const { journal } = projectControl(
      createCalls('http://localhost:4010', '', () => new Response(body)),
      local.project,
    )
    for await (const { id } of journal.stream()) {
      expect([id, isLeft]).toEqual(['1', false])
      break
    }
    expect(isLeft).toBe(true)
  })

  it('shows one entry, and as a command', async () => {
    const { project, me } = local
    await me()
    const [entry] = await project.journal.list()
    expect(await project.journal.find(entry?.id ?? '')).toEqual(entry)
    expect(await project.journal.curl(entry?.id ?? '')).toMatch(/^curl [\s\S]*sdk\/me'[\s\S]*Bearer <token>/)
    await expect(project.journal.find('1')).rejects.toMatchObject({ status: 404 })
  })
})

describe('the faults of a project', () => {
  it('are added, counted and taken away', async () => {
    const { project, about } = local
    const fault = await project.faults.add({
      name: 'busy',
      match: { service: 'googledrive', credential: 'work' },
      effect: { rateLimit: { retryAfter: 7 } },
      times: 1,
    })
    expect(fault).toMatchObject({ name: 'busy', times: 1, matched: 0, hits: 0, dateCreated: expect.any(String) })
    const answers = [await about(), await about()]
    expect(answers.map(({ status }) => status)).toEqual([429, 200])
    expect(await project.faults.find(fault.id)).toMatchObject({ matched: 2, hits: 1 })
    expect((await project.journal.list({ status: 429, service: 'googledrive' }))[0]?.fault?.name).toBe('busy')
    const other = await project.faults.add({ effect: { delay: 1 } })
    expect((await project.faults.list()).map(({ id }) => id)).toEqual([fault.id, other.id])
    await project.faults.remove(fault.id)
    expect((await project.faults.list()).map(({ id }) => id)).toEqual([other.id])
    await project.faults.clear()
    expect(await project.faults.list()).toEqual([])
    await expect(project.faults.remove(fault.id)).rejects.toMatchObject({ status: 404 })
    await expect(project.faults.add({ effect: {} })).rejects.toMatchObject({ status: 422 })
  })
})

describe('what a project tells its app', () => {
  it('events, mails and webhooks, which are sent again', async () => {
    const { project, sandbox, account } = local
    const { eventDestinations } = await project.change({
      eventDestinations: [
        { type: 'EMAIL', to: 'on-call@mail.example' },
        { type: 'WEBHOOK', url: HOOK, headers: { authorization: 'secret' } },
      ],
    })
    expect(eventDestinations.map(({ type }) => type)).toEqual(['EMAIL', 'WEBHOOK'])
    await project.invalidate(account.id)
    const [event] = await project.events.list({ type: 'CREDENTIAL_FAILURE', userId: 'ada' })
    expect(event).toEqual({
      id: expect.any(String),
      projectId: project.projectId,
      type: 'CREDENTIAL_FAILURE',
      personaId: expect.any(String),
      endUserId: 'ada',
      integrationId: expect.any(String),
      connectCredentialId: account.id,
      connectCredentialConfigId: null,
      workflowId: null,
      traceId: expect.any(String),
      error: 'Made INVALID through the control API.',
      status: 'FAILED',
      dateCreated: expect.any(String),
    })
    expect(await project.events.list({ type: 'WORKFLOW_FAILURE' })).toEqual([])

    await project.journal.wait({ service: 'webhook' })
    await project.clock.advance(0)
    expect(await project.emails.list({ to: 'on-call@mail.example' })).toEqual([
      {
        id: expect.any(String),
        destinationId: eventDestinations[0]?.id,
        eventId: event?.id,
        to: 'on-call@mail.example',
        subject: expect.any(String),
        text: expect.stringContaining('Made INVALID'),
        dateCreated: expect.any(String),
      },
    ])
    const [delivery, ...others] = await project.webhooks.list({ ownerKind: 'event-destination', status: 'DELIVERED' })
    expect(others).toEqual([])
    expect(delivery).toEqual({
      id: expect.any(String),
      ownerKind: 'event-destination',
      ownerId: eventDestinations[1]?.id,
      eventId: event?.id,
      url: HOOK,
      status: 'DELIVERED',
      attemptCount: 1,
      dateNext: null,
      dateCreated: expect.any(String),
      dateUpdated: expect.any(String),
    })
    const id = delivery?.id ?? ''
    expect(await project.webhooks.find(id)).toEqual({
      ...delivery,
      headers: { authorization: '[redacted]' },
      body: event,
      attempts: [
        {
          number: 1,
          status: 200,
          error: null,
          response: 'thank you',
          duration: expect.any(Number),
          dateCreated: expect.any(String),
        },
      ],
    })
    expect(await project.webhooks.redeliver(id)).toMatchObject({ id, status: 'PENDING' })
    await project.journal.wait({ service: 'webhook' }, { count: 2 })
    expect(local.arrived).toEqual([event, event])
    expect(await project.eventDestinations.test(eventDestinations[0]?.id ?? '')).toMatchObject({
      endUserId: expect.any(String),
    })
    await expect(project.webhooks.redeliver('nobody')).rejects.toMatchObject({ status: 404 })
    await expect(sandbox.control.project('nobody')).rejects.toMatchObject({ status: 404 })
  })

  it('as many as are wanted, over as many pages as that takes', async () => {
    const { project, account } = local
    for (let loss = 0; loss < 3; loss += 1) await project.invalidate(account.id)
    const all = await project.events.list()
    expect(all).toHaveLength(3)
    expect(await project.events.list({ limit: 2 })).toEqual(all.slice(0, 2))
    const small = await local.through((request) => {
      const url = new URL(request.url)
      if (url.pathname.endsWith('/events')) url.searchParams.set('limit', '1')
      return new Request(url, request)
    })
    expect(await small.project.events.list()).toEqual(all)
    expect(await small.project.events.list({ limit: 2 })).toEqual(all.slice(0, 2))
  })

  it('what happened to its syncs', async () => {
    const { project, token, fetch } = local
    const created = await fetch(
      new Request(`${project.urls.paragon}/api/syncs`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ integration: 'googledrive', pipeline: 'files', configuration: {} }),
      }),
    )
    expect(created.ok).toBe(true)
    const { id: syncId } = (await created.json()) as { id: string }
    await project.clock.advance(60_000)
    const lines = await project.syncLogs.list({ syncId })
    expect(lines.length).toBeGreaterThan(0)
    expect(await project.syncLogs.list({ limit: 1 })).toEqual(lines.slice(0, 1))
    expect(await project.syncLogs.list({ syncId: 'nothing' })).toEqual([])
  })
})

describe('what is in a project', () => {
  it('connected users with their accounts', async () => {
    const { project, account } = local
    expect(await project.users.list()).toMatchObject([
      { userId: 'ada', credentials: [{ id: account.id, externalId: 'work', status: 'VALID', isDefault: true }] },
    ])
    const values = await project.setupValues({ integration: 'sendgrid', account: maya.work })
    expect(Object.values(values)).toEqual([expect.stringMatching(/\S{20,}/)])
    await expect(project.setupValues({ integration: 'googledrive' })).rejects.toMatchObject({ status: 422 })
  })

  it('syncs, and what waits until it is told to go on', async () => {
    const { project, account, token, fetch } = local
    await project.change({ transitions: { syncs: 'manual' } })
    expect((await project.describe()).transitions).toMatchObject({ syncs: 'manual', webhooks: 'immediate' })
    await fetch(
      new Request(`${project.urls.paragon}/api/syncs`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ integration: 'googledrive', pipeline: 'files', configuration: {} }),
      }),
    )
    const [sync] = await project.syncs.list({ userId: 'ada' })
    expect(sync).toMatchObject({ credentialId: account.id, status: 'INITIALIZING', recordCount: 0 })
    expect(await project.transitions.list({ kind: 'syncs' })).toMatchObject([{ subject: sync?.id, isManual: true }])
    const step = { kind: 'syncs', subject: sync?.id ?? '' } as const
    // It becomes ACTIVE first, and reads its records then.
    expect(await project.transitions.advance(step)).toMatchObject({ ...step, isManual: true })
    expect(await project.syncs.list()).toMatchObject([{ status: 'ACTIVE', recordCount: 0 }])
    await project.transitions.advance(step)
    expect((await project.syncs.list())[0]?.recordCount).toBeGreaterThan(0)
    await expect(project.transitions.advance({ kind: 'syncs', subject: 'none' })).rejects.toMatchObject({ status: 404 })
    expect(await project.syncs.list({ userId: 'nobody' })).toEqual([])
  })

  it('runs of workflows, each with its steps', async () => {
    const { project, fetch, token } = local
    await project.workflows.deploy('googledrive', 'hello', {
      defaultEnabled: true,
      trigger: { type: 'event', name: 'greeted' },
      steps: [{ id: 'wait', type: 'delay', for: { seconds: 1 } }],
    })
    await project.connect({ sub: 'ada', integration: 'googledrive', account: maya.home })
    await fetch(
      new Request(`${project.urls.paragon}/projects/${project.projectId}/sdk/events/trigger`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'greeted', payload: {} }),
      }),
    )
    await project.clock.advance(2_000)
    const [run, ...others] = await project.executions.list({ integration: 'googledrive', status: 'SUCCEEDED' })
    expect([run, others]).toMatchObject([{ userId: 'ada', workflow: 'hello' }, []])
    const { steps } = await project.executions.find(run?.id ?? '')
    expect(steps.map(({ path, status }) => [path, status])).toEqual([
      ['trigger', 'SUCCEEDED'],
      ['wait', 'SUCCEEDED'],
    ])
    await expect(project.executions.find('none')).rejects.toMatchObject({ status: 404 })
  })
})

describe('a project', () => {
  it('turns an account’s calls down for a while', async () => {
    const { project, account, about } = local
    await project.clock.freeze()
    await project.throttle(account.id, 30)
    expect((await about()).status).toBe(429)
    await project.clock.advance(31_000)
    expect((await about()).status).toBe(200)
    await project.throttle(account.id, 30)
    await project.throttle(account.id, 0)
    expect((await about()).status).toBe(200)
    await expect(project.throttle(account.id, -1)).rejects.toMatchObject({ status: 422 })
  })

  it('tells of itself, and is changed', async () => {
    const { project } = local
    const before = await project.describe()
    expect(before).toMatchObject({ projectId: project.projectId, name: 'Sandbox', webhookUrl: null })
    expect(before.integrations.map(({ type }) => type)).toContain('googledrive')
    expect(await project.change({ webhookUrl: HOOK })).toMatchObject({ webhookUrl: HOOK })
    expect(await project.change({ webhookUrl: null })).toEqual(before)
    await expect(project.change({ webhookUrl: 'ftp://x' })).rejects.toMatchObject({ status: 422 })
  })

  it('deploys workflows and takes them away', async () => {
    const { project } = local
    const slugs = async () => {
      const { integrations } = await project.describe()
      return integrations.find(({ type }) => type === 'googledrive')?.workflows.map(({ id, slug }) => [id, slug])
    }
    const id = await project.workflows.deploy('googledrive', 'hello', {
      trigger: { type: 'request' },
      steps: [{ id: 'wait', type: 'delay', for: { seconds: 1 } }],
    })
    expect(await slugs()).toContainEqual([id, 'hello'])
    await project.workflows.remove('googledrive', 'hello')
    expect(await slugs()).not.toContainEqual([id, 'hello'])
    await expect(project.workflows.remove('googledrive', 'hello')).rejects.toMatchObject({ status: 404 })
  })

  it('is brought back from a snapshot, also where it was not', async () => {
    const { project, account, about, sandbox } = local
    const snapshot = await project.exportSnapshot()
    expect(snapshot).toMatchObject({ version: 1, projectId: project.projectId })
    await project.invalidate(account.id)
    expect((await about()).status).toBe(400)
    await project.importSnapshot(snapshot)
    expect((await about()).status).toBe(200)
    await project.remove()
    const again = await sandbox.control.importSnapshot(snapshot)
    expect(again.signingKey).toBe(project.signingKey)
    expect((await about()).status).toBe(200)
    await expect(again.importSnapshot({ ...snapshot, version: 99 })).rejects.toMatchObject({ status: 422 })
  })

  it('goes back to what it started with', async () => {
    const { project, me } = local
    await project.faults.add({ effect: { delay: 1 } })
    await project.reset()
    expect(await project.faults.list()).toEqual([])
    expect(await project.journal.list()).toEqual([])
    const { integrations } = (await (await me()).json()) as { integrations: Record<string, { enabled: boolean }> }
    expect(integrations.googledrive?.enabled).toBe(false)
  })
})
