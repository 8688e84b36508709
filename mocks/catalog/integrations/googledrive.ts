import type { DynamicSource } from '../../paragon/portal/input-types.ts'
import type { IntegrationDefinition } from '../definitions.ts'
import { googledriveWorkflows } from '../workflows/googledrive.ts'

export const googledrive: IntegrationDefinition = {
  type: 'googledrive',
  name: 'Google Drive',
  brandColor: '#1a73e8',
  authenticationType: 'oauth',
  isActive: true,
  oauth: {
    directory: 'google',
    scopes: ['openid', 'email', 'profile', 'https://www.googleapis.com/auth/drive'],
    // Google issues a refresh token only to offline access, and `select_account` lets a user add a second account.
    // https://developers.google.com/identity/protocols/oauth2/web-server#creatingclient
    authorizeParameters: { access_type: 'offline', prompt: 'select_account consent' },
  },
  api: { baseUrl: 'https://www.googleapis.com/drive/v3', hosts: ['www.googleapis.com'] },
  exposesAccountAuth: true,
  portal: {
    accentColor: '#1a73e8',
    description: 'Bring the files of your Google Drive into your workspace.',
    overview: [
      '### Your files, where you work',
      '',
      'Connect one or more Google accounts, for work and at home. Each keeps its own files, settings and workflows.',
      '',
      '- **Import** files and folders that you choose',
      '- **Save** documents back to the account they came from',
      '- **Stay in control**: disconnect an account at any time',
    ].join('\n'),
    sharedInputs: [
      {
        id: 'import-folder',
        title: 'Folder to import from',
        type: 'TEXT_NO_VARS',
        required: false,
        placeholder: 'My Drive / Contracts',
        tooltip: 'Files outside this folder are left alone. Empty means the whole drive.',
      },
      {
        id: 'conflict-policy',
        title: 'When a file exists in both places',
        type: 'ENUM',
        sourceType: 'conflict-policies',
        required: false,
        defaultValue: 'keep-both',
        tooltip: 'Of a finished document that is saved again under the same name.',
      },
      {
        id: 'notify-email',
        title: 'Send reports to',
        type: 'EMAIL',
        required: false,
        placeholder: 'you@company.com',
        tooltip: 'Each weekly report is shared with this address.',
      },
      {
        id: 'include-shared',
        title: 'Include files shared with me',
        type: 'SWITCH',
        required: false,
        defaultValue: false,
      },
    ],
    dataSources: {
      folders: {
        type: 'DYNAMIC_DATA_SOURCE',
        title: 'Folders',
        cacheKey: 'folders',
        refreshDependencies: [],
        supportPagination: true,
      } satisfies DynamicSource,
      'conflict-policies': {
        type: 'STATIC_ENUM_DATA_SOURCE',
        id: 'conflict-policies',
        title: 'Conflict policies',
        values: [
          { value: 'keep-both', label: 'Keep both' },
          { value: 'drive-wins', label: 'Google Drive wins' },
          { value: 'app-wins', label: 'The app wins' },
        ],
      },
    },
  },
  workflows: googledriveWorkflows,
}
