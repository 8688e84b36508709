import { below, type Calls } from './control-call.ts'
import { type FaultControl, faultControl } from './fault-control.ts'
import { type JournalControl, journalControl } from './journal-control.ts'
import type { DeclaredDestination, DeclaredTransitions, DeclaredWorkflow } from './project-declaration.ts'
import { type RecordControl, recordControl } from './record-control.ts'
import { type TransitionControl, transitionControl } from './transition-control.ts'

/** How a host app reaches a project. */
export interface ProjectAccess {
  projectId: string
  /** PKCS8 PEM; null when the sandbox was given only the public half. */
  signingKey: string | null
  /** Opens Task History. */
  apiKey: string | null
  webhookSigningSecret: string
  /** Base URLs without a trailing slash. */
  urls: { paragon: string; provider: string }
}

export interface NewToken {
  /** The claim of JWT Permissions. */
  permissions?: unknown
  /** Seconds; default one hour, negative for a token that has expired. */
  expiresIn?: number
  /** Added to the token, over the standard ones. */
  claims?: Record<string, unknown>
}

export interface NewAccount {
  /** Who it belongs to: the `sub` of user tokens. */
  sub: string
  /** Such as "googledrive". */
  integration: string
  /** E-mail address of an account at the provider, such as "maya.chen@northwind.example". */
  account: string
  externalId?: string
}

export interface NewSetupValues {
  /** Such as "sendgrid". */
  integration: string
  /** E-mail address of an account at the provider; an OAuth app of the user's own needs none. */
  account?: string
  /** Of an integration that has several, such as "user-configured-oauth". */
  accountType?: string
}

/** A connected account, as `GET /sdk/credentials` describes it. */
export interface ConnectedAccount {
  id: string
  externalId: string | null
  providerId: string | null
  providerData: Record<string, unknown>
  status: string
  [field: string]: unknown
}

/** A project's time. */
export interface ClockReading {
  /** ISO 8601. */
  now: string
  frozen: boolean
  /** Milliseconds that it is ahead of the machine's. */
  offset: number
}

/** What there is to know of a project. */
export interface ProjectDescription extends ProjectAccess {
  name: string
  /** ISO 8601. */
  dateCreated: string
  allowedOrigins: string[]
  webhookUrl: string | null
  syncWebhookUrl: string | null
  eventDestinations: (DeclaredDestination & { id: string })[]
  transitions: Required<DeclaredTransitions>
  integrations: {
    id: string
    /** Such as "googledrive". */
    type: string
    isActive: boolean
    workflows: { id: string; slug: string; description: string; trigger: unknown }[]
  }[]
}

/** What of a project can be changed; what is left out stays, null takes an address away. */
export interface ProjectChange {
  /** Where ActionKit's triggers send events that have no address of their own. */
  webhookUrl?: string | null
  /** Where the events of syncs go. */
  syncWebhookUrl?: string | null
  /** In the place of those that are there; one that is given with its `id` stays the same one. */
  eventDestinations?: (DeclaredDestination & { id?: string })[]
  /** How what takes time passes from now on; kinds that are left out stay. */
  transitions?: DeclaredTransitions
}

/** A whole project as JSON, with its secrets in the clear. */
export interface Snapshot {
  version: number
  projectId: string
  /** ISO 8601, on the machine's clock. */
  exportedAt: string
  tables: Record<string, Record<string, unknown>[]>
}

