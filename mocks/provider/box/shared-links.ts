import { z } from 'zod'
import type { ReachedFile } from '../../store/drive-files.ts'
import type { GranteeType } from '../../store/drive-sharing.ts'
import type { Account } from '../../store/provider-accounts.ts'
import type { ProviderContext } from '../provider-context.ts'
import { itemType } from './item-views.ts'

/** developer.box.com/reference/put-files-id--add-shared-link. The enterprise's default access is that of the company (assumed). */
export const sharedLinkBody = z.object({
  access: z.enum(['open', 'company', 'collaborators']).default('company'),
  permissions: z.object({ can_download: z.boolean().optional(), can_edit: z.boolean().optional() }).optional(),
})

/** Gives an item its one shared link, or takes it away. */
export async function setSharedLink(
  ctx: ProviderContext,
  { projectId }: Account,
  item: ReachedFile,
  link: z.infer<typeof sharedLinkBody> | null,
): Promise<void> {
  const { sharing, accounts } = ctx.store.provider
  const now = () => ctx.clockOf(projectId).timestamp()
  const event = `${link ? 'ITEM_SHARED_UPDATE' : 'ITEM_SHARED_UNSHARE'}/${itemType(item)}`
  const wanted = link && (await granteeOf(link.access))
  for (const { type, grantee } of await sharing.given([item.id])) {
    const isKept = wanted && type === wanted.type && grantee === wanted.grantee
    if (type !== 'user' && !isKept) await sharing.revoke(item.id, type, grantee, now(), event)
  }
  if (!wanted) return
  // Only files are edited through a link.
  const role = link.permissions?.can_edit && itemType(item) === 'file' ? 'writer' : 'reader'
  await sharing.grant({ ...wanted, fileId: item.id, role, allowFileDiscovery: false, dateCreated: now() }, event)

  /** A link for collaborators gives nobody anything: it is kept as a group without members. */
  async function granteeOf(
    access: 'open' | 'company' | 'collaborators',
  ): Promise<{ type: GranteeType; grantee: string }> {
    if (access === 'open') return { type: 'anyone', grantee: '' }
    if (access === 'collaborators') return { type: 'group', grantee: 'collaborators' }
    const owner = await accounts.find(item.accountId)
    return { type: 'domain', grantee: owner?.email.replace(/^.*@/, '') ?? '' }
  }
}
