/**
 * Loopback names under which one sandbox answers. The popup's cookie belongs to the host that set it, so an OAuth run
 * that begins under one of these names must come back under the same one.
 */
const loopbackNames = ['localhost', '127.0.0.1', 'zeus.localhost', 'passport.localhost']

/** Every origin that a sandbox answers under: a loopback address has several names. */
export function originsOf(paragonUrl: string): string[] {
  const url = new URL(paragonUrl)
  if (!loopbackNames.includes(url.hostname)) return [url.origin]
  return loopbackNames.map((hostname) => {
    const alias = new URL(paragonUrl)
    alias.hostname = hostname
    return alias.origin
  })
}

/** Every address of the callback, to be registered with the provider. */
export function callbackUrls(paragonUrl: string): string[] {
  return originsOf(paragonUrl).map((origin) => `${origin}/oauth`)
}

/** The callback on the host that a request came to, or on the public one when that host is not the sandbox's. */
export function callbackUrl(paragonUrl: string, requestUrl: string): string {
  const here = `${new URL(requestUrl).origin}/oauth`
  return callbackUrls(paragonUrl).includes(here) ? here : `${paragonUrl}/oauth`
}
