import type { Account } from '../../store/provider-accounts.ts'
import type { ProviderContext } from '../provider-context.ts'
import { badRequest } from './errors.ts'
import { idFrom } from './ids.ts'
import { instant, userOf, viewItems } from './item-views.ts'

/**
 * What has happened to the items of an account since a position (developer.box.com/reference/get-events): of each item the
 * last event (assumed; Box keeps those before it for a while). `0` is the beginning, `now` the end.
 */
export async function listEvents(
  ctx: ProviderContext,
  account: Account,
  { position, limit }: { position: string; limit: number },
) {
  const { sharing, files } = ctx.store.provider
  const last = await sharing.lastChange()
  if (position === 'now') return { chunk_size: 0, next_stream_position: last, entries: [] }
  const since = /^\d{1,15}$/.test(position) ? Number(position) : Number.NaN
  if (!(since <= last)) throw badRequest('stream_position', `Invalid value '${position}'.`)
  const found = await sharing.changes(account.id, since, limit, { hasCause: true })
  const reached = await files.among(
    account.id,
    found.map(({ fileId }) => fileId),
  )
  const views = new Map((await viewItems(ctx, account, [...reached.values()])).map((view) => [view.id, view]))
  const entries = found.map(({ id, fileId, date, cause }) => {
    const [event_type, type] = (cause ?? '').split('/')
    return {
      type: 'event',
      event_id: idFrom(`event/${account.id}/${id}`),
      created_by: userOf(account),
      created_at: instant(date),
      recorded_at: instant(date),
      event_type,
      session_id: null,
      // Of what the account does not reach any more, no more is told than what it was.
      source: views.get(fileId) ?? { type, id: fileId },
    }
  })
  // Not the end of this account's events but of all: the longer it had none, the less there is to look through.
  const end = found.length === limit ? (found.at(-1)?.id ?? last) : Math.max(last, found.at(-1)?.id ?? 0)
  return { chunk_size: entries.length, next_stream_position: end, entries }
}
