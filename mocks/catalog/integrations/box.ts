import type { IntegrationDefinition } from '../definitions.ts'

export const box: IntegrationDefinition = {
  type: 'box',
  name: 'Box',
  brandColor: '#0061d5',
  authenticationType: 'oauth',
  isActive: true,
  oauth: {
    directory: 'box',
    // docs: managed-sync/integrations/box asks for `root_readonly`; uploads through the Proxy need the right to write.
    scopes: ['openid', 'email', 'profile', 'offline_access', 'root_readwrite'],
    // Box asks which account, and whether it may be connected, at every sign-in.
    authorizeParameters: { prompt: 'select_account consent' },
  },
  // Uploads have a host of their own (developer.box.com/guides/uploads/direct/file).
  api: { baseUrl: 'https://api.box.com/2.0', hosts: ['api.box.com', 'upload.box.com'] },
  exposesAccountAuth: true,
  portal: {
    accentColor: '#0061d5',
    description: 'Bring the files of your Box account into your workspace.',
    overview: [
      '### Your files, where you work',
      '',
      'Connect one or more Box accounts. Each keeps its own files and settings.',
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
