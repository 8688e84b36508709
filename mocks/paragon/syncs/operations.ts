import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import type { Context } from '../../context.ts'
import type { Credential, Json } from '../../store/connected-users.ts'
import type { Integration } from '../../store/projects.ts'
import type { NewSync, Sync, SyncState } from '../../store/syncs.ts'
import {
  ApiError,
  badRequest,
  conflict,
  errorCodes,
  insufficientPermission,
  notConnected,
  notFound,
} from '../api-error.ts'
import type { Caller } from '../caller.ts'
import { parse } from '../request-body.ts'
import { defaultCredential, findCredential, findIntegrationByType, requireCredential } from '../selectors.ts'
import { disconnectedReason, SYNC_JOB } from './engine.ts'
import { credentialOf, type FoundSync, isVisible, requireSync } from './find-sync.ts'
import { syncIdOf } from './ids.ts'
import { findPipeline, pipelinesOf } from './pipelines/registry.ts'
import type { enableBody, updateBody } from './schemas.ts'
import { enabledView, listedView } from './views.ts'

/**
 * `POST /api/syncs`: starts a sync, or finds the one of that integration, pipeline and name. The account is the one named,
 * else the oldest VALID one. A sync that is there is not moved or changed by this (assumed): other answers than it has get
 * a 409 that says how.
 */
export async function enableSync(ctx: Context, caller: Caller, body: z.infer<typeof enableBody>) {
  const { project, user } = caller
  const { integration, configuration } = readTarget(caller, body)
  const named = body.credentialId === undefined ? undefined : requireCredential(user, body.credentialId, integration.id)
  const configurationName = body.configurationName ?? null
  const { pipeline } = body
  const id = syncIdOf({
    projectId: project.id,
    userId: user.userId,
    integration: integration.type,
    pipeline,
    configurationName,
  })
  const asked = { credential: named, configuration: body.configuration && configuration }
  const known = await ctx.store.syncs.find(id)
  if (known) return enabledView(sameSync(caller, { sync: known, integration }, asked), integration)

  const credential = usable(named ?? defaultCredential(user, integration.id), integration)
  const now = ctx.clockOf(project.id).timestamp()
  const sync: NewSync = {
    id,
    projectId: project.id,
    personaId: user.personaId,
    userId: user.userId,
    integrationId: integration.id,
    pipeline,
    configurationName,
    configuration,
    frequency: body.incrementalAccumulatorFrequency ?? null,
    credentialId: credential.id,
    providerId: credential.providerId,
    status: 'INITIALIZING',
    reason: null,
    rateLimitBackoffMs: null,
    run: null,
    pass: 0,
    changes: null,
    failures: 0,
    dateLastFull: null,
    dateLastSynced: null,
    dateCreated: now,
  }
  const isNew = await ctx.store.syncs.create(sync, jobOf(ctx, sync))
  ctx.scheduler.wake()
  // Of two calls at once one makes the sync, and the other finds it.
  const created = await ctx.store.syncs.find(id)
  if (!created) throw notFound(`Sync "${id}" not found.`)
  // The engine may have begun; what was enabled is what the answer is about.
  if (isNew) return enabledView({ ...created, status: 'INITIALIZING' }, integration)
  return enabledView(sameSync(caller, { sync: created, integration }, asked), integration)
}

/** What is to be synced; throws a 404 or 400 for what there is not. */
function readTarget({ project }: Caller, body: z.infer<typeof enableBody>) {
  const integration = findIntegrationByType(project, body.integration)
  if (!integration) throw notFound(`Integration "${body.integration}" not found.`)
  const pipeline = findPipeline(integration.type, body.pipeline)
  if (!pipeline) {
    const names = pipelinesOf(integration.type).map(({ name }) => name)
    const has = names.length > 0 ? `it has: ${names.join(', ')}` : 'it cannot be synced'
    throw badRequest(`${integration.definition.name} has no pipeline "${body.pipeline}"; ${has}.`)
  }
  const configuration = parse(pipeline.configuration, body.configuration ?? {}, 'body.configuration')
  return { integration, configuration }
}

function sameSync(
  caller: Caller,
  found: FoundSync,
  asked: { credential: Credential | undefined; configuration: Json | undefined },
): Sync {
  const { sync } = found
  if (!isVisible(caller, found)) throw insufficientPermission(`The token does not allow the use of sync "${sync.id}".`)
  const other = 'Give another `configurationName` for a sync of its own'
  if (asked.credential && asked.credential.id !== sync.credentialId) {
    throw conflict(`This sync reads credential "${sync.credentialId}". ${other}, or move this one with PATCH.`)
  }
  if (asked.configuration && !isDeepStrictEqual(asked.configuration, sync.configuration)) {
    throw conflict(`This sync has another configuration. ${other}.`)
  }
  return sync
}

