import type { WorkflowDefinition } from '../definitions.ts'

export const salesforceWorkflows: WorkflowDefinition[] = [
  {
    slug: 'sync-contacts',
    description: 'Keep contacts in step',
    infoText: 'Once a day, brings in the contacts that have changed.',
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
    // On from the start, so not often: whoever sets a clock forward by a month has all of its runs done.
    trigger: { type: 'schedule', every: { minutes: 24 * 60 } },
    steps: [
      { id: 'since', type: 'function', return: { $date: { of: '{{trigger.date}}', add: { days: -1 } } } },
      { id: 'most', type: 'function', return: { $firstOf: ['{{settings.contact-limit}}', 500] } },
      {
        id: 'changed',
        type: 'request',
        method: 'GET',
        path: '/query',
        query: {
          q: 'SELECT Id, Name, Email FROM Contact WHERE SystemModstamp >= {{steps.since.output}} ORDER BY SystemModstamp LIMIT {{steps.most.output}}',
        },
        retry: true,
      },
      {
        id: 'contacts',
        type: 'function',
        return: {
          $map: {
            over: '{{steps.changed.output.records}}',
            to: { $pick: { from: '{{item}}', keys: ['Id', 'Name', 'Email'] } },
          },
        },
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
        id: 'create',
        type: 'request',
        method: 'POST',
        path: '/sobjects/Lead',
        body: {
          FirstName: '{{trigger.payload.firstName}}',
          LastName: '{{trigger.payload.lastName}}',
          Email: '{{trigger.payload.email}}',
          Company: { $firstOf: ['{{trigger.payload.company}}', '{{settings.company-fallback}}', 'Unknown'] },
          LeadSource: { $firstOf: ['{{settings.default-lead-source}}', 'Web'] },
        },
      },
    ],
  },
  {
    slug: 'log-activities',
    description: 'Log activities as tasks',
    inputs: [],
    trigger: { type: 'event', name: 'activity.finished' },
    steps: [
      {
        id: 'log',
        type: 'request',
        method: 'POST',
        path: '/sobjects/Task',
        body: { Subject: '{{trigger.payload.title}}', Status: 'Completed', Priority: 'Normal' },
      },
    ],
  },
  {
    slug: 'find-accounts',
    description: 'Find companies in the app',
    infoText: 'Lets the app look up the accounts of this org by name.',
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
          account: '{{account.providerData.email}}',
          companies: {
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
