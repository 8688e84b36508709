import type { ObjectDefinition } from './definitions.ts'
import {
  address,
  email,
  externalId,
  field,
  longText,
  number,
  personName,
  phone,
  picklist,
  text,
  url,
} from './fields.ts'
import { INDUSTRIES, LEAD_SOURCES, RATINGS } from './picklists.ts'
import { id, systemFields } from './system-fields.ts'

export const lead: ObjectDefinition = {
  name: 'Lead',
  label: 'Lead',
  labelPlural: 'Leads',
  keyPrefix: '00Q',
  createable: true,
  updateable: true,
  deletable: true,
  fields: [
    id,
    ...personName(),
    text('Title', 'Title', 128),
    text('Company', 'Company', 255, { isRequired: true }),
    ...address(''),
    phone('Phone', 'Phone'),
    phone('MobilePhone', 'Mobile Phone'),
    email('Email', 'Email', { idLookup: true }),
    url('Website', 'Website'),
    longText('Description', 'Description'),
    picklist('LeadSource', 'Lead Source', LEAD_SOURCES),
    picklist(
      'Status',
      'Status',
      ['Open - Not Contacted*', 'Working - Contacted', 'Closed - Converted', 'Closed - Not Converted'],
      { nillable: false },
    ),
    picklist('Industry', 'Industry', INDUSTRIES),
    picklist('Rating', 'Rating', RATINGS),
    number('AnnualRevenue', 'Annual Revenue', 'currency', [18, 0]),
    number('NumberOfEmployees', 'Employees', 'int', [8, 0]),
    field('HasOptedOutOfEmail', 'Email Opt Out', 'boolean'),
    // REST has no call that converts a lead.
    field('IsConverted', 'Converted', 'boolean', { compute: () => false }),
    ...systemFields,
    externalId,
  ],
}
