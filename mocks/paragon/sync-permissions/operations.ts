import type { z } from 'zod'
import type { Context } from '../../context.ts'
import type { SyncRecord } from '../../store/sync-records.ts'
import { badRequest, notFound } from '../api-error.ts'
import type { Caller } from '../caller.ts'
import { type FoundSync, isVisible, requireSync } from '../syncs/find-sync.ts'
import { recordIdOf } from '../syncs/ids.ts'
import { findPipeline } from '../syncs/pipelines/registry.ts'
import {
  type batchCheckBody,
  checkBody,
  type expandBody,
  type listObjectsBody,
  type listUsersBody,
  type Role,
  rankOf,
  roles,
} from './schemas.ts'

/** Rows of a list that is answered whole (docs: managed-sync/permissions-api). */
const MOST_ROWS = 1000
/** Rows that are read at a time for a stream. */
const STREAM_PAGE = 500

/** `check`: whether someone may do that with a file or a folder. */
export async function check(
  ctx: Context,
  caller: Caller,
  syncId: string,
  { object, user, role }: z.infer<typeof checkBody>,
) {
  const { sync } = await requireFileSync(ctx, caller, syncId)
  const record = await requireObject(ctx, sync.id, object)
  const grants = await ctx.store.syncGrants.ranks([record.id], principalsOf(user))
  return { hasAccess: grants.some(({ rank }) => rank >= rankOf(role)) }
}

/** `batch-check`: the same for many, with an error of its own for each that cannot be answered. */
export async function batchCheck(
  ctx: Context,
  caller: Caller,
  syncId: string,
  { checks }: z.infer<typeof batchCheckBody>,
) {
  const { sync } = await requireFileSync(ctx, caller, syncId)
  const asked = checks.map((request) => ({ request, parsed: checkBody.safeParse(request) }))
  const valid = asked.flatMap(({ parsed }) => parsed.data ?? [])
  const objects = [...new Set(valid.map(({ object }) => object))]
  const there = await ctx.store.syncRecords.present(sync.id, objects)
  const principals = [...new Set(valid.flatMap(({ user }) => principalsOf(user)))]
  const grants = await ctx.store.syncGrants.ranks([...there], principals)
  const rankBy = new Map(grants.map(({ recordId, principal, rank }) => [`${recordId} ${principal}`, rank]))
  const result = asked.map(({ request, parsed: { data, error } }) => {
    if (!data) return { allowed: false, request, error: error?.issues[0]?.message ?? 'Not a check.' }
    const { object, user, role } = data
    if (!there.has(object)) return { allowed: false, request, error: `Record "${object}" not found.` }
    const ranks = principalsOf(user).map((principal) => rankBy.get(`${object} ${principal}`) ?? 0)
    return { allowed: Math.max(...ranks) >= rankOf(role), request }
  })
  return { result }
}

/**
 * `list-users`: who may do that. Documented are e-mail addresses; assumed: `*` is everyone, and `*@` with a domain is
 * everyone in it.
 */
export async function listUsers(
  ctx: Context,
  caller: Caller,
  syncId: string,
  { object, role }: z.infer<typeof listUsersBody>,
) {
  const { sync } = await requireFileSync(ctx, caller, syncId)
  const record = await requireObject(ctx, sync.id, object)
  const grants = await ctx.store.syncGrants.of(record.id, rankOf(role), MOST_ROWS)
  return {
    users: grants.map(({ principal }) =>
      principal === 'anyone' ? '*' : principal.replace(/^user:/, '').replace(/^domain:/, '*@'),
    ),
  }
}

/** `list-objects`: the files, or the folders, with which someone may do that. */
export async function listObjects(ctx: Context, caller: Caller, syncId: string, input: ListObjects) {
  const { sync } = await requireFileSync(ctx, caller, syncId)
  return { objects: await ctx.store.syncGrants.objects(sync.id, { ...queryOf(input), after: '', limit: MOST_ROWS }) }
}

/** `streamed-list-objects`: all of them, one by one. */
export async function streamObjects(ctx: Context, caller: Caller, syncId: string, input: ListObjects) {
  const { sync } = await requireFileSync(ctx, caller, syncId)
  return mapped(objectsOf(ctx, sync.id, input), (object) => ({ object }))
}

