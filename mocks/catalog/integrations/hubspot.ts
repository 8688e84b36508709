import type { IntegrationDefinition } from '../definitions.ts'
import { hubspotWorkflows } from '../workflows/hubspot.ts'

export const hubspot: IntegrationDefinition = {
  type: 'hubspot',
  name: 'HubSpot',
  brandColor: '#c2410c',
  authenticationType: 'oauth',
  isActive: true,
  oauth: {
    directory: 'hubspot',
    // HubSpot's own names (developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/scopes), and
    // those by which this provider tells who signed in and gives out refresh tokens.
    scopes: [
      'openid',
      'email',
      'profile',
      'oauth',
      'crm.objects.contacts.read',
      'crm.objects.contacts.write',
      'crm.objects.companies.read',
      'crm.objects.companies.write',
      'crm.objects.deals.read',
      'crm.objects.deals.write',
      'tickets',
      'crm.objects.owners.read',
      'crm.schemas.contacts.write',
      'crm.schemas.companies.write',
      'crm.schemas.deals.write',
      'offline_access',
    ],
    // HubSpot asks which account, and whether it may be connected, at every installation.
    authorizeParameters: { prompt: 'select_account consent' },
  },
  setup: {
    // With exactly these two the SDK takes the first by itself (2.4.0, startOAuthFlow).
    accountTypes: [
      { id: 'default', scheme: 'oauth', accountDescription: 'HubSpot account' },
      {
        id: 'user-configured-oauth',
        scheme: 'oauth',
        accountDescription: 'HubSpot account, by an OAuth app of your own',
        endUserSuppliedValues: [
          { id: 'clientId', title: 'Client ID', type: 'TEXT_NO_VARS', required: true },
          { id: 'clientSecret', title: 'Client Secret', type: 'PASSWORD', required: true },
        ],
      },
    ],
  },
  api: { baseUrl: 'https://api.hubapi.com', hosts: ['api.hubapi.com'] },
  exposesAccountAuth: false,
  portal: {
    accentColor: '#c2410c',
    description: 'Keep contacts, companies and deals in step with HubSpot.',
    overview: [
      '### Your customers, in both places',
      '',
      'Connect one or more HubSpot accounts, such as one for each brand. Each keeps its own records, settings and workflows.',
      '',
      '- **Bring in** contacts, companies and deals',
      '- **Write back** what changes here, to the account it came from',
      '- **Stay in control**: disconnect an account at any time',
    ].join('\n'),
    sharedInputs: [
      {
        id: 'record-types',
        title: 'Records to bring in',
        type: 'ENUM',
        sourceType: 'record-types',
        required: false,
        defaultValue: 'contacts-and-companies',
      },
      {
        id: 'skip-free-mail',
        title: 'Leave out contacts with a private address',
        type: 'SWITCH',
        required: false,
        defaultValue: false,
      },
    ],
    dataSources: {
      'record-types': {
        type: 'STATIC_ENUM_DATA_SOURCE',
        id: 'record-types',
        title: 'Record types',
        values: [
          { value: 'contacts', label: 'Contacts only' },
          { value: 'contacts-and-companies', label: 'Contacts and companies' },
          { value: 'everything', label: 'Contacts, companies and deals' },
        ],
      },
    },
  },
  workflows: hubspotWorkflows,
}
