import { z } from 'zod'
import type { Account } from '../../../store/provider-accounts.ts'
import type { ProviderContext } from '../../provider-context.ts'
import { associationTypeFrom } from '../associations/association-types.ts'
import { invalid, notSimulated } from '../errors.ts'
import { kindOf, type ObjectType, requireObjectType } from '../object-types.ts'
import { toObject } from './crm-object.ts'
import type { NewObject } from './writing.ts'

/** An id comes as text or as a number. */
export const idSchema = z.union([z.string(), z.int().transform(String)])

const given = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

const associations = z
  .array(
    z.object({
      to: z.object({ id: idSchema }),
      types: z.array(z.object({ associationCategory: z.string(), associationTypeId: z.int() })).min(1),
    }),
  )
  .nullish()

export const createSchema = z.object({ properties: given, associations })

export const updateSchema = z.object({ properties: given })

/** developers.hubspot.com/docs/api-reference/crm-contacts-v3/guide, "Limits". */
const BATCH = 100

function batchOf<T extends z.ZodType>(input: T) {
  return z.array(input).min(1, 'must not be empty').max(BATCH, `at most ${BATCH} inputs in a batch`)
}

const traceId = { objectWriteTraceId: z.string().nullish() }

export const batchCreateSchema = z.object({ inputs: batchOf(createSchema.extend(traceId)) })

export const batchUpdateSchema = z.object({
  inputs: batchOf(updateSchema.extend({ ...traceId, id: idSchema, idProperty: z.string().optional() })),
})

export const batchReadSchema = z.object({
  inputs: batchOf(z.object({ id: idSchema })),
  properties: z.array(z.string()).optional().default([]),
  propertiesWithHistory: z.array(z.string()).optional().default([]),
  idProperty: z.string().optional(),
})

export const batchArchiveSchema = z.object({ inputs: batchOf(z.object({ id: idSchema })) })

/**
 * Looks up what new objects are tied to: one query for each type of object. Throws HubspotError 400 for a type of
 * association that does not begin at theirs, and for an object that is not there.
 */
export async function readNewObjects(
  ctx: ProviderContext,
  account: Account,
  type: ObjectType,
  inputs: readonly z.infer<typeof createSchema>[],
): Promise<NewObject[]> {
  const objects = inputs.map(({ properties, associations }) => ({
    given: properties,
    links: (associations ?? []).flatMap(({ to, types }) => types.map((spec) => linkTo(type, to.id, spec))),
  }))
  const targets = objects.flatMap(({ links }) => links.map(({ to }) => to))
  for (const targetType of new Set(targets.map((target) => target.type))) {
    const ids = [...new Set(targets.filter((target) => target.type === targetType).map(({ id }) => id))]
    const found = await ctx.store.provider.records.findAmong(account.id, kindOf(targetType), ids)
    const active = new Set(found.map(toObject).flatMap(({ id, archivedAt }) => (archivedAt === undefined ? [id] : [])))
    const missing = ids.filter((id) => !active.has(id))
    if (missing.length > 0) {
      throw invalid('One or more associations are invalid', {
        context: { INVALID_OBJECT_IDS: missing, objectType: [targetType.singular.toUpperCase()] },
      })
    }
  }
  return objects
}

function linkTo(
  from: ObjectType,
  id: string,
  { associationCategory, associationTypeId }: { associationCategory: string; associationTypeId: number },
): NewObject['links'][number] {
  if (associationCategory !== 'HUBSPOT_DEFINED') throw notSimulated(`The association category ${associationCategory}`)
  const found = associationTypeFrom(from, associationTypeId)
  if (!found) throw invalid(`Association type ${associationTypeId} does not begin at object type ${from.objectTypeId}.`)
  return { to: { type: requireObjectType(found.to), id }, isPrimary: found.isPrimary }
}
