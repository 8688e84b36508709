import type { z } from 'zod'
import { commands as schemas } from '../../protocol/messages.ts'
import type { Command, OpenUrl } from '../serve.ts'
import { RestClient, type Send } from './client.ts'

const on = <S extends z.ZodType>(schema: S, work: (params: z.infer<S>, openUrl: OpenUrl) => unknown): Command => {
  return (params, openUrl) => work(schema.parse(params), openUrl)
}

/** The commands of the protocol on top of the client. */
export function createCommands(send: Send): Record<string, Command> {
  const client = new RestClient(send)
  const {
    authenticate,
    setUserMetadata,
    installIntegration,
    uninstallIntegration,
    getIntegrationAccount,
    request,
    workflow,
    event,
    enableWorkflow,
    disableWorkflow,
    updateIntegrationUserSettings,
    updateWorkflowUserSettings,
    createConfiguration,
    updateConfiguration,
    destroyConfiguration,
    getFieldOptions,
    getTriggers,
    listTools,
    runTool,
    enableSync,
    updateSync,
    listSyncs,
    getSync,
    listRecords,
  } = schemas
  return {
    reset: () => client.reset(),
    authenticate: on(authenticate, ({ metadata, ...session }) => client.authenticate(session, metadata)),
    getUser: () => client.getUser(),
    getIntegrations: () => client.getIntegrations(),
    setUserMetadata: on(setUserMetadata, ({ metadata }) => client.setUserMetadata(metadata)),
    installIntegration: on(installIntegration, ({ integration, person: _, ...options }, openUrl) =>
      client.installIntegration(integration, options, openUrl),
    ),
    uninstallIntegration: on(uninstallIntegration, ({ integration, selectedCredentialId }) =>
      client.uninstallIntegration(integration, selectedCredentialId),
    ),
    getIntegrationAccount: on(getIntegrationAccount, ({ integration, includeAccountAuth, selectedCredentialId }) =>
      client.getIntegrationAccount(integration, includeAccountAuth, selectedCredentialId),
    ),
    request: on(request, ({ integration, path, selectedCredentialId, ...call }) =>
      client.request(integration, path, { ...call, selector: selectedCredentialId }),
    ),
    workflow: on(workflow, ({ workflowId, ...call }) => client.workflow(workflowId, call)),
    event: on(event, ({ name, payload, ...chosen }) => client.event(name, payload, chosen)),
    enableWorkflow: on(enableWorkflow, ({ workflowId, ...chosen }) => client.setWorkflow(workflowId, true, chosen)),
    disableWorkflow: on(disableWorkflow, ({ workflowId, ...chosen }) => client.setWorkflow(workflowId, false, chosen)),
    updateIntegrationUserSettings: on(updateIntegrationUserSettings, ({ integration, settings, ...chosen }) =>
      client.updateSettings(integration, settings, chosen),
    ),
    updateWorkflowUserSettings: on(updateWorkflowUserSettings, ({ integration, workflowId, settings, ...chosen }) =>
      client.updateSettings(integration, settings, chosen, workflowId),
    ),
    createConfiguration: on(createConfiguration, ({ credentialId, externalId }) =>
      client.createConfiguration(credentialId, externalId),
    ),
    updateConfiguration: on(updateConfiguration, ({ credentialId, id, meta }) =>
      client.updateConfiguration(credentialId, id, meta),
    ),
    destroyConfiguration: on(destroyConfiguration, ({ credentialId, id }) =>
      client.destroyConfiguration(credentialId, id),
    ),
    getFieldOptions: on(getFieldOptions, ({ integration, source, selectedCredentialId, ...call }) =>
      client.getFieldOptions(integration, source, { ...call, selector: selectedCredentialId }),
    ),
    getTriggers: on(getTriggers, ({ integration, selectedCredentialId }) =>
      client.getTriggers(integration, selectedCredentialId),
    ),
    listTools: on(listTools, ({ integrations, selectedCredentialId }) =>
      client.listTools(integrations, selectedCredentialId),
    ),
    runTool: on(runTool, ({ tool, parameters, selectedCredentialId }) =>
      client.runTool(tool, parameters, selectedCredentialId),
    ),
    enableSync: on(enableSync, (body) => client.enableSync(body)),
    updateSync: on(updateSync, ({ syncId, credentialId }) => client.updateSync(syncId, credentialId)),
    listSyncs: on(listSyncs, ({ credentialId }) => client.listSyncs(credentialId)),
    getSync: on(getSync, ({ syncId }) => client.getSync(syncId)),
    listRecords: on(listRecords, ({ syncId, pageSize, cursor }) => client.listRecords(syncId, pageSize, cursor)),
  }
}
