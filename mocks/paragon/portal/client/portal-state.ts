import type { SettingInput, SettingValues } from '../input-types.ts'

/**
 * What the SDK posts to the portal: its whole state, each time anything changes (there is no other "open" message).
 * Only the fields that the portal reads are named.
 */
export interface PortalState {
  nextContext: {
    user: { authenticated: boolean; token?: string; integrations?: Record<string, IntegrationState | undefined> }
    projectId?: string
    environments: { CDN_PUBLIC_URL: string; ZEUS_PUBLIC_URL?: string; PASSPORT_PUBLIC_URL?: string }
    /** What the app gave `connect` for this integration. */
    endUserIntegrationConfig?: { mapObjectFields?: Record<string, unknown>; overrideRedirectUrl?: string }
  }
  nextModalState: ModalState
}

export interface ModalState {
  /** Non-null while a portal, or an installation by API, is under way. */
  integration: Integration | null
  config?: PortalConfig
  apiInstallationOptions?: InstallationOptions
  /** As the app gave it: a UUID, `ext:value` or a bare external id. */
  selectedCredentialId?: string
  connectionError?: unknown
  shouldShowPortalAfterInstall?: boolean
}

export interface InstallationOptions {
  isApiInstallation?: boolean
  showPortalAfterInstall?: boolean
  selectedCredentialId?: string
  selectedConfigurationId?: string
  accountType?: string | string[]
  [option: string]: unknown
}

export interface Integration {
  id: string
  type: string
  name: string
  authenticationType?: string
  needPreOauthInputs?: boolean
  customIntegration?: { name: string; slug?: string; icon?: string; inputFields?: SettingInput[] }
  workflows: { id: string; description?: string; dateCreated?: string }[]
  noPermissionWorkflows?: string[]
  sdkIntegrationConfig?: {
    accountTypes?: AccountType[]
    authSchemeOptions?: { packageInstallUrl?: string }
    authConfigInputs?: SettingInput[]
    postOauthInputs?: SettingInput[]
    dataSources?: Record<string, unknown>
  } | null
}

/** A kind of account, of which a user has one (Salesforce: an org, or a sandbox of one). */
export interface AccountType {
  id: string
  scheme: string
  accountDescription?: string
  /** Asked before the sign-in. */
  endUserSuppliedValues?: SettingInput[]
}

/** `configs[0].values` of an integration: how its portal looks and what it asks. */
export interface PortalConfig {
  accentColor?: string
  paragonLink?: boolean
  description?: string
  overview?: string
  sharedMeta?: { inputs?: SettingInput[] }
  workflowMeta?: Record<string, WorkflowMeta | undefined>
}

export interface WorkflowMeta {
  id: string
  description?: string
  infoText?: string
  order?: number
  hidden?: boolean
  permissions?: unknown
  inputs?: SettingInput[]
}

/** A user's accounts of one integration. */
export interface IntegrationState {
  credentialId?: string
  allCredentials: Credential[]
}

export interface Credential {
  id: string
  status: 'VALID' | 'INVALID' | 'PENDING'
  externalId?: string | null
  providerId?: string
  providerData?: Record<string, unknown>
  configurations: Configuration[]
}

export interface Configuration {
  id: string
  isDefault: boolean
  externalId?: string | null
  sharedSettings?: SettingValues
  workflowSettings?: Record<string, WorkflowState | undefined>
}

export interface WorkflowState {
  enabled: boolean
  settings?: SettingValues
}

/**
 * The name by which the SDK knows an integration: its type, for a custom one its slug
 * (`getIntegrationTypeName`; the SDK rewrites the type of custom integrations to `custom`).
 */
export function typeName(integration: Integration): string {
  const custom = integration.customIntegration
  if (integration.type !== 'custom' || custom === undefined) return integration.type
  return custom.slug ?? `custom.${custom.name.toLowerCase().replace(/[^a-z0-9]/g, '')}`
}
