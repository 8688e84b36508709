/** The one of the names that a misspelt one was most likely meant to be; undefined when none is near. */
export function closest(given: string, names: readonly string[]): string | undefined {
  const allowed = Math.max(1, Math.floor(given.length / 3))
  const near = names
    .map((name) => ({ name, distance: distanceOf(given, name) }))
    .filter(({ name, distance }) => distance <= allowed || (given.length > 1 && name.startsWith(given)))
    .sort((left, right) => left.distance - right.distance)
  return near[0]?.name
}

/** The end of a sentence about a name that there is none of. */
export function suggestion(given: string, names: readonly string[]): string {
  const name = closest(given, names)
  return name === undefined ? '.' : `; did you mean ${name}?`
}

/** Letters to add, drop, replace or swap with their neighbour (optimal string alignment). */
function distanceOf(left: string, right: string): number {
  let before: number[] = []
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    for (let column = 1; column <= right.length; column++) {
      const cost = left[row - 1] === right[column - 1] ? 0 : 1
      const isSwap = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]
      current[column] = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + cost,
        isSwap ? at(before, column - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    before = previous
    previous = current
  }
  return at(previous, right.length)
}

const at = (row: readonly number[], column: number) => row[column] ?? Number.POSITIVE_INFINITY
