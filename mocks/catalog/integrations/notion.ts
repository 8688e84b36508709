import type { IntegrationDefinition } from '../definitions.ts'

export const notion: IntegrationDefinition = {
  type: 'notion',
  name: 'Notion',
  brandColor: '#37352f',
  authenticationType: 'oauth',
  isActive: true,
  oauth: {
    directory: 'notion',
    // Notion itself knows no scopes; these are for this provider to tell who signed in.
    scopes: ['openid', 'email', 'profile', 'offline_access'],
    authorizeParameters: { prompt: 'select_account consent' },
  },
  setup: {
    // Which questions the vendor asks after a sign-in at Notion is not documented: assumed.
    postOauthInputs: [
      {
        id: 'pageAccess',
        title: 'Which pages should be brought in?',
        type: 'ENUM',
        sourceType: 'page-access',
        required: true,
        defaultValue: 'all',
      },
      { id: 'workspaceLabel', title: 'Name of the workspace', type: 'TEXT_NO_VARS', required: false },
    ],
  },
  api: { baseUrl: 'https://api.notion.com/v1', hosts: ['api.notion.com'] },
  exposesAccountAuth: false,
  portal: {
    accentColor: '#37352f',
    description: 'Bring the pages of your Notion workspace along.',
    overview: 'Connect one or more Notion workspaces. Each keeps its own pages and settings.',
    sharedInputs: [],
    dataSources: {
      'page-access': {
        type: 'STATIC_ENUM_DATA_SOURCE',
        id: 'page-access',
        title: 'Pages',
        values: [
          { value: 'all', label: 'All pages' },
          { value: 'shared', label: 'Only pages that were shared' },
        ],
      },
    },
  },
  workflows: [],
}
