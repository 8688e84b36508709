/** A character that must be there, or `%` (any number of them) or `_` (one). */
export type PatternPart = string | { wildcard: 'any' | 'one' }

/**
 * Whether a text has a pattern from beginning to end. Goes back to the last `%` only, so that the time is bounded by the
 * product of the lengths: a regular expression of many `.*` would take forever.
 */
export function matchesPattern(text: string, pattern: readonly PatternPart[]): boolean {
  let [at, part] = [0, 0]
  let resume: { at: number; part: number } | undefined
  while (at < text.length) {
    const wanted = pattern[part]
    if (typeof wanted === 'object' && wanted.wildcard === 'any') {
      resume = { at, part }
      part++
    } else if (wanted !== undefined && (typeof wanted === 'object' || wanted === text[at])) {
      at++
      part++
    } else if (resume) {
      resume.at++
      at = resume.at
      part = resume.part + 1
    } else return false
  }
  return pattern.slice(part).every((rest) => typeof rest === 'object' && rest.wildcard === 'any')
}
