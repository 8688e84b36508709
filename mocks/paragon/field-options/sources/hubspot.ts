import { z } from 'zod'
import { propertiesOf } from '../../actionkit/tools/hubspot/properties.ts'
import { recordTypes } from '../../actionkit/tools/hubspot/record-type.ts'
import { type FieldSource, onePage } from '../field-source.ts'

const ownerList = z.object({
  results: z.array(z.object({ id: z.string(), email: z.string(), firstName: z.string(), lastName: z.string() })),
  paging: z.object({ next: z.object({ after: z.string() }).optional() }).optional(),
})

const pipelineList = z.object({
  results: z.array(z.object({ id: z.string(), label: z.string() })),
})

const recordTypeOf = (parameters: Readonly<Record<string, unknown>>, standard: string) =>
  String(parameters.recordType || parameters.engagementType || standard)

export const hubspotSources: Record<string, FieldSource> = {
  async recordTypes(_, { search }) {
    const all = [
      ...recordTypes.map(({ name, label }) => ({ value: name, label })),
      { value: 'tickets', label: 'Tickets' },
    ]
    return onePage(all, search)
  },

  /** Of the type of record in the parameter `recordType` or `engagementType`. */
  async fields(account, { search, parameters }) {
    const properties = await propertiesOf(account, recordTypeOf(parameters, 'contacts'))
    const options = properties
      .filter(({ hidden }) => !hidden)
      .map(({ name, label }) => ({ value: name, label, subtitle: name }))
    return onePage(options, search)
  },

  async owners(account, { search, cursor }) {
    const answer = await account.json('GET', 'crm/v3/owners', { query: { limit: 100, after: cursor } })
    const { results, paging } = ownerList.parse(answer)
    const options = results.map(({ id, email, firstName, lastName }) => ({
      value: id,
      label: `${firstName} ${lastName}`.trim() || email,
      subtitle: email,
    }))
    return { ...onePage(options, search), nextPageCursor: paging?.next?.after ?? null }
  },

  /** Of the type of record in the parameter `recordType`. */
  async pipelines(account, { search, parameters }) {
    const path = `crm/v3/pipelines/${encodeURIComponent(recordTypeOf(parameters, 'deals'))}`
    const { results } = pipelineList.parse(await account.json('GET', path))
    return onePage(
      results.map(({ id, label }) => ({ value: id, label })),
      search,
    )
  },
}
