import type { IntegrationDefinition } from '../definitions.ts'

export const jira: IntegrationDefinition = {
  type: 'jira',
  name: 'Jira',
  brandColor: '#0c66e4',
  authenticationType: 'oauth',
  isActive: true,
  oauth: {
    directory: 'atlassian',
    // docs: managed-sync/integrations/jira, and the right to write, which calls through the Proxy need.
    scopes: ['openid', 'email', 'profile', 'offline_access', 'read:jira-user', 'read:jira-work', 'write:jira-work'],
    // developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps: `prompt=consent` is demanded.
    authorizeParameters: { prompt: 'select_account consent' },
  },
  // Every account has a site of its own, which goes by its cloud id.
  api: { baseUrl: 'https://api.atlassian.com/ex/jira/{cloudId}', hosts: ['api.atlassian.com'] },
  exposesAccountAuth: false,
  portal: {
    accentColor: '#0c66e4',
    description: 'Follow the issues of your Jira projects.',
    overview: [
      '### Issues, where they are needed',
      '',
      'Connect one or more Jira accounts. Each has its own site, projects and settings.',
      '',
      '- **Bring in** issues with their comments and attachments',
      '- **Keep up** with what changes',
      '- **Stay in control**: disconnect an account at any time',
    ].join('\n'),
    sharedInputs: [],
    dataSources: {},
  },
  workflows: [],
}
