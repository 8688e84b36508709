import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import type { Context } from '../context.ts'
import { lazily, lazyFetch } from '../lazily.ts'
import { readClock, setClock } from './clock/operations.ts'
import { clockChange } from './clock/schemas.ts'
import { connectMeRoutes } from './connect-me/routes.ts'
import {
  createCredential,
  expireCredential,
  invalidateCredential,
  revokeGrant,
  throttleAccount,
} from './credentials/operations.ts'
import { newCredential, throttle } from './credentials/schemas.ts'
import { listEmails } from './emails/operations.ts'
import { emailsQuery } from './emails/schemas.ts'
import { testDestination } from './event-destinations/operations.ts'
import { listEvents } from './events/operations.ts'
import { eventsQuery } from './events/schemas.ts'
import { describeExecution, listExecutions } from './executions/operations.ts'
import { executionQuery } from './executions/schemas.ts'
import { faultRoutes } from './faults/routes.ts'
import { check, readJson } from './input.ts'
import { inspectorRoutes } from './inspector/routes.ts'
import { journalRoutes } from './journal/routes.ts'
import { Problem } from './problem.ts'
import { createKeyPool } from './projects/key-pool.ts'
import {
  changeProject,
  createProject,
  createToken,
  describeProject,
  listProjects,
  removeProject,
  resetProject,
} from './projects/operations.ts'
import { newProject, newToken, projectChange, projectQuery } from './projects/schemas.ts'
import { issueSetupValues } from './setup-values/operations.ts'
import { newSetupValues } from './setup-values/schemas.ts'
import { exportSnapshot, importSnapshot } from './snapshots/operations.ts'
import { SNAPSHOT_LIMIT, snapshot } from './snapshots/schemas.ts'
import { listSyncLogs } from './sync-logs/operations.ts'
import { syncLogQuery } from './sync-logs/schemas.ts'
import { listSyncs } from './syncs/operations.ts'
import { syncQuery } from './syncs/schemas.ts'
import { advanceTransition, listTransitions } from './transitions/operations.ts'
import { transitionQuery } from './transitions/schemas.ts'
import { listUsers } from './users/operations.ts'
import { userQuery } from './users/schemas.ts'
import { describeDelivery, listDeliveries, redeliver } from './webhooks/operations.ts'
import { deliveryQuery } from './webhooks/schemas.ts'
import { declareWorkflow, removeWorkflow } from './workflows/operations.ts'
import { workflowDeclaration } from './workflows/schemas.ts'

