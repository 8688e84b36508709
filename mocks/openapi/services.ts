import { controlOperations } from '../control/openapi.ts'
import { actionkitOperations } from '../paragon/actionkit/openapi.ts'
import { credentialOperations } from '../paragon/credentials/openapi.ts'
import { eventOperations } from '../paragon/events/openapi.ts'
import { fieldOptionOperations } from '../paragon/field-options/openapi.ts'
import { integrationOperations } from '../paragon/integrations/openapi.ts'
import { oauthOperations } from '../paragon/oauth/openapi.ts'
import { portalOperations } from '../paragon/portal/openapi.ts'
import { proxyOperations } from '../paragon/proxy/openapi.ts'
import { resourceOperations } from '../paragon/resources/openapi.ts'
import { syncPermissionOperations } from '../paragon/sync-permissions/openapi.ts'
import { syncOperations } from '../paragon/syncs/openapi.ts'
import { taskHistoryOperations } from '../paragon/task-history/openapi.ts'
import { triggerOperations } from '../paragon/triggers/openapi.ts'
import { userOperations } from '../paragon/users/openapi.ts'
import { workflowOperations } from '../paragon/workflows/openapi.ts'
import { providerOperations } from '../provider/oauth/openapi.ts'
import { pickerOperations } from '../provider/pickers/openapi.ts'
import { accessToken, type Service } from './operation.ts'
import { thirdPartyServices } from './third-parties.ts'

const userToken = {
  name: 'userToken',
  description: 'A Paragon User Token: a JWT signed with the project’s signing key',
}

/** Everything that the sandbox simulates, as far as it is described. */
export const services: readonly Service[] = [
  {
    name: 'user-api',
    title: 'Paragon: users, integrations, credentials, workflows and the Proxy API',
    description: 'What the SDK calls, and servers that use REST alone (zeus, hermes, proxy and connect in life).',
    at: 'paragon',
    security: userToken,
    operations: [
      ...userOperations,
      ...integrationOperations,
      ...credentialOperations,
      ...resourceOperations,
      ...workflowOperations,
      ...eventOperations,
      ...fieldOptionOperations,
      ...proxyOperations,
      ...oauthOperations,
      ...portalOperations,
    ],
  },
  {
    name: 'actionkit',
    title: 'Paragon: ActionKit',
    description: 'Tools, and triggers with their subscriptions.',
    at: 'paragon',
    security: userToken,
    operations: [...actionkitOperations, ...triggerOperations],
  },
  {
    name: 'task-history',
    title: 'Paragon: Task History',
    description: 'Runs of workflows, for whoever has an API key of the project.',
    at: 'paragon',
    security: { name: 'apiKey', description: 'An API key of the project' },
    operations: taskHistoryOperations,
  },
  {
    name: 'managed-sync',
    title: 'Paragon: Managed Sync',
    description: 'Syncs and their records. The project is the one of the token’s `aud`.',
    at: 'paragon',
    security: userToken,
    operations: syncOperations,
  },
  {
    name: 'permissions',
    title: 'Paragon: Permissions',
    description: 'Who may use what was synced.',
    at: 'paragon',
    security: userToken,
    operations: syncPermissionOperations,
  },
  {
    name: 'control',
    title: 'Paragon Sandbox: control API',
    description: 'The sandbox’s own API: projects, tokens, clocks, faults and the journal.',
    at: 'paragon',
    security: { name: 'adminToken', description: 'The admin token that the start prints' },
    operations: controlOperations,
  },
  {
    name: 'oauth',
    title: 'The provider: OAuth 2.0 and OpenID Connect',
    description: 'The authorization server of all third parties.',
    at: 'provider',
    security: accessToken,
    operations: [...providerOperations, ...pickerOperations],
  },
  ...thirdPartyServices,
]

export function findService(name: string): Service | undefined {
  return services.find((service) => service.name === name)
}
