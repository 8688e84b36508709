import type { ObjectDefinition } from './definitions.ts'
import { field, longText, picklist, reference, stored, text } from './fields.ts'
import { id, systemFields } from './system-fields.ts'

export const task: ObjectDefinition = {
  name: 'Task',
  label: 'Task',
  labelPlural: 'Tasks',
  keyPrefix: '00T',
  createable: true,
  updateable: true,
  deletable: true,
  fields: [
    id,
    reference('WhoId', 'Name ID', {
      to: ['Contact', 'Lead'],
      relationshipName: 'Who',
      childRelationshipName: 'Tasks',
      onDelete: 'cascade',
    }),
    reference('WhatId', 'Related To ID', {
      to: ['Account', 'Opportunity', 'Case'],
      relationshipName: 'What',
      childRelationshipName: 'Tasks',
      onDelete: 'cascade',
    }),
    // A task without one shows as such, and is accepted.
    text('Subject', 'Subject', 255),
    field('ActivityDate', 'Due Date Only', 'date'),
    picklist('Status', 'Status', ['Not Started*', 'In Progress', 'Completed', 'Waiting on someone else', 'Deferred'], {
      nillable: false,
    }),
    picklist('Priority', 'Priority', ['High', 'Normal*', 'Low'], { nillable: false }),
    longText('Description', 'Description'),
    picklist('TaskSubtype', 'Task Subtype', ['Task*', 'Email', 'Call'], {
      nillable: false,
      updateable: false,
      restrictedPicklist: true,
    }),
    field('IsClosed', 'Closed', 'boolean', { compute: (record) => stored(record, 'Status') === 'Completed' }),
    field('IsHighPriority', 'High Priority', 'boolean', { compute: (record) => stored(record, 'Priority') === 'High' }),
    ...systemFields,
  ],
}
