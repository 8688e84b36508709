import { z } from 'zod'
import type { ReachedFile } from '../../store/drive-files.ts'
import type { DrivePermission } from '../../store/drive-sharing.ts'
import type { Account } from '../../store/provider-accounts.ts'
import { isStorable } from '../../store/storable-text.ts'
import type { ProviderContext } from '../provider-context.ts'
import { BoxError, badRequest, forbidden, notFound } from './errors.ts'
import { newBoxId } from './ids.ts'
import { type ItemType, instant, itemType, miniItem, userOf, viewItems } from './item-views.ts'
import { type Asking, canWrite, findItem } from './items.ts'

/** Of Box's roles those that the sandbox tells apart; others are refused. */
const ROLES = { editor: 'writer', viewer: 'reader' } as const
const role = z.enum(['editor', 'viewer'])

/** developer.box.com/reference/post-collaborations */
export const newCollaboration = z.object({
  item: z.object({ type: z.enum(['file', 'folder']), id: z.string() }),
  accessible_by: z.object({
    type: z.literal('user'),
    id: z.string().optional(),
    login: z
      .string()
      .regex(/^[^\s@]+@[^\s@]+$/)
      .refine(isStorable)
      .optional(),
  }),
  role,
})
export const collaborationChange = z.object({ role })

/**
 * Invites someone to a file or a folder; someone without an account yet is waited for. Throws BoxError 400 for someone who
 * is there already.
 */
export async function createCollaboration(
  ctx: ProviderContext,
  asking: Asking,
  { item: { type, id }, accessible_by: { id: userId, login }, role: given }: z.infer<typeof newCollaboration>,
): Promise<object> {
  const item = await findItem(ctx, asking, type, id)
  if (!canWrite(item)) throw forbidden()
  const { accounts, sharing } = ctx.store.provider
  const { projectId, directory } = asking.account
  const [named] = userId === undefined ? [] : await accounts.findAmong(projectId, directory, [userId])
  const grantee = userId === undefined ? login?.toLowerCase() : named?.email
  if (grantee === undefined)
    throw userId === undefined ? badRequest('accessible_by', 'names nobody') : notFound('user', userId)
  const owner = await accounts.find(item.accountId)
  const known = (await sharing.given([item.id])).some((each) => each.type === 'user' && each.grantee === grantee)
  if (known || owner?.email === grantee) {
    throw new BoxError(400, 'user_already_collaborator', 'User is already a collaborator')
  }
  const reference = newBoxId(ctx.randomOf(projectId))
  const dateCreated = ctx.clockOf(projectId).timestamp()
  await sharing.grant(
    { fileId: item.id, type: 'user', grantee, role: ROLES[given], allowFileDiscovery: false, dateCreated, reference },
    `COLLAB_ADD_COLLABORATOR/${type}`,
  )
  return getCollaboration(ctx, asking, reference)
}

export async function getCollaboration(ctx: ProviderContext, asking: Asking, reference: string): Promise<object> {
  const { permission, item } = await requireCollaboration(ctx, asking, reference)
  const [view] = await viewCollaborations(ctx, asking.account, [permission], [item])
  return view ?? {}
}

export async function updateCollaboration(
  ctx: ProviderContext,
  asking: Asking,
  reference: string,
  { role: given }: z.infer<typeof collaborationChange>,
): Promise<object> {
  const { permission, item } = await requireCollaboration(ctx, asking, reference)
  if (!canWrite(item)) throw forbidden()
  const dateCreated = ctx.clockOf(asking.account.projectId).timestamp()
  const cause = `COLLAB_ROLE_CHANGE/${itemType(item)}`
  await ctx.store.provider.sharing.grant({ ...permission, role: ROLES[given], dateCreated }, cause)
  return getCollaboration(ctx, asking, reference)
}

/** Ends a collaboration; whoever is the collaborator may end their own. */
export async function deleteCollaboration(ctx: ProviderContext, asking: Asking, reference: string): Promise<void> {
  const { permission, item } = await requireCollaboration(ctx, asking, reference)
  if (!canWrite(item) && permission.grantee !== asking.account.email) throw forbidden()
  const now = ctx.clockOf(asking.account.projectId).timestamp()
  const cause = `COLLAB_REMOVE_COLLABORATOR/${itemType(item)}`
  await ctx.store.provider.sharing.revoke(item.id, permission.type, permission.grantee, now, cause)
}

/** Who works on an item, by what is on the item itself and on the folders above it that the account may see. */
export async function listCollaborations(ctx: ProviderContext, asking: Asking, type: ItemType, id: string) {
  const item = await findItem(ctx, asking, type, id)
  const chain = await ctx.store.provider.files.chain(item.id)
  const reached = await ctx.store.provider.files.among(asking.account.id, chain)
  const items = chain.flatMap((each) => reached.get(each) ?? [])
  const given = await ctx.store.provider.sharing.given(items.map((each) => each.id))
  const people = given.filter((permission) => permission.type === 'user')
  return viewCollaborations(ctx, asking.account, people, items)
}

async function requireCollaboration(ctx: ProviderContext, asking: Asking, reference: string) {
  const permission = await ctx.store.provider.sharing.byReference(reference)
  const item = permission && (await ctx.store.provider.files.find(asking.account, permission.fileId))
  if (!item || (item.role !== 'owner' && item.dateShared === null)) throw notFound('collaboration', reference)
  return { permission, item }
}

/** developer.box.com/reference/resources/collaboration */
async function viewCollaborations(
  ctx: ProviderContext,
  viewer: Account,
  permissions: readonly DrivePermission[],
  items: readonly ReachedFile[],
): Promise<object[]> {
  const { accounts } = ctx.store.provider
  const emails = [...new Set(permissions.map(({ grantee }) => grantee))]
  const found = emails.length > 0 ? await accounts.findByEmails(viewer.projectId, viewer.directory, emails) : []
  const known = new Map(found.map((account) => [account.email, account]))
  const views = new Map((await viewItems(ctx, viewer, items)).map((view) => [view.id, view]))
  return permissions.map(({ fileId, grantee, role: has, dateCreated, reference }) => {
    const account = known.get(grantee)
    const view = views.get(fileId)
    const date = instant(dateCreated)
    return {
      type: 'collaboration',
      id: reference ?? '',
      created_by: view?.owned_by ?? null,
      created_at: date,
      modified_at: date,
      expires_at: null,
      status: account ? 'accepted' : 'pending',
      accessible_by: account ? userOf(account) : null,
      invite_email: account ? null : grantee,
      role: has === 'writer' ? 'editor' : 'viewer',
      acknowledged_at: account ? date : null,
      item: view ? miniItem(view) : null,
    }
  })
}
