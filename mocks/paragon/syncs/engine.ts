import type { Context } from '../../context.ts'
import type { Credential } from '../../store/connected-users.ts'
import type { Job } from '../../store/jobs.ts'
import type { Integration } from '../../store/projects.ts'
import type { PageOutcome, ReadRecord } from '../../store/sync-records.ts'
import type { Sync, SyncState } from '../../store/syncs.ts'
import type { AccessTokens } from '../credentials/access-token.ts'
import { type AccountApi, accountApi, SyncFailure } from './account-api.ts'
import { createTeller, type SyncEvent, type SyncLog, type Teller } from './events.ts'
import { digestOf, recordIdOf } from './ids.ts'
import type { Item, Pipeline } from './pipelines/pipeline.ts'
import { findPipeline } from './pipelines/registry.ts'
import { newRun, type Run, readRun } from './run.ts'
import { backoffOf, isFullDue, nextLook } from './schedule.ts'

/** The kind of job that takes a sync one step further; its subject is the sync's id. */
export const SYNC_JOB = 'sync'

/** Syncs that one process works on at once: others have jobs, too. */
const AT_ONCE = 4

/** Removed in one step. */
const SWEPT_AT_ONCE = 100

/** `reason` of a sync whose account is gone (docs: managed-sync/api/get-sync-status). */
export const disconnectedReason = (credentialId: string) =>
  `Credential ID ${credentialId} is no longer valid or has been deleted.`

/** A sync, and the way to tell of it. */
interface Telling {
  sync: Sync
  integration: Integration
  tell: Teller
}

/** A sync with all that is needed to read for it. */
interface Subject extends Telling {
  credential: Credential
  pipeline: Pipeline
  api: AccountApi
}

/**
 * Keeps syncs in step with their accounts. All of it happens in jobs, one a sync: so no two processes work on one, and a
 * clock that is set forward does it at its times. A job takes one step: one page is read, and committed together with
 * where the next one is; so a process that dies loses, and repeats, no more than a page that nobody has seen.
 */
