/** Salesforce's objects that have tools of their own (docs: actionkit/integrations/salesforce/overview). */
export interface SalesforceRecordType {
  /** As in Salesforce's API. */
  name: string
  /** What a record can be given in any org; the rest of a schema is the org's own. The names are Salesforce's. */
  standard: readonly { name: string; label: string; required?: boolean }[]
}

export const recordTypes: readonly SalesforceRecordType[] = [
  {
    name: 'Contact',
    standard: [
      { name: 'FirstName', label: 'First Name' },
      { name: 'LastName', label: 'Last Name', required: true },
      { name: 'AccountId', label: 'Account ID' },
      { name: 'Email', label: 'Email' },
      { name: 'Title', label: 'Title' },
      { name: 'Description', label: 'Description' },
    ],
  },
  {
    name: 'Lead',
    standard: [
      { name: 'FirstName', label: 'First Name' },
      { name: 'LastName', label: 'Last Name', required: true },
      { name: 'Company', label: 'Company', required: true },
      { name: 'Email', label: 'Email' },
      { name: 'Phone', label: 'Phone' },
      { name: 'Website', label: 'Website' },
      { name: 'Title', label: 'Title' },
      { name: 'Status', label: 'Lead Status' },
      { name: 'Description', label: 'Description' },
    ],
  },
  {
    name: 'Opportunity',
    standard: [
      { name: 'Name', label: 'Opportunity Name', required: true },
      { name: 'StageName', label: 'Stage', required: true },
      { name: 'CloseDate', label: 'Close Date' },
      { name: 'AccountId', label: 'Account ID' },
      { name: 'Amount', label: 'Amount' },
      { name: 'Description', label: 'Description' },
      { name: 'OwnerId', label: 'Owner ID' },
      { name: 'NextStep', label: 'Next Step' },
    ],
  },
  {
    name: 'Task',
    standard: [
      { name: 'Subject', label: 'Subject', required: true },
      { name: 'WhatId', label: 'Related To ID' },
      { name: 'WhoId', label: 'Name ID' },
      { name: 'ActivityDate', label: 'Due Date' },
      { name: 'Description', label: 'Description' },
      { name: 'Status', label: 'Status' },
      { name: 'Priority', label: 'Priority' },
      { name: 'OwnerId', label: 'Assigned To ID' },
    ],
  },
  {
    name: 'Account',
    standard: [
      { name: 'Name', label: 'Account Name', required: true },
      { name: 'OwnerId', label: 'Owner ID' },
      { name: 'Website', label: 'Website' },
      { name: 'Phone', label: 'Phone' },
      { name: 'Description', label: 'Description' },
    ],
  },
]
