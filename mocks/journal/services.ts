import type { CallFacts, Place } from './entry.ts'

/** Paragon's services by the beginnings of their paths, the first that fits; named as their hosts are (rest.md 0). */
const paragonServices: [RegExp, string][] = [
  [/^\/projects\/[^/]+\/sdk\/proxy(\/|$)/, 'proxy'],
  [/^(\/v2)?\/projects\/[^/]+\/sdk\/(triggers|events)(\/|$)/, 'hermes'],
  [/^\/triggers\/connect\//, 'hermes'],
  [/^\/projects\/[^/]+\/(tools|actions|triggers|trigger-subscriptions)(\/|$)/, 'actionkit'],
  [/^\/api\/(syncs|permissions)(\/|$)/, 'sync'],
  [/^\/oauth(\/|$)/, 'passport'],
  [/^\/ui(\/|$)/, 'connect'],
]

/**
 * Third-party APIs on the provider's own address; their names are those of the integrations, "people" and "microsoft" where
 * an API serves none alone.
 */
const thirdParties: [RegExp, string][] = [
  [/^\/(ex\/jira|jira|oauth\/token\/accessible-resources)(\/|$)/, 'jira'],
  [/^\/v1\//, 'people'],
  [/^\/(v1\.0|microsoft)\//, 'microsoft'],
  [/^\/(2\.0|box)\//, 'box'],
  [/^\/(upload\/)?drive\//, 'googledrive'],
  [/^\/calendar\//, 'googleCalendar'],
  [/^\/api\//, 'slack'],
  [/^\/(crm|account-info|oauth\/v1)\//, 'hubspot'],
  [/^\/services\//, 'salesforce'],
  [/^\/tasklab\//, 'custom.tasklab'],
  [/^\/notion\//, 'notion'],
  [/^\/sendgrid\//, 'sendgrid'],
]

/** All that Paragon's own requests can be of. */
export const serviceNames = [...new Set(paragonServices.map(([, name]) => name)), 'zeus'] as const

/**
 * What a request is to: one of Paragon's services; the integration whose third party is called; "provider" for OAuth;
 * "webhook" for what goes to an app; "control" for the control API.
 */
export function serviceOf(place: Place, pathname: string, { integration, purpose }: CallFacts): string {
  if (place === 'webhook' || place === 'control') return place
  if (place === 'paragon') return paragonServices.find(([pattern]) => pattern.test(pathname))?.[1] ?? 'zeus'
  if (purpose === undefined && integration !== undefined) return integration
  return thirdParties.find(([pattern]) => pattern.test(pathname))?.[1] ?? 'provider'
}
