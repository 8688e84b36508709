import type { ObjectDefinition } from './definitions.ts'
import { address, email, externalId, field, longText, personName, phone, picklist, reference, text } from './fields.ts'
import { LEAD_SOURCES } from './picklists.ts'
import { id, systemFields } from './system-fields.ts'

export const contact: ObjectDefinition = {
  name: 'Contact',
  label: 'Contact',
  labelPlural: 'Contacts',
  keyPrefix: '003',
  createable: true,
  updateable: true,
  deletable: true,
  fields: [
    id,
    reference('AccountId', 'Account ID', {
      to: ['Account'],
      relationshipName: 'Account',
      childRelationshipName: 'Contacts',
      onDelete: 'cascade',
    }),
    ...personName(),
    ...address('Other'),
    ...address('Mailing'),
    phone('Phone', 'Business Phone'),
    phone('Fax', 'Business Fax'),
    phone('MobilePhone', 'Mobile Phone'),
    phone('HomePhone', 'Home Phone'),
    reference('ReportsToId', 'Reports To ID', {
      to: ['Contact'],
      relationshipName: 'ReportsTo',
      childRelationshipName: null,
      onDelete: 'clear',
    }),
    email('Email', 'Email', { idLookup: true }),
    text('Title', 'Title', 128),
    text('Department', 'Department', 80),
    picklist('LeadSource', 'Lead Source', LEAD_SOURCES),
    field('Birthdate', 'Birthdate', 'date'),
    longText('Description', 'Contact Description'),
    field('HasOptedOutOfEmail', 'Email Opt Out', 'boolean'),
    field('DoNotCall', 'Do Not Call', 'boolean'),
    ...systemFields,
    externalId,
  ],
}