/** The same over all syncs of files that the token may see. */
export async function* streamAllObjects(ctx: Context, caller: Caller, input: ListObjects) {
  for (const sync of await ctx.store.syncs.list(caller.user.personaId)) {
    const integration = caller.project.integrations.find(({ id }) => id === sync.integrationId)
    if (!integration || !isVisible(caller, { sync, integration }) || !keepsAccess({ sync, integration })) continue
    for await (const object of objectsOf(ctx, sync.id, input)) {
      yield { syncInstanceId: sync.id, integration: integration.type, object }
    }
  }
}

type ListObjects = z.infer<typeof listObjectsBody>

/** What holds a role by itself; those of lesser roles have it, too. */
const HOLDERS: Record<Role, string> = { can_read: 'viewer', can_write: 'editor', is_owner: 'owner' }

/**
 * `expand`: one step of why someone may do that: whom it is given to, the greater role that includes it, and the folder
 * above, which passes it on. Shaped as the vendor's documents show; its names within the tree are OpenFGA's.
 */
export async function expand(
  ctx: Context,
  caller: Caller,
  syncId: string,
  { object, relation }: z.infer<typeof expandBody>,
) {
  const { sync } = await requireFileSync(ctx, caller, syncId)
  const record = await requireObject(ctx, sync.id, object)
  const rank = rankOf(relation)
  const parent = await parentOf(ctx, sync.id, record)
  const grants = await ctx.store.syncGrants.of(record.id, rank, MOST_ROWS)
  // What a folder above passes on shows there, when that is synced too.
  const own = grants.filter((grant) => grant.rank === rank && !(parent && grant.isInherited))
  const name = `${record.objectType}:${record.id}`
  const root = `${name}#${relation}`
  const greater = roles[rank]
  const nodes = [
    {
      name: `${name}#${HOLDERS[relation]}`,
      leaf: { users: { users: own.map(({ principal }) => subjectOf(principal)) } },
    },
    ...(greater ? [{ name: root, leaf: { computed: { userset: `${name}#${greater}` } } }] : []),
    // Whoever owns a folder may write what lies in it, and does not own it.
    ...(parent && relation !== 'is_owner'
      ? [
          {
            name: root,
            leaf: {
              tupleToUserset: { tupleset: `${name}#parent`, computed: [{ userset: `folder:${parent}#${relation}` }] },
            },
          },
        ]
      : []),
  ]
  return { tree: { root: { name: root, union: { nodes } } } }
}

function subjectOf(principal: string): string {
  if (principal === 'anyone') return 'user:*'
  return principal.startsWith('domain:') ? `${principal}#member` : principal
}

/** The folder that a file lies in, when it is synced. */
async function parentOf(ctx: Context, syncId: string, { data }: SyncRecord): Promise<string | undefined> {
  const folderId = data?.parentFolderId
  if (typeof folderId !== 'string') return undefined
  return (await ctx.store.syncRecords.find(syncId, recordIdOf(syncId, folderId)))?.id
}

/** As whom someone may have been given access. */
function principalsOf(email: string): string[] {
  return [`user:${email}`, `domain:${email.slice(email.indexOf('@') + 1)}`, 'anyone']
}

const queryOf = ({ objectType, user, role }: ListObjects) => ({
  principals: principalsOf(user),
  objectType,
  rank: rankOf(role),
})

async function* objectsOf(ctx: Context, syncId: string, input: ListObjects): AsyncGenerator<string> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: string[] = await ctx.store.syncGrants.objects(syncId, { ...queryOf(input), after, limit: STREAM_PAGE })
    yield* page
    after = page.length === STREAM_PAGE ? page.at(-1) : undefined
  }
}

async function* mapped<T, U>(source: AsyncIterable<T>, map: (value: T) => U): AsyncGenerator<U> {
  for await (const value of source) yield map(value)
}

function keepsAccess({ sync, integration }: FoundSync): boolean {
  return findPipeline(integration.type, sync.pipeline)?.keepsAccess ?? false
}

async function requireFileSync(ctx: Context, caller: Caller, syncId: string): Promise<FoundSync> {
  const found = await requireSync(ctx, caller, syncId)
  if (!keepsAccess(found)) throw badRequest(`Sync "${syncId}" is of ${found.sync.pipeline}, which have no permissions.`)
  return found
}

async function requireObject(ctx: Context, syncId: string, object: string): Promise<SyncRecord> {
  const record = await ctx.store.syncRecords.find(syncId, object)
  if (!record) throw notFound(`Record "${object}" not found.`)
  return record
}
