import type { IntegrationDefinition } from '../definitions.ts'

export const sharepoint: IntegrationDefinition = {
  type: 'sharepoint',
  name: 'SharePoint',
  brandColor: '#036c70',
  authenticationType: 'oauth',
  isActive: true,
  oauth: {
    directory: 'microsoft',
    // docs: managed-sync/integrations/sharepoint, less those that read the members of groups, which the sandbox has not, and
    // the right to write, which uploads through the Proxy need.
    scopes: ['openid', 'email', 'profile', 'offline_access', 'User.Read', 'Sites.ReadWrite.All', 'Files.ReadWrite.All'],
    authorizeParameters: { prompt: 'select_account consent' },
  },
  api: { baseUrl: 'https://graph.microsoft.com/v1.0', hosts: ['graph.microsoft.com'] },
  exposesAccountAuth: true,
  portal: {
    accentColor: '#036c70',
    description: 'Bring the document libraries of your sites into your workspace.',
    overview: [
      '### What your team writes, within reach',
      '',
      'Connect one or more Microsoft accounts. Each sees the sites that it may see, and no other.',
      '',
      '- **Import** libraries, folders and files that you choose',
      '- **Keep up** with what changes, and who may see it',
      '- **Stay in control**: disconnect an account at any time',
    ].join('\n'),
    sharedInputs: [],
    dataSources: {},
  },
  workflows: [],
}
