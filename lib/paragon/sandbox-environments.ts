import type { ConnectSDK } from './sdk'

type Environments = Parameters<ConnectSDK['paragon']['configureGlobal']>

/**
 * The arguments of `paragon.configureGlobal` that send all of Paragon's services to one base URL. All eight are named,
 * because the SDK turns what is left out into `https://<service>.<host>`.
 */
export function sandboxEnvironments(baseUrl: string): Environments {
  return [
    { host: new URL(baseUrl).host },
    {
      ZEUS_PUBLIC_URL: baseUrl,
      HERMES_PUBLIC_URL: baseUrl,
      CONNECT_PUBLIC_URL: baseUrl,
      PASSPORT_PUBLIC_URL: baseUrl,
      DASHBOARD_PUBLIC_URL: baseUrl,
      CDN_PUBLIC_URL: baseUrl,
      WORKER_PROXY_PUBLIC_URL: baseUrl,
      API_TRIGGER_KIT_PUBLIC_URL: baseUrl,
    },
  ]
}
