/** What the page shows, as its address keeps it. */
export type View = 'syncs' | 'webhooks'

export function writeView(view: View): string {
  return view === 'syncs' ? '?' : `?view=${view}`
}

export function readView(query: URLSearchParams): View {
  return query.get('view') === 'webhooks' ? 'webhooks' : 'syncs'
}
