/** Salesforce's form of a dateTime, such as "2026-01-15T09:00:00.000+0000". */
export function formatDateTime(date: Date): string {
  return date.toISOString().replace('Z', '+0000')
}

export function formatDate(date: Date): string {
  return date.toISOString().slice(0, 'yyyy-mm-dd'.length)
}

/** An instant such as "2026-01-15T09:00:00Z", whose zone is mandatory ("Valid Date and DateTime Formats"). */
export function parseDateTime(text: string): Date | undefined {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$/i.exec(text)
  if (!parts) return undefined
  const [, day = '', time, fraction = '', zone = ''] = parts
  if (!parseDate(day)) return undefined
  const offset = zone.length === '+0000'.length ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone
  const date = new Date(`${day}T${time}${fraction}${offset}`)
  return Number.isNaN(date.getTime()) ? undefined : date
}

/** Midnight, UTC, of a day such as "2026-01-15"; the 30th of February is none. */
export function parseDate(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && formatDate(date) === text ? date : undefined
}
