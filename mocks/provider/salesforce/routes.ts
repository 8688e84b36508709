import type { Hono } from 'hono'
import { accountClaims } from '../oauth/claims.ts'
import { checkAccess } from '../oauth/tokens.ts'
import type { ProviderContext } from '../provider-context.ts'
import { bearer, orgOf, type SalesforceEnv, salesforceApi } from './api.ts'
import { addCollectionResources } from './collection-resources.ts'
import { createApiUsage, orgLimits } from './limits.ts'
import { addQueryResources } from './query-resources.ts'
import { addSobjectResources } from './sobject-resources.ts'
import { versions } from './versions.ts'

const RESOURCES = ['limits', 'parameterizedSearch', 'query', 'queryAll', 'search', 'sobjects']

/** Salesforce's REST API: a subset, answering for the org of the access token's account. */
export function salesforceRoutes(ctx: ProviderContext): Hono<SalesforceEnv> {
  const usage = createApiUsage(ctx)
  return salesforceApi(ctx, usage, (app, addResource) => {
    // "List Available REST API Versions" asks for no token.
    app.get('/services/data', (c) => c.json(versions))

    // "Query for User Information": its refusals are plain words.
    app.on(['GET', 'POST'], '/services/oauth2/userinfo', async (c) => {
      const access = await checkAccess(ctx, bearer(c))
      if (access.kind === 'missing') return c.text('Missing_OAuth_Token', 403)
      const isOurs = access.kind === 'valid' && access.account.directory === 'salesforce'
      if (!isOurs || !access.scopes.includes('openid')) return c.text('Bad_OAuth_Token', 403)
      return c.json(accountClaims(ctx, access.account, access.scopes))
    })

    addResource('', {
      get: (c) => {
        const base = `/services/data/v${c.get('version')}`
        return c.json(Object.fromEntries(RESOURCES.map((name) => [name, `${base}/${name}`])))
      },
    })
    addResource('/limits', { get: async (c) => c.json(await orgLimits(orgOf(ctx, c), usage)) })
    addSobjectResources(ctx, addResource)
    addQueryResources(ctx, addResource)
    addCollectionResources(ctx, addResource)
  })
}
