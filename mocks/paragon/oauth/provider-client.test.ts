import { afterAll, beforeAll, expect, it } from 'vitest'
import { integrationsOf } from '../../catalog/catalog.ts'
import { createTestContext, type TestContext } from '../../testing/test-context.ts'
import { providerClient } from './provider-client.ts'

let ctx: TestContext
beforeAll(async () => {
  ctx = await createTestContext()
})
afterAll(() => ctx.dispose())

async function userinfo(answer: unknown, status = 200) {
  ctx.fetch = async () => Response.json(answer, { status })
  const integration = integrationsOf('p').find(({ type }) => type === 'hubspot')
  return integration && providerClient(ctx, 'p', integration).userinfo('token')
}

it('keeps what a third party tells beyond OpenID Connect', async () => {
  const profile = { sub: '1', email: 'm@x.example', hub_id: 7, hub_domain: 'x.example', more: { than: ['that'] } }
  expect(await userinfo(profile)).toEqual(profile)
})

it.each([
  ['no subject', { email: 'm@x.example' }],
  ['an address that is no text', { sub: '1', email: 7 }],
  ['a name that is no text', { sub: '1', name: {} }],
  ['no object', 'profile'],
])('takes no profile with %s', async (_, answer) => {
  expect(await userinfo(answer)).toBeUndefined()
})

it('takes no profile from a refusal', async () => {
  expect(await userinfo({ sub: '1' }, 401)).toBeUndefined()
})
