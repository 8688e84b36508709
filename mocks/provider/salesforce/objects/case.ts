import { formatDateTime } from '../date-time.ts'
import type { ObjectDefinition } from './definitions.ts'
import { email, externalId, field, longText, phone, picklist, reference, stored, text } from './fields.ts'
import { id, systemFields } from './system-fields.ts'

const CLOSED = 'Closed'

export const caseObject: ObjectDefinition = {
  name: 'Case',
  label: 'Case',
  labelPlural: 'Cases',
  keyPrefix: '500',
  createable: true,
  updateable: true,
  deletable: true,
  fields: [
    id,
    text('CaseNumber', 'Case Number', 30, {
      nameField: true,
      autoNumber: true,
      idLookup: true,
      nillable: false,
      createable: false,
      updateable: false,
    }),
    reference('ContactId', 'Contact ID', {
      to: ['Contact'],
      relationshipName: 'Contact',
      childRelationshipName: 'Cases',
      onDelete: 'restrict',
    }),
    reference('AccountId', 'Account ID', {
      to: ['Account'],
      relationshipName: 'Account',
      childRelationshipName: 'Cases',
      onDelete: 'restrict',
    }),
    text('SuppliedName', 'Name', 80),
    email('SuppliedEmail', 'Email Address'),
    phone('SuppliedPhone', 'Phone'),
    text('SuppliedCompany', 'Company', 80),
    picklist('Type', 'Case Type', ['Mechanical', 'Electrical', 'Electronic', 'Structural', 'Other']),
    picklist('Status', 'Status', ['New*', 'Working', 'Escalated', CLOSED]),
    picklist('Reason', 'Case Reason', [
      'Installation',
      'Equipment Complexity',
      'Performance',
      'Breakdown',
      'Equipment Design',
      'Feedback',
      'Other',
    ]),
    picklist('Origin', 'Case Origin', ['Phone', 'Email', 'Web']),
    text('Subject', 'Subject', 255),
    picklist('Priority', 'Priority', ['High', 'Medium*', 'Low']),
    longText('Description', 'Description'),
    field('IsClosed', 'Closed', 'boolean', { compute: (record) => stored(record, 'Status') === CLOSED }),
    field('ClosedDate', 'Closed Date', 'datetime', { createable: false, updateable: false }),
    field('IsEscalated', 'Escalated', 'boolean'),
    ...systemFields,
    externalId,
  ],
  onSave: (next, previous, now) => {
    const { ClosedDate, ...open } = next
    if (next.Status !== CLOSED) return open
    return previous?.Status === CLOSED ? next : { ...open, ClosedDate: formatDateTime(now) }
  },
}
