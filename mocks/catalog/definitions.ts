import type { SettingInput } from '../paragon/portal/input-types.ts'
import type { Step, Trigger } from '../workflow-language/definition.ts'
import type { Expression } from '../workflow-language/expression.ts'

/** `authenticationType` values of the SDK (`@useparagon/connect` 2.4.0). */
export type AuthenticationType =
  | 'basic'
  | 'oauth'
  | 'oauth_client_credential'
  | 'service_account'
  | 'oauth_app'
  | 'impersonated_app'

/** One integration as the catalog declares it. A project keeps its own copy, so a catalog change leaves it as it was. */
export interface IntegrationDefinition {
  /** The name that `paragon.connect` takes. */
  type: string
  name: string
  /** Hex colour. */
  brandColor: string
  authenticationType: AuthenticationType
  isActive: boolean
  /** Of an integration that the project's owner has built; its `type` is the same as the slug. */
  custom?: CustomDefinition
  /** Of an integration without a sign-in: whose keys it takes, and what they allow. */
  oauth: OAuthDefinition
  /** What connecting asks of a user beside the sign-in, or in its place. */
  setup?: SetupDefinition
  api: ApiDefinition
  portal: PortalDefinition
  /** `accountAuth` is handed out by `GET /sdk/credentials?includeAccountAuth=true` (the file pickers need it). */
  exposesAccountAuth: boolean
  /** Of `providerData`: what `accountAuth` calls DOMAIN, where OneDrive's file picker is (sdk.md 2.5). */
  accountDomain?: string
  workflows: WorkflowDefinition[]
}

/** What only custom integrations have: `customIntegration` of `GET /sdk/integrations` (sdk.md 2.2), less what others have. */
export interface CustomDefinition {
  /** `customIntegrationId`, a UUID. */
  id: string
  /** `custom.` and the name in lower case, letters and digits only: what older SDKs make of the name. */
  slug: string
  /** What a user is asked for before the sign-in; the SDK's `getPreOptions`. */
  inputFields: SettingInput[]
}

export interface OAuthDefinition {
  /** Whose accounts sign in; see the provider's accounts. */
  directory: string
  scopes: string[]
  /** Sent with the authorization request, beside what OAuth itself asks for. */
  authorizeParameters: Record<string, string>
}

/** `sdkIntegrationConfig` of `GET /sdk/integrations`, as far as it is about connecting (sdk.md 2.2 and 3.6). */
export interface SetupDefinition {
  /** Kinds of accounts, of which a user is asked for one. */
  accountTypes?: AccountTypeDefinition[]
  /** What an integration without a sign-in connects with: an API key, for one. */
  authConfigInputs?: SettingInput[]
  /** Asked after the sign-in: until they are there, the credential is PENDING. They become part of its `providerData`. */
  postOauthInputs?: SettingInput[]
  /** Salesforce's: what its admin installs before the sign-in. */
  packageInstallUrl?: string
  /** Of an integration without a sign-in: the call that tells whose key it is. */
  identity?: { path: string; idField: string }
  /** What `paragon.connectAction` calls it: an account that the app connects by itself. */
  resource?: string
}

export interface AccountTypeDefinition {
  id: string
  scheme: AuthenticationType
  accountDescription?: string
  /** Asked before the sign-in: `clientId` and `clientSecret` of an OAuth app of the user's own. */
  endUserSuppliedValues?: SettingInput[]
  skipPostOAuthInputs?: boolean
}

export interface ApiDefinition {
  /**
   * What a path of the Proxy API is appended to; no trailing slash. `{name}` stands for what the account's `providerData`
   * says under that name, for third parties where each account has an address of its own.
   */
  baseUrl: string
  /** Hosts that an absolute URL in a Proxy call may name; `{name}` for that of a URL in `providerData`. */
  hosts: string[]
  /** How an answer other than 401 says that the access token is not accepted. */
  refusedToken?: RefusedToken
  /** How a successful answer says that it is none. */
  refusal?: Refusal
}

/** A field at the top of a successful JSON answer that says whether it is one, and the field that says why it is not. */
export interface Refusal {
  field: string
  value: boolean
  reason: string
}

/** A field at the top of a JSON answer of some status, and what it then says. */
export interface RefusedToken {
  status: number
  field: string
  values: string[]
}

/** Whether an answer of the API says that it does not accept the access token; `body`: parsed JSON, if it is any. */
export function refusesToken({ refusedToken }: ApiDefinition, status: number, body: unknown): boolean {
  if (status === 401) return true
  if (!refusedToken || status !== refusedToken.status || typeof body !== 'object' || body === null) return false
  const said = Object.entries(body).find(([field]) => field === refusedToken.field)?.[1]
  return typeof said === 'string' && refusedToken.values.includes(said)
}

/** Why a successful answer of the API is a refusal; undefined for one that is none. `body`: parsed JSON, if it is any. */
export function refusedBecause({ refusal }: ApiDefinition, body: unknown): string | undefined {
  if (!refusal || typeof body !== 'object' || body === null) return undefined
  const fields = new Map(Object.entries(body))
  return fields.get(refusal.field) === refusal.value ? String(fields.get(refusal.reason) ?? 'refused') : undefined
}

/** `configs[0].values` of `GET /sdk/integrations`. */
export interface PortalDefinition {
  accentColor: string
  /** Whether the portal says at its foot whose it is; default true (the SDK's `paragonLink`). */
  paragonLink?: boolean
  /** One line. */
  description: string
  /** Markdown. */
  overview: string
  sharedInputs: SettingInput[]
  /** `sdkIntegrationConfig.dataSources`: options of ENUM inputs, by their `sourceType`. */
  dataSources: Record<string, unknown>
}

export interface WorkflowDefinition {
  /** Names the workflow within its integration; its id is derived from it. */
  slug: string
  description: string
  infoText?: string
  inputs: SettingInput[]
  defaultEnabled?: boolean
  hidden?: boolean
  /**
   * Workflow Permissions: a condition on `{{user.meta}}`, without which a user does not see the workflow in the portal
   * (docs: connect-portal/workflow-permissions).
   */
  permissions?: Expression
  trigger: Trigger
  /** Run one after the other. */
  steps: Step[]
}
