import type { ObjectDefinition } from './definitions.ts'
import { address, externalId, longText, number, phone, picklist, reference, text, url } from './fields.ts'
import { INDUSTRIES, LEAD_SOURCES, RATINGS } from './picklists.ts'
import { id, systemFields } from './system-fields.ts'

export const account: ObjectDefinition = {
  name: 'Account',
  label: 'Account',
  labelPlural: 'Accounts',
  keyPrefix: '001',
  createable: true,
  updateable: true,
  deletable: true,
  fields: [
    id,
    text('Name', 'Account Name', 255, { isRequired: true, nameField: true }),
    picklist('Type', 'Account Type', [
      'Prospect',
      'Customer - Direct',
      'Customer - Channel',
      'Channel Partner / Reseller',
      'Installation Partner',
      'Technology Partner',
      'Other',
    ]),
    reference('ParentId', 'Parent Account ID', {
      to: ['Account'],
      relationshipName: 'Parent',
      childRelationshipName: 'ChildAccounts',
      onDelete: 'clear',
    }),
    ...address('Billing'),
    ...address('Shipping'),
    phone('Phone', 'Account Phone'),
    phone('Fax', 'Account Fax'),
    text('AccountNumber', 'Account Number', 40),
    url('Website', 'Website'),
    picklist('Industry', 'Industry', INDUSTRIES),
    number('AnnualRevenue', 'Annual Revenue', 'currency', [18, 0]),
    number('NumberOfEmployees', 'Employees', 'int', [8, 0]),
    picklist('Ownership', 'Ownership', ['Public', 'Private', 'Subsidiary', 'Other']),
    longText('Description', 'Account Description'),
    picklist('Rating', 'Account Rating', RATINGS),
    text('Site', 'Account Site', 80),
    picklist('AccountSource', 'Account Source', LEAD_SOURCES),
    ...systemFields,
    externalId,
  ],
}
