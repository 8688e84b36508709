import type { WorkflowDefinition } from '../definitions.ts'

const channel = { $firstOf: ['{{settings.channel}}', '#general'] }

export const slackWorkflows: WorkflowDefinition[] = [
  {
    slug: 'post-updates',
    description: 'Post updates to a channel',
    infoText: 'Posts updates as they happen, as far as they matter to the channel.',
    defaultEnabled: true,
    inputs: [
      {
        id: 'message-prefix',
        title: 'Begin each message with',
        type: 'TEXT_NO_VARS',
        required: false,
        placeholder: ':mega:',
      },
    ],
    trigger: { type: 'event', name: 'update.published' },
    steps: [
      {
        id: 'message',
        type: 'function',
        return: {
          $trim: { $join: { items: ['{{settings.message-prefix}}', '{{trigger.payload.text}}'], with: ' ' } },
        },
      },
      {
        id: 'matters',
        type: 'conditional',
        if: {
          $if: {
            when: { $equals: ['{{settings.notify-level}}', 'mentions'] },
            yes: { $contains: ['{{trigger.payload.text}}', '<@'] },
            no: {
              $or: [
                { $equals: ['{{settings.notify-level}}', 'all'] },
                { $notEquals: ['{{trigger.payload.importance}}', 'low'] },
              ],
            },
          },
        },
        yes: [
          {
            id: 'post',
            type: 'request',
            method: 'POST',
            path: '/chat.postMessage',
            body: {
              channel,
              text: '{{steps.message.output}}',
              thread_ts: { $if: { when: '{{settings.reply-in-threads}}', yes: '{{trigger.payload.thread}}' } },
            },
          },
        ],
      },
    ],
  },
  {
    slug: 'daily-digest',
    description: 'Send a daily digest',
    infoText: 'One direct message a day, with what has changed since the one before.',
    inputs: [{ id: 'digest-hour', title: 'Hour of the day (UTC)', type: 'NUMBER', required: false, defaultValue: 9 }],
    trigger: { type: 'schedule', cron: '0 * * * *' },
    steps: [
      {
        id: 'hour',
        type: 'function',
        parameters: { time: { $last: { $split: { text: '{{trigger.date}}', by: 'T' } } } },
        return: { $number: { $first: { $split: { text: '{{parameters.time}}', by: ':' } } } },
      },
      {
        id: 'is-time',
        type: 'conditional',
        if: { $equals: ['{{steps.hour.output}}', { $number: { $firstOf: ['{{settings.digest-hour}}', 9] } }] },
        yes: [
          { id: 'me', type: 'request', method: 'GET', path: '/auth.test', retry: true },
          {
            id: 'since',
            type: 'function',
            return: { $date: { of: '{{trigger.date}}', add: { days: -1 }, dateOnly: true } },
          },
          {
            id: 'news',
            type: 'request',
            method: 'GET',
            path: '/search.messages',
            query: { query: 'after:{{steps.since.output}}', count: 20 },
            retry: true,
          },
          {
            id: 'send',
            type: 'request',
            method: 'POST',
            path: '/chat.postMessage',
            body: {
              channel: '{{steps.me.output.user_id}}',
              text: 'Since {{steps.since.output}} there were {{steps.news.output.messages.total}} messages.',
            },
          },
        ],
      },
    ],
  },
  {
    slug: 'collect-messages',
    description: 'Collect messages with a reaction',
    infoText: 'Makes a task of each message that you react to.',
    inputs: [{ id: 'emoji', title: 'Emoji', type: 'TEXT_NO_VARS', required: false, defaultValue: 'inbox_tray' }],
    // As Slack's Events API tells of `reaction_added` (https://docs.slack.dev/reference/events/reaction_added).
    trigger: { type: 'webhook' },
    steps: [
      {
        id: 'is-wanted',
        type: 'conditional',
        if: {
          $and: [
            { $equals: ['{{trigger.body.event.type}}', 'reaction_added'] },
            { $equals: ['{{trigger.body.event.reaction}}', { $firstOf: ['{{settings.emoji}}', 'inbox_tray'] }] },
          ],
        },
        yes: [
          {
            id: 'find',
            type: 'request',
            method: 'GET',
            path: '/conversations.history',
            query: {
              channel: '{{trigger.body.event.item.channel}}',
              latest: '{{trigger.body.event.item.ts}}',
              inclusive: true,
              limit: 1,
            },
            retry: true,
          },
          {
            id: 'task',
            type: 'function',
            return: {
              title: '{{steps.find.output.messages.0.text}}',
              channel: '{{trigger.body.event.item.channel}}',
              ts: '{{trigger.body.event.item.ts}}',
            },
          },
        ],
      },
    ],
  },
  {
    slug: 'find-messages',
    description: 'Find messages',
    infoText: 'Lets the app search this workspace.',
    inputs: [],
    trigger: { type: 'request', validation: { body: { query: { type: 'string' } } } },
    steps: [
      {
        id: 'search',
        type: 'request',
        method: 'GET',
        path: '/search.messages',
        query: { query: '{{trigger.body.query}}', count: 20 },
      },
      {
        id: 'answer',
        type: 'response',
        body: {
          total: '{{steps.search.output.messages.total}}',
          messages: {
            $map: {
              over: '{{steps.search.output.messages.matches}}',
              to: { channel: '{{item.channel.name}}', user: '{{item.username}}', text: '{{item.text}}' },
            },
          },
        },
      },
    ],
  },
]
