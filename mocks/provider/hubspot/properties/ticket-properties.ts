import { group, optionsOf } from './definition.ts'

/** HubSpot's own properties of tickets: the common ones (knowledge.hubspot.com/properties/hubspots-default-ticket-properties). */
export const ticketProperties = group('ticketinformation', [
  { name: 'subject', label: 'Ticket name', type: 'string', fieldType: 'text' },
  { name: 'content', label: 'Ticket description', type: 'string', fieldType: 'textarea' },
  { name: 'hs_pipeline', label: 'Pipeline', type: 'enumeration', fieldType: 'select', externalOptions: 'pipelines' },
  {
    name: 'hs_pipeline_stage',
    label: 'Ticket status',
    type: 'enumeration',
    fieldType: 'select',
    externalOptions: 'stages',
  },
  {
    name: 'hs_ticket_priority',
    label: 'Priority',
    type: 'enumeration',
    fieldType: 'select',
    options: optionsOf('LOW', 'MEDIUM', 'HIGH', 'URGENT'),
  },
  {
    name: 'hs_ticket_category',
    label: 'Category',
    type: 'enumeration',
    fieldType: 'checkbox',
    options: optionsOf('PRODUCT_ISSUE', 'BILLING_ISSUE', 'FEATURE_REQUEST', 'GENERAL_INQUIRY'),
  },
  {
    name: 'source_type',
    label: 'Source',
    type: 'enumeration',
    fieldType: 'select',
    options: optionsOf('CHAT', 'EMAIL', 'FORM', 'PHONE'),
  },
  {
    name: 'hubspot_owner_id',
    label: 'Ticket owner',
    type: 'enumeration',
    fieldType: 'select',
    externalOptions: 'owners',
  },
  { name: 'createdate', label: 'Create date', type: 'datetime', fieldType: 'date' },
  { name: 'hs_createdate', label: 'Object create date/time', type: 'datetime', fieldType: 'date', isReadOnly: true },
  { name: 'hs_lastmodifieddate', label: 'Last modified date', type: 'datetime', fieldType: 'date', isReadOnly: true },
  { name: 'hs_object_id', label: 'Record ID', type: 'number', fieldType: 'number', isReadOnly: true },
])
