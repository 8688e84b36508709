import { Hono } from 'hono'
import type { Context } from '../../context.ts'
import { readJson } from '../input.ts'
import { clearFaults, createFault, describeFault, listFaults, removeFault } from './operations.ts'
import { newFault } from './schemas.ts'

export function faultRoutes(ctx: Context): Hono {
  return new Hono()
    .get('/projects/:id/faults', async (c) => c.json(await listFaults(ctx, c.req.param('id'))))
    .post('/projects/:id/faults', async (c) =>
      c.json(await createFault(ctx, c.req.param('id'), await readJson(c.req.raw, newFault)), 201),
    )
    .delete('/projects/:id/faults', async (c) => {
      await clearFaults(ctx, c.req.param('id'))
      return c.body(null, 204)
    })
    .get('/projects/:id/faults/:faultId', async (c) =>
      c.json(await describeFault(ctx, c.req.param('id'), c.req.param('faultId'))),
    )
    .delete('/projects/:id/faults/:faultId', async (c) => {
      await removeFault(ctx, c.req.param('id'), c.req.param('faultId'))
      return c.body(null, 204)
    })
}
