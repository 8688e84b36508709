import type { z } from 'zod'
import type { Json } from '../../../../store/connected-users.ts'
import type { ThirdParty } from '../../../credentials/third-party.ts'
import { choice, instant, longText, text } from '../../inputs.ts'

/** HubSpot's kinds of engagement, and what each calls its title and its text; a note has no title. */
const kinds = {
  calls: { title: 'hs_call_title', text: 'hs_call_body' },
  emails: { title: 'hs_email_subject', text: 'hs_email_text' },
  meetings: { title: 'hs_meeting_title', text: 'hs_meeting_body' },
  notes: { title: undefined, text: 'hs_note_body' },
  tasks: { title: 'hs_task_subject', text: 'hs_task_body' },
} as const
type Kind = keyof typeof kinds

export const engagementType = choice('Engagement Type', {
  notes: 'Note',
  calls: 'Call',
  emails: 'Email',
  meetings: 'Meeting',
  tasks: 'Task',
})

/** What an engagement is made or changed with, whatever its kind. */
export const engagementInputs = {
  title: text('Title', { subtitle: 'The subject of an email or a task; a note has none' }).optional(),
  body: longText('Body').optional(),
  timestamp: instant('Date', { subtitle: 'When it happens or happened' }).optional(),
}

/** What an engagement can be about. */
export const engagementLinks = {
  contactId: text('Contact ID').optional(),
  companyId: text('Company ID').optional(),
  dealId: text('Deal ID').optional(),
}

/** HubSpot's ids of the associations, from each kind (developers.hubspot.com/docs/guides/api/crm/associations, "Association type IDs"). */
const associationTypes: Record<Kind, Record<keyof typeof engagementLinks, number>> = {
  calls: { contactId: 194, companyId: 182, dealId: 206 },
  emails: { contactId: 198, companyId: 186, dealId: 210 },
  meetings: { contactId: 200, companyId: 188, dealId: 212 },
  notes: { contactId: 202, companyId: 190, dealId: 214 },
  tasks: { contactId: 204, companyId: 192, dealId: 216 },
}

type Inputs = z.output<z.ZodObject<typeof engagementInputs>>
type Links = z.output<z.ZodObject<typeof engagementLinks>>

/** The properties by HubSpot's names; what is not given is left as it is. */
export function engagementProperties(kind: Kind, { title, body, timestamp }: Inputs, others: Json | undefined): Json {
  const names = kinds[kind]
  return {
    ...others,
    ...(title !== undefined && names.title && { [names.title]: title }),
    ...(body !== undefined && { [names.text]: body }),
    ...(timestamp !== undefined && { hs_timestamp: timestamp }),
  }
}

export function engagementAssociations(kind: Kind, links: Links) {
  return Object.entries(associationTypes[kind]).flatMap(([input, associationTypeId]) => {
    const id = links[input as keyof Links]
    if (!id) return []
    return [{ to: { id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }] }]
  })
}

/** HubSpot wants to know when it was; now, when nobody says. */
export const withTimestamp = (account: ThirdParty, properties: Json): Json => ({
  hs_timestamp: new Date(account.now()).toISOString(),
  ...properties,
})

/** Names of the properties that tools answer with. */
export function shownOf(kind: Kind): string[] {
  const { title, text } = kinds[kind]
  return [...(title ? [title] : []), text, 'hs_timestamp', 'hubspot_owner_id']
}
