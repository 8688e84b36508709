import type { Configuration, Credential, WorkflowSetting } from '../../store/connected-users.ts'
import type { Integration } from '../../store/projects.ts'
import { defaultConfiguration } from '../selectors.ts'
import { workflowSetting } from '../workflows/enablement.ts'

/**
 * A credential as the API shows it: the fields of the vendor's reference (Multi-Account Authorization, getUser) and
 * `configurations`, which SDK 2.4.0 reads without a check.
 */
export function credentialView(credential: Credential, integration: Integration) {
  const configuration = defaultConfiguration(credential)
  return {
    id: credential.id,
    dateCreated: credential.dateCreated,
    dateUpdated: credential.dateUpdated,
    projectId: credential.projectId,
    integrationId: credential.integrationId,
    personaId: credential.personaId,
    // Deprecated by the SDK's types, still read by its first versions.
    config: {
      configuredWorkflows: workflowSettingsView(configuration, integration),
      sharedSettings: configuration.sharedSettings,
    },
    isPreviewCredential: credential.isPreviewCredential,
    providerId: credential.providerId,
    providerData: credential.providerData,
    status: credential.status,
    dateRefreshed: credential.dateRefreshed,
    ...(credential.dateValidUntil && { dateValidUntil: credential.dateValidUntil }),
    refreshFailureCount: credential.refreshFailureCount,
    isRefreshing: credential.isRefreshing,
    ...(credential.externalId !== null && { externalId: credential.externalId }),
    configurations: credential.configurations.map((each) => configurationView(each, credential, integration)),
  }
}

export type CredentialView = ReturnType<typeof credentialView>

function configurationView(configuration: Configuration, credential: Credential, integration: Integration) {
  return {
    id: configuration.id,
    connectCredentialId: credential.id,
    workflowSettings: workflowSettingsView(configuration, integration),
    sharedSettings: configuration.sharedSettings,
    configMeta: configMetaView(configuration),
    isDefault: configuration.isDefault,
    ...(configuration.externalId !== null && { externalId: configuration.externalId }),
    dateCreated: configuration.dateCreated,
    dateUpdated: configuration.dateUpdated,
  }
}

/** Every workflow has an entry, touched or not: the SDK refuses to save settings of one that has none. */
export function workflowSettingsView(
  configuration: Configuration,
  integration: Integration,
): Record<string, WorkflowSetting> {
  return Object.fromEntries(
    integration.workflows.map((workflow) => [workflow.id, workflowSetting(workflow, configuration)]),
  )
}

/** `configMeta`: what the app keeps there, and whether Integration Enabled workflows have been started. */
export function configMetaView({ meta, enableTriggered }: Configuration) {
  return { ...meta, ...(enableTriggered && { isIntegrationEnableTriggered: true }) }
}
