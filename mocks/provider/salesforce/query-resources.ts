import type { ProviderContext } from '../provider-context.ts'
import { type AddResource, orgOf, readJson, type SalesforceRequest } from './api.ts'
import { notSimulated, SalesforceError } from './errors.ts'
import { readParameters, readSearchBody } from './search/parameters.ts'
import { searchRecords } from './search/search.ts'
import { parseSosl } from './search/sosl.ts'
import { param } from './sobject-resources.ts'
import { continueQuery, runQuery } from './soql/results.ts'

/** Records of a page: "the default is 2,000; the minimum is 200, and the maximum is 2,000" ("Query Options Header"). */
const BATCH = { least: 200, most: 2000 }

/** `/query`, `/queryAll` and the two searches. */
export function addQueryResources(ctx: ProviderContext, addResource: AddResource): void {
  for (const path of ['/query', '/queryAll']) {
    addResource(path, {
      get: async (c) => {
        if (c.req.query('explain')) throw notSimulated('query plans')
        const text = c.req.query('q')
        if (!text) throw new SalesforceError(400, 'MALFORMED_QUERY', 'A query string has to be specified')
        const batchSize = batchSizeOf(c) ?? BATCH.most
        const options = { includeDeleted: path === '/queryAll', batchSize, version: c.get('version') }
        return c.json(await runQuery(orgOf(ctx, c), text, options))
      },
    })

    addResource(`${path}/:locator`, {
      get: async (c) => {
        const options = { batchSize: batchSizeOf(c), version: c.get('version') }
        return c.json(await continueQuery(orgOf(ctx, c), param(c, 'locator'), options))
      },
    })
  }

  addResource('/search', {
    get: async (c) => {
      const org = orgOf(ctx, c)
      const search = parseSosl(c.req.query('q') ?? '', org.clock.now())
      return c.json(await searchRecords(org, search, c.get('version')))
    },
  })

  addResource('/parameterizedSearch', {
    get: async (c) => {
      const org = orgOf(ctx, c)
      const search = readParameters(new URL(c.req.url).searchParams, org.clock.now())
      return c.json(await searchRecords(org, search, c.get('version')))
    },
    post: async (c) => {
      const org = orgOf(ctx, c)
      const search = readSearchBody(await readJson(c), org.clock.now())
      return c.json(await searchRecords(org, search, c.get('version')))
    },
  })
}

/** The batch size asked for; as near to it as there may be, as it is a wish and no order. */
function batchSizeOf(c: SalesforceRequest): number | undefined {
  const header = c.req.header('sforce-query-options')
  if (header === undefined) return undefined
  const size = /^\s*batchSize\s*=\s*(\d{1,9})\s*$/i.exec(header)?.[1]
  if (size === undefined) {
    throw new SalesforceError(400, 'INVALID_BATCH_SIZE', 'Query options have an invalid batch size value.')
  }
  return Math.min(Math.max(Number(size), BATCH.least), BATCH.most)
}
