import type { ProviderRecord } from '../../store/provider-records.ts'
import type { Answer, SlackCall, SlackMethod } from './api.ts'
import { readConversation } from './conversation.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { SlackError } from './errors.ts'
import { findMessage, historyOf, type Message, messagesBehind, threadOf } from './message.ts'
import { messageResource } from './resources.ts'
import { scopesOf } from './scopes.ts'
import { laterTs, positionOf, readBound } from './timestamps.ts'

const HISTORY_PAGE = { standard: 100, most: 999 }
const REPLIES_PAGE = { standard: 1000, most: 1000 }

export const historyMethods: Record<string, SlackMethod> = {
  'conversations.history': {
    scopes: scopesOf('history'),
    async run(call) {
      const { id } = await readConversation(call, 'history')
      const limit = call.args.limit(HISTORY_PAGE)
      const period = readPeriod(call)
      // With `oldest` alone a client pages forward: it gets the messages closest to it, though still the newest first
      // (api.slack.com/methods/conversations.history, "paging by time").
      const isForward = period.above !== undefined && period.below === undefined
      const list = ['conversations.history', id, isForward]
      const found = await listPeriod(call, historyOf(id), period, { list, limit, isForward })
      const messages = await messagesBehind(call, id, found.rows)
      if (isForward) messages.reverse()
      return {
        ...page(call, messages, found.nextCursor),
        pin_count: 0,
        channel_actions_ts: null,
        channel_actions_count: 0,
      }
    },
  },

  'conversations.replies': {
    scopes: scopesOf('history'),
    async run(call) {
      const { id } = await readConversation(call, 'history')
      const message = await findMessage(call, id, call.args.required('ts'))
      const parent = message?.parent ? await findMessage(call, id, message.parent.ts) : message
      if (!parent) throw new SlackError('thread_not_found')
      const list = ['conversations.replies', id, parent.ts]
      // The thread's first message heads the first page, whatever the period.
      const head = call.args.text('cursor') ? [] : [parent]
      const limit = call.args.limit(REPLIES_PAGE) - head.length
      const start = { list, limit, isForward: true, from: parent.ts }
      const found = await listPeriod(call, threadOf(id, parent.ts), readPeriod(call), start)
      return page(call, [...head, ...(await messagesBehind(call, id, found.rows))], found.nextCursor)
    },
  },
}

/** Both bounds are exclusive. */
interface Period {
  above: string | undefined
  below: string | undefined
}

function readPeriod({ args }: SlackCall): Period {
  const bound = (name: 'latest' | 'oldest') => {
    const text = args.text(name)
    if (!text) return undefined
    const ts = readBound(text)
    if (ts === undefined) throw new SlackError(`invalid_ts_${name}`)
    return ts
  }
  const isInclusive = args.flag('inclusive')
  const [latest, oldest] = [bound('latest'), bound('oldest')]
  return {
    above: isInclusive && oldest !== undefined ? laterTs(oldest, -1) : oldest,
    below: isInclusive && latest !== undefined ? laterTs(latest, 1) : latest,
  }
}

interface PageStart {
  /** What its cursors are of. */
  list: readonly unknown[]
  limit: number
  /** Towards the newer messages. */
  isForward: boolean
  /** Where the list starts at the earliest. */
  from?: string
}

/** A page of the rows of a period, and the cursor of the next one if there is more. */
async function listPeriod(
  { records, account, args }: SlackCall,
  kind: string,
  { above, below }: Period,
  { list, limit, isForward, from }: PageStart,
): Promise<{ rows: ProviderRecord[]; nextCursor: string | undefined }> {
  const first = isForward ? (above ?? from) : below
  const after = readCursor(list, args.text('cursor')) ?? (first === undefined ? undefined : positionOf(first))
  const found = await records.list(account.id, kind, {
    order: 'dateCreated',
    direction: isForward ? 'asc' : 'desc',
    after,
    limit: limit + 1,
  })
  const inPeriod = found.filter(({ id }) => (above === undefined || id > above) && (below === undefined || id < below))
  const rows = inPeriod.slice(0, limit)
  const last = rows.at(-1)
  // A page that its head fills ends where the list begins.
  const end = last ? positionOf(last.id) : after
  return { rows, nextCursor: end && inPeriod.length > limit ? writeCursor(list, end) : undefined }
}

function page(call: SlackCall, messages: readonly Message[], nextCursor: string | undefined): Answer {
  return {
    messages: messages.map((message) => messageResource(call, message)),
    has_more: nextCursor !== undefined,
    ...(nextCursor !== undefined && { response_metadata: { next_cursor: nextCursor } }),
  }
}
