import type { SlackCall, SlackMethod } from './api.ts'
import { CONVERSATIONS, type Conversation, isVisible, toConversation } from './conversation.ts'
import { invalidArguments, SlackError } from './errors.ts'
import { MEMBERS, toMember } from './member.ts'
import { messagesOf, toMessage } from './message.ts'
import { permalinkOf } from './resources.ts'
import { type Candidate, parseSearch, type SearchQuery } from './search-query.ts'

const OLDEST_FIRST = { order: 'dateCreated', direction: 'asc' } as const

export const searchMethods: Record<string, SlackMethod> = {
  'search.messages': {
    scopes: ['search:read'],
    async run(call) {
      const { args, account } = call
      args.refuse('cursor')
      const query = args.required('query')
      if (query.trim() === '') throw new SlackError('no_query')
      // A relevance is not simulated: by either order the newest come first, unless asked for the other way round.
      oneOf(call, 'sort', ['score', 'timestamp'])
      const isAscending = oneOf(call, 'sort_dir', ['desc', 'asc']) === 'asc'
      const count = number(call, 'count', 20, 100)
      const page = number(call, 'page', 1, 100)

      const search = parseSearch(query, account.id)
      const found = await candidates(call, search)
      found.sort((a, b) => (isAscending ? 1 : -1) * a.message.ts.localeCompare(b.message.ts))
      const first = (page - 1) * count
      const shown = found.slice(first, first + count)
      const pages = Math.ceil(found.length / count)
      const total = found.length
      return {
        query,
        messages: {
          total,
          pagination: {
            total_count: total,
            page,
            per_page: count,
            page_count: pages,
            first: shown.length > 0 ? first + 1 : 0,
            last: first + shown.length,
          },
          paging: { count, total, page, pages },
          matches: shown.map((candidate) => match(call, candidate, args.flag('highlight') ? search : undefined)),
        },
      }
    },
  },
}

/** What the search finds in every conversation that the user is in or may look into. */
async function candidates(call: SlackCall, search: SearchQuery): Promise<Candidate[]> {
  const { records, account } = call
  const members = await records.list(account.id, MEMBERS, OLDEST_FIRST)
  const authors = new Map(members.map((record) => [record.id, toMember(record)]))
  const conversations = (await records.list(account.id, CONVERSATIONS, OLDEST_FIRST)).map(toConversation)
  const found: Candidate[] = []
  for (const conversation of conversations.filter((each) => isVisible(call, each))) {
    for (const record of await records.list(account.id, messagesOf(conversation.id), OLDEST_FIRST)) {
      const message = toMessage(record)
      const candidate = { message, conversation, author: authors.get(message.user) }
      // What Slack itself writes is not found.
      if ((message.subtype === undefined || message.parent) && search.matches(candidate)) found.push(candidate)
    }
  }
  return found
}

function match(call: SlackCall, { message, conversation, author }: Candidate, highlighting: SearchQuery | undefined) {
  return {
    iid: call.random.uuid(),
    team: call.team.id,
    type: 'message',
    channel: channelSummary(conversation),
    user: message.user,
    username: message.authorName?.username ?? author?.handle ?? '',
    ts: message.ts,
    ...(message.blocks && { blocks: message.blocks }),
    text: highlighting ? highlighting.highlight(message.text) : message.text,
    permalink: permalinkOf(call, conversation.id, message),
  }
}

function channelSummary({ id, type, name, members }: Conversation) {
  return {
    id,
    name: type === 'im' ? (members.at(-1) ?? '') : name,
    is_channel: type === 'public_channel' || type === 'private_channel',
    is_group: false,
    is_im: type === 'im',
    is_mpim: type === 'mpim',
    is_private: type !== 'public_channel',
    is_shared: false,
    is_ext_shared: false,
    is_org_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
  }
}

function oneOf(call: SlackCall, name: string, values: readonly [string, ...string[]]): string {
  const text = call.args.text(name) || values[0]
  if (!values.includes(text)) throw invalidArguments(`must be one of ${values.join(', ')} [json-pointer:/${name}]`)
  return text
}

/** A count from 1; more than the most is as much as that. */
function number(call: SlackCall, name: string, standard: number, most: number): number {
  const text = call.args.text(name) || String(standard)
  if (!/^[1-9]\d{0,9}$/.test(text)) throw invalidArguments(`must be a number from 1 [json-pointer:/${name}]`)
  return Math.min(Number(text), most)
}
