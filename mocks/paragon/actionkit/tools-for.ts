import { LRUCache } from 'lru-cache'
import type { Context } from '../../context.ts'
import type { ThirdParty } from '../credentials/third-party.ts'
import type { FieldsByRecordType, Tool, Toolbox } from './tool.ts'

/** Milliseconds on the project's clock that fields are kept for (docs: actionkit/api-reference, reload_fields). */
const KEPT_FOR = 8 * 60 * 60 * 1000

/** Tools as the fields of an account make them, by account and when they were loaded. */
const made = new LRUCache<string, readonly Tool[]>({ max: 500 })

/**
 * The tools for one account: with the fields of its records as they were last loaded, or anew when that is too long ago or
 * asked for.
 */
export async function toolsFor(
  ctx: Context,
  toolbox: Toolbox,
  account: ThirdParty,
  options: { reload: boolean },
): Promise<readonly Tool[]> {
  if (!toolbox.loadFields) return toolbox.tools({})
  const { id, projectId, providerId } = account.credential
  const clock = ctx.clockOf(projectId)
  const known = options.reload ? undefined : await ctx.store.credentialFields.find(id)
  if (known?.providerId === providerId && known.dateLoaded.getTime() + KEPT_FOR > clock.now()) {
    return toolsWith(toolbox, `${id}/${known.dateLoaded.getTime()}`, known.fields as FieldsByRecordType)
  }
  const fields = await toolbox.loadFields(account)
  const dateLoaded = clock.timestamp()
  await ctx.store.credentialFields.put(id, { providerId, fields, dateLoaded })
  return toolsWith(toolbox, `${id}/${dateLoaded.getTime()}`, fields)
}

function toolsWith(toolbox: Toolbox, key: string, fields: FieldsByRecordType): readonly Tool[] {
  let tools = made.get(key)
  if (!tools) {
    tools = toolbox.tools(fields)
    made.set(key, tools)
  }
  return tools
}
