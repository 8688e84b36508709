import { z } from 'zod'
import { type FieldSource, onePage } from '../field-source.ts'

const list = z.object({
  items: z.array(z.object({ id: z.string(), summary: z.string(), primary: z.boolean().optional() })),
})

export const googleCalendarSources: Record<string, FieldSource> = {
  async calendars(account, { search }) {
    const { items } = list.parse(await account.json('GET', 'users/me/calendarList'))
    const options = items.map(({ id, summary, primary }) => ({
      value: id,
      label: summary,
      ...(primary && { subtitle: 'Primary calendar' }),
    }))
    return onePage(options, search)
  },
}
