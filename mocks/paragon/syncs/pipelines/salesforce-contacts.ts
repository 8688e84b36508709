import { addresses, contactData, instant, phoneNumbers, text } from './crm-records.ts'
import { addressFields, addressOf, salesforcePipeline } from './salesforce.ts'

const USED = [
  ...[
    'attributes',
    'Id',
    'FirstName',
    'LastName',
    'Name',
    'Account',
    'Title',
    'Email',
    'Phone',
    'MobilePhone',
    'HomePhone',
  ],
  ...['Fax', ...addressFields('Mailing'), ...addressFields('Other'), 'OwnerId', 'CreatedDate', 'LastModifiedDate'],
  ...['LeadSource', 'Description'],
]

const nameOf = (account: unknown) =>
  typeof account === 'object' && account !== null && 'Name' in account ? text(account.Name) : null

export const salesforceContacts = salesforcePipeline({
  pipeline: 'contacts',
  object: 'Contact',
  related: 'Account.Name',
  data(of) {
    const email = text(of.Email)
    return contactData(
      {
        firstName: text(of.FirstName),
        lastName: text(of.LastName),
        companyName: nameOf(of.Account),
        jobTitle: text(of.Title),
        emails: email ? [{ email, type: 'primary' }] : [],
        phoneNumbers: phoneNumbers([
          ['work', of.Phone],
          ['mobile', of.MobilePhone],
          ['home', of.HomePhone],
          ['fax', of.Fax],
        ]),
        addresses: addresses(addressOf(of, 'Mailing', 'mailing'), addressOf(of, 'Other', 'other')),
        socialProfiles: [],
        // Salesforce keeps leads apart, and says nothing of the kind about contacts.
        type: null,
        status: null,
        ownerId: text(of.OwnerId),
        createdAt: instant(of.CreatedDate),
        updatedAt: instant(of.LastModifiedDate),
        lastActivityAt: null,
        lifecycleStage: null,
        leadSource: text(of.LeadSource),
        tags: [],
        notes: text(of.Description),
        website: null,
      },
      of,
      USED,
    )
  },
})
