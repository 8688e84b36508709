import type { ExecutionsPage } from './execution'

/**
 * What is shown, with its first page asked for again: what is older than that page stays, unless so much is new that there
 * may be more between the two.
 */
export function withFirstPage(shown: ExecutionsPage, first: ExecutionsPage): ExecutionsPage {
  const oldest = first.executions.at(-1)
  if (first.next === null || !oldest) return first
  const fresh = new Set(first.executions.map(({ id }) => id))
  if (!shown.executions.some(({ id }) => fresh.has(id))) return first
  const older = shown.executions.filter(({ dateStarted }) => dateStarted < oldest.dateStarted)
  return older.length === 0 ? first : { executions: [...first.executions, ...older], next: shown.next }
}

/** What is shown, with one more page. Newer runs move every older one down, so the page may repeat some. */
export function withNextPage(shown: ExecutionsPage, page: ExecutionsPage): ExecutionsPage {
  const known = new Set(shown.executions.map(({ id }) => id))
  return {
    executions: [...shown.executions, ...page.executions.filter(({ id }) => !known.has(id))],
    next: page.next,
  }
}
