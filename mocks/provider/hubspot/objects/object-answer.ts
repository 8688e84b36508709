import type { Account } from '../../../store/provider-accounts.ts'
import type { ProviderContext } from '../../provider-context.ts'
import { associatedWith, associationSpecs } from '../associations/associations.ts'
import type { ObjectType } from '../object-types.ts'
import type { Definitions } from '../properties/custom-properties.ts'
import type { CrmObject } from './crm-object.ts'
import { type ObjectView, objectView } from './object-view.ts'

interface Associations {
  [type: string]: { results: { id: string; type: string }[] }
}

/** Objects as HubSpot answers them, with the ids of what they are tied to; a type that none is tied to is left out. */
export async function objectViews(
  ctx: ProviderContext,
  account: Account,
  type: ObjectType,
  definitions: Definitions,
  objects: readonly CrmObject[],
  { properties, associations }: { properties: readonly string[]; associations: readonly ObjectType[] },
): Promise<(ObjectView & { associations?: Associations })[]> {
  const ids = objects.map(({ id }) => id)
  const tied = await Promise.all(
    associations.map(async (to) => ({ to, byId: await associatedWith(ctx, account, type, ids, to) })),
  )
  return objects.map((object) => {
    const entries = tied.flatMap(({ to, byId }): [string, Associations[string]][] => {
      const results = (byId.get(object.id) ?? []).flatMap(({ id, isPrimary }) =>
        associationSpecs(type, to, isPrimary).map(({ name }) => ({ id, type: name })),
      )
      return results.length > 0 ? [[to.name, { results }]] : []
    })
    const view = objectView(type, definitions, object, properties)
    return entries.length > 0 ? { ...view, associations: Object.fromEntries(entries) } : view
  })
}
