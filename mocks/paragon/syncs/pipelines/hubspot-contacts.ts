import { addresses, type Contact, contactData, instant, phoneNumbers, text } from './crm-records.ts'
import { hubspotPipeline } from './hubspot.ts'

/** HubSpot's own lifecycle stages (knowledge.hubspot.com/records/use-lifecycle-stages); which type each is, is assumed. */
const TYPES: Record<string, Contact['type']> = {
  subscriber: 'prospect',
  lead: 'lead',
  marketingqualifiedlead: 'lead',
  salesqualifiedlead: 'lead',
  opportunity: 'prospect',
  customer: 'customer',
  evangelist: 'customer',
  other: 'other',
}

/** `hs_lead_status`; which status each is, is assumed. */
const STATUSES: Record<string, Contact['status']> = {
  NEW: 'new',
  OPEN: 'active',
  IN_PROGRESS: 'active',
  OPEN_DEAL: 'qualified',
  UNQUALIFIED: 'unqualified',
  ATTEMPTED_TO_CONTACT: 'active',
  CONNECTED: 'active',
  BAD_TIMING: 'inactive',
}

const USED = [
  ...['firstname', 'lastname', 'company', 'jobtitle', 'email', 'phone', 'mobilephone', 'fax', 'website'],
  ...['address', 'city', 'state', 'zip', 'country', 'hs_lead_status', 'hubspot_owner_id', 'lifecyclestage'],
  ...['createdate', 'lastmodifieddate', 'message'],
]

export const hubspotContacts = hubspotPipeline({
  name: 'contacts',
  modified: 'lastmodifieddate',
  data: ({ properties: of }) =>
    contactData(
      {
        firstName: text(of.firstname),
        lastName: text(of.lastname),
        companyName: text(of.company),
        jobTitle: text(of.jobtitle),
        emails: of.email ? [{ email: of.email, type: 'primary' }] : [],
        phoneNumbers: phoneNumbers([
          ['work', of.phone],
          ['mobile', of.mobilephone],
          ['fax', of.fax],
        ]),
        addresses: addresses({
          type: 'primary',
          street: text(of.address),
          city: text(of.city),
          state: text(of.state),
          postalCode: text(of.zip),
          country: text(of.country),
        }),
        socialProfiles: [],
        type: TYPES[of.lifecyclestage ?? ''] ?? null,
        status: STATUSES[of.hs_lead_status ?? ''] ?? null,
        ownerId: text(of.hubspot_owner_id),
        createdAt: instant(of.createdate),
        updatedAt: instant(of.lastmodifieddate),
        lastActivityAt: null,
        lifecycleStage: text(of.lifecyclestage),
        leadSource: null,
        tags: [],
        notes: text(of.message),
        website: text(of.website),
      },
      of,
      USED,
    ),
})
