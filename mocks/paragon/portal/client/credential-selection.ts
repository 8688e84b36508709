import { type Configuration, type Credential, type PortalState, typeName } from './portal-state.ts'

/** The SDK's own test (`isUUID`): an id that fails it is an external id. */
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-5][0-9a-f]{3}-[089ab][0-9a-f]{3}-[0-9a-f]{12}$/i

/**
 * The account that the portal is about: the one the app selected (UUID, `ext:value` or bare external id), else the
 * user's current one, else the first. Undefined when there is none, or when the selected one does not exist.
 */
export function selectedCredential(state: PortalState): Credential | undefined {
  const { integration, selectedCredentialId } = state.nextModalState
  if (integration === null) return undefined
  const accounts = state.nextContext.user.integrations?.[typeName(integration)]
  const all = accounts?.allCredentials ?? []
  if (selectedCredentialId !== undefined) return findBySelector(all, selectedCredentialId)
  return all.find((credential) => credential.id === accounts?.credentialId) ?? all[0]
}

/**
 * The settings of an account that the portal edits: the configuration that the app selected, else the default one. Read
 * from the account itself, because the flattened copy beside it goes stale after a second installation.
 */
export function selectedConfiguration(state: PortalState, credential: Credential): Configuration | undefined {
  const selector = state.nextModalState.apiInstallationOptions?.selectedConfigurationId
  if (selector !== undefined) return findBySelector(credential.configurations, selector)
  return credential.configurations.find((configuration) => configuration.isDefault)
}

function findBySelector<T extends { id: string; externalId?: string | null }>(all: T[], selector: string) {
  const name = selector.trim()
  if (uuid.test(name)) return all.find((candidate) => candidate.id === name)
  const externalId = name.replace(/^ext:/, '')
  return all.find((candidate) => candidate.externalId === externalId)
}
