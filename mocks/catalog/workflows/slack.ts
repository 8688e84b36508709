import type { WorkflowDefinition } from '../definitions.ts'

export const slackWorkflows: WorkflowDefinition[] = [
  {
    slug: 'post-updates',
    description: 'Post updates to a channel',
    infoText: 'Posts each update as it happens.',
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
        id: 'post',
        type: 'request',
        method: 'POST',
        path: '/chat.postMessage',
        body: {
          channel: { $firstOf: ['{{settings.channel}}', '#general'] },
          text: { $trim: '{{settings.message-prefix}} {{trigger.payload.text}}' },
        },
      },
    ],
  },
  {
    slug: 'daily-digest',
    description: 'Send a daily digest',
    infoText: 'One direct message a day, with how much was written since the one before.',
    inputs: [
      { id: 'digest-hour', title: 'Hour of the day (UTC)', type: 'NUMBER', required: false, defaultValue: 9 },
      { id: 'include-weekends', title: 'On weekends, too', type: 'SWITCH', required: false, defaultValue: false },
    ],
    // Every hour, because the hour to send at is a setting and the schedule is not.
    trigger: { type: 'schedule', cron: '0 * * * *' },
    steps: [
      {
        id: 'hour',
        type: 'function',
        return: { $last: { $split: { text: { $first: { $split: { text: '{{trigger.date}}', by: ':' } } }, by: 'T' } } },
      },
      {
        id: 'is-time',
        type: 'conditional',
        if: {
          $equals: [{ $number: '{{steps.hour.output}}' }, { $number: { $firstOf: ['{{settings.digest-hour}}', 9] } }],
        },
        yes: [
          {
            id: 'channels',
            type: 'request',
            method: 'GET',
            path: '/conversations.list',
            query: { exclude_archived: true, limit: 200 },
            retry: true,
          },
          {
            id: 'digest',
            type: 'request',
            method: 'POST',
            path: '/chat.postMessage',
            body: {
              channel: '{{account.providerId}}',
              text: {
                $join: {
                  items: [
                    'Your channels today:',
                    {
                      $join: {
                        items: { $map: { over: '{{steps.channels.output.channels}}', to: '#{{item.name}}' } },
                        with: ', ',
                      },
                    },
                  ],
                  with: ' ',
                },
              },
            },
          },
        ],
      },
    ],
  },
  {
    slug: 'collect-messages',
    description: 'Collect messages with a reaction',
    infoText: 'A button in another tool can mark a message as collected.',
    inputs: [{ id: 'emoji', title: 'Emoji', type: 'TEXT_NO_VARS', required: false, defaultValue: 'inbox_tray' }],
    trigger: { type: 'webhook' },
    steps: [
      {
        id: 'mark',
        type: 'request',
        method: 'POST',
        path: '/reactions.add',
        body: {
          channel: '{{trigger.body.channel}}',
          timestamp: '{{trigger.body.ts}}',
          name: { $firstOf: ['{{settings.emoji}}', 'inbox_tray'] },
        },
        // Slack answers "already_reacted" to the second.
        idempotent: true,
      },
    ],
  },
  {
    slug: 'list-channels',
    description: 'Choose a channel in the app',
    infoText: 'Lets the app show the channels of this workspace.',
    inputs: [],
    trigger: { type: 'request' },
    steps: [
      {
        id: 'channels',
        type: 'request',
        method: 'GET',
        path: '/conversations.list',
        query: { exclude_archived: true, limit: 200 },
        retry: true,
      },
      {
        id: 'answer',
        type: 'response',
        body: {
          account: '{{account.providerData.email}}',
          channels: {
            $map: {
              over: '{{steps.channels.output.channels}}',
              to: { $pick: { from: '{{item}}', keys: ['id', 'name'] } },
            },
          },
        },
      },
    ],
  },
]
