import type { ComboSource, DynamicSource, FieldMapperSource } from '../../paragon/portal/input-types.ts'
import type { IntegrationDefinition } from '../definitions.ts'
import { salesforceWorkflows } from '../workflows/salesforce.ts'

const recordTypes: DynamicSource = {
  type: 'DYNAMIC_DATA_SOURCE',
  title: 'Record type',
  cacheKey: 'recordTypes',
  refreshDependencies: [],
}
const fields: DynamicSource = {
  type: 'DYNAMIC_DATA_SOURCE',
  title: 'Field',
  cacheKey: 'fields',
  refreshDependencies: ['recordTypes'],
}

export const salesforce: IntegrationDefinition = {
  type: 'salesforce',
  name: 'Salesforce',
  brandColor: '#057aca',
  authenticationType: 'oauth',
  isActive: true,
  oauth: {
    directory: 'salesforce',
    // Salesforce gives a refresh token for the scope of that name (help.salesforce.com, "OAuth Tokens and Scopes").
    scopes: ['openid', 'email', 'profile', 'api', 'refresh_token'],
    authorizeParameters: { prompt: 'select_account consent' },
  },
  setup: {
    // The ids are the SDK's, which looks for them before it shows the instruction (2.4.0, installFlow).
    accountTypes: [
      { id: 'default', scheme: 'oauth', accountDescription: 'Production' },
      { id: 'sandbox', scheme: 'oauth', accountDescription: 'Sandbox' },
    ],
    packageInstallUrl: 'https://login.salesforce.com/packaging/installPackage.apexp?p0=04t000000000001AAA',
  },
  // The base is not documented; the paths of the vendor's Salesforce page imply it (rest.md 5).
  api: { baseUrl: '{instanceUrl}/services/data/v61.0', hosts: ['{instanceUrl}'] },
  exposesAccountAuth: false,
  portal: {
    accentColor: '#057aca',
    description: 'Keep your customers in step with Salesforce.',
    overview: [
      '### Your customers, in both places',
      '',
      'Connect one or more Salesforce orgs. Each keeps its own records, settings and workflows.',
      '',
      '- **Sync** accounts, contacts and opportunities',
      '- **Capture** leads where they come in',
      '- **Log** what was done as tasks',
    ].join('\n'),
    sharedInputs: [
      {
        id: 'sync-direction',
        title: 'Sync direction',
        type: 'ENUM',
        sourceType: 'sync-directions',
        required: false,
        defaultValue: 'both',
      },
      {
        id: 'default-lead-source',
        title: 'Lead source of new leads',
        type: 'ENUM',
        sourceType: 'lead-sources',
        required: false,
        defaultValue: 'Web',
      },
    ],
    dataSources: {
      'record-fields': {
        type: 'FIELD_MAPPER_DATA_SOURCE',
        id: 'record-fields',
        title: 'Records and their fields',
        recordSource: recordTypes,
        fieldSource: fields,
      } satisfies FieldMapperSource,
      'record-and-field': {
        type: 'COMBO_INPUT_DATA_SOURCE',
        id: 'record-and-field',
        title: 'A field of a type of record',
        mainInputSource: recordTypes,
        dependentInputSource: fields,
      } satisfies ComboSource,
      users: {
        type: 'DYNAMIC_DATA_SOURCE',
        title: 'Users',
        cacheKey: 'users',
        refreshDependencies: [],
      } satisfies DynamicSource,
      'sync-directions': {
        type: 'STATIC_ENUM_DATA_SOURCE',
        id: 'sync-directions',
        title: 'Sync directions',
        values: [
          { value: 'both', label: 'Both ways' },
          { value: 'from-salesforce', label: 'From Salesforce only' },
          { value: 'to-salesforce', label: 'To Salesforce only' },
        ],
      },
      'lead-sources': {
        type: 'STATIC_ENUM_DATA_SOURCE',
        id: 'lead-sources',
        title: 'Lead sources',
        values: [
          { value: 'Web', label: 'Web' },
          { value: 'Phone Inquiry', label: 'Phone Inquiry' },
          { value: 'Partner Referral', label: 'Partner Referral' },
          { value: 'Other', label: 'Other' },
        ],
      },
    },
  },
  workflows: salesforceWorkflows,
}
