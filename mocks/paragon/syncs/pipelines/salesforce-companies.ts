import { addresses, instant, number, phoneNumbers, text, withCustomFields } from './crm-records.ts'
import { addressFields, addressOf, salesforcePipeline } from './salesforce.ts'

const USED = [
  ...[
    'attributes',
    'Id',
    'Name',
    'Description',
    'Website',
    'Phone',
    'Fax',
    'AnnualRevenue',
    'NumberOfEmployees',
    'ParentId',
  ],
  ...['Type', 'Industry', 'OwnerId', 'CreatedDate', 'LastModifiedDate', ...addressFields('Billing')],
  ...addressFields('Shipping'),
]

/** What a company is in other CRMs is an Account in Salesforce. */
export const salesforceCompanies = salesforcePipeline({
  pipeline: 'companies',
  object: 'Account',
  data: (of) =>
    withCustomFields(
      {
        createdAt: instant(of.CreatedDate),
        updatedAt: instant(of.LastModifiedDate),
        name: text(of.Name),
        description: text(of.Description),
        website: text(of.Website),
        addresses: addresses(addressOf(of, 'Billing', 'billing'), addressOf(of, 'Shipping', 'shipping')),
        phoneNumbers: phoneNumbers([
          ['work', of.Phone],
          ['fax', of.Fax],
        ]),
        annualRevenue: number(of.AnnualRevenue),
        numberOfEmployees: number(of.NumberOfEmployees),
        parentCompanyId: text(of.ParentId),
        timezone: null,
        type: text(of.Type),
        industry: text(of.Industry),
        ownerId: text(of.OwnerId),
      },
      of,
      USED,
    ),
})
