import type { Configuration, ConnectedUser, Credential } from '../store/connected-users.ts'
import type { Integration, Project } from '../store/projects.ts'
import { isStorable } from '../store/storable-text.ts'
import { badRequest, insufficientPermission, notConnected, notFound } from './api-error.ts'
import type { Caller } from './caller.ts'
import type { UserView } from './permissions/user-view.ts'

/** The SDK's own test of what is an id; anything else is an external id (SDK 2.4.0, getCredentialAndConfig). */
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-5][0-9a-f]{3}-[089ab][0-9a-f]{3}-[0-9a-f]{12}$/i

/** An external id as it is stored: trimmed, without the `ext:` that marks it in a selector. */
function normaliseExternalId(value: string): string {
  return value.trim().replace(/^ext:/, '').trim()
}

/** The external id of what is about to be made, null for none; throws a 400 for one that would name nothing. */
export function newExternalId(given: string | undefined): string | null {
  if (given === undefined) return null
  const value = normaliseExternalId(given)
  if (value === '') throw badRequest('`externalId` must not be an empty or whitespace-only string.')
  if (!isStorable(value)) throw badRequest('`externalId` has a character that no name has.')
  return value
}

/**
 * Whether a selector names this thing. The SDK resolves some selectors and sends others as the app wrote them, so a
 * UUID, `ext:value` and a bare external id can each arrive in headers, paths and installOptions.
 */
function names(selector: string, thing: { id: string; externalId: string | null }): boolean {
  const value = selector.trim()
  if (uuid.test(value)) return thing.id === value.toLowerCase()
  return thing.externalId !== null && thing.externalId === normaliseExternalId(value)
}

/** A user's credential by selector, optionally of one integration only: an external id is unique within an integration. */
export function findCredential(
  user: { credentials: readonly Credential[] },
  selector: string,
  integrationId?: string | undefined,
): Credential | undefined {
  return user.credentials.find(
    (credential) =>
      (integrationId === undefined || credential.integrationId === integrationId) && names(selector, credential),
  )
}

/** The same; throws a 404 when there is none, and a 403 when the token may not see it (assumed: not the same 404). */
export function requireCredential(
  user: ConnectedUser | UserView,
  selector: string,
  integrationId?: string,
): Credential {
  const credential = findCredential(user, selector, integrationId)
  if (credential) return credential
  if ('hidden' in user && findCredential({ credentials: user.hidden }, selector, integrationId)) {
    throw insufficientPermission(`The token does not allow the use of credential "${selector}".`)
  }
  throw notFound(`Credential "${selector}" not found.`)
}

/** Every account that a selector names: an external id may name one of each integration. */
export function findCredentials(user: { credentials: readonly Credential[] }, selector: string): Credential[] {
  return user.credentials.filter((credential) => names(selector, credential))
}

/** The same; throws as `requireCredential` when there is none. */
export function requireCredentials(user: ConnectedUser | UserView, selector: string): Credential[] {
  const found = findCredentials(user, selector)
  return found.length > 0 ? found : [requireCredential(user, selector)]
}

/** The configurations that a selector names among those of some accounts; all of them without. Throws a 404 for none. */
export function requireConfigurations(
  credentials: readonly Credential[],
  selector: string | undefined,
): { credential: Credential; configuration: Configuration }[] {
  const found = credentials.flatMap((credential) =>
    credential.configurations
      .filter((configuration) => selector === undefined || names(selector, configuration))
      .map((configuration) => ({ credential, configuration })),
  )
  if (found.length === 0) throw configurationNotFound(selector ?? '')
  return found
}

const configurationNotFound = (selector: string) => notFound(`Credential configuration "${selector}" not found.`)

/** The account of an integration that a call acts as: the one that a header names, else the default one. */
export function actingCredential({ user }: Caller, integration: Integration, selector: string | undefined): Credential {
  const credential = selector
    ? requireCredential(user, selector, integration.id)
    : defaultCredential(user, integration.id)
  if (!credential) throw notConnected()
  return credential
}

/**
 * The account of an integration that a header names, else the default one; undefined when there is none. The SDK may attach
 * the account of the last integration that it opened to a call about another one (trap T1): a header that names an account
 * elsewhere means nothing here.
 */
export function accountOf(
  { user }: Caller,
  integration: Integration,
  selector: string | undefined,
): Credential | undefined {
  if (!selector) return defaultCredential(user, integration.id)
  return (
    findCredential(user, selector, integration.id) ??
    (findCredential(user, selector)
      ? defaultCredential(user, integration.id)
      : requireCredential(user, selector, integration.id))
  )
}

/** The accounts that a user has connected for one integration, oldest first. */
export function credentialsOf(user: ConnectedUser, integrationId: string): Credential[] {
  return user.credentials.filter((credential) => credential.integrationId === integrationId)
}

/**
 * The account that acts when a call names none: the oldest VALID one. Managed Sync documents this rule ("oldest active
 * credential"); it is assumed for every other surface. With none VALID the oldest stands in, so that its state shows.
 */
export function defaultCredential(user: ConnectedUser, integrationId: string): Credential | undefined {
  const credentials = credentialsOf(user, integrationId)
  return credentials.find((credential) => credential.status === 'VALID') ?? credentials[0]
}

export function defaultConfiguration(credential: Credential): Configuration {
  const configuration = credential.configurations.find((candidate) => candidate.isDefault)
  if (!configuration) throw new Error(`Credential ${credential.id} has no default configuration`)
  return configuration
}

/** A credential's configuration by selector; its default one without. */
export function selectConfiguration(credential: Credential, selector: string | undefined): Configuration {
  if (!selector) return defaultConfiguration(credential)
  const configuration = credential.configurations.find((candidate) => names(selector, candidate))
  if (!configuration) throw configurationNotFound(selector)
  return configuration
}

export function requireIntegration(project: Project, integrationId: string): Integration {
  const integration = project.integrations.find((candidate) => candidate.id === integrationId.toLowerCase())
  if (!integration) throw notFound(`Integration "${integrationId}" not found.`)
  return integration
}

export function findIntegrationByType(project: Project, type: string): Integration | undefined {
  return project.integrations.find((candidate) => candidate.type === type)
}
