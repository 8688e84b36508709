import { z } from 'zod'

/**
 * What the suite and a driver say to each other: one JSON object a line. The suite writes commands to the driver's standard
 * input, the driver writes answers to its standard output. docs/contract.md tells the same in prose; the JSON schema beside
 * this file is made from it.
 */
export const PROTOCOL = 1

const selectors = {
  /** As an app would give it: a credential's id, `ext:` and an external id, or an external id. */
  selectedCredentialId: z.string().optional(),
}
const configurationSelectors = { ...selectors, selectedConfigurationId: z.string().optional() }
const record = z.record(z.string(), z.unknown())

/** Who sits in front of the browser, and what they do at the provider's pages. */
export const person = z.object({
  account: z.string().describe('E-mail address of the account that they choose.'),
  decision: z.enum(['allow', 'deny']).default('allow'),
})
export type Person = z.infer<typeof person>

const urls = z.object({
  zeus: z.string(),
  hermes: z.string(),
  proxy: z.string(),
  actionkit: z.string(),
  sync: z.string(),
  passport: z.string(),
  connect: z.string(),
  dashboard: z.string(),
  cdn: z.string(),
})
export type Urls = z.infer<typeof urls>

const install = {
  integration: z.string(),
  allowMultipleCredentials: z.boolean().optional(),
  externalId: z.string().optional(),
  ...selectors,
  person,
}

/** Every command with its parameters. A driver declares the ones it has; what it declares is checked. */
export const commands = {
  hello: z.object({ protocol: z.literal(PROTOCOL) }),
  reset: z.object({}),
  authenticate: z.object({
    projectId: z.string(),
    token: z.string(),
    urls,
    origin: z.string().describe('Origin of the host app, for `originForPostMessage`.'),
    metadata: record.optional(),
  }),
  getUser: z.object({}),
  getIntegrations: z.object({}),
  setUserMetadata: z.object({ metadata: record }),
  installIntegration: z.object(install),
  connect: z.object(install),
  uninstallIntegration: z.object({ integration: z.string(), ...selectors }),
  getIntegrationAccount: z.object({
    integration: z.string(),
    includeAccountAuth: z.boolean().optional(),
    ...selectors,
  }),
  request: z.object({
    integration: z.string(),
    path: z.string(),
    method: z.string().optional(),
    body: z.unknown().optional(),
    headers: z.record(z.string(), z.string()).optional(),
    ...selectors,
  }),
  workflow: z.object({
    workflowId: z.string(),
    body: z.unknown().optional(),
    query: z.record(z.string(), z.string()).optional(),
    headers: z.record(z.string(), z.string()).optional(),
    ...configurationSelectors,
  }),
  event: z.object({ name: z.string(), payload: record, ...configurationSelectors }),
  enableWorkflow: z.object({ workflowId: z.string(), ...configurationSelectors }),
  disableWorkflow: z.object({ workflowId: z.string(), ...configurationSelectors }),
  updateIntegrationUserSettings: z.object({ integration: z.string(), settings: record, ...configurationSelectors }),
  updateWorkflowUserSettings: z.object({
    integration: z.string(),
    workflowId: z.string(),
    settings: record,
    ...configurationSelectors,
  }),
  createConfiguration: z.object({ credentialId: z.string(), externalId: z.string().optional() }),
  updateConfiguration: z.object({ credentialId: z.string(), id: z.string(), meta: record }),
  destroyConfiguration: z.object({ credentialId: z.string(), id: z.string() }),
  getFieldOptions: z.object({
    integration: z.string(),
    source: z.string(),
    parameters: z.array(z.unknown()).optional(),
    search: z.string().optional(),
    cursor: z.string().optional(),
    ...selectors,
  }),
  getTriggers: z.object({ integration: z.string(), ...selectors }),
  listTools: z.object({ integrations: z.array(z.string()).optional(), ...selectors }),
  runTool: z.object({ tool: z.string(), parameters: record, ...selectors }),
  enableSync: z.object({
    integration: z.string(),
    pipeline: z.string(),
    configuration: record.optional(),
    configurationName: z.string().optional(),
    credentialId: z.string().optional(),
  }),
  updateSync: z.object({ syncId: z.string(), credentialId: z.string() }),
  listSyncs: z.object({ credentialId: z.string().optional() }),
  getSync: z.object({ syncId: z.string() }),
  listRecords: z.object({ syncId: z.string(), pageSize: z.number().optional(), cursor: z.string().optional() }),
} satisfies Record<string, z.ZodObject>
export type CommandName = keyof typeof commands
export const commandNames = Object.keys(commands) as [CommandName, ...CommandName[]]

const id = z.number().int()

/** What the suite writes: a command, or what became of an address that the driver asked to have opened. */
export const toDriver = z.union([
  z.strictObject({ id, command: z.enum(commandNames), params: record }),
  z.strictObject({
    id,
    opened: z.strictObject({
      url: z.string().describe('Where the window ended up.'),
      status: z.number(),
      message: record.nullable().describe('What the page posts to its opener (window.postMessage), if anything.'),
    }),
  }),
])
export type ToDriver = z.infer<typeof toDriver>

/** What an app gets to see of a failure. */
export const failure = z.looseObject({
  message: z.string(),
  status: z.number().optional(),
  code: z.string().optional(),
})

/** What a driver writes: exactly one `result` or `error` a command, with any number of `openUrl` before it. */
export const fromDriver = z.union([
  z.strictObject({ id, result: z.unknown() }).refine((answer) => 'result' in answer, 'has no result'),
  z.strictObject({ id, error: failure }),
  z.strictObject({ id, openUrl: z.string() }),
])
export type FromDriver = z.infer<typeof fromDriver>

/** The `result` of `hello`. */
export const helloResult = z.looseObject({
  protocol: z.literal(PROTOCOL),
  name: z.string(),
  version: z.string(),
  language: z.string().optional(),
  capabilities: z.array(z.enum(commandNames)),
})
export type Hello = z.infer<typeof helloResult>

/** The protocol as a JSON schema, for languages other than ours. */
export function protocolSchema(): Record<string, unknown> {
  const io = { io: 'input' } as const
  const { $schema, ...written } = z.toJSONSchema(toDriver, io)
  const inner = (schema: z.ZodType) => {
    const { $schema: _, ...rest } = z.toJSONSchema(schema, io)
    return rest
  }
  return {
    $schema,
    title: 'paragon-contract driver protocol',
    description: 'One JSON object a line: `toDriver` on standard input, `fromDriver` on standard output.',
    $defs: {
      toDriver: written,
      fromDriver: inner(fromDriver),
      hello: inner(helloResult),
      params: Object.fromEntries(Object.entries(commands).map(([name, schema]) => [name, inner(schema)])),
    },
  }
}
