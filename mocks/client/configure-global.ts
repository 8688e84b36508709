/** What the SDK's `configureGlobal` takes: a host, and base URLs by the names in its own settings. */
export type GlobalConfiguration = [{ host: string }, Record<string, string>]

const SERVICES = ['API_TRIGGER_KIT', 'CDN', 'CONNECT', 'DASHBOARD', 'HERMES', 'PASSPORT', 'WORKER_PROXY', 'ZEUS']

/** Has the SDK speak to a sandbox at an address; without an override the SDK reaches a service at `https://<service>.<host>`. */
export function globalConfiguration(url: string): GlobalConfiguration {
  return [
    { host: new URL(url).hostname },
    Object.fromEntries(SERVICES.map((service) => [`${service}_PUBLIC_URL`, url])),
  ]
}