export function registerSyncEngine(ctx: Context, tokens: AccessTokens): void {
  const { store } = ctx
  const nowOf = (sync: Sync) => ctx.clockOf(sync.projectId)

  const handler = async (job: Job): Promise<Date | undefined> => {
    const sync = await store.syncs.find(job.subject)
    // Whoever makes it run again puts the job again.
    if (!sync || sync.status === 'DISABLED' || sync.status === 'ERRORED') return undefined
    const project = await store.projects.find(sync.projectId)
    const user = await store.connectedUsers.find(sync.projectId, sync.userId)
    const integration = project?.integrations.find(({ id }) => id === sync.integrationId)
    const pipeline = integration && findPipeline(integration.type, sync.pipeline)
    if (!project || !user || !integration || !pipeline) return undefined
    const told = { sync, integration, tell: await createTeller(ctx, project) }
    const credential = user.credentials.find(({ id }) => id === sync.credentialId)
    if (credential?.status !== 'VALID') return stopped(told, job)
    const api = accountApi(ctx, tokens, { user, integration, credential })
    try {
      return await step({ ...told, credential, pipeline, api }, job)
    } catch (error) {
      if (!(error instanceof SyncFailure)) throw error
      return failed(told, job, error)
    }
  }
  ctx.scheduler.handle(SYNC_JOB, handler, { looksAtOwnTimes: true, atOnce: AT_ONCE })

  async function step(subject: Subject, job: Job): Promise<Date | undefined> {
    const { sync, credential } = subject
    const run = readRun(sync.run)
    // Another account was put behind the credential, or the sync was moved: what was read so far is not this one's.
    if (credential.providerId !== sync.providerId) return begin(subject, job)
    if (run?.phase === 'list') return list(subject, run, job)
    if (run?.phase === 'sweep') return sweep(subject, run, job)
    if (!run && isFullDue(sync, nowOf(sync).now())) return begin(subject, job)
    return readChanges(subject, run ?? newRun(ctx.randomOf(sync.projectId).uuid(), 'INCREMENTAL', 'changes'), job)
  }

  /** Begins to read everything. */
  async function begin({ sync, credential, integration, pipeline, api, tell }: Subject, job: Job) {
    const watch = await pipeline.watch(api, sync.configuration)
    const run = newRun(ctx.randomOf(sync.projectId).uuid(), sync.dateLastFull ? 'FULL' : 'INITIAL', 'list', watch)
    const state = { ...inProgress(run), pass: sync.pass + 1, providerId: credential.providerId }
    await store.syncs.write(sync, {
      state,
      now: nowOf(sync).timestamp(),
      emit: () => tell({ log: [logOf(integration, { ...sync, ...state }, run, `${run.type}_SYNC_STARTED`)] }),
    })
    return job.dateDue
  }

  async function list({ sync, integration, pipeline, api, tell }: Subject, run: Run, job: Job) {
    const { cursor, ...rest } = run
    const page = await pipeline.list(api, sync.configuration, cursor)
    const next: Run = { ...rest, phase: page.next ? 'list' : 'sweep', ...(page.next && { cursor: page.next }) }
    await store.syncs.write(sync, {
      state: (outcome) => inProgress(counted(next, outcome)),
      page: { records: page.items.map((item) => recordOf(sync, item)), removed: [], pass: sync.pass },
      now: nowOf(sync).timestamp(),
      emit(outcome) {
        const errors = (page.failed ?? []).map(({ externalId, message }) => ({
          ...headOf(sync, integration),
          event: 'record_errored' as const,
          error: { message, recordId: recordIdOf(sync.id, externalId), model: sync.pipeline },
        }))
        return tell({ events: [...recordEvents(sync, integration, run, outcome), ...errors] })
      },
    })
    return job.dateDue
  }

  /** Removes what the list did not have, and ends the run. */
  async function sweep({ sync, integration, tell }: Subject, run: Run, job: Job) {
    const removed = await store.syncRecords.unseen(sync.id, sync.pass, SWEPT_AT_ONCE)
    const isLast = removed.length < SWEPT_AT_ONCE
    const now = nowOf(sync).timestamp()
    const ended: Partial<SyncState> = {
      ...idle(now),
      changes: run.watch ?? null,
      dateLastFull: now,
    }
    const outcome = await store.syncs.write(sync, {
      state: (swept) => (isLast ? ended : inProgress(counted(run, swept))),
      page: { records: [], removed, pass: sync.pass },
      now,
      emit(swept) {
        const events = recordEvents(sync, integration, run, swept)
        if (isLast && run.type === 'INITIAL') {
          const numRecords = sync.recordCount - sync.deletedCount - swept.deleted.length
          const data = { model: sync.pipeline, syncedAt: now.toISOString(), numRecords }
          events.push({ ...headOf(sync, integration), event: 'sync_complete', data })
        }
        const line = logOf(integration, { ...sync, ...ended }, counted(run, swept), `${run.type}_SYNC_COMPLETED`)
        return tell({ events, log: isLast ? [line] : [] })
      },
    })
    return outcome && isLast ? nextOf({ ...sync, ...ended }) : job.dateDue
  }

  async function readChanges(subject: Subject, run: Run, job: Job) {
    const { sync, integration, pipeline, api, tell } = subject
    const page = await pipeline.changes(api, sync.configuration, sync.changes ?? {}).catch((error: unknown) => {
      // The third party does not know the place any more, as one does that keeps changes for some time only.
      if (error instanceof SyncFailure && error.kind === 'refused') return undefined
      throw error
    })
    if (!page) return begin(subject, job)
    const now = nowOf(sync).timestamp()
    if (page.isUnclear) {
      const all = newRun(run.id, 'INCREMENTAL', 'list', page.cursor)
      await store.syncs.write(sync, {
        state: { ...inProgress(all), pass: sync.pass + 1 },
        now,
        emit: () => tell({ log: [logOf(integration, sync, all, 'INCREMENTAL_SYNC_STARTED')] }),
      })
      return job.dateDue
    }
    const state = (outcome: PageOutcome): Partial<SyncState> => ({
      ...(page.hasMore ? inProgress(counted(run, outcome)) : idle(now)),
      changes: page.cursor,
    })
    const outcome = await store.syncs.write(sync, {
      state,
      page: { records: page.items.map((item) => recordOf(sync, item)), removed: page.removed, pass: sync.pass },
      now,
      emit(changed) {
        const events = recordEvents(sync, integration, run, changed)
        const total = counted(run, changed)
        // A look each minute that finds nothing is not worth a line.
        const isWorthTelling = !page.hasMore && total.created + total.updated + total.deleted > 0
        const line = logOf(integration, { ...sync, ...state(changed) }, total, 'INCREMENTAL_SYNC_COMPLETED')
        return tell({ events, log: isWorthTelling ? [line] : [] })
      },
    })
    return outcome && !page.hasMore ? nextOf({ ...sync, ...state(outcome) }) : job.dateDue
  }

  /** When to look for changes next. */
  async function nextOf(sync: Sync): Promise<Date> {
    const quietUntil = await ctx.scheduler.quietUntil(sync.projectId)
    return new Date(nextLook(sync, nowOf(sync).now(), quietUntil?.getTime()))
  }

  async function failed(telling: Telling, job: Job, failure: SyncFailure) {
    if (failure.kind === 'disconnected') return stopped(telling, job)
    if (failure.kind === 'refused') return stopped(telling, job, failure.message)
    const { sync, integration, tell } = telling
    const isBusy = failure.kind === 'busy'
    const backoff = Math.max(failure.retryAfter ?? backoffOf(sync.failures), 1_000)
    const state: Partial<SyncState> = {
      failures: sync.failures + 1,
      ...(isBusy && { status: 'RATE_LIMITED', rateLimitBackoffMs: backoff }),
    }
    const outcome = await store.syncs.write(sync, {
      state,
      now: nowOf(sync).timestamp(),
      emit: () => {
        const syncEvent = isBusy ? 'SYNC_RUN_RATE_LIMITED' : 'SYNC_RUN_ERROR'
        return tell({ log: [logOf(integration, { ...sync, ...state }, runOf(sync), syncEvent, failure.message)] })
      },
    })
    return outcome ? new Date(nowOf(sync).now() + backoff) : job.dateDue
  }

  /** Ends all work on a sync until someone has seen to the cause: by default, that its account is gone. */
  async function stopped({ sync, integration, tell }: Telling, job: Job, refusal?: string) {
    const state: Partial<SyncState> = {
      status: 'ERRORED',
      reason: refusal ?? disconnectedReason(sync.credentialId),
      rateLimitBackoffMs: null,
    }
    const { name } = integration.definition
    const message = refusal ?? `Credentials are no longer valid. Please re-authenticate the user's ${name} account.`
    const outcome = await store.syncs.write(sync, {
      state,
      now: nowOf(sync).timestamp(),
      emit: () =>
        tell({
          events: [{ ...headOf(sync, integration), event: 'sync_errored', error: { message } }],
          log: [logOf(integration, { ...sync, ...state }, runOf(sync), 'SYNC_RUN_ERROR', message)],
        }),
    })
    return outcome ? undefined : job.dateDue
  }

  function runOf(sync: Sync): Run {
    return (
      readRun(sync.run) ??
      newRun(ctx.randomOf(sync.projectId).uuid(), sync.dateLastFull ? 'INCREMENTAL' : 'INITIAL', 'changes')
    )
  }
}

