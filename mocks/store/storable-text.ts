/**
 * Whether a text comes back from the database as it went in: SQLite holds UTF-8, which has no lone surrogates, and reading
 * ends at a NUL. What does not could come back as another user's name.
 */
export function isStorable(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text)
}
