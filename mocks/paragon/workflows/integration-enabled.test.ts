import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestSandbox, maya, type TestSandbox, type TestUser } from '../../testing/test-sandbox.ts'
import { declare, run, runs, settledRuns, turnOn, workflowId } from '../../testing/workflows.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox()
})
afterAll(() => sandbox.dispose())

let users = 0
async function newUser() {
  const sub = `enabler-${users++}`
  return { sub, user: await sandbox.user(sub) }
}
const CALENDAR = 'googleCalendar'
const isTriggered = async (user: TestUser) =>
  (await user.integration(CALENDAR)).allCredentials.map(({ configurations }) =>
    configurations.map(({ configMeta }) => (configMeta as Record<string, unknown>).isIntegrationEnableTriggered),
  )

describe('an Integration Enabled trigger', () => {
  it('fires once for each account that is connected, as that account', async () => {
    const { sub, user } = await newUser()
    const id = await workflowId(sandbox, 'first-reminder')
    await user.connect(maya.work, { type: CALENDAR })
    const b = await user.addAccount(maya.home, { integration: CALENDAR })
    const recorded = await settledRuns(sandbox, 2, { userId: sub })
    expect(recorded).toMatchObject([
      { workflowId: id, status: 'SUCCEEDED' },
      { credentialId: b.id, status: 'SUCCEEDED' },
    ])
    expect(await run(sandbox, recorded[0]?.id ?? '')).toMatchObject({
      stepExecutions: [{ type: 'TRIGGER/INTEGRATION_ENABLED' }, {}, {}],
    })
    const headers = { 'x-paragon-credential': b.id }
    const events = await user.call('GET', '/sdk/proxy/googleCalendar/calendars/primary/events?q=kept', { headers })
    expect(await events.json()).toMatchObject({
      output: { summary: maya.home, items: [{ summary: 'Review which meetings are kept in step' }] },
    })
    expect(await isTriggered(user)).toEqual([[true], [true]])

    // Neither settings nor another sign-in behind the account fire it again.
    await user.call('PATCH', `/sdk/credentials/${b.id}`, {
      body: { config: { sharedSettings: { 'calendar-purpose': 'availability' } } },
    })
    await user.connect(maya.home, {
      type: CALENDAR,
      installOptions: { allowMultipleCredentials: true, selectedCredentialId: b.id },
    })
    await sandbox.advance(1)
    expect(await runs(sandbox, { userId: sub })).toHaveLength(2)
  })

  it('fires for a configuration that is added, too', async () => {
    const { sub, user } = await newUser()
    const a = await user.addAccount(maya.work, { integration: CALENDAR })
    const path = `/sdk/credentials/${a.id}/configurations`
    await user.call('POST', path, { body: { externalId: 'team' } })
    const recorded = await settledRuns(sandbox, 2, { userId: sub })
    expect(new Set(recorded.map(({ configurationId }) => configurationId)).size).toBe(2)
    // What the app keeps in the configuration's meta does not make it forget.
    await user.call('PATCH', path, { body: { meta: { mine: 1 } }, headers: { 'x-paragon-configuration-id': 'team' } })
    expect(await isTriggered(user)).toEqual([[true, true]])
    expect(await runs(sandbox, { userId: sub })).toHaveLength(2)
  })

  it('waits until the required settings are filled', async () => {
    const other = await createTestSandbox()
    try {
      const { prisma } = other.context.store
      const row = await prisma.integration.findFirstOrThrow({ where: { type: CALENDAR } })
      const definition = row.definition as unknown as { portal: { sharedInputs: object[] } }
      definition.portal.sharedInputs.push({ id: 'team', title: 'Team', type: 'TEXT_NO_VARS' })
      await prisma.integration.update({ where: { id: row.id }, data: { definition: definition as never } })
      await prisma.project.updateMany({ data: { revision: { increment: 1 } } })

      const user = await other.user('u')
      const a = await user.addAccount(maya.work, { integration: CALENDAR })
      const save = (sharedSettings: object) =>
        user.call('PATCH', `/sdk/credentials/${a.id}`, { body: { config: { sharedSettings } } })
      await save({ 'calendar-purpose': 'meetings' })
      await save({ team: ' ' })
      await other.advance(1)
      expect(await runs(other)).toEqual([])
      await save({ team: 'Blue' })
      await save({ team: 'Red' })
      expect(await settledRuns(other, 1, {})).toMatchObject([{ status: 'SUCCEEDED' }])
      await other.advance(1)
      expect(await runs(other)).toHaveLength(1)
    } finally {
      await other.dispose()
    }
  })

  it('does not fire where it was turned off before', async () => {
    const { sub, user } = await newUser()
    const id = await workflowId(sandbox, 'first-reminder')
    const a = await user.addAccount(maya.work, { integration: CALENDAR })
    await settledRuns(sandbox, 1, { userId: sub })
    const state = async () => (await user.integration(CALENDAR)).workflowSettings[id]
    expect(await state()).toEqual({ enabled: true, settings: {} })
    await user.call('DELETE', `/sdk/workflows/${id}`, { headers: { 'x-paragon-credential': a.id } })
    expect(await state()).toEqual({ enabled: false, settings: {} })
    await turnOn(user, id)
    expect(await state()).toMatchObject({ enabled: true })
    // Settings of other workflows say nothing of it: it stays on.
    await user.call('PATCH', `/sdk/credentials/${a.id}`, { body: { config: { workflowSettings: {} } } })
    expect(await state()).toMatchObject({ enabled: true })
    expect(await runs(sandbox, { userId: sub })).toHaveLength(1)
  })

  it('is hidden in the portal, which has no switch for it', async () => {
    const { user } = await newUser()
    const id = await workflowId(sandbox, 'first-reminder')
    const list = (await (await user.call('GET', '/sdk/integrations')).json()) as {
      type: string
      configs: { values: { workflowMeta: Record<string, Record<string, unknown>> } }[]
    }[]
    const meta = list.find(({ type }) => type === CALENDAR)?.configs[0]?.values.workflowMeta ?? {}
    expect(
      Object.entries(meta)
        .filter(([, { hidden }]) => hidden)
        .map(([hidden]) => hidden),
    ).toEqual([id])
    // What a workflow does is nobody's business in the browser.
    for (const each of Object.values(meta)) expect(Object.keys(each)).not.toContain('steps')
  })
})

