import type { WorkflowDefinition } from '../definitions.ts'

export const hubspotWorkflows: WorkflowDefinition[] = [
  {
    slug: 'import-contacts',
    description: 'Import new contacts',
    infoText: 'Checks HubSpot once a day for new and changed contacts and brings them in.',
    defaultEnabled: true,
    inputs: [
      {
        id: 'owner-email',
        title: 'Only contacts of this owner',
        type: 'EMAIL',
        required: false,
        placeholder: 'owner@company.com',
      },
      { id: 'max-contacts', title: 'Most contacts a day', type: 'NUMBER', required: false, defaultValue: 500 },
    ],
    // On from the start, so not often: whoever sets a clock forward by a month has all of its runs done.
    trigger: { type: 'schedule', every: { minutes: 24 * 60 } },
    steps: [
      { id: 'since', type: 'function', return: { $date: { of: '{{trigger.date}}', add: { days: -1 } } } },
      {
        id: 'changed',
        type: 'request',
        method: 'POST',
        path: '/crm/v3/objects/contacts/search',
        body: {
          filterGroups: [
            { filters: [{ propertyName: 'lastmodifieddate', operator: 'GTE', value: '{{steps.since.output}}' }] },
          ],
          properties: ['email', 'firstname', 'lastname'],
          limit: 100,
        },
        retry: true,
        // It only looks.
        idempotent: true,
      },
      {
        id: 'import',
        type: 'function',
        return: { $map: { over: '{{steps.changed.output.results}}', to: '{{item.properties.email}}' } },
      },
    ],
  },
  {
    slug: 'create-deals',
    description: 'Create a deal for each new order',
    infoText: 'Writes each order to the account that its customer belongs to.',
    inputs: [
      {
        id: 'deal-name',
        title: 'Name of the deal',
        type: 'TEXT_NO_VARS',
        required: true,
        placeholder: 'Order from our shop',
      },
      { id: 'minimum-amount', title: 'Smallest order', type: 'NUMBER', required: false, defaultValue: 0 },
    ],
    trigger: { type: 'event', name: 'order.placed' },
    steps: [
      {
        id: 'is-large-enough',
        type: 'conditional',
        if: { $atMost: [{ $firstOf: ['{{settings.minimum-amount}}', 0] }, '{{trigger.payload.amount}}'] },
        yes: [
          {
            id: 'create',
            type: 'request',
            method: 'POST',
            path: '/crm/v3/objects/deals',
            body: {
              properties: {
                dealname: '{{settings.deal-name}} {{trigger.payload.number}}',
                amount: '{{trigger.payload.amount}}',
                dealstage: 'closedwon',
              },
            },
          },
        ],
      },
    ],
  },
  {
    slug: 'closed-deals-digest',
    description: 'Weekly digest of closed deals',
    infoText: 'On Mondays at eight, UTC, adds up the deals that were won.',
    inputs: [],
    trigger: { type: 'schedule', cron: '0 8 * * 1' },
    steps: [
      {
        id: 'won',
        type: 'request',
        method: 'POST',
        path: '/crm/v3/objects/deals/search',
        body: {
          filterGroups: [{ filters: [{ propertyName: 'dealstage', operator: 'EQ', value: 'closedwon' }] }],
          properties: ['dealname', 'amount'],
          limit: 100,
        },
        retry: true,
        // It only looks.
        idempotent: true,
      },
      {
        id: 'digest',
        type: 'function',
        return: {
          deals: { $count: '{{steps.won.output.results}}' },
          amount: {
            $sum: {
              $map: { over: '{{steps.won.output.results}}', to: { $firstOf: ['{{item.properties.amount}}', 0] } },
            },
          },
        },
      },
    ],
  },
  {
    slug: 'find-contacts',
    description: 'Find contacts in the app',
    infoText: 'Lets the app search the contacts of this hub.',
    inputs: [],
    trigger: { type: 'request', validation: { body: { query: { type: 'string' } } } },
    steps: [
      {
        id: 'search',
        type: 'request',
        method: 'POST',
        path: '/crm/v3/objects/contacts/search',
        body: { query: '{{trigger.body.query}}', properties: ['email', 'firstname', 'lastname'], limit: 20 },
        idempotent: true,
      },
      {
        id: 'answer',
        type: 'response',
        body: {
          account: '{{account.providerData.email}}',
          contacts: { $map: { over: '{{steps.search.output.results}}', to: '{{item.properties}}' } },
        },
      },
    ],
  },
]
