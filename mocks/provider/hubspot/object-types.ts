import { HubspotError } from './errors.ts'
import { dealPipelines, type Pipeline, ticketPipelines } from './pipelines.ts'
import { companyProperties } from './properties/company-properties.ts'
import { contactProperties } from './properties/contact-properties.ts'
import { dealProperties } from './properties/deal-properties.ts'
import type { PropertyDefinition } from './properties/definition.ts'
import { type EngagementName, engagementProperties } from './properties/engagement-properties.ts'
import { ticketProperties } from './properties/ticket-properties.ts'

export type ObjectTypeName = 'contacts' | 'companies' | 'deals' | 'tickets' | EngagementName

/** One of HubSpot's kinds of object, as data (developers.hubspot.com/docs/guides/crm/understanding-the-crm). */
export interface ObjectType {
  name: ObjectTypeName
  singular: string
  objectTypeId: string
  /** HubSpot's own; a hub may have more. */
  properties: readonly PropertyDefinition[]
  /** Returned when a request names none (developers.hubspot.com/docs/api-reference/search/guide). */
  defaultProperties: readonly string[]
  /** Searched by `query` (same page). */
  searchedProperties: readonly string[]
  /** Holds when the object was last written. */
  modifiedProperty: 'lastmodifieddate' | 'hs_lastmodifieddate'
  /** Of each set, a new object must have one. */
  required: readonly (readonly string[])[]
  pipeline?: { property: string; stageProperty: string; pipelines: readonly Pipeline[] }
  /** Scopes by what they allow; any of them is enough. */
  scopes: { read: readonly string[]; write: readonly string[]; define: readonly string[] }
}

export const objectTypes: readonly ObjectType[] = [
  {
    name: 'contacts',
    singular: 'contact',
    objectTypeId: '0-1',
    properties: contactProperties,
    defaultProperties: ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'],
    searchedProperties: ['firstname', 'lastname', 'email', 'phone', 'fax', 'mobilephone', 'company'],
    modifiedProperty: 'lastmodifieddate',
    required: [['email', 'firstname', 'lastname']],
    scopes: granular('contacts'),
  },
  {
    name: 'companies',
    singular: 'company',
    objectTypeId: '0-2',
    properties: companyProperties,
    defaultProperties: ['createdate', 'domain', 'hs_lastmodifieddate', 'hs_object_id', 'name'],
    searchedProperties: ['website', 'phone', 'name', 'domain'],
    modifiedProperty: 'hs_lastmodifieddate',
    required: [['name', 'domain']],
    scopes: granular('companies'),
  },
  {
    name: 'deals',
    singular: 'deal',
    objectTypeId: '0-3',
    properties: dealProperties,
    defaultProperties: [
      'amount',
      'closedate',
      'createdate',
      'dealname',
      'dealstage',
      'hs_lastmodifieddate',
      'hs_object_id',
      'pipeline',
    ],
    searchedProperties: ['dealname', 'pipeline', 'dealstage', 'description', 'dealtype'],
    modifiedProperty: 'hs_lastmodifieddate',
    required: [['dealname'], ['dealstage']],
    pipeline: { property: 'pipeline', stageProperty: 'dealstage', pipelines: dealPipelines },
    scopes: granular('deals'),
  },
  {
    name: 'tickets',
    singular: 'ticket',
    objectTypeId: '0-5',
    properties: ticketProperties,
    defaultProperties: [
      'content',
      'createdate',
      'hs_lastmodifieddate',
      'hs_object_id',
      'hs_pipeline',
      'hs_pipeline_stage',
      'hs_ticket_category',
      'hs_ticket_priority',
      'subject',
    ],
    searchedProperties: ['subject', 'content', 'hs_pipeline_stage', 'hs_ticket_category'],
    modifiedProperty: 'hs_lastmodifieddate',
    required: [['subject'], ['hs_pipeline_stage']],
    pipeline: { property: 'hs_pipeline', stageProperty: 'hs_pipeline_stage', pipelines: ticketPipelines },
    scopes: { read: ['tickets'], write: ['tickets'], define: ['tickets', 'crm.schemas.tickets.write'] },
  },
  engagement('tasks', 'task', '0-27', ['hs_task_subject', 'hs_task_body']),
  engagement('notes', 'note', '0-46', ['hs_note_body']),
  engagement('meetings', 'meeting', '0-47', ['hs_meeting_title', 'hs_meeting_body']),
  engagement('calls', 'call', '0-48', ['hs_call_title', 'hs_call_body']),
  engagement('emails', 'email', '0-49', ['hs_email_subject']),
]

/** By plural, singular or `objectTypeId`, in any case. Throws HubspotError 400 for another. */
export function requireObjectType(name: string): ObjectType {
  const wanted = name.toLowerCase()
  const type = objectTypes.find((each) => [each.name, each.singular, each.objectTypeId].includes(wanted))
  if (!type) throw new HubspotError(400, undefined, `Unable to infer object type from: ${name}`)
  return type
}

/** The kind that its objects are stored under. */
export function kindOf({ name }: ObjectType): string {
  return `hubspot/${name}`
}

/** What happens with customers; who may see contacts may see it (developers.hubspot.com/docs/guides/api/crm/engagements/notes). */
function engagement(
  name: EngagementName,
  singular: string,
  objectTypeId: string,
  searchedProperties: string[],
): ObjectType {
  return {
    name,
    singular,
    objectTypeId,
    properties: engagementProperties(name),
    defaultProperties: ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'],
    searchedProperties,
    modifiedProperty: 'hs_lastmodifieddate',
    required: [['hs_timestamp']],
    scopes: granular('contacts'),
  }
}

function granular(name: string): ObjectType['scopes'] {
  return {
    read: [`crm.objects.${name}.read`],
    write: [`crm.objects.${name}.write`],
    define: [`crm.schemas.${name}.write`],
  }
}
