/**
 * The script of the driver's page: the vendor's package as it is, and its methods by the names of the protocol. It is a classic
 * script in the head: the SDK opens the portal's frame as soon as there is a body, and must know by then where Paragon is.
 */
import { paragon } from '@useparagon/connect'
import type { z } from 'zod'
import type { CommandName, commands } from '../../protocol/messages.ts'

/** As it came, in JSON: what is not there is left out, never undefined. What may be anything is an object for the SDK. */
type Sent<Value> = unknown extends Value ? object : Exclude<Value, undefined>
type Given<Name extends CommandName, Schema = z.infer<(typeof commands)[Name]>> = {
  [Key in keyof Schema]: Sent<Schema[Key]>
}
/** The SDK's method, by which a version is known to have it, and a call of it. */
type Method<Name extends CommandName> = { of: keyof typeof paragon; call: (params: Given<Name>) => unknown }

const methods = {
  authenticate: {
    of: 'authenticate',
    call: ({ projectId, token, metadata }) => paragon.authenticate(projectId, token, metadata && { metadata }),
  },
  getUser: { of: 'getUser', call: () => paragon.getUser() },
  getIntegrations: {
    of: 'getIntegrationMetadata',
    call: () => paragon.getIntegrationMetadata().map((each) => ({ ...each, id: paragon.getIntegrationId(each.type) })),
  },
  setUserMetadata: { of: 'setUserMetadata', call: ({ metadata }) => paragon.setUserMetadata(metadata) },
  installIntegration: {
    of: 'installIntegration',
    call: ({ integration, person: _, ...options }) => paragon.installIntegration(integration, options),
  },
  uninstallIntegration: {
    of: 'uninstallIntegration',
    call: ({ integration, ...options }) => paragon.uninstallIntegration(integration, options),
  },
  getIntegrationAccount: {
    of: 'getIntegrationAccount',
    call: ({ integration, ...options }) => paragon.getIntegrationAccount(integration, options),
  },
  request: { of: 'request', call: ({ integration, path, ...init }) => paragon.request(integration, path, init) },
  workflow: { of: 'workflow', call: ({ workflowId, ...options }) => paragon.workflow(workflowId, options) },
  event: { of: 'event', call: ({ name, payload, ...options }) => paragon.event(name, payload, options) },
  enableWorkflow: {
    of: 'enableWorkflow',
    call: ({ workflowId, ...options }) => paragon.enableWorkflow(workflowId, options),
  },
  disableWorkflow: {
    of: 'disableWorkflow',
    call: ({ workflowId, ...options }) => paragon.disableWorkflow(workflowId, options),
  },
  updateIntegrationUserSettings: {
    of: 'updateIntegrationUserSettings',
    call: ({ integration, settings, ...options }) =>
      paragon.updateIntegrationUserSettings(integration, settings, options),
  },
  updateWorkflowUserSettings: {
    of: 'updateWorkflowUserSettings',
    call: ({ integration, workflowId, settings, ...options }) =>
      paragon.updateWorkflowUserSettings(integration, workflowId, settings, options),
  },
  createConfiguration: { of: 'createConfiguration', call: (options) => paragon.createConfiguration(options) },
  updateConfiguration: { of: 'updateConfiguration', call: (options) => paragon.updateConfiguration(options) },
  destroyConfiguration: { of: 'destroyConfiguration', call: (options) => paragon.destroyConfiguration(options) },
  getTriggers: {
    of: 'getTriggers',
    call: ({ integration, ...options }) => paragon.getTriggers(integration, options),
  },
} satisfies { [Name in CommandName]?: Method<Name> }
const byName: Record<string, { of: keyof typeof paragon; call: (params: never) => unknown }> = methods

/** What an app sees: the value, or what was thrown. As JSON, in which a failure's own properties survive. */
async function run(command: string, params: unknown): Promise<string> {
  try {
    // The suite sends what the protocol's schema has.
    return JSON.stringify({ result: (await byName[command]?.call(params as never)) ?? null })
  } catch (error) {
    const { message = String(error), status, code } = Object(error)
    return JSON.stringify({ error: { message, status, code } })
  }
}

const driver = {
  run,
  capabilities: Object.keys(byName).filter((name) => typeof paragon[byName[name]?.of ?? 'authenticate'] === 'function'),
}
export type PageDriver = typeof driver
Object.assign(window, { driver })

// Before anybody signs in nothing is known of Paragon. Then it is here, where there is nothing.
const urls: Record<string, string> = JSON.parse(new URLSearchParams(location.search).get('urls') ?? '{}')
const base = (name: string) => urls[name] ?? location.origin
paragon.configureGlobal(
  { host: location.hostname },
  {
    API_TRIGGER_KIT_PUBLIC_URL: base('actionkit'),
    CDN_PUBLIC_URL: base('cdn'),
    CONNECT_PUBLIC_URL: base('connect'),
    DASHBOARD_PUBLIC_URL: base('dashboard'),
    HERMES_PUBLIC_URL: base('hermes'),
    PASSPORT_PUBLIC_URL: base('passport'),
    WORKER_PROXY_PUBLIC_URL: base('proxy'),
    ZEUS_PUBLIC_URL: base('zeus'),
  },
)
