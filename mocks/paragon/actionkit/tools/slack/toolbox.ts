import { z } from 'zod'
import { flag, jsonArray, longText, option, pagination, requiredText, text } from '../../inputs.ts'
import { defineTool, type Toolbox } from '../../tool.ts'
import { readSlack, slackPage, writeSlack } from './slack-call.ts'

const PAGE = 200

const listMembers = defineTool({
  name: 'SLACK_LIST_MEMBERS',
  title: 'List Members',
  description: 'List the members of a Slack workspace',
  parameters: z.strictObject({ paginationParameters: pagination(1000) }),
  run: async (account, { paginationParameters }) =>
    slackPage(
      await readSlack(account, 'users.list', {
        limit: paginationParameters?.limit ?? PAGE,
        cursor: paginationParameters?.pageCursor ?? undefined,
      }),
    ),
})

const listChannels = defineTool({
  name: 'SLACK_LIST_CHANNELS',
  title: 'List Channels',
  description: 'List the channels of a Slack workspace',
  parameters: z.strictObject({
    includeArchived: flag('Include Archived').default(false),
    paginationParameters: pagination(1000),
  }),
  run: async (account, { includeArchived, paginationParameters }) =>
    slackPage(
      await readSlack(account, 'conversations.list', {
        types: 'public_channel,private_channel',
        exclude_archived: !includeArchived,
        limit: paginationParameters?.limit ?? PAGE,
        cursor: paginationParameters?.pageCursor ?? undefined,
      }),
    ),
})

const getUserByEmail = defineTool({
  name: 'SLACK_GET_USER_BY_EMAIL',
  title: 'Get User By Email',
  description: 'Find a member of a Slack workspace by their e-mail address',
  parameters: z.strictObject({ email: requiredText('Email', { example: 'ada@example.com' }) }),
  run: (account, { email }) => readSlack(account, 'users.lookupByEmail', { email }),
})

const memberPage = z.looseObject({
  members: z.array(
    z.looseObject({
      real_name: z.string().optional(),
      profile: z.looseObject({ display_name: z.string().optional() }),
    }),
  ),
})

const getUsersByName = defineTool({
  name: 'SLACK_GET_USERS_BY_NAME',
  title: 'Get Users By Name',
  description: 'Find members of a Slack workspace by their name',
  parameters: z.strictObject({
    name: text('Name', { subtitle: 'A part of the real name' }).optional(),
    displayName: text('Display Name', { subtitle: 'A part of the display name' }).optional(),
    paginationParameters: pagination(1000),
  }),
  async run(account, { name = '', displayName = '', paginationParameters }) {
    const said = slackPage(
      await readSlack(account, 'users.list', {
        limit: paginationParameters?.limit ?? PAGE,
        cursor: paginationParameters?.pageCursor ?? undefined,
      }),
    )
    const has = (whole = '', part: string) => whole.toLowerCase().includes(part.toLowerCase())
    const members = memberPage
      .parse(said)
      .members.filter(({ real_name, profile }) => has(real_name, name) && has(profile.display_name, displayName))
    return { ...said, members }
  },
})

const searchPage = z.object({ messages: z.object({ paging: z.object({ page: z.number(), pages: z.number() }) }) })

const searchMessages = defineTool({
  name: 'SLACK_SEARCH_MESSAGES',
  title: 'Search Messages',
  description: 'Search the messages of a Slack workspace',
  parameters: z.strictObject({
    query: requiredText('Search Query', { subtitle: 'In Slack’s search syntax', example: 'from:@ada in:#general' }),
    paginationParameters: pagination(100),
  }),
  async run(account, { query, paginationParameters }) {
    const said = await readSlack(account, 'search.messages', {
      query,
      count: paginationParameters?.limit ?? 20,
      page: paginationParameters?.pageCursor ?? undefined,
    })
    const { page, pages } = searchPage.parse(said).messages.paging
    return { ...said, nextPageCursor: page < pages ? String(page + 1) : null }
  },
})

/** What a message is sent with; the names are those of public tools that are built on ActionKit. */
const message = {
  message: longText('Message'),
  botName: text('Bot Name', {
    subtitle: 'The name that the message comes from, where the account may choose',
  }).optional(),
  botIcon: text('Bot Icon', { subtitle: 'An image’s URL or an emoji', example: ':dog:' }).optional(),
  blocks: jsonArray('Blocks', { subtitle: 'Block Kit, in JSON' }).optional(),
  authenticatedUser: flag('Send As User', {
    subtitle: 'Whether the message comes from the user rather than from the app',
  }).default(false),
}

interface MessageParameters {
  message: string
  botName?: string | undefined
  botIcon?: string | undefined
  blocks?: unknown[] | undefined
  authenticatedUser: boolean
}

function messageBody(channel: string, { message, botName, botIcon, blocks, authenticatedUser }: MessageParameters) {
  const isEmoji = botIcon !== undefined && /^:.+:$/.test(botIcon)
  return {
    channel,
    text: message,
    ...(blocks && { blocks }),
    ...(botName && { username: botName }),
    ...(botIcon && { [isEmoji ? 'icon_emoji' : 'icon_url']: botIcon }),
    ...(authenticatedUser && { as_user: true }),
  }
}

const sendMessage = defineTool({
  name: 'SLACK_SEND_MESSAGE',
  title: 'Send Message',
  description: 'Send a message to a channel in Slack',
  parameters: z.strictObject({ channel: option('Channel', 'channels', { subtitle: 'Name or ID' }), ...message }),
  run: (account, { channel, ...given }) => writeSlack(account, 'chat.postMessage', messageBody(channel, given)),
})

const sendDirectMessage = defineTool({
  name: 'SLACK_SEND_DIRECT_MESSAGE',
  title: 'Send Direct Message',
  description: 'Send a direct message to a member of a Slack workspace',
  parameters: z.strictObject({ memberId: option('Recipient', 'members', { subtitle: 'User ID' }), ...message }),
  run: (account, { memberId, ...given }) => writeSlack(account, 'chat.postMessage', messageBody(memberId, given)),
})

const tools = [
  listMembers,
  listChannels,
  getUserByEmail,
  searchMessages,
  sendDirectMessage,
  sendMessage,
  getUsersByName,
]

/** Named as the vendor's are (docs: actionkit/integrations/slack/overview). */
export const slackToolbox: Toolbox = { categories: ['messaging'], tools: () => tools }