/** One project: everything that a test or a script does to it. Every method throws a ControlError for a refusal. */
export interface ProjectControl extends ProjectAccess, RecordControl {
  /** Any call below `/_sandbox/projects/:id`. */
  call(method: string, path: string, body?: unknown): Promise<unknown>
  /** A signed Paragon User Token. */
  token(sub: string, options?: NewToken): Promise<string>
  /** An account of a user, connected without the browser. */
  connect(account: NewAccount): Promise<ConnectedAccount>
  /** Its access token runs out now; the next call refreshes it. */
  expire(credentialId: string): Promise<void>
  /** Its owner takes the access back at the provider; the next call finds out. */
  revoke(credentialId: string): Promise<void>
  /** Makes it INVALID at once. */
  invalidate(credentialId: string): Promise<void>
  /** Has the third party turn the account's calls down as too many, for so long on the project's clock; 0 ends it. */
  throttle(credentialId: string, seconds: number): Promise<void>
  clock: ClockControl
  journal: JournalControl
  faults: FaultControl
  transitions: TransitionControl
  /** What a user would copy from the third party's settings to connect, such as an API key; another one each time. */
  setupValues(wanted: NewSetupValues): Promise<Record<string, string>>
  workflows: {
    /** Deploys a workflow of the project's own, or another version of it; answers its id. */
    deploy(integration: string, slug: string, workflow: DeclaredWorkflow): Promise<string>
    /** Takes it away; what runs of it ends as FAILED. */
    remove(integration: string, slug: string): Promise<void>
  }
  eventDestinations: {
    /** Sends it an example, enabled or not; answers the example. */
    test(destinationId: string): Promise<unknown>
  }
  describe(): Promise<ProjectDescription>
  change(change: ProjectChange): Promise<ProjectDescription>
  /** Back to what it started with; journal and faults are empty then. */
  reset(): Promise<void>
  exportSnapshot(): Promise<Snapshot>
  /** Puts a snapshot of the project in its place; journal and faults are empty then. */
  importSnapshot(snapshot: Snapshot): Promise<void>
  remove(): Promise<void>
}

export interface ClockControl {
  read(): Promise<ClockReading>
  /** Sets it forward, in milliseconds; answers when all that falls due on the way is done. */
  advance(milliseconds: number): Promise<ClockReading>
  /** The same by the time to go to; throws a 409 for one in the past. */
  set(time: Date): Promise<ClockReading>
  freeze(): Promise<ClockReading>
  /** Lets it run on. */
  resume(): Promise<ClockReading>
}

export const projectPath = (projectId: string) => `/projects/${encodeURIComponent(projectId)}`

export function projectControl(calls: Calls, access: ProjectAccess): ProjectControl {
  const { projectId, signingKey, apiKey, webhookSigningSecret, urls } = access
  const ofProject = below(calls, projectPath(projectId))
  const { call } = ofProject
  const setClock = async (change: object) => (await call('PUT', '/clock', change)) as ClockReading
  const happen = async (mishap: string, credentialId: string, body?: unknown) => {
    await call('POST', `/credentials/${encodeURIComponent(credentialId)}/${mishap}`, body)
  }
  const workflowPath = (integration: string, slug: string) =>
    `/integrations/${encodeURIComponent(integration)}/workflows/${encodeURIComponent(slug)}`
  return {
    projectId,
    signingKey,
    apiKey,
    webhookSigningSecret,
    urls,
    call,
    token: async (sub, options) => ((await call('POST', '/tokens', { sub, ...options })) as { token: string }).token,
    connect: async (account) => (await call('POST', '/credentials', account)) as ConnectedAccount,
    expire: (credentialId) => happen('expire', credentialId),
    revoke: (credentialId) => happen('revoke', credentialId),
    invalidate: (credentialId) => happen('invalidate', credentialId),
    throttle: (credentialId, seconds) => happen('throttle', credentialId, { seconds }),
    clock: {
      read: async () => (await call('GET', '/clock')) as ClockReading,
      advance: (milliseconds) => setClock({ advance: milliseconds }),
      set: (time) => setClock({ now: time.toISOString() }),
      freeze: () => setClock({ frozen: true }),
      resume: () => setClock({ frozen: false }),
    },
    journal: journalControl(ofProject),
    faults: faultControl(call),
    transitions: transitionControl(call),
    setupValues: async (wanted) =>
      ((await call('POST', '/setup-values', wanted)) as { values: Record<string, string> }).values,
    ...recordControl(call),
    workflows: {
      deploy: async (integration, slug, workflow) =>
        ((await call('PUT', workflowPath(integration, slug), workflow)) as { id: string }).id,
      async remove(integration, slug) {
        await call('DELETE', workflowPath(integration, slug))
      },
    },
    eventDestinations: {
      test: async (destinationId) =>
        ((await call('POST', `/event-destinations/${encodeURIComponent(destinationId)}/test`)) as { event: unknown })
          .event,
    },
    describe: async () => (await call('GET', '')) as ProjectDescription,
    change: async (change) => (await call('PATCH', '', change)) as ProjectDescription,
    async reset() {
      await call('POST', '/reset')
    },
    exportSnapshot: async () => (await call('GET', '/snapshot')) as Snapshot,
    async importSnapshot(snapshot) {
      await call('PUT', '/snapshot', snapshot)
    },
    async remove() {
      await call('DELETE', '')
    },
  }
}
