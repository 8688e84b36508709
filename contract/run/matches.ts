/**
 * Holds a value to what is expected of it. Objects need the properties that are named and may have others, lists are held
 * to element by element. Matchers are objects with one key that begins with `$`:
 * `$absent`, `$present`, `$type`, `$pattern`, `$includes`, `$contains` (an element), `$length`, `$not`, `$oneOf`, `$all`, `$exactly`,
 * `$sameAs` (in any order), `$keys`, `$atLeast`.
 */
export function mismatch(actual: unknown, expected: unknown, at = 'it'): string | undefined {
  const matcher = matcherOf(expected)
  if (matcher) return matcher.test(actual, matcher.argument, at)
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return `${at} is ${show(actual)}, not a list`
    if (actual.length !== expected.length)
      return `${at} has ${actual.length} elements, not ${expected.length}: ${show(actual)}`
    return first(expected, (each, index) => mismatch(actual[index], each, `${at}[${index}]`))
  }
  if (isObject(expected)) {
    if (!isObject(actual)) return `${at} is ${show(actual)}, not an object`
    return first(Object.entries(expected), ([key, each]) => mismatch(actual[key], each, `${at}.${key}`))
  }
  return actual === expected ? undefined : `${at} is ${show(actual)}, not ${show(expected)}`
}

type Test = (actual: unknown, argument: unknown, at: string) => string | undefined

const tests: Record<string, Test> = {
  $absent: (actual, _, at) =>
    actual === undefined || actual === null ? undefined : `${at} is ${show(actual)}, and should not be there`,
  $present: (actual, _, at) => (actual === undefined || actual === null ? `${at} is missing` : undefined),
  $type: (actual, type, at) =>
    (Array.isArray(actual) ? 'array' : typeof actual) === type
      ? undefined
      : `${at} is ${show(actual)}, not of type ${type}`,
  $pattern: (actual, pattern, at) =>
    typeof actual === 'string' && new RegExp(String(pattern)).test(actual)
      ? undefined
      : `${at} is ${show(actual)}, not like ${pattern}`,
  $includes: (actual, part, at) =>
    typeof actual === 'string' && actual.includes(String(part))
      ? undefined
      : `${at} is ${show(actual)}, without ${show(part)}`,
  $contains: (actual, element, at) =>
    Array.isArray(actual) && actual.some((each) => mismatch(each, element) === undefined)
      ? undefined
      : `${at} has no element like ${show(element)}: ${show(actual)}`,
  $length: (actual, length, at) =>
    Array.isArray(actual) && actual.length === length ? undefined : `${at} has not ${length} elements: ${show(actual)}`,
  $not: (actual, expected, at) =>
    mismatch(actual, expected) === undefined ? `${at} is ${show(actual)}, as it should not be` : undefined,
  $oneOf: (actual, choices, at) =>
    list(choices).some((each) => mismatch(actual, each) === undefined)
      ? undefined
      : `${at} is ${show(actual)}, none of ${show(choices)}`,
  $all: (actual, expected, at) => first(list(expected), (each) => mismatch(actual, each, at)),
  $exactly: (actual, expected, at) =>
    canonical(actual) === canonical(expected) ? undefined : `${at} is ${show(actual)}, not exactly ${show(expected)}`,
  $sameAs: (actual, expected, at) =>
    canonical(list(actual).map(canonical).sort()) === canonical(list(expected).map(canonical).sort())
      ? undefined
      : `${at} is ${show(actual)}, not ${show(expected)} in some order`,
  $keys: (actual, keys, at) =>
    isObject(actual) && canonical(Object.keys(actual).sort()) === canonical(list(keys).map(String).sort())
      ? undefined
      : `${at} has the keys ${show(isObject(actual) ? Object.keys(actual) : actual)}, not ${show(keys)}`,
  $atLeast: (actual, least, at) =>
    typeof actual === 'number' && actual >= Number(least)
      ? undefined
      : `${at} is ${show(actual)}, less than ${show(least)}`,
}

function matcherOf(expected: unknown): { test: Test; argument: unknown } | undefined {
  if (!isObject(expected)) return undefined
  const [[key, argument] = ['', undefined], ...others] = Object.entries(expected)
  if (others.length > 0 || !key.startsWith('$')) return undefined
  const test = tests[key]
  if (!test) throw new Error(`There is no matcher "${key}".`)
  return { test, argument }
}

function first<T>(all: readonly T[], say: (each: T, index: number) => string | undefined): string | undefined {
  for (const [index, each] of all.entries()) {
    const words = say(each, index)
    if (words !== undefined) return words
  }
  return undefined
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value])

/** JSON with the keys in order. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner) =>
      isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
    ) ?? 'undefined'
  )
}

export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing'
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}
