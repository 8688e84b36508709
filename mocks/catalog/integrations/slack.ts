import type { DynamicSource } from '../../paragon/portal/input-types.ts'
import type { IntegrationDefinition } from '../definitions.ts'
import { slackWorkflows } from '../workflows/slack.ts'

export const slack: IntegrationDefinition = {
  type: 'slack',
  name: 'Slack',
  brandColor: '#611f69',
  authenticationType: 'oauth',
  isActive: true,
  oauth: {
    directory: 'slack',
    // Those of a user token (docs.slack.dev/reference/scopes): what is done with an account is done as its owner.
    scopes: [
      'openid',
      'email',
      'profile',
      'team:read',
      'users:read',
      'users:read.email',
      'channels:read',
      'groups:read',
      'mpim:read',
      'im:read',
      'channels:history',
      'groups:history',
      'mpim:history',
      'im:history',
      'search:read',
      'channels:write',
      'groups:write',
      'mpim:write',
      'im:write',
      'chat:write',
      'reactions:read',
      'reactions:write',
      'files:read',
    ],
    // An app at Slack opts into tokens that rotate in its settings; this provider wants to be asked.
    authorizeParameters: { access_type: 'offline', prompt: 'select_account consent' },
  },
  api: {
    baseUrl: 'https://slack.com/api',
    hosts: ['slack.com'],
    // docs.slack.dev/apis/web-api#responses
    refusal: { field: 'ok', value: false, reason: 'error' },
    // docs.slack.dev/reference/methods/auth.test#errors
    refusedToken: { status: 200, field: 'error', values: ['invalid_auth', 'token_expired', 'token_revoked'] },
  },
  exposesAccountAuth: false,
  portal: {
    accentColor: '#611f69',
    description: 'Post updates to the channels where your team talks.',
    overview: [
      '### Keep the conversation in one place',
      '',
      'Connect each workspace that you are in. Every one has its own channels, settings and workflows.',
      '',
      '- **Post** updates to the channel of your choice',
      '- **Collect** messages that need an answer',
      '- **Write as yourself**: whatever is posted has your name on it',
    ].join('\n'),
    sharedInputs: [
      {
        id: 'channel',
        title: 'Channel to post to',
        type: 'DYNAMIC_ENUM',
        sourceType: 'channels',
        required: false,
        tooltip: 'A channel of this workspace that you are in.',
      },
      {
        id: 'notify-level',
        title: 'What to post',
        type: 'ENUM',
        sourceType: 'notify-levels',
        required: false,
        defaultValue: 'important',
        tooltip: 'An update that the app marks as of low importance is not posted unless everything is.',
      },
      {
        id: 'reply-in-threads',
        title: 'Post follow-ups in the thread',
        type: 'SWITCH',
        required: false,
        defaultValue: true,
        tooltip: 'Below the update that they follow, when the app names it.',
      },
    ],
    dataSources: {
      channels: {
        type: 'DYNAMIC_DATA_SOURCE',
        title: 'Channels',
        cacheKey: 'channels',
        refreshDependencies: [],
        supportPagination: true,
      } satisfies DynamicSource,
      'notify-levels': {
        type: 'STATIC_ENUM_DATA_SOURCE',
        id: 'notify-levels',
        title: 'What to post',
        values: [
          { value: 'all', label: 'Everything' },
          { value: 'important', label: 'What is important' },
          { value: 'mentions', label: 'Only what mentions somebody' },
        ],
      },
    },
  },
  workflows: slackWorkflows,
}
