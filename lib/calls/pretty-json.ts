/** How much of an answer a page shows, in characters; a browser gets slow with much more. */
const LIMIT = 100_000

/** An answer to read: JSON with indentation, text as it is. `omitted` counts the characters left out at the end. */
export function prettyJson(data: unknown): { text: string; omitted: number } {
  const whole = typeof data === 'string' ? data : JSON.stringify(data, null, 2)
  return { text: whole.slice(0, LIMIT), omitted: Math.max(whole.length - LIMIT, 0) }
}
