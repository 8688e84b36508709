import { sdkMethods } from './sdk-methods.ts'

/**
 * An object of the SDK that writes down which of its methods are called, and with what: `installIntegration(externalId)`.
 * Nothing else changes: each call goes to the object itself, as it came.
 */
export function recorded<T extends object>(object: T, calls: Set<string>, prefix = ''): T {
  return new Proxy(object, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key)
      const name = `${prefix}${String(key)}`
      if (name === 'installFlow' && typeof value === 'object' && value !== null)
        return recorded(value, calls, 'installFlow.')
      if (typeof value !== 'function') return value
      // Bound, so that what the SDK calls of itself is not taken for the test's.
      if (!Object.hasOwn(sdkMethods, name)) return value.bind(target)
      const note = (given: unknown[]) => calls.add(`${name}(${choices(name, given).join(', ')})`)
      return new Proxy(value, {
        apply(method, _, given) {
          note(given)
          return Reflect.apply(method, target, given)
        },
        construct(constructed, given) {
          note(given)
          return Reflect.construct(constructed, given)
        },
      })
    },
  })
}

/** What of a call was chosen: the names of its options, sorted, or what it was made for. */
function choices(name: string, given: unknown[]): string[] {
  const position = sdkMethods[name]
  const chosen = position === undefined ? undefined : given[position]
  if (typeof chosen === 'string') return [chosen]
  if (typeof chosen !== 'object' || chosen === null) return []
  return Object.entries(chosen)
    .flatMap(([key, value]) => (value === undefined ? [] : [key]))
    .sort()
}
