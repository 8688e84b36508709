import type { Hono } from 'hono'
import { answer, demand, fieldsOf, type GoogleEnv, type GoogleRequest } from '../google/api.ts'
import { parseJsonBody } from '../google/json-body.ts'
import { DRIVE_SCOPES } from '../oauth/scopes.ts'
import type { ProviderContext } from '../provider-context.ts'
import {
  DEFAULT_PERMISSION_FIELDS,
  DEFAULT_PERMISSION_LIST_FIELDS,
  PERMISSION,
  PERMISSION_LIST,
} from './permission-resources.ts'
import { createPermission, deletePermission, getPermission, listPermissions, updatePermission } from './permissions.ts'

const LIST = '/drive/v3/files/:id/permissions'
const ONE = `${LIST}/:permissionId`

/** Whom the files of a drive are shared with. */
export function sharingRoutes(ctx: ProviderContext, app: Hono<GoogleEnv>): void {
  app.get(LIST, async (c) => {
    demand(c, DRIVE_SCOPES.metadata)
    const mask = fieldsOf(c, PERMISSION_LIST, DEFAULT_PERMISSION_LIST_FIELDS)
    const { pageSize, pageToken } = c.req.query()
    const list = await listPermissions(ctx, c.get('account'), c.req.param('id'), { pageSize, pageToken })
    return answer(c, { kind: 'drive#permissionList', ...list }, mask)
  })

  app.get(ONE, async (c) => {
    demand(c, DRIVE_SCOPES.metadata)
    const mask = permissionMask(c)
    const { id, permissionId } = c.req.param()
    return answer(c, await getPermission(ctx, c.get('account'), id, permissionId), mask)
  })

  app.post(LIST, async (c) => {
    demand(c, DRIVE_SCOPES.write)
    const mask = permissionMask(c)
    const body = parseJsonBody(await c.req.text())
    return answer(c, await createPermission(ctx, c.get('account'), c.req.param('id'), body), mask)
  })

  app.patch(ONE, async (c) => {
    demand(c, DRIVE_SCOPES.write)
    const mask = permissionMask(c)
    const { id, permissionId } = c.req.param()
    const body = parseJsonBody(await c.req.text())
    return answer(c, await updatePermission(ctx, c.get('account'), id, permissionId, body), mask)
  })

  app.delete(ONE, async (c) => {
    demand(c, DRIVE_SCOPES.write)
    const { id, permissionId } = c.req.param()
    await deletePermission(ctx, c.get('account'), id, permissionId)
    return c.body(null, 204)
  })
}

function permissionMask(c: GoogleRequest) {
  return fieldsOf(c, PERMISSION, DEFAULT_PERMISSION_FIELDS)
}
