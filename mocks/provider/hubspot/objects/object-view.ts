import { formatInstant } from '../instant.ts'
import type { ObjectType } from '../object-types.ts'
import type { Definitions } from '../properties/custom-properties.ts'
import { type CrmObject, propertyOf } from './crm-object.ts'

/**
 * An object as HubSpot answers it. A property without a value is null, one that does not exist is left out, and three
 * are always there (developers.hubspot.com/docs/api-reference/crm-contacts-v3/guide).
 */
export function objectView(type: ObjectType, definitions: Definitions, object: CrmObject, wanted: readonly string[]) {
  const names = wanted.length > 0 ? wanted : type.defaultProperties
  const shown = [...new Set([...names, 'createdate', 'hs_object_id', type.modifiedProperty])]
    .filter((name) => definitions.has(name))
    .sort()
  return {
    id: object.id,
    properties: Object.fromEntries(shown.map((name) => [name, propertyOf(type, object, name) ?? null])),
    createdAt: formatInstant(object.dateCreated),
    updatedAt: formatInstant(object.dateModified),
    archived: object.archivedAt !== undefined,
    ...(object.archivedAt !== undefined && { archivedAt: object.archivedAt }),
  }
}

export type ObjectView = ReturnType<typeof objectView>
