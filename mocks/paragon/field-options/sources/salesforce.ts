import { z } from 'zod'
import { fieldsOf } from '../../actionkit/tools/salesforce/describe.ts'
import { type FieldSource, onePage } from '../field-source.ts'

const global = z.object({
  sobjects: z.array(z.object({ name: z.string(), label: z.string(), queryable: z.boolean() })),
})
const userList = z.object({
  records: z.array(z.object({ Id: z.string(), Name: z.string(), Email: z.string().nullish() })),
})

export const salesforceSources: Record<string, FieldSource> = {
  async recordTypes(account, { search }) {
    const { sobjects } = global.parse(await account.json('GET', 'sobjects'))
    const options = sobjects.filter(({ queryable }) => queryable).map(({ name, label }) => ({ value: name, label }))
    return onePage(options, search)
  },

  /** Of the type of record in the parameter `recordType`, or of the one that is chosen in a list of `recordTypes`. */
  async fields(account, { search, parameters }) {
    const fields = await fieldsOf(account, String(parameters.recordType || parameters.recordTypes || 'Contact'))
    return onePage(
      fields.map(({ name, label }) => ({ value: name, label, subtitle: name })),
      search,
    )
  },

  async users(account, { search }) {
    const q = 'SELECT Id, Name, Email FROM User WHERE IsActive = TRUE ORDER BY Name ASC'
    const { records } = userList.parse(await account.json('GET', 'query', { query: { q } }))
    const options = records.map(({ Id, Name, Email }) => ({
      value: Id,
      label: Name,
      ...(Email && { subtitle: Email }),
    }))
    return onePage(options, search)
  },
}
