import { addresses, instant, number, phoneNumbers, text, withCustomFields } from './crm-records.ts'
import { hubspotPipeline } from './hubspot.ts'

const USED = [
  ...['name', 'description', 'website', 'address', 'city', 'state', 'zip', 'country', 'phone', 'annualrevenue'],
  ...['numberofemployees', 'timezone', 'type', 'industry', 'hubspot_owner_id', 'createdate', 'hs_lastmodifieddate'],
]

export const hubspotCompanies = hubspotPipeline({
  name: 'companies',
  modified: 'hs_lastmodifieddate',
  data: ({ properties: of }) =>
    withCustomFields(
      {
        createdAt: instant(of.createdate),
        updatedAt: instant(of.hs_lastmodifieddate),
        name: text(of.name),
        description: text(of.description),
        website: text(of.website) ?? (of.domain ? `https://${of.domain}` : null),
        addresses: addresses({
          type: 'primary',
          street: text(of.address),
          city: text(of.city),
          state: text(of.state),
          postalCode: text(of.zip),
          country: text(of.country),
        }),
        phoneNumbers: phoneNumbers([['work', of.phone]]),
        annualRevenue: number(of.annualrevenue),
        numberOfEmployees: number(of.numberofemployees),
        parentCompanyId: null,
        timezone: text(of.timezone),
        type: text(of.type),
        industry: text(of.industry),
        ownerId: text(of.hubspot_owner_id),
      },
      of,
      USED,
    ),
})
