import { group, optionsOf } from './definition.ts'
import { industries } from './industries.ts'
import { lifecycleStages } from './lifecycle-stages.ts'

/** HubSpot's own properties of companies: the common ones (knowledge.hubspot.com/properties/hubspot-crm-default-company-properties). */
export const companyProperties = group('companyinformation', [
  { name: 'name', label: 'Company name', type: 'string', fieldType: 'text' },
  { name: 'domain', label: 'Company Domain Name', type: 'string', fieldType: 'text' },
  { name: 'website', label: 'Website URL', type: 'string', fieldType: 'text' },
  { name: 'phone', label: 'Phone Number', type: 'string', fieldType: 'phonenumber' },
  { name: 'industry', label: 'Industry', type: 'enumeration', fieldType: 'select', options: optionsOf(...industries) },
  {
    name: 'type',
    label: 'Type',
    type: 'enumeration',
    fieldType: 'select',
    options: optionsOf('PROSPECT', 'PARTNER', 'RESELLER', 'VENDOR', 'OTHER'),
  },
  { name: 'description', label: 'Description', type: 'string', fieldType: 'textarea' },
  { name: 'address', label: 'Street Address', type: 'string', fieldType: 'text' },
  { name: 'address2', label: 'Street Address 2', type: 'string', fieldType: 'text' },
  { name: 'city', label: 'City', type: 'string', fieldType: 'text' },
  { name: 'state', label: 'State/Region', type: 'string', fieldType: 'text' },
  { name: 'zip', label: 'Postal Code', type: 'string', fieldType: 'text' },
  { name: 'country', label: 'Country/Region', type: 'string', fieldType: 'text' },
  { name: 'timezone', label: 'Time Zone', type: 'string', fieldType: 'text' },
  { name: 'numberofemployees', label: 'Number of Employees', type: 'number', fieldType: 'number' },
  { name: 'annualrevenue', label: 'Annual Revenue', type: 'number', fieldType: 'number' },
  { name: 'founded_year', label: 'Year Founded', type: 'string', fieldType: 'text' },
  { name: 'linkedin_company_page', label: 'LinkedIn Company Page', type: 'string', fieldType: 'text' },
  { name: 'is_public', label: 'Is Public', type: 'bool', fieldType: 'booleancheckbox' },
  {
    name: 'lifecyclestage',
    label: 'Lifecycle Stage',
    type: 'enumeration',
    fieldType: 'radio',
    options: lifecycleStages,
  },
  {
    name: 'hubspot_owner_id',
    label: 'Company owner',
    type: 'enumeration',
    fieldType: 'select',
    externalOptions: 'owners',
  },
  { name: 'createdate', label: 'Create Date', type: 'datetime', fieldType: 'date', isReadOnly: true },
  { name: 'hs_createdate', label: 'Object create date/time', type: 'datetime', fieldType: 'date', isReadOnly: true },
  { name: 'hs_lastmodifieddate', label: 'Last Modified Date', type: 'datetime', fieldType: 'date', isReadOnly: true },
  { name: 'hs_object_id', label: 'Record ID', type: 'number', fieldType: 'number', isReadOnly: true },
])
