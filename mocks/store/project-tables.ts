/** A table of what hangs from a project, by the name that the database's client has for it. */
export interface ProjectTable {
  name: string
  /** Which of its rows are the project's. */
  where(projectId: string): object
  /** Columns that name a row of another table, which must be the same project's: the table, and its key. */
  parents?: Readonly<Record<string, readonly [table: string, key: string]>>
  /** Columns that are encrypted with this sandbox's key. */
  sealed?: readonly string[]
  bytes?: readonly string[]
  /** A number that the database counts up over all projects. */
  counter?: string
  /** What is of this sandbox and this moment only: the columns have these values instead. */
  fresh?: Readonly<Record<string, unknown>>
}

const ofProject = (projectId: string) => ({ projectId })
const ofPersona = (projectId: string) => ({ persona: { projectId } })
const ofAccount = (projectId: string) => ({ account: { projectId } })
const isParagons = (projectId: string) => ({ projectId, isFirstParty: false })
const ofGrant = (projectId: string) => ({ grant: { client: isParagons(projectId) } })
const account = { accountId: ['providerAccount', 'id'] } as const
const persona = { personaId: ['persona', 'id'] } as const
const integration = { integrationId: ['integration', 'id'] } as const
const grant = { grantId: ['providerGrant', 'id'] } as const
const file = { fileId: ['driveFile', 'id'] } as const

/**
 * Every table but the provider's own keys, in an order in which rows come after those that they name. The host app's
 * sign-in at the provider, with who is signed in by it, is the start's and not the project's: it is left out.
 */
export const projectTables: readonly ProjectTable[] = [
  { name: 'project', where: (id) => ({ id }), sealed: ['sealedWebhookKey'], fresh: { startDigest: null } },
  { name: 'signingKey', where: ofProject, sealed: ['sealedPrivate'] },
  { name: 'apiKey', where: ofProject, sealed: ['sealed'] },
  { name: 'persona', where: ofProject },
  { name: 'integration', where: ofProject },
  { name: 'workflow', where: ofProject, parents: integration },
  {
    name: 'credential',
    where: ofProject,
    parents: { ...persona, ...integration },
    sealed: ['sealedSecret'],
    fresh: { isRefreshing: false, refreshLeasedUntil: null },
  },
  {
    name: 'configuration',
    where: (projectId) => ({ credential: { projectId } }),
    parents: { credentialId: ['credential', 'id'] },
  },
  {
    name: 'workflowSetting',
    where: (projectId) => ({ configuration: { credential: { projectId } } }),
    parents: { configurationId: ['configuration', 'id'] },
  },
  {
    name: 'oAuthSession',
    where: ofProject,
    parents: { ...persona, ...integration },
    sealed: ['sealedVerifier', 'sealedClient'],
  },
  {
    name: 'credentialFields',
    where: (projectId) => ({ credential: { projectId } }),
    parents: { credentialId: ['credential', 'id'] },
  },
  {
    name: 'triggerSubscription',
    where: ofProject,
    parents: { credentialId: ['credential', 'id'] },
    sealed: ['sealedOverride'],
  },
  { name: 'job', where: ofProject, fresh: { leasedUntil: null } },
  { name: 'webhookDelivery', where: ofProject, sealed: ['sealedHeaders'] },
  {
    name: 'webhookAttempt',
    where: (projectId) => ({ delivery: { projectId } }),
    parents: { deliveryId: ['webhookDelivery', 'id'] },
  },
  { name: 'workflowVersion', where: ofProject },
  { name: 'workflowExecution', where: ofProject, parents: { versionId: ['workflowVersion', 'id'] } },
  {
    name: 'stepExecution',
    where: (projectId) => ({ execution: { projectId } }),
    parents: { executionId: ['workflowExecution', 'id'] },
  },
  { name: 'sync', where: ofPersona, parents: { ...persona, ...integration } },
  { name: 'syncRecord', where: (projectId) => ({ sync: ofPersona(projectId) }), parents: { syncId: ['sync', 'id'] } },
  { name: 'syncTally', where: (projectId) => ({ sync: ofPersona(projectId) }), parents: { syncId: ['sync', 'id'] } },
  {
    name: 'syncGrant',
    where: (projectId) => ({ record: { sync: ofPersona(projectId) } }),
    parents: { recordId: ['syncRecord', 'id'] },
  },
  { name: 'syncLog', where: ofProject, counter: 'id' },
  { name: 'projectEvent', where: ofProject, counter: 'sequence' },
  { name: 'eventDestination', where: ofProject, sealed: ['sealedRequest'] },
  { name: 'sentEmail', where: ofProject, counter: 'sequence' },
  { name: 'providerClient', where: isParagons, fresh: { isFirstParty: false } },
  { name: 'providerAccount', where: ofProject },
  {
    name: 'providerGrant',
    where: (projectId) => ({ client: isParagons(projectId) }),
    parents: { clientId: ['providerClient', 'id'], ...account },
  },
  { name: 'authorizationCode', where: ofGrant, parents: grant },
  { name: 'providerToken', where: ofGrant, parents: grant },
  { name: 'driveFile', where: ofAccount, parents: account, bytes: ['content'] },
  { name: 'drivePermission', where: (projectId) => ({ file: ofAccount(projectId) }), parents: file },
  { name: 'driveAccess', where: ofAccount, parents: { ...account, ...file } },
  { name: 'driveChange', where: ofAccount, parents: account, counter: 'id' },
  { name: 'calendarEvent', where: ofAccount, parents: account },
  { name: 'providerRecord', where: ofAccount, parents: account },
  { name: 'providerBlob', where: ofAccount, parents: account, bytes: ['content'] },
]
