import type { WorkflowDefinition } from '../../catalog/definitions.ts'
import type { Configuration, ConnectedUser, Credential, Json, WorkflowSetting } from '../../store/connected-users.ts'
import type { Integration, Project, Workflow } from '../../store/projects.ts'
import type { SettingInput } from '../portal/input-types.ts'
import { settingErrors } from '../portal/setting-rules.ts'

/** Where a workflow can run: one configuration of one account. */
export interface Place {
  integration: Integration
  credential: Credential
  configuration: Configuration
}

export interface WorkflowPlace extends Place {
  workflow: Workflow
}

/**
 * A workflow with an Integration Enabled trigger has no switch in the portal (docs: connect-portal), so it is on unless it
 * was turned off by the API (assumed). Every other one is off until it is turned on.
 */
export function isOnUntouched(workflow: Workflow): boolean {
  return workflow.definition.trigger.type === 'integrationEnabled'
}

/** A workflow's switch and settings in a configuration. */
export function workflowSetting(workflow: Workflow, configuration: Configuration): WorkflowSetting {
  return configuration.workflowSettings[workflow.id] ?? { enabled: isOnUntouched(workflow), settings: {} }
}

export function findWorkflow(
  project: Project,
  workflowId: string,
): { integration: Integration; workflow: Workflow } | undefined {
  const id = workflowId.toLowerCase()
  for (const integration of project.integrations) {
    const workflow = integration.workflows.find((each) => each.id === id)
    if (workflow) return { integration, workflow }
  }
  return undefined
}

/** Where a run belongs, as things are now; when it has nothing to run for any more, the words that say why. */
export function placeOf(
  project: Project,
  user: ConnectedUser,
  run: { credentialId: string; configurationId: string; workflowId: string },
): WorkflowPlace | string {
  const credential = user.credentials.find(({ id }) => id === run.credentialId)
  if (!credential) return 'The account was disconnected.'
  const configuration = credential.configurations.find(({ id }) => id === run.configurationId)
  if (!configuration) return 'The configuration was removed.'
  const found = findWorkflow(project, run.workflowId)
  if (!found) return 'The workflow is not deployed any more.'
  const { integration, workflow } = found
  if (!integration.isActive) return `${integration.definition.name} is not active in this project.`
  if (!workflowSetting(workflow, configuration).enabled) return 'The workflow was turned off.'
  return { integration, credential, configuration, workflow }
}

/**
 * Every place where a workflow that the filter takes is turned on for a user; none of an integration that is not active, or
 * whose required settings are still to be filled in.
 */
export function* enabledPlaces(
  project: Project,
  user: ConnectedUser,
  isWanted: (workflow: Workflow) => boolean,
): Generator<WorkflowPlace> {
  for (const credential of user.credentials) {
    const integration = project.integrations.find(({ id }) => id === credential.integrationId)
    if (!integration?.isActive) continue
    for (const workflow of integration.workflows.filter(isWanted)) {
      for (const configuration of credential.configurations) {
        const place = { integration, credential, configuration, workflow }
        if (workflowSetting(workflow, configuration).enabled && hasRequiredSettings(place)) yield place
      }
    }
  }
}

/** What `{{settings.id}}` stands for: what the user has saved, else the default; the workflow's own over the integration's. */
export function settingsFor(
  { integration, configuration }: Place,
  workflowId: string,
  definition: WorkflowDefinition,
): Json {
  return {
    ...defaultsOf(integration.definition.portal.sharedInputs),
    ...defaultsOf(definition.inputs),
    ...configuration.sharedSettings,
    ...configuration.workflowSettings[workflowId]?.settings,
  }
}

/** Whether all settings that the integration requires are filled: until then it does not count as enabled (rest.md 11). */
export function hasRequiredSettings({ integration, configuration }: Place): boolean {
  const { sharedInputs, dataSources } = integration.definition.portal
  const values = { ...defaultsOf(sharedInputs), ...configuration.sharedSettings }
  return Object.keys(settingErrors(sharedInputs, values, dataSources)).length === 0
}

function defaultsOf(inputs: readonly SettingInput[]): Json {
  return Object.fromEntries(
    inputs.flatMap(({ id, defaultValue }) => (defaultValue === undefined ? [] : [[id, defaultValue]])),
  )
}
