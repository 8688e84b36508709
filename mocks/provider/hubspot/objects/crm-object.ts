import { z } from 'zod'
import type { Json } from '../../../store/connected-users.ts'
import type { ProviderRecord } from '../../../store/provider-records.ts'
import { formatInstant } from '../instant.ts'
import type { ObjectType } from '../object-types.ts'

/** What a write may set of an object, by property; what has no value is not there. */
export type Values = Record<string, string>

/**
 * A contact, company, deal or ticket. Its id is the instant of its creation, in milliseconds, which makes the order of
 * ids that of creation: what HubSpot's lists are paged by.
 */
export interface CrmObject {
  id: string
  values: Values
  dateCreated: Date
  dateModified: Date
  /** Undefined when it is not archived. */
  archivedAt: string | undefined
}

const storedSchema = z.object({ values: z.record(z.string(), z.string()), archivedAt: z.string().optional() })

export function toObject({ id, data, dateCreated, dateModified }: ProviderRecord): CrmObject {
  const { values, archivedAt } = storedSchema.parse(data)
  return { id, values, archivedAt, dateCreated, dateModified }
}

/** What is stored of an object. */
export function toData({ values, archivedAt }: Pick<CrmObject, 'values' | 'archivedAt'>): Json {
  return { values, ...(archivedAt !== undefined && { archivedAt }) }
}

export function idOf(dateCreated: Date): string {
  return String(dateCreated.getTime())
}

/** Whether a text may be an id. Of others the database might compare a part only. */
export function isId(text: string): boolean {
  return /^\d{1,15}$/.test(text)
}

/** Where the lists of objects stand after the object with an id; undefined for a text that is none. */
export function positionAfter(id: string): { id: string; date: Date } | undefined {
  return isId(id) ? { id, date: new Date(Number(id)) } : undefined
}

/** The value of a property, whoever writes it; undefined when there is none. */
export function propertyOf(type: ObjectType, object: CrmObject, property: string): string | undefined {
  if (Object.hasOwn(object.values, property)) return object.values[property]
  switch (property) {
    case 'hs_object_id':
      return object.id
    case type.modifiedProperty:
      return formatInstant(object.dateModified)
    case 'createdate':
    case 'hs_createdate':
      return formatInstant(object.dateCreated)
    case 'hs_is_closed':
      return String(stageMetadata(type, object)?.isClosed === 'true')
    case 'hs_is_closed_won':
      return String(stageMetadata(type, object)?.probability === '1.0')
    default:
      return undefined
  }
}

function stageMetadata({ pipeline }: ObjectType, { values }: CrmObject) {
  const stages = pipeline?.pipelines.flatMap(({ stages }) => stages)
  return stages?.find(({ id }) => id === values[pipeline?.stageProperty ?? ''])?.metadata
}
