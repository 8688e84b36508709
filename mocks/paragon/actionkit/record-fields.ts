import type { Context } from '../../context.ts'
import type { ThirdParty } from '../credentials/third-party.ts'
import type { FieldsByRecordType, Toolbox } from './tool.ts'

/** Milliseconds on the project's clock that fields are kept for (docs: actionkit/api-reference, reload_fields). */
const KEPT_FOR = 8 * 60 * 60 * 1000

/** The fields of an account's records: as they were last loaded, or anew when that is too long ago or asked for. */
export async function recordFields(
  ctx: Context,
  toolbox: Toolbox,
  account: ThirdParty,
  options: { reload: boolean },
): Promise<FieldsByRecordType> {
  if (!toolbox.loadFields) return {}
  const { id, projectId, providerId } = account.credential
  const clock = ctx.clockOf(projectId)
  const known = options.reload ? undefined : await ctx.store.credentialFields.find(id)
  if (known?.providerId === providerId && known.dateLoaded.getTime() + KEPT_FOR > clock.now()) {
    return known.fields as FieldsByRecordType
  }
  const fields = await toolbox.loadFields(account)
  await ctx.store.credentialFields.put(id, { providerId, fields, dateLoaded: clock.timestamp() })
  return fields
}
