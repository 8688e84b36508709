import type { z } from 'zod'
import type { Account } from '../../../store/provider-accounts.ts'
import type { ProviderContext } from '../../provider-context.ts'
import { HubspotError, notFound } from '../errors.ts'
import { formatInstant } from '../instant.ts'
import type { ObjectType } from '../object-types.ts'
import type { Definitions } from '../properties/custom-properties.ts'
import { type CrmObject, toObject } from './crm-object.ts'
import { type batchCreateSchema, type batchUpdateSchema, readNewObjects } from './object-body.ts'
import { findRecords, type ObjectKey } from './reading.ts'
import { createObjects, updateObjects } from './writing.ts'

export interface BatchResult {
  objects: CrmObject[]
  /** With one at least the answer is a 207. */
  errors: HubspotError[]
}

/** Reads the objects in the order of their keys, each once. */
export async function readBatch(
  ctx: ProviderContext,
  account: Account,
  type: ObjectType,
  definitions: Definitions,
  keys: readonly ObjectKey[],
  archived: boolean,
): Promise<BatchResult> {
  const records = await findRecords(ctx, account, type, definitions, keys)
  const found = new Map<string, CrmObject>()
  const missing = new Set<string>()
  records.forEach((record, index) => {
    const object = record && toObject(record)
    if (object && (object.archivedAt !== undefined) === archived) found.set(object.id, object)
    else missing.add(keys[index]?.id ?? '')
  })
  return { objects: [...found.values()], errors: missing.size > 0 ? [someNotFound(type, [...missing])] : [] }
}

/**
 * Makes all objects or none; where each has an `objectWriteTraceId`, those that can be made, and errors that name the
 * others by it (developers.hubspot.com/docs/api-reference/error-handling, "Multi-status errors").
 */
export async function createBatch(
  ctx: ProviderContext,
  account: Account,
  type: ObjectType,
  definitions: Definitions,
  inputs: z.infer<typeof batchCreateSchema>['inputs'],
): Promise<BatchResult> {
  const create = async (given: typeof inputs) =>
    createObjects(ctx, account, type, definitions, await readNewObjects(ctx, account, type, given))
  if (!inputs.every(({ objectWriteTraceId }) => objectWriteTraceId)) {
    return { objects: await create(inputs), errors: [] }
  }
  const result: BatchResult = { objects: [], errors: [] }
  for (const input of inputs) {
    try {
      result.objects.push(...(await create([input])))
    } catch (error) {
      if (!(error instanceof HubspotError)) throw error
      result.errors.push(error.traced(input.objectWriteTraceId ?? ''))
    }
  }
  return result
}

/** Changes the objects that are there. */
export async function updateBatch(
  ctx: ProviderContext,
  account: Account,
  type: ObjectType,
  definitions: Definitions,
  inputs: z.infer<typeof batchUpdateSchema>['inputs'],
): Promise<BatchResult> {
  const updates = inputs.map(({ id, idProperty, properties }) => ({ id, idProperty, given: properties }))
  const results = await updateObjects(ctx, account, type, definitions, updates)
  const missing = inputs.filter((_, index) => results[index] === undefined).map(({ id }) => id)
  return {
    objects: results.filter((object) => object !== undefined),
    errors: missing.length > 0 ? [someNotFound(type, missing)] : [],
  }
}

/** A batch as HubSpot answers it. */
export function batchView(started: Date, completed: Date, results: readonly object[], errors: readonly HubspotError[]) {
  return {
    status: 'COMPLETE',
    results,
    ...(errors.length > 0 && { numErrors: errors.length, errors: errors.map((error) => error.toBody()) }),
    startedAt: formatInstant(started),
    completedAt: formatInstant(completed),
  }
}

function someNotFound({ singular }: ObjectType, ids: readonly string[]): HubspotError {
  const name = singular.toUpperCase()
  return notFound(`Could not get some ${name} objects, they may be deleted or not exist. Check that ids are valid.`, {
    ids,
  })
}
