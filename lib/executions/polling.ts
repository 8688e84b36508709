const SHORTEST = 1_000
const LONGEST = 15_000

/**
 * How long to wait before asking again, in milliseconds: longer each time, as all users share the 1,000 requests that
 * Task History takes in ten minutes.
 */
export function pause(attempt: number): number {
  return Math.min(SHORTEST * 1.5 ** Math.max(attempt - 1, 0), LONGEST)
}
