import type { Step } from '../../workflow-language/definition.ts'
import type { WorkflowDefinition } from '../definitions.ts'

/** On from the start, so not often: whoever sets a clock forward by a month has all of its runs done. */
const DAY = 24 * 60

/** Where private people have their addresses. */
const FREE_MAIL = ['gmail.com', 'outlook.com', 'hotmail.com', 'yahoo.com', 'icloud.com', 'mail.example']

/** What has changed since the step of that name, as far as one search brings it. */
const changedSince = (objects: 'companies' | 'deals', properties: string[]): Step => ({
  id: objects,
  type: 'request',
  method: 'POST',
  path: `/crm/v3/objects/${objects}/search`,
  body: {
    filterGroups: [
      { filters: [{ propertyName: 'hs_lastmodifieddate', operator: 'GTE', value: '{{steps.since.output}}' }] },
    ],
    properties,
    limit: 200,
  },
  retry: true,
  idempotent: true,
})

export const hubspotWorkflows: WorkflowDefinition[] = [
  {
    slug: 'import-contacts',
    description: 'Import new contacts',
    infoText: 'Checks HubSpot once a day for what is new and changed, and brings it in.',
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
    trigger: { type: 'schedule', every: { minutes: DAY } },
    steps: [
      {
        id: 'owner',
        type: 'conditional',
        if: { $not: { $empty: '{{settings.owner-email}}' } },
        yes: [
          {
            id: 'find-owner',
            type: 'request',
            method: 'GET',
            path: '/crm/v3/owners',
            query: { email: '{{settings.owner-email}}' },
            retry: true,
          },
        ],
      },
      {
        id: 'since',
        type: 'function',
        return: { $date: { of: '{{trigger.date}}', add: { minutes: -DAY } } },
      },
      {
        id: 'most',
        description: 'A search brings 200 at most.',
        type: 'function',
        parameters: { most: { $number: { $firstOf: ['{{settings.max-contacts}}', 500] } } },
        return: { $if: { when: { $less: ['{{parameters.most}}', 200] }, yes: '{{parameters.most}}', no: 200 } },
      },
      {
        id: 'changed',
        type: 'request',
        method: 'POST',
        path: '/crm/v3/objects/contacts/search',
        body: {
          filterGroups: [
            {
              filters: {
                $flatten: [
                  [{ propertyName: 'lastmodifieddate', operator: 'GTE', value: '{{steps.since.output}}' }],
                  {
                    $if: {
                      when: '{{steps.owner.output}}',
                      yes: [
                        {
                          propertyName: 'hubspot_owner_id',
                          operator: 'EQ',
                          value: '{{steps.find-owner.output.results.0.id}}',
                        },
                      ],
                      no: [],
                    },
                  },
                ],
              },
            },
          ],
          properties: ['email', 'firstname', 'lastname'],
          limit: '{{steps.most.output}}',
        },
        retry: true,
        idempotent: true,
      },
      {
        id: 'contacts',
        type: 'function',
        return: {
          $filter: {
            over: '{{steps.changed.output.results}}',
            where: {
              $not: {
                $and: [
                  '{{settings.skip-free-mail}}',
                  {
                    $or: FREE_MAIL.map((host) => ({
                      $endsWith: [{ $lower: '{{item.properties.email}}' }, `@${host}`],
                    })),
                  },
                ],
              },
            },
          },
        },
      },
      {
        id: 'with-companies',
        type: 'conditional',
        if: { $notEquals: ['{{settings.record-types}}', 'contacts'] },
        yes: [changedSince('companies', ['name', 'domain'])],
      },
      {
        id: 'with-deals',
        type: 'conditional',
        if: { $equals: ['{{settings.record-types}}', 'everything'] },
        yes: [changedSince('deals', ['dealname', 'amount', 'dealstage'])],
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
        if: { $atLeast: ['{{trigger.payload.amount}}', { $firstOf: ['{{settings.minimum-amount}}', 0] }] },
        yes: [
          {
            id: 'create',
            type: 'request',
            method: 'POST',
            path: '/crm/v3/objects/deals',
            body: {
              properties: {
                dealname: '{{settings.deal-name}} {{trigger.payload.number}}',
                pipeline: 'default',
                dealstage: 'appointmentscheduled',
                amount: { $text: '{{trigger.payload.amount}}' },
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
    inputs: [],
    trigger: { type: 'schedule', cron: '0 8 * * 1' },
    steps: [
      { id: 'since', type: 'function', return: { $date: { of: '{{trigger.date}}', add: { days: -7 } } } },
      {
        id: 'closed',
        type: 'request',
        method: 'POST',
        path: '/crm/v3/objects/deals/search',
        body: {
          filterGroups: [
            {
              filters: [
                { propertyName: 'dealstage', operator: 'EQ', value: 'closedwon' },
                { propertyName: 'closedate', operator: 'GTE', value: '{{steps.since.output}}' },
              ],
            },
          ],
          properties: ['dealname', 'amount'],
          limit: 100,
        },
        retry: true,
        idempotent: true,
      },
      {
        id: 'digest',
        type: 'function',
        return: {
          deals: '{{steps.closed.output.total}}',
          amount: {
            $sum: {
              $map: { over: '{{steps.closed.output.results}}', to: { $firstOf: ['{{item.properties.amount}}', 0] } },
            },
          },
        },
      },
    ],
  },
  {
    slug: 'find-contacts',
    description: 'Find contacts',
    infoText: 'Lets the app search the contacts of this account.',
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
          total: '{{steps.search.output.total}}',
          contacts: {
            $map: {
              over: '{{steps.search.output.results}}',
              to: { $pick: { from: '{{item.properties}}', keys: ['email', 'firstname', 'lastname'] } },
            },
          },
        },
      },
    ],
  },
]
