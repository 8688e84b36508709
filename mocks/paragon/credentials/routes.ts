import { Hono } from 'hono'
import type { Context } from '../../context.ts'
import type { Authority } from '../caller.ts'
import { readJson } from '../request-body.ts'
import type { AccessTokens } from './access-token.ts'
import {
  completeSetup,
  createConfiguration,
  getCredential,
  install,
  integrationAccount,
  listCredentials,
  removeConfiguration,
  updateConfiguration,
  updateSettings,
} from './operations.ts'
import { configurationBody, configurationMetaBody, installBody, settingsBody } from './schemas.ts'

export function credentialRoutes(ctx: Context, authority: Authority, tokens: AccessTokens): Hono {
  const base = '/projects/:projectId/sdk/credentials'

  return new Hono()
    .get(base, async (c) => {
      const caller = await authority.authorise(c)
      const type = c.req.query('integration')
      if (type === undefined) return c.json(listCredentials(caller))
      const account = await integrationAccount(ctx, tokens, caller, {
        type,
        // The SDK sends the word "undefined" when the app gave no value.
        includeAccountAuth: c.req.query('includeAccountAuth') === 'true',
        selector: c.req.header('x-paragon-credential'),
      })
      // The SDK takes an empty answer for "Integration not connected".
      return account ? c.json(account) : c.body(null, 204)
    })
    .post(base, async (c) => {
      const caller = await authority.authorise(c)
      return c.json(await install(ctx, caller, await readJson(c.req.raw, installBody)))
    })
    .get(`${base}/:credentialId`, async (c) =>
      c.json(getCredential(await authority.authorise(c), c.req.param('credentialId'))),
    )
    .patch(`${base}/:credentialId`, async (c) => {
      const caller = await authority.authorise(c)
      const body = await readJson(c.req.raw, settingsBody)
      const configuration = c.req.header('x-paragon-configuration-id')
      return c.json(await updateSettings(ctx, caller, c.req.param('credentialId'), configuration, body))
    })
    .post(`${base}/:credentialId/complete-setup`, async (c) => {
      const caller = await authority.authorise(c)
      const body = await readJson(c.req.raw, installBody)
      return c.json(await completeSetup(ctx, caller, body, c.req.param('credentialId')))
    })
    .post(`${base}/:credentialId/configurations`, async (c) => {
      const caller = await authority.authorise(c)
      const { externalId } = await readJson(c.req.raw, configurationBody)
      return c.json(await createConfiguration(ctx, caller, c.req.param('credentialId'), externalId))
    })
    .patch(`${base}/:credentialId/configurations`, async (c) => {
      const caller = await authority.authorise(c)
      const { meta } = await readJson(c.req.raw, configurationMetaBody)
      const configuration = c.req.header('x-paragon-configuration-id')
      return c.json(await updateConfiguration(ctx, caller, c.req.param('credentialId'), configuration, meta))
    })
    .delete(`${base}/:credentialId/configurations`, async (c) => {
      const caller = await authority.authorise(c)
      const configuration = c.req.header('x-paragon-configuration-id')
      return c.json(await removeConfiguration(ctx, caller, c.req.param('credentialId'), configuration))
    })
}