function logOf(
  integration: Integration,
  sync: Sync,
  run: Run,
  syncEvent: SyncLog['syncEvent'],
  error?: string,
): SyncLog {
  const { created, updated, deleted } = run
  return {
    syncId: sync.id,
    traceId: run.id,
    userId: sync.userId,
    integration: integration.type,
    pipeline: sync.pipeline,
    syncEvent,
    syncType: run.type,
    syncStatus: sync.status,
    credentialId: sync.credentialId,
    ...(syncEvent.endsWith('_COMPLETED') && { summary: { created, updated, deleted } }),
    ...(error && { error }),
  }
}

function inProgress(run: Run): Partial<SyncState> {
  return { status: 'ACTIVE', reason: null, rateLimitBackoffMs: null, failures: 0, run }
}

function idle(now: Date): Partial<SyncState> {
  return { status: 'IDLE', reason: null, rateLimitBackoffMs: null, failures: 0, run: null, dateLastSynced: now }
}

function counted(run: Run, { created, updated, deleted }: PageOutcome): Run {
  return {
    ...run,
    created: run.created + created.length,
    updated: run.updated + updated.length,
    deleted: run.deleted + deleted.length,
  }
}

function recordOf({ id: syncId }: Sync, { externalId, data, access }: Item): ReadRecord {
  const grants = access?.grants ?? []
  return {
    id: recordIdOf(syncId, externalId),
    externalId,
    data,
    digest: digestOf(data),
    objectType: access?.objectType ?? '',
    grants,
    grantDigest: digestOf([access?.objectType, grants]),
  }
}

/** What all events of a sync say. */
function headOf(sync: Sync, integration: Integration) {
  return {
    sync: integration.type,
    syncInstanceId: sync.id,
    credentialId: sync.credentialId,
    user: { id: sync.userId },
  }
}

/** The first reading tells of no single record, only that it is complete (docs: managed-sync/sync-api, lifecycle). */
function recordEvents(sync: Sync, integration: Integration, run: Run, outcome: PageOutcome): SyncEvent[] {
  if (run.type === 'INITIAL') return []
  const head = headOf(sync, integration)
  const kinds = [
    ['record_created', outcome.created],
    ['record_updated', outcome.updated],
    ['record_deleted', outcome.deleted],
  ] as const
  return kinds.flatMap(([event, ids]) =>
    ids.map((recordId) => ({ ...head, event, data: { recordId, model: sync.pipeline } })),
  )
}
