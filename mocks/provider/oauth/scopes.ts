import { BOX_MEANINGS } from '../box/scopes.ts'
import { JIRA_MEANINGS } from '../jira/scopes.ts'
import { MICROSOFT_MEANINGS } from '../microsoft/scopes.ts'
import { SLACK_MEANINGS } from '../slack/scopes.ts'

/**
 * Refresh tokens for a client that asks by scope (OpenID Connect Core, section 11; Salesforce's name for the same) instead
 * of Google's `access_type`.
 */
const OFFLINE = ['offline_access', 'refresh_token']

const GOOGLE = 'https://www.googleapis.com/auth/'

/** Scopes that reveal the e-mail address, and those that reveal name and picture: OpenID Connect's and Google's names. */
const EMAIL = ['email', `${GOOGLE}userinfo.email`]
const PROFILE = ['profile', `${GOOGLE}userinfo.profile`]

/** Google Drive's scopes by what they allow (developers.google.com/workspace/drive/api/guides/api-specific-auth). */
export const DRIVE_SCOPES = {
  write: [`${GOOGLE}drive`, `${GOOGLE}drive.file`],
  content: [`${GOOGLE}drive`, `${GOOGLE}drive.file`, `${GOOGLE}drive.readonly`],
  metadata: [
    `${GOOGLE}drive`,
    `${GOOGLE}drive.file`,
    `${GOOGLE}drive.readonly`,
    `${GOOGLE}drive.metadata`,
    `${GOOGLE}drive.metadata.readonly`,
  ],
}

/**
 * Google Calendar's scopes by what they allow (developers.google.com/workspace/calendar/api/auth). Those for events alone
 * do not show the calendars.
 */
export const CALENDAR_SCOPES = {
  calendars: [`${GOOGLE}calendar`, `${GOOGLE}calendar.readonly`],
  readEvents: [
    `${GOOGLE}calendar`,
    `${GOOGLE}calendar.readonly`,
    `${GOOGLE}calendar.events`,
    `${GOOGLE}calendar.events.readonly`,
  ],
  writeEvents: [`${GOOGLE}calendar`, `${GOOGLE}calendar.events`],
}

/** The People API's scopes by what they allow (developers.google.com/people/v1/how-tos/authorizing). */
export const PEOPLE_SCOPES = {
  contacts: [`${GOOGLE}contacts`, `${GOOGLE}contacts.readonly`],
  directory: [`${GOOGLE}directory.readonly`],
}

/** What the consent page says of each scope; in this order. */
const MEANINGS: Record<string, string> = {
  openid: 'Know who you are',
  profile: 'See your name and picture',
  [`${GOOGLE}userinfo.profile`]: 'See your name and picture',
  email: 'See your e-mail address',
  [`${GOOGLE}userinfo.email`]: 'See your e-mail address',
  [`${GOOGLE}drive`]: 'See, edit, create and delete all of your Drive files',
  [`${GOOGLE}drive.file`]: 'See, edit, create and delete the Drive files you use with this app',
  [`${GOOGLE}drive.readonly`]: 'See and download all of your Drive files',
  [`${GOOGLE}drive.metadata`]: 'See and manage the names and details of your Drive files',
  [`${GOOGLE}drive.metadata.readonly`]: 'See the names and details of your Drive files',
  [`${GOOGLE}calendar`]: 'See, edit, share and delete all of your calendars',
  [`${GOOGLE}calendar.readonly`]: 'See all of your calendars and their events',
  [`${GOOGLE}calendar.events`]: 'See, edit and delete events on all of your calendars',
  [`${GOOGLE}calendar.events.readonly`]: 'See the events on all of your calendars',
  [`${GOOGLE}contacts`]: 'See, edit, download and delete your contacts',
  [`${GOOGLE}contacts.readonly`]: 'See and download your contacts',
  [`${GOOGLE}directory.readonly`]: 'See the people in the directory of your organization',
  oauth: 'See the details of your HubSpot account',
  'crm.objects.contacts.read': 'See your HubSpot contacts',
  'crm.objects.contacts.write': 'Add, edit and delete your HubSpot contacts',
  'crm.objects.companies.read': 'See your HubSpot companies',
  'crm.objects.companies.write': 'Add, edit and delete your HubSpot companies',
  'crm.objects.deals.read': 'See your HubSpot deals',
  'crm.objects.deals.write': 'Add, edit and delete your HubSpot deals',
  tickets: 'See, add, edit and delete your HubSpot tickets',
  'crm.objects.owners.read': 'See who owns what in HubSpot',
  'crm.schemas.contacts.write': 'Add properties to your HubSpot records',
  'crm.schemas.companies.write': 'Add properties to your HubSpot records',
  'crm.schemas.deals.write': 'Add properties to your HubSpot records',
  ...MICROSOFT_MEANINGS,
  ...BOX_MEANINGS,
  ...JIRA_MEANINGS,
  ...SLACK_MEANINGS,
  'tasks:read': 'See your tasks',
  'tasks:write': 'See, create, change and delete your tasks',
  // Salesforce's.
  api: 'See, edit, create and delete the records of your Salesforce org',
  offline_access: 'Keep this access while you are away',
  refresh_token: 'Keep this access while you are away',
}

export const KNOWN_SCOPES = Object.keys(MEANINGS)

export function parseScope(scope: string): string[] {
  return [...new Set(scope.split(' ').filter(Boolean))]
}

/** What the scopes allow, in plain words; a scope without a meaning of its own is shown as it is. */
export function describeScopes(scopes: readonly string[]): string[] {
  const known = KNOWN_SCOPES.filter((scope) => scopes.includes(scope)).map((scope) => MEANINGS[scope] ?? scope)
  return [...new Set([...known, ...scopes.filter((scope) => !(scope in MEANINGS))])]
}

export function asksOffline(scopes: readonly string[]): boolean {
  return OFFLINE.some((scope) => scopes.includes(scope))
}

export function allowsEmail(scopes: readonly string[]): boolean {
  return EMAIL.some((scope) => scopes.includes(scope))
}

export function allowsProfile(scopes: readonly string[]): boolean {
  return PROFILE.some((scope) => scopes.includes(scope))
}