/** An account that can be read; throws the errors that calls as an account get. */
function usable(credential: Credential | undefined, integration: Integration): Credential {
  if (!credential) throw notConnected()
  if (credential.status !== 'VALID') {
    const message = `The ${integration.definition.name} account is no longer valid. Reconnect it.`
    throw new ApiError(400, errorCodes.credentialInvalid, message)
  }
  return credential
}

/** `GET /api/syncs`: the user's syncs that the token may see, oldest first; of one account when it is named. */
export async function listSyncs(ctx: Context, caller: Caller, selector: string | undefined) {
  const { project, user } = caller
  if (selector !== undefined && 'hidden' in user && findCredential({ credentials: user.hidden }, selector)) {
    throw insufficientPermission(`The token does not allow the use of credential "${selector}".`)
  }
  // A credential that is gone may be named, too: its syncs are still there.
  const wanted = selector === undefined ? undefined : (findCredential(user, selector)?.id ?? selector.toLowerCase())
  const syncs = await ctx.store.syncs.list(user.personaId)
  return syncs.flatMap((sync) => {
    const integration = project.integrations.find(({ id }) => id === sync.integrationId)
    const isWanted = wanted === undefined || sync.credentialId === wanted
    return integration && isWanted && isVisible(caller, { sync, integration }) ? [listedView(sync, integration)] : []
  })
}

/** `PATCH /api/syncs/:syncId`: has another account read, or the same one all over; a full sync reconciles the records. */
export async function moveSync(ctx: Context, caller: Caller, syncId: string, body: z.infer<typeof updateBody>) {
  const { integration } = await requireSync(ctx, caller, syncId)
  const credential = usable(requireCredential(caller.user, body.credentialId, integration.id), integration)
  const sync = await change(ctx, caller, syncId, ({ status, dateLastFull }) => ({
    credentialId: credential.id,
    // No account is known to have been read: so the next step begins anew.
    providerId: '',
    run: null,
    changes: null,
    reason: null,
    rateLimitBackoffMs: null,
    failures: 0,
    status: status === 'DISABLED' ? status : started(dateLastFull),
  }))
  return {
    id: sync.id,
    data: { credentialId: sync.credentialId },
    message: 'Update request accepted and is being processed',
  }
}

/** `POST /api/syncs/:syncId/disable`: stops all work on it, and keeps where it was. */
export async function disableSync(ctx: Context, caller: Caller, syncId: string) {
  const { id, status } = await change(ctx, caller, syncId, () => ({
    status: 'DISABLED',
    reason: null,
    rateLimitBackoffMs: null,
  }))
  return { id, status }
}

/**
 * `POST /api/syncs/:syncId/reenable`: goes on where a disabled sync stopped, and one that failed, once its cause is gone.
 * Of one that runs it changes nothing.
 */
export async function reenableSync(ctx: Context, caller: Caller, syncId: string) {
  const { sync, integration } = await requireSync(ctx, caller, syncId)
  if (sync.status !== 'DISABLED' && sync.status !== 'ERRORED') return { id: sync.id, status: sync.status }
  const credential = credentialOf(caller, sync)
  if (!credential) throw new ApiError(400, errorCodes.credentialInvalid, disconnectedReason(sync.credentialId))
  usable(credential, integration)
  const { id, status } = await change(ctx, caller, syncId, ({ dateLastFull }) => ({
    status: started(dateLastFull),
    reason: null,
    failures: 0,
  }))
  return { id, status }
}

/** `DELETE /api/syncs/:syncId`: with all its records. */
export async function deleteSync(ctx: Context, caller: Caller, syncId: string) {
  const { sync } = await requireSync(ctx, caller, syncId)
  await ctx.store.syncs.remove(sync, SYNC_JOB)
  return { id: sync.id }
}

/** The status of a sync that has work to do at once. */
function started(dateLastFull: Date | null): 'INITIALIZING' | 'ACTIVE' {
  return dateLastFull ? 'ACTIVE' : 'INITIALIZING'
}

/** How often a change is tried again that the engine came between. */
const ATTEMPTS = 20

/** Changes a sync as it is at that moment, and has the engine look at it at once. */
async function change(
  ctx: Context,
  caller: Caller,
  syncId: string,
  stateOf: (sync: Sync) => Partial<SyncState>,
): Promise<Sync> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { sync } = await requireSync(ctx, caller, syncId)
    const state = stateOf(sync)
    const now = ctx.clockOf(sync.projectId).timestamp()
    if (await ctx.store.syncs.write(sync, { state, now, job: jobOf(ctx, sync) })) {
      ctx.scheduler.wake()
      return { ...sync, ...state }
    }
  }
  throw conflict('The sync is being written to; try again.')
}

function jobOf(ctx: Context, { id, projectId }: { id: string; projectId: string }) {
  const dateDue = new Date(ctx.clockOf(projectId).now())
  return { id: ctx.randomOf(projectId).uuid(), projectId, kind: SYNC_JOB, subject: id, dateDue }
}
