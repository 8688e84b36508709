import { z } from 'zod'
import type { ProviderContext } from '../provider-context.ts'
import { type AddResource, orgOf, readJson, type SalesforceRequest } from './api.ts'
import { createAll, deleteAll, retrieveAll, updateAll, upsertAll } from './collections.ts'
import { jsonParserError, SalesforceError } from './errors.ts'
import { lookupField } from './external-ids.ts'
import { recordResource } from './records.ts'
import { fieldsOf, objectOf, param } from './sobject-resources.ts'

export const retrieval = z.object({ ids: z.array(z.string()).min(1), fields: z.array(z.string()).min(1) })

/** `/composite/sobjects`: several records in one call. */
export function addCollectionResources(ctx: ProviderContext, addResource: AddResource): void {
  addResource('/composite/sobjects', {
    post: async (c) => c.json(await createAll(orgOf(ctx, c), await readJson(c))),
    patch: async (c) => c.json(await updateAll(orgOf(ctx, c), await readJson(c))),
    delete: async (c) => {
      const allOrNone = c.req.query('allOrNone') === 'true'
      return c.json(await deleteAll(orgOf(ctx, c), listed(c, 'ids'), allOrNone))
    },
  })

  addResource('/composite/sobjects/:type', {
    get: (c) => retrieve(c, listed(c, 'ids'), listed(c, 'fields')),
    post: async (c) => {
      const body = retrieval.safeParse(await readJson(c))
      if (!body.success) throw jsonParserError('The body must have lists of ids and fields.')
      return retrieve(c, body.data.ids, body.data.fields)
    },
  })

  addResource('/composite/sobjects/:type/:field', {
    patch: async (c) => {
      const object = objectOf(c)
      const field = lookupField(object, param(c, 'field'))
      return c.json(await upsertAll(orgOf(ctx, c), object, field, await readJson(c)))
    },
  })

  async function retrieve(c: SalesforceRequest, ids: readonly string[], names: readonly string[]): Promise<Response> {
    const object = objectOf(c)
    const fields = fieldsOf(object, names.join(','))
    const records = await retrieveAll(orgOf(ctx, c), object, ids)
    return c.json(records.map((record) => record && recordResource(object, record, fields, c.get('version'))))
  }
}

/** What a parameter lists, with commas between. Throws SalesforceError 400 when that is nothing. */
function listed(c: SalesforceRequest, name: string): string[] {
  const values = (c.req.query(name) ?? '').split(',').map((value) => value.trim())
  if (values.some((value) => value === '')) {
    throw new SalesforceError(400, 'MISSING_ARGUMENT', `The ${name} parameter is required`)
  }
  return values
}
