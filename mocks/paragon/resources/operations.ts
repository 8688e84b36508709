import type { Context } from '../../context.ts'
import type { Json } from '../../store/connected-users.ts'
import { notFound } from '../api-error.ts'
import type { Caller } from '../caller.ts'
import { install } from '../credentials/operations.ts'
import { resourceIdOf } from './resource-id.ts'

/**
 * `paragon.connectAction`: connects the account of a resource with what the app knows of it, or puts another in its place.
 * What resources are is not documented beyond the SDK's types; that one is an integration that takes keys is assumed.
 */
export async function connectResource(ctx: Context, caller: Caller, resourceId: string, payload: Json) {
  const integration = caller.project.integrations.find(
    (each) => each.definition.setup?.resource !== undefined && resourceIdOf(each) === resourceId.toLowerCase(),
  )
  if (!integration) throw notFound(`Resource "${resourceId}" not found.`)
  return install(ctx, caller, { integrationId: integration.id, payload })
}
