import type { IntegrationDefinition } from '../definitions.ts'

export const sendgrid: IntegrationDefinition = {
  type: 'sendgrid',
  name: 'SendGrid',
  brandColor: '#1a82e2',
  authenticationType: 'basic',
  isActive: true,
  // What a key of the sandbox's allows; SendGrid's own names.
  oauth: { directory: 'sendgrid', scopes: ['mail.send', 'messages.read'], authorizeParameters: {} },
  setup: {
    authConfigInputs: [
      {
        id: 'apiKey',
        title: 'API Key',
        type: 'PASSWORD',
        required: true,
        tooltip: 'Settings, API Keys, Create API Key: with Mail Send and Email Activity.',
      },
    ],
    identity: { path: '/user/username', idField: 'user_id' },
    resource: 'mail-sender',
  },
  api: { baseUrl: 'https://api.sendgrid.com/v3', hosts: ['api.sendgrid.com'] },
  exposesAccountAuth: false,
  portal: {
    accentColor: '#1a82e2',
    description: 'Send mail from your own SendGrid account.',
    overview: 'Connect one or more SendGrid accounts with an API key of each.',
    sharedInputs: [],
    dataSources: {},
  },
  workflows: [],
}
