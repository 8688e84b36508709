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

/** Whether a workflow is on for an account's default configuration, which calls without a configuration mean. */
export function isEnabled(credential: Credential, workflowId: string): boolean {
  const configuration = credential.configurations.find(({ isDefault }) => isDefault)
  return configuration?.workflowSettings[workflowId]?.enabled ?? false
}

/** In how many configurations of an account a workflow is on. */
export function enabledTimes(credential: Credential, workflowId: string): number {
  return credential.configurations.filter(({ workflowSettings }) => workflowSettings[workflowId]?.enabled).length
}
