import type { IntegrationMetadata } from '@useparagon/connect'
import type { ParagonUser } from './session'

export type AccountStatus = 'connected' | 'attention' | 'unfinished'

/** One connected account of an integration, as the pages show it. */
export type Account = {
  /** The credential's id, which SDK calls take as `selectedCredentialId`. */
  id: string
  name: string
  /** See labelOf. */
  label: string
  picture: string | undefined
  status: AccountStatus
  connectedSince: Date
  externalId: string | undefined
  isDefault: boolean
  /** How many workflows run with this account. */
  activeWorkflows: number
}

export type Integration = { type: string; name: string; icon: string; accounts: Account[] }

export type Credential = NonNullable<ParagonUser['integrations'][string]>['allCredentials'][number]

const statuses: Record<string, AccountStatus> = { VALID: 'connected', INVALID: 'attention', PENDING: 'unfinished' }

/** Every active integration of the project with the user's accounts, oldest account first. */
export function listIntegrations(user: ParagonUser, metadata: IntegrationMetadata[]): Integration[] {
  return metadata.map(({ type, name, icon }) => ({ type, name, icon, accounts: listAccounts(user, type) }))
}

/** The user's accounts of one integration, oldest first. */
export function listAccounts(user: ParagonUser, type: string): Account[] {
  const credentials = (user.integrations[type]?.allCredentials ?? []).toSorted(
    (a, b) => new Date(a.dateCreated).getTime() - new Date(b.dateCreated).getTime(),
  )
  // What Paragon uses when a call names no account. Not `integrations[type].credentialId`: in the browser the SDK sets
  // that to whichever account the portal was last opened for.
  const defaultId = credentials.find((credential) => credential.status === 'VALID')?.id
  return credentials.map((credential) => toAccount(credential, credential.id === defaultId))
}

/** What tells an account apart from the others: its e-mail address, else the provider's id. */
export function labelOf({ providerData, providerId }: Credential): string {
  return String(providerData.email || providerId)
}

function toAccount(credential: Credential, isDefault: boolean): Account {
  const { name, picture } = credential.providerData
  const label = labelOf(credential)
  return {
    id: credential.id,
    name: String(name || label),
    label,
    picture: picture ? String(picture) : undefined,
    status: statuses[credential.status] ?? 'attention',
    connectedSince: new Date(credential.dateCreated),
    externalId: credential.externalId,
    isDefault,
    activeWorkflows: credential.configurations
      .flatMap((configuration) => Object.values(configuration.workflowSettings))
      .filter((workflow) => workflow?.enabled).length,
  }
}
