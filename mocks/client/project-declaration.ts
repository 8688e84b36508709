import type { SettingInput } from '../paragon/portal/input-types.ts'
import type { Step, Trigger } from '../workflow-language/definition.ts'
import type { Expression } from '../workflow-language/expression.ts'

/**
 * A project with what it starts with: what `POST /_sandbox/projects` takes and a configuration lists. Types only, and none
 * of them inferred from a schema: what a configuration is compiled against needs nothing else.
 */
export interface ProjectDeclaration {
  /** Letters, digits, dots, dashes and underscores. Default: a new UUID. */
  id?: string
  name?: string
  /** RSA key (PEM) that signs user tokens, private or public; default: a new pair. */
  signingKey?: string
  /** Opens Task History; default: a new one. */
  apiKey?: string
  /** CSP sources of host apps, such as "https://app.example.com"; default: this machine on any port. */
  allowedOrigins?: string[]
  /** Where ActionKit's triggers send events that have no address of their own. */
  webhookUrl?: string
  /** Where the events of syncs go. */
  syncWebhookUrl?: string
  /** Where word goes of what went wrong; default: a mail for each failed workflow. */
  eventDestinations?: DeclaredDestination[]
  /** Those of the catalog that the project has, in any order; default: all of them, turned on. */
  integrations?: (string | IntegrationChoice)[]
  /** Workflows of the project's own, by the type of the integration and the slug (docs/workflows.md). */
  workflows?: Record<string, Record<string, DeclaredWorkflow>>
  /** Whether the provider has the demo people (Maya Chen, Jonas Weber, Priya Nair); default true. */
  demoAccounts?: boolean
  /** Accounts at the provider, beside the demo people's or instead of them. */
  accounts?: DeclaredAccount[]
  /** Connected users and their accounts. */
  users?: DeclaredUser[]
  /** How what takes time passes; default: as soon as it can. */
  transitions?: DeclaredTransitions
  /** The project's time; default: the machine's. */
  clock?: DeclaredClock
  /** A project of one id and one seed draws the same ids and API key each time that it begins; default: others each time. */
  seed?: string
}

/** As soon as it can; when `POST .../advance` says so; or `timed` milliseconds later on the project's clock. */
export type DeclaredTransition = 'immediate' | 'manual' | { timed: number }

export interface DeclaredTransitions {
  /** Each step of a sync: the first of them makes it ACTIVE. */
  syncs?: DeclaredTransition
  /** Runs of workflows, and what is left of them after a delay. */
  workflows?: DeclaredTransition
  /** Each attempt to deliver a message to the app's webhooks. */
  webhooks?: DeclaredTransition
  /** Each look of a trigger that polls. */
  triggers?: DeclaredTransition
}

/** A mailbox or a webhook; docs/control-api.md. */
export type DeclaredDestination = {
  /** Default: both. */
  events?: ('CREDENTIAL_FAILURE' | 'WORKFLOW_FAILURE')[]
  /** Default true. */
  isEnabled?: boolean
} & (
  | { type: 'EMAIL'; to: string }
  /** `payload`: JSON, of which a text may name parts of the event; default: the whole event. */
  | { type: 'WEBHOOK'; url: string; headers?: Record<string, string>; payload?: Expression }
)

export interface IntegrationChoice {
  /** Such as "googledrive". */
  type: string
  /** Whether users can connect it; default true. */
  isActive?: boolean
}

/** What `PUT .../integrations/:type/workflows/:slug` takes. */
export interface DeclaredWorkflow {
  /** Default: the slug. */
  description?: string
  infoText?: string
  inputs?: SettingInput[]
  /** Whether it is on for an account from the start. */
  defaultEnabled?: boolean
  hidden?: boolean
  /** A condition on `{{user.meta}}`: users for whom it is not true do not see the workflow in the portal. */
  permissions?: Expression
  trigger: Trigger
  steps: Step[]
}

/** Someone's account at the provider. */
export interface DeclaredAccount {
  /** "google", "slack", "hubspot", "salesforce", "tasklab", or "sso" for the company sign-in of the host app. */
  directory: string
  email: string
  /** Default: what is before the @. */
  name?: string
  /** Hue of the avatar, 0-359; default: follows from the address. */
  hue?: number
  /** Default "other". */
  kind?: 'work' | 'personal' | 'other'
  /** Ties the accounts of one human being together: a chooser lists them side by side. Default: nobody else's. */
  person?: string
  /** Of a Google account: what its Drive starts with. */
  files?: DeclaredFile[]
  /** Of a Google account: what its calendar starts with. */
  events?: DeclaredEvent[]
}

export interface DeclaredFile {
  name: string
  content: string
  /** Default "text/plain". */
  mimeType?: string
  /** Name of the folder it lies in, made when first named; default: the root. */
  folder?: string
  starred?: boolean
  /** How long before it is made here it was last changed; default 24. */
  hoursOld?: number
}

export interface DeclaredEvent {
  summary: string
  description?: string
  location?: string
  /** Days from the day on which it is made; negative: before it. */
  day: number
  /** UTC, such as "09:30"; an event without one takes whole days. */
  time?: string
  /** Minutes; days of an event that takes whole days. */
  length: number
  /** E-mail addresses of the others who take part. */
  attendees?: string[]
}

export interface DeclaredUser {
  /** The `sub` of user tokens. */
  id: string
  /** User metadata, as `setUserMetadata` sets it. */
  meta?: Record<string, unknown>
  accounts?: DeclaredConnection[]
}

/** An account that the user has connected. */
export interface DeclaredConnection {
  /** Such as "googledrive". */
  integration: string
  /** Its e-mail address at the provider. */
  account: string
  externalId?: string
}

export interface DeclaredClock {
  /** ISO 8601. A project that is there already is never set back to it. */
  now?: string
  /** Whether it stands still. */
  frozen?: boolean
}
