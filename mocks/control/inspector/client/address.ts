export const views = ['journal', 'accounts', 'faults', 'webhooks', 'executions', 'syncs'] as const
export type View = (typeof views)[number]

/** The fields of a match (docs/control-api.md) that the journal can be filtered by. */
export const filterFields = ['direction', 'service', 'method', 'path', 'status', 'credential', 'user', 'trace'] as const
export type Filters = Partial<Record<(typeof filterFields)[number], string>>

/** What the page shows, as its address says it: a copied address shows the same. */
export interface Address {
  /** Undefined for the list of projects. */
  project: string | undefined
  view: View
  filters: Filters
  /** The entry of the journal that is open. */
  entry: string | undefined
}

const isView = (text: string | null): text is View => views.some((view) => view === text)

/** What is unknown in a query is left out. */
export function readAddress(search: string): Address {
  const query = new URLSearchParams(search)
  const view = query.get('view')
  return {
    project: query.get('project') || undefined,
    view: isView(view) ? view : 'journal',
    filters: Object.fromEntries(
      filterFields.flatMap((field) => {
        const value = query.get(field)
        return value ? [[field, value]] : []
      }),
    ),
    entry: query.get('entry') || undefined,
  }
}

/** The query of an address, with its `?`; filters and entry belong to the views that use them. */
export function writeAddress({ project, view, filters, entry }: Address): string {
  if (project === undefined) return '?'
  const query = new URLSearchParams({ project, view })
  if (view === 'journal') {
    for (const [name, value] of filterEntries(filters)) query.set(name, value)
    if (entry !== undefined) query.set('entry', entry)
  }
  // A fault, too, can be for one account.
  if (view === 'faults' && filters.credential) query.set('credential', filters.credential)
  return `?${query}`
}

export function filterEntries(filters: Filters): [string, string][] {
  return filterFields.flatMap((field) => {
    const value = filters[field]
    return value ? [[field, value]] : []
  })
}
