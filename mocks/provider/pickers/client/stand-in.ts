/** Where the sandbox's provider is: where this script has come from. */
export const providerOrigin = new URL((document.currentScript as HTMLScriptElement | null)?.src ?? location.href).origin

/**
 * Has the SDK take a vendor's script for loaded. It looks for a script element with that address (SDK 2.4.0,
 * `checkIfScriptLoaded`); one of a type that is none is never fetched.
 */
export function standInFor(address: string): void {
  const inert = document.createElement('script')
  inert.type = 'text/plain'
  inert.src = address
  document.head.append(inert)
}

/** Asks a third party as the account of the token. Throws an Error with words for the person. */
export async function ask(path: string, token: string): Promise<unknown> {
  const response = await fetch(`${providerOrigin}${path}`, { headers: { authorization: `Bearer ${token}` } })
  if (!response.ok) throw new Error(`The files could not be listed (${response.status}).`)
  return response.json()
}
