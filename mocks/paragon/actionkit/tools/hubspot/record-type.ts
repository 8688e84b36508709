/** HubSpot's objects that have tools of their own (docs: actionkit/integrations/hubspot/overview). */
export interface HubspotRecordType {
  /** As in HubSpot's addresses. */
  name: string
  /** In words about one and about several. */
  one: string
  label: string
  /** The properties that a new record can be given in any account; the rest of a schema is the account's own. */
  standard: readonly { name: string; label: string }[]
}

/** The fields of a contact are documented (actionkit/api-reference/list-actions); those of the others are assumed. */
export const recordTypes: readonly HubspotRecordType[] = [
  {
    name: 'companies',
    one: 'company',
    label: 'Companies',
    standard: [
      { name: 'name', label: 'Company name' },
      { name: 'domain', label: 'Company Domain Name' },
      { name: 'description', label: 'Description' },
      { name: 'phone', label: 'Phone Number' },
      { name: 'city', label: 'City' },
      { name: 'industry', label: 'Industry' },
      { name: 'hubspot_owner_id', label: 'Company owner' },
      { name: 'lifecyclestage', label: 'Lifecycle Stage' },
    ],
  },
  {
    name: 'contacts',
    one: 'contact',
    label: 'Contacts',
    standard: [
      { name: 'email', label: 'Email' },
      { name: 'firstname', label: 'First Name' },
      { name: 'lastname', label: 'Last Name' },
      { name: 'jobtitle', label: 'Job Title' },
      { name: 'company', label: 'Company Name' },
      { name: 'hubspot_owner_id', label: 'Contact owner' },
      { name: 'lifecyclestage', label: 'Lifecycle Stage' },
      { name: 'hs_lead_status', label: 'Lead Status' },
    ],
  },
  {
    name: 'deals',
    one: 'deal',
    label: 'Deals',
    standard: [
      { name: 'dealname', label: 'Deal Name' },
      { name: 'amount', label: 'Amount' },
      { name: 'dealstage', label: 'Deal Stage' },
      { name: 'pipeline', label: 'Pipeline' },
      { name: 'closedate', label: 'Close Date' },
      { name: 'hubspot_owner_id', label: 'Deal owner' },
      { name: 'description', label: 'Deal Description' },
    ],
  },
]
