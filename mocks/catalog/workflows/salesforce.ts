import type { WorkflowDefinition } from '../definitions.ts'

/** On from the start, so not often: whoever sets a clock forward by a month has all of its runs done. */
const DAY = 24 * 60

export const salesforceWorkflows: WorkflowDefinition[] = [
  {
    slug: 'sync-contacts',
    description: 'Keep contacts in step',
    infoText: 'Copies changed contacts and their accounts, once a day.',
    defaultEnabled: true,
    inputs: [
      {
        id: 'contact-limit',
        title: 'Contacts a day at most',
        type: 'NUMBER',
        required: false,
        defaultValue: 500,
      },
    ],
    trigger: { type: 'schedule', every: { minutes: DAY } },
    steps: [
      {
        id: 'reads',
        type: 'conditional',
        if: { $notEquals: ['{{settings.sync-direction}}', 'to-salesforce'] },
        yes: [
          { id: 'since', type: 'function', return: { $date: { of: '{{trigger.date}}', add: { minutes: -DAY } } } },
          {
            id: 'most',
            type: 'function',
            return: { $number: { $firstOf: ['{{settings.contact-limit}}', 500] } },
          },
          {
            id: 'changed',
            type: 'request',
            method: 'GET',
            path: '/query',
            query: {
              q: 'SELECT Id, Name, Email, Account.Name FROM Contact WHERE LastModifiedDate >= {{steps.since.output}} LIMIT {{steps.most.output}}',
            },
            retry: true,
          },
        ],
      },
    ],
  },
  {
    slug: 'create-leads',
    description: 'Create a lead for each sign-up',
    infoText: 'Makes a lead with the source chosen above.',
    inputs: [
      {
        id: 'company-fallback',
        title: 'Company when none is given',
        type: 'TEXT_NO_VARS',
        required: false,
        placeholder: 'Unknown',
      },
    ],
    trigger: { type: 'event', name: 'user.signed-up' },
    steps: [
      {
        id: 'writes',
        type: 'conditional',
        if: { $notEquals: ['{{settings.sync-direction}}', 'from-salesforce'] },
        yes: [
          {
            id: 'create',
            type: 'request',
            method: 'POST',
            path: '/sobjects/Lead',
            body: {
              LastName: '{{trigger.payload.name}}',
              Email: '{{trigger.payload.email}}',
              Company: { $firstOf: ['{{trigger.payload.company}}', '{{settings.company-fallback}}', 'Unknown'] },
              LeadSource: { $firstOf: ['{{settings.default-lead-source}}', 'Web'] },
            },
          },
        ],
      },
    ],
  },
  {
    slug: 'log-activities',
    description: 'Log activities as tasks',
    inputs: [],
    trigger: { type: 'event', name: 'activity.done' },
    steps: [
      {
        id: 'writes',
        type: 'conditional',
        if: { $notEquals: ['{{settings.sync-direction}}', 'from-salesforce'] },
        yes: [
          {
            id: 'log',
            type: 'request',
            method: 'POST',
            path: '/sobjects/Task',
            body: { Subject: '{{trigger.payload.subject}}', Status: 'Completed' },
          },
        ],
      },
    ],
  },
  {
    slug: 'find-accounts',
    description: 'Find accounts by name',
    infoText: 'Lets the app search the accounts of this org.',
    inputs: [],
    trigger: { type: 'request', validation: { body: { query: { type: 'string' } } } },
    steps: [
      {
        id: 'text',
        type: 'function',
        return: {
          $replace: {
            in: { $replace: { in: '{{trigger.body.query}}', find: '\\', with: '\\\\' } },
            find: "'",
            with: "\\'",
          },
        },
      },
      {
        id: 'search',
        type: 'request',
        method: 'GET',
        path: '/query',
        query: { q: "SELECT Id, Name FROM Account WHERE Name LIKE '%{{steps.text.output}}%' ORDER BY Name LIMIT 20" },
      },
      {
        id: 'answer',
        type: 'response',
        body: {
          accounts: {
            $map: {
              over: '{{steps.search.output.records}}',
              to: { $pick: { from: '{{item}}', keys: ['Id', 'Name'] } },
            },
          },
        },
      },
    ],
  },
]
