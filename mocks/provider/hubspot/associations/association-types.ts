import { notSimulated } from '../errors.ts'
import type { ObjectType, ObjectTypeName } from '../object-types.ts'
import type { EngagementName } from '../properties/engagement-properties.ts'

/** How objects of one type are tied to those of another, in one direction. */
export interface AssociationType {
  from: ObjectTypeName
  to: ObjectTypeName
  typeId: number
  /** What reading an object calls it. */
  label: string
  /** Beside the plain one: the company that stands for the others. */
  primary?: { typeId: number; label: string }
}

/** HubSpot's own types (developers.hubspot.com/docs/api-reference/crm-associations-v4/guide, "Association type ID values"). */
const associationTypes: readonly AssociationType[] = [
  { from: 'contacts', to: 'contacts', typeId: 449, label: 'contact_to_contact' },
  { from: 'companies', to: 'companies', typeId: 450, label: 'company_to_company' },
  { from: 'deals', to: 'deals', typeId: 451, label: 'deal_to_deal' },
  { from: 'tickets', to: 'tickets', typeId: 452, label: 'ticket_to_ticket' },
  withPrimary('contacts', 'companies', 279, { typeId: 1, label: 'contact_to_company' }),
  withPrimary('companies', 'contacts', 280, { typeId: 2, label: 'company_to_contact' }),
  withPrimary('deals', 'companies', 341, { typeId: 5, label: 'deal_to_company' }),
  withPrimary('companies', 'deals', 342, { typeId: 6, label: 'company_to_deal' }),
  withPrimary('tickets', 'companies', 339, { typeId: 26, label: 'ticket_to_company' }),
  withPrimary('companies', 'tickets', 340, { typeId: 25, label: 'company_to_ticket' }),
  { from: 'deals', to: 'contacts', typeId: 3, label: 'deal_to_contact' },
  { from: 'contacts', to: 'deals', typeId: 4, label: 'contact_to_deal' },
  { from: 'contacts', to: 'tickets', typeId: 15, label: 'contact_to_ticket' },
  { from: 'tickets', to: 'contacts', typeId: 16, label: 'ticket_to_contact' },
  { from: 'deals', to: 'tickets', typeId: 27, label: 'deal_to_ticket' },
  { from: 'tickets', to: 'deals', typeId: 28, label: 'ticket_to_deal' },
  ...ofEngagements('companies', 'company', { calls: 181, emails: 185, meetings: 187, notes: 189, tasks: 191 }),
  ...ofEngagements('contacts', 'contact', { calls: 193, emails: 197, meetings: 199, notes: 201, tasks: 203 }),
  ...ofEngagements('deals', 'deal', { calls: 205, emails: 209, meetings: 211, notes: 213, tasks: 215 }),
  ...ofEngagements('tickets', 'ticket', { calls: 219, emails: 223, meetings: 225, notes: 227, tasks: 229 }),
]

/** From a record to each kind of engagement; the way back has the next id. */
function ofEngagements(
  record: ObjectTypeName,
  singular: string,
  typeIds: Record<EngagementName, number>,
): AssociationType[] {
  return Object.entries(typeIds).flatMap(([name, typeId]) => {
    const kind = name as EngagementName
    const one = kind.slice(0, -1)
    return [
      { from: record, to: kind, typeId, label: `${singular}_to_${one}` },
      { from: kind, to: record, typeId: typeId + 1, label: `${one}_to_${singular}` },
    ]
  })
}

function withPrimary(
  from: ObjectTypeName,
  to: ObjectTypeName,
  typeId: number,
  primary: { typeId: number; label: string },
): AssociationType {
  return { from, to, typeId, label: `${primary.label}_unlabeled`, primary }
}

export function associationTypeBetween(from: ObjectType, to: ObjectType): AssociationType {
  const found = associationTypes.find((type) => type.from === from.name && type.to === to.name)
  // Engagements are about records, not about each other.
  if (!found) throw notSimulated(`An association of ${from.name} and ${to.name}`)
  return found
}

/** The type that an id names among those that begin at an object type, and whether it is the primary one. */
export function associationTypeFrom(
  from: ObjectType,
  typeId: number,
): { to: ObjectTypeName; isPrimary: boolean } | undefined {
  const found = associationTypes.find(
    (type) => type.from === from.name && (type.typeId === typeId || type.primary?.typeId === typeId),
  )
  return found && { to: found.to, isPrimary: found.primary?.typeId === typeId }
}
