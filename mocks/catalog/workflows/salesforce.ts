import type { SettingInput } from '../../paragon/portal/input-types.ts'
import type { WorkflowDefinition } from '../definitions.ts'

/** On from the start, so not often: whoever sets a clock forward by a month has all of its runs done. */
const DAY = 24 * 60

/** One of every type of input that asks for more than a line of text, beside some that do not. */
const mirrorInputs: SettingInput[] = [
  {
    id: 'person-mapping',
    title: 'People of the app',
    type: 'FIELD_MAPPER',
    sourceType: 'record-fields',
    required: true,
    savedFieldMappings: [{ label: 'Full name' }, { label: 'E-mail' }],
    tooltip: 'The type of record that a person becomes, and the fields that hold the name and the address.',
  },
  {
    id: 'task-mapping',
    title: 'Tasks of the app',
    type: 'FIELD_MAPPER',
    sourceType: 'record-fields',
    required: false,
    savedFieldMappings: [],
    useDynamicMapper: true,
    dynamicObjectName: 'Task',
  },
  {
    id: 'id-field',
    title: 'Field for the app’s own id',
    type: 'COMBO_INPUT',
    sourceType: 'record-and-field',
    required: false,
  },
  { id: 'owner', title: 'Owner of new records', type: 'DYNAMIC_ENUM', sourceType: 'users', required: false },
  { id: 'team', title: 'Team in the app', type: 'CUSTOM_DROPDOWN', key: 'team', required: false },
  {
    id: 'permissions',
    title: 'What may be done',
    type: 'PERMISSION',
    required: false,
    requiredScopes: ['read'],
    scopes: {
      values: [
        { name: 'read', label: 'Read records', description: 'To see what is there already.' },
        { name: 'write', label: 'Write records', description: 'To add records and to change them.' },
        { name: 'delete', label: 'Delete records', description: 'When they are deleted in the app.' },
      ],
    },
  },
  {
    id: 'exceptions',
    title: 'Records to leave out',
    type: 'FILE',
    required: false,
    tooltip: 'A CSV file with the id of a record in each line.',
  },
  {
    id: 'callback-url',
    title: 'Address for outbound messages',
    type: 'COPYABLE_BUTTON_INPUT',
    required: false,
    defaultValue: 'https://app.example/salesforce/outbound',
    subtitle: 'Enter it in Salesforce: Setup, Outbound Messages.',
  },
  { id: 'signing-secret', title: 'Secret of outbound messages', type: 'PASSWORD', required: false },
  { id: 'record-link', title: 'Link on each record', type: 'URL', required: false, placeholder: 'https://' },
  { id: 'alert-email', title: 'Send conflicts to', type: 'EMAIL', required: false },
  { id: 'description', title: 'Description of new records', type: 'TEXTAREA_NO_VARS', required: false },
  { id: 'records-at-once', title: 'Records at once', type: 'NUMBER', required: false, defaultValue: 200 },
  { id: 'keep-history', title: 'Keep earlier versions', type: 'BOOLEAN_INPUT', required: false, defaultValue: false },
]

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
  {
    slug: 'mirror-records',
    description: 'Mirror records of the app',
    infoText: 'Tells the app how its own records become records of this org.',
    inputs: mirrorInputs,
    trigger: { type: 'request' },
    steps: [
      {
        id: 'answer',
        type: 'response',
        body: {
          account: '{{account.providerData.email}}',
          settings: Object.fromEntries(
            mirrorInputs.filter(({ type }) => type !== 'PASSWORD').map(({ id }) => [id, `{{settings.${id}}}`]),
          ),
          isSigned: { $not: { $empty: '{{settings.signing-secret}}' } },
        },
      },
    ],
  },
]
