import type { Context } from '../../context.ts'
import { insufficientPermission } from '../api-error.ts'
import type { Caller } from '../caller.ts'
import { permissionNames } from '../permissions/table.ts'
import { requireConfigurations, requireCredentials, requireIntegration } from '../selectors.ts'
import { enabledPlaces } from '../workflows/enablement.ts'
import type { WorkflowEngine } from '../workflows/engine/engine.ts'
import { newExecution } from '../workflows/new-execution.ts'
import { configurationAlone, type Selectors } from '../workflows/operations.ts'
import type { AppEvent } from './schemas.ts'

/**
 * Runs every workflow that waits for an App Event, across integrations: once for each account and configuration where it is
 * on, or for those that the headers select (rest.md 6.2). What the token does not show or allow is passed over.
 */
export async function triggerEvent(
  ctx: Context,
  engine: WorkflowEngine,
  caller: Caller,
  { name, payload }: AppEvent,
  selectors: Selectors,
): Promise<void> {
  const { project, user, permissions } = caller
  const selected = selectedConfigurations(caller, selectors)
  const places = enabledPlaces(project, user, ({ definition: { trigger } }) => {
    return trigger.type === 'event' && trigger.name === name
  })
  const executions = [...places]
    .filter((place) => !selected || selected.has(place.configuration.id))
    .filter((place) => permissions.allows(permissionNames.event, place))
    .map((place) => newExecution(ctx, user, place, { name, payload }))
  if (executions.length > 0) await engine.start(executions)
}

/** Ids of the configurations that the headers narrow the event to; undefined when they do not. */
function selectedConfigurations(caller: Caller, selectors: Selectors): Set<string> | undefined {
  const { project, user, permissions } = caller
  if (!selectors.credential) {
    if (selectors.configuration) throw configurationAlone()
    return undefined
  }
  const selected = requireConfigurations(requireCredentials(user, selectors.credential), selectors.configuration)
  const isAllowed = selected.some(({ credential, configuration }) => {
    const integration = requireIntegration(project, credential.integrationId)
    return permissions.allows(permissionNames.event, { integration, credential, configuration })
  })
  if (!isAllowed) throw insufficientPermission(`The token does not allow "${permissionNames.event}" here.`)
  return new Set(selected.map(({ configuration }) => configuration.id))
}
