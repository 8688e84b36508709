import { group, optionsOf } from './definition.ts'

/** HubSpot's own properties of deals: the common ones (knowledge.hubspot.com/properties/hubspots-default-deal-properties). */
export const dealProperties = group('dealinformation', [
  { name: 'dealname', label: 'Deal Name', type: 'string', fieldType: 'text' },
  { name: 'amount', label: 'Amount', type: 'number', fieldType: 'number' },
  { name: 'deal_currency_code', label: 'Currency', type: 'string', fieldType: 'text' },
  { name: 'closedate', label: 'Close Date', type: 'datetime', fieldType: 'date' },
  { name: 'pipeline', label: 'Pipeline', type: 'enumeration', fieldType: 'select', externalOptions: 'pipelines' },
  { name: 'dealstage', label: 'Deal Stage', type: 'enumeration', fieldType: 'radio', externalOptions: 'stages' },
  {
    name: 'dealtype',
    label: 'Deal Type',
    type: 'enumeration',
    fieldType: 'radio',
    options: [
      { label: 'New Business', value: 'newbusiness' },
      { label: 'Existing Business', value: 'existingbusiness' },
    ],
  },
  {
    name: 'hs_priority',
    label: 'Priority',
    type: 'enumeration',
    fieldType: 'select',
    options: optionsOf('low', 'medium', 'high'),
  },
  { name: 'description', label: 'Deal Description', type: 'string', fieldType: 'textarea' },
  { name: 'hs_next_step', label: 'Next step', type: 'string', fieldType: 'textarea' },
  { name: 'closed_lost_reason', label: 'Closed Lost Reason', type: 'string', fieldType: 'textarea' },
  { name: 'closed_won_reason', label: 'Closed Won Reason', type: 'string', fieldType: 'textarea' },
  {
    name: 'hubspot_owner_id',
    label: 'Deal owner',
    type: 'enumeration',
    fieldType: 'select',
    externalOptions: 'owners',
  },
  { name: 'hs_is_closed', label: 'Is Deal Closed?', type: 'bool', fieldType: 'booleancheckbox', isReadOnly: true },
  { name: 'hs_is_closed_won', label: 'Is Closed Won', type: 'bool', fieldType: 'booleancheckbox', isReadOnly: true },
  // Of a deal that is brought along from elsewhere, the day on which it was made there.
  { name: 'createdate', label: 'Create Date', type: 'datetime', fieldType: 'date' },
  { name: 'hs_createdate', label: 'Object create date/time', type: 'datetime', fieldType: 'date', isReadOnly: true },
  { name: 'hs_lastmodifieddate', label: 'Last Modified Date', type: 'datetime', fieldType: 'date', isReadOnly: true },
  { name: 'hs_object_id', label: 'Record ID', type: 'number', fieldType: 'number', isReadOnly: true },
])
