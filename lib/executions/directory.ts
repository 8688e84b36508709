import type { Account, Integration } from '../paragon/accounts'
import type { ParagonUser } from '../paragon/session'
import { allWorkflows, findCredential, type Workflow } from '../workflows/workflows'
import type { Execution } from './execution'

type Config = Parameters<typeof allWorkflows>[1]

/** What runs are of and acted as, by their ids; for people to read. */
export type Directory = ReturnType<typeof createDirectory>

export function createDirectory(user: ParagonUser, integrations: Integration[], configOf: (type: string) => Config) {
  const workflows = integrations.map((integration) => ({
    integration,
    workflows: allWorkflows(integration.type, configOf(integration.type)),
  }))
  const byWorkflow = new Map<string, { integration: Integration; workflow: Workflow }>(
    workflows.flatMap(({ integration, workflows }) =>
      workflows.map((workflow) => [workflow.id, { integration, workflow }] as const),
    ),
  )
  const byAccount = new Map<string, { integration: Integration; account: Account }>(
    integrations.flatMap((integration) =>
      integration.accounts.map((account) => [account.id, { integration, account }] as const),
    ),
  )

  return {
    /** By integration, without integrations that have none. */
    workflows: workflows.filter((each) => each.workflows.length > 0),
    accounts: [...byAccount.values()],

    workflowName: ({ workflowId }: Pick<Execution, 'workflowId'>) =>
      byWorkflow.get(workflowId)?.workflow.description ?? 'A workflow that is gone',

    integration: ({ workflowId, integration }: Execution) =>
      integrations.find(({ type }) => type === integration) ?? byWorkflow.get(workflowId)?.integration,

    /** The account that acted. */
    accountName({ credentialId }: Execution): string {
      if (credentialId === undefined) return 'an account that Paragon does not name'
      return byAccount.get(credentialId)?.account.label ?? 'a disconnected account'
    },

    /** The configuration that a run used, undefined for the account's default one. */
    configurationName({ credentialId, configurationId }: Execution): string | undefined {
      const place = credentialId === undefined ? undefined : byAccount.get(credentialId)
      if (!place || credentialId === undefined || configurationId === undefined) return undefined
      const credential = findCredential(user, place.integration.type, credentialId)
      const configuration = credential?.configurations.find(({ id }) => id === configurationId)
      if (!configuration) return 'a removed one'
      return configuration.isDefault ? undefined : configuration.externalId || configurationId.slice(0, 8)
    },
  }
}
