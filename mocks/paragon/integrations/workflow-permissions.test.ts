import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestSandbox, type TestSandbox, type TestUser } from '../../testing/test-sandbox.ts'

let sandbox: TestSandbox
let id: string
const trigger = { type: 'event', name: 'x' }
const steps = [{ id: 'a', type: 'function', return: 1 }]
const declare = (slug: string, permissions: unknown) =>
  sandbox.control('PUT', `/projects/${sandbox.projectId}/integrations/googledrive/workflows/${slug}`, {
    trigger,
    steps,
    permissions,
  })
beforeAll(async () => {
  sandbox = await createTestSandbox()
  const answer = await declare('for-the-few', {
    $and: [{ $equals: ['{{user.meta.plan}}', 'enterprise'] }, { $atLeast: ['{{user.meta.seats}}', 10] }],
  })
  expect(answer.status).toBe(201)
  id = ((await answer.json()) as { id: string }).id
})
afterAll(() => sandbox.dispose())

interface Listed {
  type: string
  noPermissionWorkflows: string[]
  configs: { values: { workflowMeta: Record<string, { permissions?: unknown }> } }[]
}
async function drive(user: TestUser): Promise<Listed | undefined> {
  const listed = (await (await user.call('GET', '/sdk/integrations')).json()) as Listed[]
  for (const other of listed.filter(({ type }) => type !== 'googledrive')) {
    expect(other.noPermissionWorkflows).toEqual([])
  }
  return listed.find(({ type }) => type === 'googledrive')
}
const setMeta = (user: TestUser, meta: object) => user.call('PATCH', '/sdk/me', { body: { meta } })

it('a workflow is forbidden to those whose metadata does not meet its conditions, which nobody is told', async () => {
  const few = await sandbox.user('few')
  const many = await sandbox.user('many')
  await setMeta(few, { plan: 'enterprise', seats: 10 })
  await setMeta(many, { plan: 'free', seats: 10 })
  expect((await drive(few))?.noPermissionWorkflows).toEqual([])
  const seen = await drive(many)
  expect(seen?.noPermissionWorkflows).toEqual([id])
  expect(seen?.configs[0]?.values.workflowMeta[id]?.permissions).toEqual({ type: 'JOIN', join: 'OR', conditions: [] })
  expect(JSON.stringify(seen)).not.toContain('enterprise')
})

it('metadata that changes changes it, and what is no number is none', async () => {
  const user = await sandbox.user('changing')
  expect((await drive(user))?.noPermissionWorkflows).toEqual([id])
  await setMeta(user, { plan: 'enterprise', seats: 12 })
  expect((await drive(user))?.noPermissionWorkflows).toEqual([])
  await setMeta(user, { seats: 'a dozen' })
  expect((await drive(user))?.noPermissionWorkflows).toEqual([id])
})

it('conditions on anything else are refused', async () => {
  const answer = await declare('wrong', { $equals: ['{{settings.x}}', 1] })
  expect([answer.status, await answer.json()]).toMatchObject([422, { detail: expect.stringMatching(/settings\.x/) }])
  expect((await declare('wrong', { $never: 1 })).status).toBe(422)
})
