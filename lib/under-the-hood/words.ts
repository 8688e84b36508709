import type { Call } from './call'

/** Who makes a call. */
export const origins: Record<Call['from'], string> = {
  browser: 'The SDK in this browser',
  server: 'A server: this app’s own, or one with your token',
  paragon: 'Paragon by itself',
}

/** Paragon's services by the names of their hosts. */
const services: Record<string, string> = {
  zeus: 'Paragon (zeus)',
  hermes: 'Paragon (hermes)',
  proxy: 'Paragon’s Proxy API',
  actionkit: 'ActionKit',
  sync: 'Managed Sync',
  passport: 'Paragon (passport)',
  connect: 'Connect Portal',
  provider: 'OAuth provider',
  webhook: 'Webhook',
}

/** Where a call goes, for people. */
export function placeName({ to }: Pick<Call, 'to'>): string {
  return Object.hasOwn(services, to) ? (services[to] ?? to) : to
}

const colours = [
  'bg-[light-dark(#e3effb,#142c45)] text-[light-dark(#0b5cad,#8cc4ff)]',
  'bg-[light-dark(#fdebdf,#40240f)] text-[light-dark(#8a3b00,#ffb98a)]',
  'bg-[light-dark(#f6e8fa,#391f42)] text-[light-dark(#7a2a8f,#e5a6f5)]',
  'bg-[light-dark(#e1f4e8,#12331f)] text-[light-dark(#14693a,#83dba5)]',
  'bg-[light-dark(#fce7ec,#431b27)] text-[light-dark(#96223f,#ffa3b8)]',
  'bg-[light-dark(#f5f0cf,#332e0c)] text-[light-dark(#5b5200,#dfd16a)]',
] as const

/** The classes of an account's colour: the same wherever it is named. */
export function accountColour(id: string): string {
  let hash = 0
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003
  return colours[hash % colours.length] ?? colours[0]
}
