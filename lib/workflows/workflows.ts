import type { Credential } from '../paragon/accounts'
import type { Paragon } from '../paragon/sdk'
import type { ParagonUser } from '../paragon/session'
import { type Trigger, triggerOf } from './triggers'

export type Workflow = { id: string; description: string; info: string | undefined; trigger: Trigger | undefined }

type Config = Pick<ReturnType<Paragon['getIntegrationConfig']>, 'availableWorkflows' | 'hiddenWorkflows'>

/** The workflows of an integration that its users see, in the order of the Connect Portal. */
export function listWorkflows(integration: string, { availableWorkflows }: Config): Workflow[] {
  return availableWorkflows.map((each) => toWorkflow(integration, each))
}

/** All of them, the hidden ones too: they run all the same. */
export function allWorkflows(integration: string, config: Config): Workflow[] {
  return [...listWorkflows(integration, config), ...config.hiddenWorkflows.map((each) => toWorkflow(integration, each))]
}

function toWorkflow(
  integration: string,
  { id, description = 'Without a name', infoText }: Config['availableWorkflows'][number],
): Workflow {
  return { id, description, info: infoText || undefined, trigger: triggerOf(integration, description) }
}

export function findCredential(user: ParagonUser, integration: string, accountId: string): Credential | undefined {
  return user.integrations[integration]?.allCredentials.find(({ id }) => id === accountId)
}

export type Configuration = Credential['configurations'][number]

/** The configuration of an account that is chosen, else its default one, which calls without a configuration mean. */
export function findConfiguration({ configurations }: Credential, chosen: string | undefined) {
  return configurations.find(({ id }) => id === chosen) ?? configurations.find(({ isDefault }) => isDefault)
}

/** What tells a configuration apart from the others of its account. */
export function configurationName({ id, externalId, isDefault }: Configuration): string {
  return isDefault ? 'Default' : (externalId ?? id)
}

/** What SDK calls select an account and one of its configurations by; the default one goes without saying. */
export type Selection = { selectedCredentialId: string; selectedConfigurationId?: string }

export function selectionOf(credentialId: string, configuration: Configuration | undefined): Selection {
  return {
    selectedCredentialId: credentialId,
    ...(configuration && !configuration.isDefault && { selectedConfigurationId: configuration.id }),
  }
}

export function isEnabled({ workflowSettings }: Configuration, workflowId: string): boolean {
  return workflowSettings[workflowId]?.enabled ?? false
}

/** In how many configurations of an account a workflow is on. */
export function enabledTimes(credential: Credential, workflowId: string): number {
  return credential.configurations.filter(({ workflowSettings }) => workflowSettings[workflowId]?.enabled).length
}
