import type { JournalEntry, NearMiss } from './journal-control.ts'

/** Near misses in lines for a person; `nameOf` calls the fields by the names under which they were given. */
export function describeMisses(misses: readonly NearMiss[], nameOf = (field: string): string => field): string[] {
  if (misses.length === 0) return []
  return [
    'Nearest misses:',
    ...misses.flatMap(({ entry, differs }) => [
      `  ${describeEntry(entry)}`,
      ...differs.map(
        ({ field, expected, actual }) => `    ${nameOf(field)}: wanted ${show(expected)}, was ${show(actual)}`,
      ),
    ]),
  ]
}

/** An entry in one line: `out googledrive GET https://... 200 as maya.chen@northwind.example (work)`. */
export function describeEntry({ direction, service, method, url, status, error, account }: JournalEntry): string {
  const who = account?.name ?? account?.credentialId
  const as =
    account && ` as ${who}${account.externalId && account.externalId !== who ? ` (${account.externalId})` : ''}`
  return `${direction} ${service} ${method} ${url} ${status ?? error ?? ''}${as ?? ''}`
}

function show(value: string | number | string[] | null): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return 'none'
  // An account may have been named twice, by the call and by what came of it.
  return Array.isArray(value)
    ? [...new Set(value)].map((each) => JSON.stringify(each)).join(' or ')
    : JSON.stringify(value)
}