describe('an integration webhook', () => {
  /** The URL as the SDK makes it, `getCustomWebhookUserManualUrl`. */
  async function url(user: TestUser, id: string, credentialId: string) {
    const list = (await (await user.call('GET', '/sdk/integrations')).json()) as {
      id: string
      workflows: { id: string; integrationId: string; customWebhookTriggerId?: string }[]
    }[]
    const workflow = list.flatMap(({ workflows }) => workflows).find((each) => each.id === id)
    return `http://localhost:4010/triggers/connect/${sandbox.projectId}/${workflow?.integrationId}/custom-triggers/${workflow?.customWebhookTriggerId}?id=${credentialId}`
  }
  const post = (to: string, body: unknown = {}, headers: Record<string, string> = {}) =>
    Promise.resolve(sandbox.paragon(new Request(to, { method: 'POST', headers, body: JSON.stringify(body) })))

  it('runs for the account in its URL, in every configuration where it is on', async () => {
    const { sub, user } = await newUser()
    const a = await user.addAccount(maya.work)
    const b = await user.addAccount(maya.home)
    const id = await workflowId(sandbox, 'save-scans')
    for (const credential of [a, b]) await turnOn(user, id, { 'x-paragon-credential': credential.id })
    await user.call('POST', `/sdk/credentials/${b.id}/configurations`, { body: { externalId: 'team' } })
    await turnOn(user, id, { 'x-paragon-credential': b.id, 'x-paragon-configuration-id': 'team' })
    const answer = await post(await url(user, id, b.id), { name: `${sub}.txt`, text: 'scanned' })
    expect([answer.status, await answer.json()]).toEqual([200, {}])
    const recorded = await settledRuns(sandbox, 2, { userId: sub })
    expect(recorded.map(({ credentialId, status }) => [credentialId, status])).toEqual([
      [b.id, 'SUCCEEDED'],
      [b.id, 'SUCCEEDED'],
    ])
    const files = async (credential: string) => {
      const path = `/sdk/proxy/googledrive/files?q=${encodeURIComponent(`name = '${sub}.txt'`)}`
      const list = await user.call('GET', path, { headers: { 'x-paragon-credential': credential } })
      return ((await list.json()) as { output: { files: object[] } }).output.files.length
    }
    expect([await files(a.id), await files(b.id)]).toEqual([0, 2])
  })

  it('passes its query, headers and body on', async () => {
    const { sub, user } = await newUser()
    const a = await user.addAccount(maya.work)
    const steps = [
      {
        id: 'note',
        type: 'function',
        return: ['{{trigger.headers.x-state}}', '{{trigger.params.n}}', '{{trigger.body}}'],
      },
    ]
    const id = await declare(sandbox, sub, { trigger: { type: 'webhook' }, steps })
    await turnOn(user, id)
    expect((await post(`${await url(user, id, a.id)}&n=1`, [1], { 'X-State': 'exists' })).status).toBe(200)
    const [only] = await settledRuns(sandbox, 1, { userId: sub })
    const { stepExecutions } = await run(sandbox, only?.id ?? '')
    const note = await sandbox.history(`/${only?.id}/step-executions/${stepExecutions[1]?.id}`)
    expect(await note.json()).toMatchObject({ output: ['exists', '1', [1]] })
    expect(stepExecutions[0]).toMatchObject({ type: 'TRIGGER/WEBHOOK' })
  })

  it('is refused for what is not there, or off', async () => {
    const { user } = await newUser()
    const a = await user.addAccount(maya.work)
    const calendar = await user.addAccount(maya.work, { integration: CALENDAR })
    const id = await workflowId(sandbox, 'save-scans')
    const good = await url(user, id, a.id)
    const nowhere = '0d2cca60-268b-45f1-ac5e-af6aad403d8c'
    const status = async (to: string) => {
      const answer = await post(to)
      expect(((await answer.json()) as { status: number }).status).toBe(answer.status)
      return answer.status
    }
    expect(await status(good)).toBe(400)
    await turnOn(user, id)
    expect(await status(good.replace(/\?.*/, ''))).toBe(400)
    expect(await status(good.replace(a.id, nowhere))).toBe(404)
    expect(await status(good.replace(a.id, calendar.id))).toBe(404)
    expect(await status(good.replace(/[^/]+\?/, `${nowhere}?`))).toBe(404)
    expect(await status(good.replace(a.integrationId, nowhere))).toBe(404)
    expect(await status(good.replace(`/${sandbox.projectId}/`, '/nowhere/'))).toBe(404)
    expect((await sandbox.paragon(new Request(good))).status).toBe(405)
    expect((await post(good)).status).toBe(200)
  })
})
