/**
 * Whether a browser sent this request from a page of the app itself. Browsers state where a request comes from in
 * `Sec-Fetch-Site`, older ones in `Origin`; pages cannot forge either. A request that states neither is refused.
 */
export function isSameOrigin(headers: Headers, appUrl: string): boolean {
  const site = headers.get('sec-fetch-site')
  if (site) return site === 'same-origin'
  return headers.get('origin') === new URL(appUrl).origin
}
