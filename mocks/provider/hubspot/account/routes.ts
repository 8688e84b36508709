import { checkAccess } from '../../oauth/tokens.ts'
import type { ProviderContext } from '../../provider-context.ts'
import { demand, flagParameter, type HubspotApp, type HubspotRequest, limitParameter, only } from '../api.ts'
import { invalid, notFound } from '../errors.ts'
import { hubClaims, hubOf, numberOf } from '../hub.ts'
import { type ObjectType, requireObjectType } from '../object-types.ts'
import { accountDetails, ownerView, pipelineView, type stageView } from './views.ts'

const OWNERS = '/crm/v3/owners'
const PIPELINES = '/crm/v3/pipelines/:objectType'
const TOKEN = '/oauth/v1/access-tokens/:token'

/** What a hub is set up with: its owners, its pipelines, its details. Nothing of it can be changed here. */
export function defineAccountRoutes(app: HubspotApp): void {
  app.get(OWNERS, (c) => {
    demand(c, ['crm.objects.owners.read'])
    limitParameter(c, { standard: 100, most: 500 })
    // One page holds the only owner, so that no cursor was ever given out.
    if (c.req.query('after')) throw invalid(`Invalid paging cursor: ${c.req.query('after')}`)
    const owner = ownerView(c.get('account'))
    const email = c.req.query('email')?.toLowerCase() || owner.email
    return c.json({ results: !flagParameter(c, 'archived') && email === owner.email ? [owner] : [] })
  })
  app.get(`${OWNERS}/:ownerId`, (c) => {
    demand(c, ['crm.objects.owners.read'])
    const owner = ownerView(c.get('account'))
    const idProperty = c.req.query('idProperty') || 'id'
    if (idProperty !== 'id' && idProperty !== 'userId') throw invalid('idProperty must be id or userId.')
    const isKnown = !flagParameter(c, 'archived') && String(owner[idProperty]) === c.req.param('ownerId')
    if (!isKnown) throw notFound()
    return c.json(owner)
  })

  app.get(PIPELINES, (c) => {
    const views = pipelinesOf(c).map((pipeline, index) => pipelineView(c.get('account'), pipeline, index))
    return c.json({ results: views })
  })
  app.get(`${PIPELINES}/:pipelineId`, (c) => c.json(requirePipeline(c)))
  app.get(`${PIPELINES}/:pipelineId/stages`, (c) => c.json({ results: requirePipeline(c).stages }))
  app.get(`${PIPELINES}/:pipelineId/stages/:stageId`, (c) => {
    const stage: ReturnType<typeof stageView> | undefined = requirePipeline(c).stages.find(
      ({ id }) => id === c.req.param('stageId'),
    )
    if (!stage) throw notFound()
    return c.json(stage)
  })

  app.get('/account-info/v3/details', (c) => {
    demand(c, ['oauth'])
    return c.json(accountDetails(c.get('account')))
  })

  for (const path of [OWNERS, `${OWNERS}/:ownerId`, PIPELINES, `${PIPELINES}/*`, '/account-info/v3/details']) {
    app.all(path, only('GET'))
  }
}

/**
 * What a token is and whose, to whoever holds it: the only call that needs no authentication
 * (developers.hubspot.com/docs/api-reference/auth-oauth-v1/guide).
 */
export function defineTokenRoutes(ctx: ProviderContext, app: HubspotApp): void {
  app.get(TOKEN, async (c) => {
    const token = c.req.param('token')
    const access = await checkAccess(ctx, `Bearer ${token}`)
    if (access.kind !== 'valid' || access.account.directory !== 'hubspot') throw notFound()
    const { account, scopes, clientId, dateExpires } = access
    return c.json({
      token,
      user: account.email,
      ...hubClaims(account),
      scopes,
      app_id: numberOf(`app/${clientId}`),
      expires_in: Math.floor((dateExpires.getTime() - ctx.clockOf(account.projectId).now()) / 1000),
      user_id: hubOf(account).userId,
      token_type: 'access',
    })
  })
  app.all(TOKEN, only('GET'))
}

function pipelinesOf(c: HubspotRequest) {
  const type: ObjectType = requireObjectType(c.req.param('objectType') ?? '')
  demand(c, [...type.scopes.read, ...type.scopes.write, `crm.schemas.${type.name}.read`])
  if (!type.pipeline) throw invalid(`Object type ${type.name} has no pipelines in the sandbox's HubSpot.`)
  return type.pipeline.pipelines
}

function requirePipeline(c: HubspotRequest) {
  const pipelines = pipelinesOf(c)
  const index = pipelines.findIndex(({ id }) => id === c.req.param('pipelineId'))
  const found = pipelines[index]
  if (!found) throw notFound()
  return pipelineView(c.get('account'), found, index)
}
