/** Something that is loaded when it is first asked for, and then kept. */
export interface Lazy<T> {
  get(): Promise<T>
  /** What `get` has answered; undefined before. */
  loaded(): T | undefined
}

/** A load that fails is tried again at the next `get`. */
export function lazily<T>(load: () => Promise<T>): Lazy<T> {
  let value: T | undefined
  let loading: Promise<T> | undefined
  return {
    get() {
      loading ??= load().then(
        (loaded) => {
          value = loaded
          return loaded
        },
        (error: unknown) => {
          loading = undefined
          throw error
        },
      )
      return loading
    },
    loaded: () => value,
  }
}

type Fetch = (request: Request) => Response | Promise<Response>

/** A service that is loaded with the first request to it; what follows takes no detour. */
export function lazyFetch(service: Lazy<{ fetch: Fetch }>): Fetch {
  return (request) => {
    const loaded = service.loaded()
    return loaded ? loaded.fetch(request) : service.get().then((first) => first.fetch(request))
  }
}
