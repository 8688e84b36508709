import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestSandbox,
  maya,
  type TestSandbox,
  type TestUser,
  type WireCredential,
} from '../../testing/test-sandbox.ts'

let sandbox: TestSandbox
const received: { triggerType: string; credentialId: string; payload: Record<string, unknown> }[] = []
beforeAll(async () => {
  sandbox = await createTestSandbox({
    async deliver(request) {
      received.push(JSON.parse(await request.text()))
      return new Response()
    },
  })
  await sandbox.control('PATCH', `/projects/${sandbox.projectId}`, { webhookUrl: 'http://localhost:1/' })
  await sandbox.control('PUT', `/projects/${sandbox.projectId}/clock`, { frozen: true })
})
afterAll(() => sandbox.dispose())
beforeEach(async () => {
  await sandbox.context.store.prisma.triggerSubscription.deleteMany()
  received.length = 0
})

const advance = () => sandbox.control('PUT', `/projects/${sandbox.projectId}/clock`, { advance: 60_000 })
/** What was told, once so much was and nothing is under way. */
async function told(count: number) {
  await expect.poll(() => received.length).toBeGreaterThanOrEqual(count)
  const { prisma } = sandbox.context.store
  await expect.poll(() => prisma.job.count({ where: { runAt: 0 } })).toBe(0)
  return received
}

interface Crm {
  integration: 'hubspot' | 'salesforce'
  recordType: string
  nobody: string
  create: (name: string) => [tool: string, parameters: object]
  update: (recordId: string, name: string) => [tool: string, parameters: object]
  filter: (name: string) => object
  nameOf: (payload: Record<string, unknown>) => unknown
}

const crms: Crm[] = [
  {
    integration: 'hubspot',
    recordType: 'companies',
    nobody: 'nothings',
    create: (name) => ['HUBSPOT_CREATE_RECORD_COMPANIES', { 'field-name': name }],
    update: (recordId, name) => ['HUBSPOT_UPDATE_RECORD_COMPANIES', { recordId, 'field-name': name }],
    filter: (name) => ({ field: 'name', operator: '$stringExactlyMatches', value: name }),
    nameOf: ({ properties }) => (properties as { name: string }).name,
  },
  {
    integration: 'salesforce',
    recordType: 'Account',
    nobody: 'Nothing__c',
    create: (Name) => ['SALESFORCE_CREATE_RECORD_ACCOUNT', { Name }],
    update: (recordId, Name) => ['SALESFORCE_UPDATE_RECORD_ACCOUNT', { recordId, Name }],
    filter: (name) => ({ field: 'Name', operator: '$stringExactlyMatches', value: name }),
    nameOf: ({ Name }) => Name,
  },
]

describe.each(crms)(
  'records of $integration',
  ({ integration, recordType, nobody, create, update, filter, nameOf }) => {
    let user: TestUser
    let work: WireCredential
    let home: WireCredential
    beforeAll(async () => {
      user = await sandbox.user(`of-${integration}`)
      work = await user.addAccount(maya.work, { integration })
      home = await user.addAccount(maya.home, { integration })
    })
    const prefix = integration.toUpperCase()
    const post = (type: string, parameters: object) =>
      user.call('POST', '/trigger-subscriptions', { body: { type: `${prefix}_TRIGGER_RECORD_${type}`, parameters } })
    const subscribe = async (type: string, parameters: object) => {
      const made = await post(type, parameters)
      expect(made.status, await made.clone().text()).toBe(200)
    }
    const run = async ([tool, parameters]: [string, object], credential = work) => {
      const headers = { 'x-paragon-credential': credential.id }
      const ran = await user.call('POST', '/tools', { body: { tool, parameters }, headers })
      expect(ran.status, await ran.clone().text()).toBe(200)
      return (await ran.json()) as { id: string }
    }

    it('are told of when they are new, and when they change, each once and with all that is known of them', async () => {
      await run(create('before'))
      await subscribe('CREATED', { recordType })
      await subscribe('UPDATED', { recordType })
      const { id } = await run(create('new'))
      await run(create('elsewhere'), home)
      await advance()
      expect((await told(1)).map(({ payload }) => nameOf(payload))).toEqual(['new'])
      expect(received[0]?.credentialId).toBe(work.id)
      expect(
        Object.keys((received[0]?.payload.properties as object) ?? received[0]?.payload ?? {}).length,
      ).toBeGreaterThan(15)

      for (let minute = 0; minute < 3; minute += 1) await advance()
      await run(update(id, 'changed'))
      await advance()
      const changed = (await told(2)).slice(1)
      expect(changed.map(({ triggerType, payload }) => [triggerType, nameOf(payload)])).toEqual([
        [`${prefix}_TRIGGER_RECORD_UPDATED`, 'changed'],
      ])
      for (let minute = 0; minute < 3; minute += 1) await advance()
      expect(await told(2)).toHaveLength(2)
    })

    it('are told of when they pass the filter', async () => {
      const wanted = { operator: 'OR', conditions: [{ operator: 'AND', conditions: [filter('wanted')] }] }
      await subscribe('CREATED', { recordType, filterFormula: wanted })
      await run(create('unwanted'))
      await run(create('wanted'))
      await advance()
      expect((await told(1)).map(({ payload }) => nameOf(payload))).toEqual(['wanted'])
    })

    it('of many at once are all told of, once', async () => {
      await subscribe('CREATED', { recordType })
      const names = Array.from({ length: 120 }, (_, index) => `many ${index}`)
      for (const name of names) await run(create(name))
      await advance()
      const found = (await told(120)).map(({ payload }) => nameOf(payload))
      expect(found.sort()).toEqual(names.sort())
      await advance()
      expect(await told(120)).toHaveLength(120)
    })

    it('of a type that is not there are not subscribed to', async () => {
      const refused = await post('CREATED', { recordType: nobody })
      expect(refused.status).toBeGreaterThanOrEqual(400)
      expect(refused.status).toBeLessThan(500)
      expect(await refused.json()).toMatchObject({ code: '41070' })
      const missing = await post('CREATED', {})
      expect([missing.status, await missing.json()]).toMatchObject([
        400,
        { message: expect.stringMatching(/parameters.recordType/) },
      ])
    })

    it('have examples', async () => {
      const body = { type: `${prefix}_TRIGGER_RECORD_CREATED`, parameters: { recordType } }
      const answer = await user.call('POST', '/triggers/examples', { body })
      expect(answer.status).toBe(200)
      expect(((await answer.json()) as object[]).length).toBeGreaterThan(0)
    })
  },
)
