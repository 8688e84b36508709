/** As Java writes an `Instant`, and so HubSpot: milliseconds only when there are any. */
export function formatInstant(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z')
}

/**
 * Milliseconds since the epoch of a date as HubSpot takes it: ISO 8601, a day alone being its midnight in UTC, or
 * milliseconds (developers.hubspot.com/docs/api-reference/crm-properties-v3/guide). Undefined for any other text.
 */
export function parseInstant(text: string): number | undefined {
  const isNumber = /^-?\d{1,15}$/.test(text)
  if (!isNumber && !/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d))?$/.test(text)) return undefined
  const instant = isNumber ? Number(text) : Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
  return Number.isNaN(new Date(instant).getTime()) ? undefined : instant
}
