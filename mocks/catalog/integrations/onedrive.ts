import type { IntegrationDefinition } from '../definitions.ts'

export const onedrive: IntegrationDefinition = {
  type: 'onedrive',
  name: 'OneDrive',
  brandColor: '#0364b8',
  authenticationType: 'oauth',
  isActive: true,
  oauth: {
    directory: 'microsoft',
    // docs: managed-sync/integrations/onedrive, and the right to write, which uploads through the Proxy need.
    scopes: ['openid', 'email', 'profile', 'offline_access', 'User.Read', 'Files.ReadWrite.All', 'Sites.Read.All'],
    // learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow: the chooser lets a user add a second account.
    authorizeParameters: { prompt: 'select_account consent' },
  },
  // Microsoft Graph names the hosts of next pages and of changes in full.
  api: { baseUrl: 'https://graph.microsoft.com/v1.0', hosts: ['graph.microsoft.com'] },
  exposesAccountAuth: true,
  accountDomain: 'oneDriveUrl',
  portal: {
    accentColor: '#0364b8',
    description: 'Bring the files of your OneDrive into your workspace.',
    overview: [
      '### Your files, where you work',
      '',
      'Connect one or more Microsoft accounts. Each keeps its own files and settings.',
      '',
      '- **Import** files and folders that you choose',
      '- **Keep up** with what changes, and who may see it',
      '- **Stay in control**: disconnect an account at any time',
    ].join('\n'),
    sharedInputs: [],
    dataSources: {},
  },
  workflows: [],
}
