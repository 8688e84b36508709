import type { Configuration, ConnectedUser, Credential } from '../../store/connected-users.ts'
import type { Integration, Project } from '../../store/projects.ts'
import type { Permissions } from './permissions.ts'

/** A user as a token may see them. */
export interface UserView extends ConnectedUser {
  /** The accounts that it may not see. */
  readonly hidden: readonly Credential[]
}

const views = new WeakMap<ConnectedUser, WeakMap<Permissions, UserView>>()

/** The user with the accounts and configurations that the permissions show; one object for each state and token. */
export function userView(project: Project, user: ConnectedUser, permissions: Permissions): ConnectedUser | UserView {
  if (!permissions.isRestricted) return user
  let ofUser = views.get(user)
  if (!ofUser) {
    ofUser = new WeakMap()
    views.set(user, ofUser)
  }
  let view = ofUser.get(permissions)
  if (!view) {
    view = makeView(project, user, permissions)
    ofUser.set(permissions, view)
  }
  return view
}

function makeView(project: Project, user: ConnectedUser, permissions: Permissions): UserView {
  const credentials: Credential[] = []
  const hidden: Credential[] = []
  for (const credential of user.credentials) {
    const integration = project.integrations.find(({ id }) => id === credential.integrationId)
    const visible = integration && visibleCredential(integration, credential, permissions)
    if (visible) credentials.push(visible)
    else hidden.push(credential)
  }
  return { ...user, credentials, hidden }
}

/** An account with what may be seen of it: it is itself seen when any of its configurations is. */
function visibleCredential(
  integration: Integration,
  credential: Credential,
  permissions: Permissions,
): Credential | undefined {
  const configurations = credential.configurations.filter((configuration) =>
    permissions.shows({ integration, credential, configuration }),
  )
  if (configurations.length === credential.configurations.length) return credential
  const [first, ...others] = configurations
  return first && { ...credential, configurations: [asDefault(first), ...others] }
}

/** The SDK needs a default one (sdk.md 2.3): with that out of sight, the first stands in (assumed). */
function asDefault(configuration: Configuration): Configuration {
  return configuration.isDefault ? configuration : { ...configuration, isDefault: true }
}
