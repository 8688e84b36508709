import { group, optionsOf, type PropertyDefinition } from './definition.ts'

/** What happens with customers, by kind. */
export type EngagementName = 'calls' | 'emails' | 'meetings' | 'notes' | 'tasks'

type Own = Omit<PropertyDefinition, 'groupName'>
const line = (name: string, label: string): Own => ({ name, label, type: 'string', fieldType: 'text' })
const body = (name: string, label: string): Own => ({ name, label, type: 'string', fieldType: 'html' })
const time = (name: string, label: string): Own => ({ name, label, type: 'datetime', fieldType: 'date' })
const choice = (name: string, label: string, ...values: string[]): Own => ({
  name,
  label,
  type: 'enumeration',
  fieldType: 'select',
  options: optionsOf(...values),
})

const own: Record<EngagementName, Own[]> = {
  calls: [
    line('hs_call_title', 'Call Title'),
    body('hs_call_body', 'Call notes'),
    choice('hs_call_direction', 'Call direction', 'INBOUND', 'OUTBOUND'),
    choice('hs_call_status', 'Call status', 'BUSY', 'COMPLETED', 'FAILED', 'NO_ANSWER', 'QUEUED', 'RINGING'),
    { name: 'hs_call_duration', label: 'Call duration', type: 'number', fieldType: 'number' },
    line('hs_call_from_number', 'From number'),
    line('hs_call_to_number', 'To number'),
  ],
  emails: [
    line('hs_email_subject', 'Email subject'),
    body('hs_email_text', 'Text body'),
    choice('hs_email_direction', 'Email direction', 'EMAIL', 'INCOMING_EMAIL', 'FORWARDED_EMAIL'),
    choice('hs_email_status', 'Email send status', 'BOUNCED', 'FAILED', 'SCHEDULED', 'SENDING', 'SENT'),
  ],
  meetings: [
    line('hs_meeting_title', 'Meeting name'),
    body('hs_meeting_body', 'Meeting description'),
    time('hs_meeting_start_time', 'Meeting start time'),
    time('hs_meeting_end_time', 'Meeting end time'),
    line('hs_meeting_location', 'Meeting location'),
    choice('hs_meeting_outcome', 'Meeting outcome', 'SCHEDULED', 'COMPLETED', 'RESCHEDULED', 'NO_SHOW', 'CANCELED'),
  ],
  notes: [body('hs_note_body', 'Note body'), line('hs_attachment_ids', 'Attached file IDs')],
  tasks: [
    line('hs_task_subject', 'Task Title'),
    body('hs_task_body', 'Task Notes'),
    choice('hs_task_status', 'Task Status', 'NOT_STARTED', 'IN_PROGRESS', 'WAITING', 'COMPLETED'),
    choice('hs_task_priority', 'Priority', 'LOW', 'MEDIUM', 'HIGH'),
    choice('hs_task_type', 'Task Type', 'CALL', 'EMAIL', 'TODO'),
  ],
}

/** HubSpot's own properties of a kind: the common ones (developers.hubspot.com/docs/guides/api/crm/engagements). */
export const engagementProperties = (name: EngagementName) =>
  group('engagement', [
    ...own[name],
    time('hs_timestamp', 'Activity date'),
    {
      name: 'hubspot_owner_id',
      label: 'Activity assigned to',
      type: 'enumeration',
      fieldType: 'select',
      externalOptions: 'owners',
    },
    { ...time('hs_createdate', 'Object create date/time'), isReadOnly: true },
    { ...time('hs_lastmodifieddate', 'Object last modified date/time'), isReadOnly: true },
    { name: 'hs_object_id', label: 'Record ID', type: 'number', fieldType: 'number', isReadOnly: true },
  ])