/** The control API, for whoever holds the admin token: `/_sandbox`. */
export function createControl(ctx: Context, adminToken: string): Hono {
  const app = new Hono().basePath('/_sandbox')

  // For anyone: a browser that shows the pages has no token, and there is no secret in them.
  const documents = lazyFetch(lazily(async () => (await import('../openapi/routes.ts')).openApiRoutes(ctx)))
  for (const path of ['/openapi', '/openapi/*', '/docs', '/docs/*']) app.all(path, (c) => documents(c.req.raw))

  // Before the rest: the page holds no secret, and asks whoever opens it for the token.
  app.route('/', inspectorRoutes())
  app.route('/', connectMeRoutes(ctx))

  app.use(async (c, next) => {
    // A page must not steer the sandbox of whoever looks at it, token or not.
    const origin = c.req.header('origin')
    if (origin && origin !== new URL(c.req.url).origin) {
      throw new Problem(403, 'Forbidden', 'The control API takes no calls from other origins.')
    }
    const token = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? ''
    if (!sameSecret(token, adminToken)) {
      throw new Problem(401, 'Unauthorized', 'The control API takes the admin token as a bearer token.')
    }
    await next()
  })

  app.get('/projects', async (c) => c.json(await listProjects(ctx, check(projectQuery, c.req.query(), 'query'))))
  const keys = createKeyPool()
  app.post('/projects', async (c) => {
    const input = await readJson(c.req.raw, newProject)
    const signingKey = input.signingKey === undefined ? await keys.take() : undefined
    return c.json(await createProject(ctx, input, { signingKey }), 201)
  })
  app.get('/projects/:id', async (c) => c.json(await describeProject(ctx, c.req.param('id'))))
  app.patch('/projects/:id', async (c) =>
    c.json(await changeProject(ctx, c.req.param('id'), await readJson(c.req.raw, projectChange))),
  )
  app.delete('/projects/:id', async (c) => {
    await removeProject(ctx, c.req.param('id'))
    return c.body(null, 204)
  })
  app.post('/projects/:id/reset', async (c) => {
    await resetProject(ctx, c.req.param('id'))
    return c.body(null, 204)
  })
  app.post('/projects/:id/tokens', async (c) =>
    c.json(await createToken(ctx, c.req.param('id'), await readJson(c.req.raw, newToken)), 201),
  )

  app.get('/projects/:id/snapshot', async (c) => c.json(await exportSnapshot(ctx, c.req.param('id'))))
  app.put('/projects/:id/snapshot', async (c) => {
    const id = c.req.param('id')
    const { isNew } = await importSnapshot(ctx, id, await readJson(c.req.raw, snapshot, SNAPSHOT_LIMIT))
    return c.json(await describeProject(ctx, id), isNew ? 201 : 200)
  })

  app.get('/projects/:id/clock', async (c) => c.json(await readClock(ctx, c.req.param('id'))))
  app.put('/projects/:id/clock', async (c) =>
    c.json(await setClock(ctx, c.req.param('id'), await readJson(c.req.raw, clockChange))),
  )

  app.get('/projects/:id/transitions', async (c) =>
    c.json(await listTransitions(ctx, c.req.param('id'), check(transitionQuery, c.req.query(), 'query'))),
  )
  app.post('/projects/:id/transitions/:kind/:subject/advance', async (c) =>
    c.json(await advanceTransition(ctx, c.req.param())),
  )

  app.get('/projects/:id/events', async (c) =>
    c.json(await listEvents(ctx, c.req.param('id'), check(eventsQuery, c.req.query(), 'query'))),
  )
  app.post('/projects/:id/event-destinations/:destinationId/test', async (c) =>
    c.json(await testDestination(ctx, c.req.param('id'), c.req.param('destinationId')), 202),
  )
  app.get('/projects/:id/emails', async (c) =>
    c.json(await listEmails(ctx, c.req.param('id'), check(emailsQuery, c.req.query(), 'query'))),
  )

  const workflow = '/projects/:id/integrations/:type/workflows/:slug'
  app.put(workflow, async (c) => {
    const { isNew, ...view } = await declareWorkflow(ctx, c.req.param(), await readJson(c.req.raw, workflowDeclaration))
    return c.json(view, isNew ? 201 : 200)
  })
  app.delete(workflow, async (c) => {
    await removeWorkflow(ctx, c.req.param())
    return c.body(null, 204)
  })

  app.post('/projects/:id/credentials', async (c) =>
    c.json(await createCredential(ctx, c.req.param('id'), await readJson(c.req.raw, newCredential)), 201),
  )
  app.post('/projects/:id/setup-values', async (c) =>
    c.json(await issueSetupValues(ctx, c.req.param('id'), await readJson(c.req.raw, newSetupValues)), 201),
  )
  const mishaps = { expire: expireCredential, invalidate: invalidateCredential, revoke: revokeGrant }
  app.post('/projects/:id/credentials/:credentialId/:mishap{expire|invalidate|revoke}', async (c) => {
    const { id, credentialId, mishap } = c.req.param()
    await mishaps[mishap as keyof typeof mishaps](ctx, id, credentialId)
    return c.body(null, 204)
  })

  app.post('/projects/:id/credentials/:credentialId/throttle', async (c) => {
    const { id, credentialId } = c.req.param()
    await throttleAccount(ctx, id, credentialId, await readJson(c.req.raw, throttle))
    return c.body(null, 204)
  })

  app.get('/projects/:id/users', async (c) =>
    c.json(await listUsers(ctx, c.req.param('id'), check(userQuery, c.req.query(), 'query'))),
  )
  app.get('/projects/:id/executions', async (c) =>
    c.json(await listExecutions(ctx, c.req.param('id'), check(executionQuery, c.req.query(), 'query'))),
  )
  app.get('/projects/:id/executions/:executionId', async (c) =>
    c.json(await describeExecution(ctx, c.req.param('id'), c.req.param('executionId'))),
  )
  app.get('/projects/:id/syncs', async (c) =>
    c.json(await listSyncs(ctx, c.req.param('id'), check(syncQuery, c.req.query(), 'query'))),
  )
  app.get('/projects/:id/sync-logs', async (c) =>
    c.json(await listSyncLogs(ctx, c.req.param('id'), check(syncLogQuery, c.req.query(), 'query'))),
  )

  app.get('/projects/:id/webhooks', async (c) =>
    c.json(await listDeliveries(ctx, c.req.param('id'), check(deliveryQuery, c.req.query(), 'query'))),
  )
  app.get('/projects/:id/webhooks/:deliveryId', async (c) =>
    c.json(await describeDelivery(ctx, c.req.param('id'), c.req.param('deliveryId'))),
  )
  app.post('/projects/:id/webhooks/:deliveryId/redeliver', async (c) =>
    c.json(await redeliver(ctx, c.req.param('id'), c.req.param('deliveryId')), 202),
  )

  app.route('/', journalRoutes(ctx))
  app.route('/', faultRoutes(ctx))

  app.notFound((c) => new Problem(404, 'Not Found', `No such endpoint: ${c.req.method} ${c.req.path}`).toResponse())
  app.onError((error) => {
    if (error instanceof Problem) return error.toResponse()
    console.error(error)
    return new Problem(500, 'Internal Server Error', 'The sandbox failed; its log has the details.').toResponse()
  })
  return app
}

/** Compares digests, so that neither the time taken nor the lengths tell anything. */
function sameSecret(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(left), digest(right))
}
