import { thirdParties } from './provider/third-parties.ts'

/** Where Paragon's services are in real life, which the sandbox has on one origin (rest.md 1; the SDK's own defaults). */
export const paragonHosts = [
  'actionkit.useparagon.com',
  'api.useparagon.com',
  'cdn.useparagon.com',
  'connect.useparagon.com',
  'dashboard.useparagon.com',
  'hermes.useparagon.com',
  'passport.useparagon.com',
  'proxy.useparagon.com',
  'sync.useparagon.com',
  'zeus.useparagon.com',
]

/** What the paths of the CDN begin with, and those of the sandbox do not. */
const CDN_BASE = '/latest/dashboard/public'

/** Where the third-party APIs are; `*` stands for the first label of a name. */
export const thirdPartyHosts = thirdParties.flatMap(({ hosts }) => hosts)

/** The path of one of Paragon's real URLs as the sandbox has it. */
export function pathHere({ hostname, pathname }: URL): string {
  const isOfCdn = hostname === 'cdn.useparagon.com' && pathname.startsWith(`${CDN_BASE}/`)
  return isOfCdn ? pathname.slice(CDN_BASE.length) : pathname
}
