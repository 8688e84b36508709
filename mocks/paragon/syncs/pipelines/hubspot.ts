import { z } from 'zod'
import type { Json } from '../../../store/connected-users.ts'
import type { AccountApi } from '../account-api.ts'
import { definePipeline, type Item, type Pipeline } from './pipeline.ts'

const PAGE_SIZE = 100
/** Of records that are asked for one by one. */
const SMALL_PAGE = 20
/** Milliseconds that are read again, as a search at HubSpot may lag behind what was written. */
const OVERLAP = 60_000

export type Properties = Record<string, string | null>

/** An object of HubSpot's CRM with the ids of what it is tied to. */
export interface HubspotObject {
  id: string
  properties: Properties
  companyIds: string[]
}

const objectSchema = z
  .object({
    id: z.string(),
    properties: z.record(z.string(), z.string().nullable()),
    associations: z
      .object({ companies: z.object({ results: z.array(z.object({ id: z.string() })) }).optional() })
      .optional(),
  })
  .transform(({ id, properties, associations }): HubspotObject => {
    const companyIds = (associations?.companies?.results ?? []).map((company) => company.id)
    return { id, properties, companyIds: [...new Set(companyIds)] }
  })

const listSchema = z.object({
  results: z.array(objectSchema),
  paging: z.object({ next: z.object({ after: z.string() }) }).optional(),
})
const propertiesSchema = z.object({ results: z.array(z.object({ name: z.string() })) })
const pipelinesSchema = z.object({
  results: z.array(
    z.object({
      stages: z.array(
        z.object({ id: z.string(), label: z.string(), metadata: z.record(z.string(), z.unknown()).optional() }),
      ),
    }),
  ),
})

/** What a hub is set up with, as far as it says what objects mean: read at the beginning of a pass, and kept for it. */
const setupSchema = z.object({
  properties: z.array(z.string()),
  /** Labels and percentages of the stages of deals, by their ids. */
  stages: z.record(z.string(), z.object({ label: z.string(), probability: z.number().nullable() })),
})
export type HubSetup = z.infer<typeof setupSchema>

export interface HubspotType {
  /** Of objects, and of the pipeline. */
  name: 'contacts' | 'companies' | 'deals'
  /** Holds when an object was last written. */
  modified: 'lastmodifieddate' | 'hs_lastmodifieddate'
  data(object: HubspotObject, setup: HubSetup): Json
}

/**
 * Objects of HubSpot's CRM (developers.hubspot.com/docs/guides/crm/understanding-the-crm): listed, and searched by their
 * last change. A search does not find what was archived; the next reading of everything does.
 */
export function hubspotPipeline(type: HubspotType): Pipeline {
  const { name, modified } = type
  const needsCompanies = name === 'deals'
  const path = `/crm/v3/objects/${name}`
  const itemsOf = (objects: readonly HubspotObject[], setup: HubSetup): Item[] =>
    objects.map((object) => ({ externalId: object.id, data: type.data(object, setup) }))

  async function readSetup(api: AccountApi): Promise<HubSetup> {
    const { results } = await api.json(propertiesSchema, `/crm/v3/properties/${name}`)
    const properties = results.map((property) => property.name)
    if (name !== 'deals') return { properties, stages: {} }
    const pipelines = await api.json(pipelinesSchema, '/crm/v3/pipelines/deals')
    const stages = pipelines.results.flatMap((pipeline) => pipeline.stages)
    const entries = stages.map(({ id, label, metadata }): [string, { label: string; probability: number | null }] => {
      const probability = Number(metadata?.probability)
      return [id, { label, probability: Number.isNaN(probability) ? null : Math.round(probability * 100) }]
    })
    return { properties, stages: Object.fromEntries(entries) }
  }

  const shown = ({ properties }: HubSetup) => ({
    properties: properties.join(','),
    ...(needsCompanies && { associations: 'companies' }),
  })

  return definePipeline({
    integration: 'hubspot',
    name,
    keepsAccess: false,
    configuration: z.strictObject({}),
    cursor: z.object({ after: z.string().optional(), setup: setupSchema }),
    watched: z.object({ since: z.number(), skip: z.int(), setup: setupSchema }),

    async watch(api) {
      return { since: api.now() - OVERLAP, skip: 0, setup: await readSetup(api) }
    },

    async list(api, _, at) {
      const setup = at?.setup ?? (await readSetup(api))
      const query = new URLSearchParams({
        limit: String(PAGE_SIZE),
        ...(at?.after && { after: at.after }),
        ...shown(setup),
      })
      const { results, paging } = await api.json(listSchema, `${path}?${query}`)
      return { items: itemsOf(results, setup), next: paging && { after: paging.next.after, setup } }
    },

    async changes(api, _, { since, skip, setup }) {
      const limit = needsCompanies ? SMALL_PAGE : PAGE_SIZE
      const { results } = await api.json(listSchema, `${path}/search`, {
        filterGroups: [{ filters: [{ propertyName: modified, operator: 'GTE', value: String(since) }] }],
        sorts: [{ propertyName: modified, direction: 'ASCENDING' }],
        properties: setup.properties,
        limit,
        after: String(skip),
      })
      // A search does not tell what its objects are tied to.
      const objects = needsCompanies
        ? await Promise.all(results.map(({ id }) => withCompanies(api, id, setup)))
        : results
      const last = results.at(-1)?.properties[modified]
      const newest = last ? Date.parse(last) : since
      const hasMore = results.length === limit
      // From the last one's time on; of more than a page of the same time, as many are left out as were read.
      const cursor =
        newest > since ? { since: newest, skip: 0, setup } : { since, skip: hasMore ? skip + limit : 0, setup }
      return { items: itemsOf(objects, setup), removed: [], cursor, hasMore }
    },
  })

  function withCompanies(api: AccountApi, id: string, setup: HubSetup): Promise<HubspotObject> {
    return api.json(objectSchema, `${path}/${id}?${new URLSearchParams(shown(setup))}`)
  }
}
