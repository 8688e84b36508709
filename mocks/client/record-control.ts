import { type Call, withQuery } from './control-call.ts'

/**
 * What is in a project: who has connected what, what runs, what it has told its app, and what went wrong. Lists are newest
 * first, that of users by their ids; dates are ISO 8601.
 */

/** A message to the app's webhook. */
export interface WebhookDelivery {
  id: string
  /** Such as "trigger-subscription" or "sync". */
  ownerKind: string
  ownerId: string
  /** The same each time that it is sent. */
  eventId: string
  /** Without what its query says. */
  url: string
  status: 'PENDING' | 'DELIVERED' | 'FAILED'
  attemptCount: number
  /** When it is tried next; null when it is not. */
  dateNext: string | null
  dateCreated: string
  dateUpdated: string
}

export interface WebhookDeliveryDetails extends WebhookDelivery {
  /** Redacted but for the signature. */
  headers: Record<string, string>
  /** The JSON that is sent. */
  body: unknown
  attempts: WebhookAttempt[]
}

export interface WebhookAttempt {
  /** From 1. */
  number: number
  dateCreated: string
  /** HTTP status; null when there was no answer. */
  status: number | null
  /** Why it did not count as delivered. */
  error: string | null
  /** Milliseconds of real time. */
  duration: number
  /** The beginning of the answer. */
  response: string | null
}

/** Something that went wrong for a user: the fields of the vendor's Event Logs. */
export interface ProjectEvent {
  id: string
  projectId: string
  type: 'CREDENTIAL_FAILURE' | 'WORKFLOW_FAILURE'
  personaId: string
  /** The user token's `sub`. */
  endUserId: string
  integrationId: string
  connectCredentialId: string
  connectCredentialConfigId: string | null
  workflowId: string | null
  traceId: string
  error: string
  status: 'SUCCEEDED' | 'FAILED'
  dateCreated: string
}

/** A mail that would have been sent: nothing leaves the sandbox. */
export interface SentEmail {
  id: string
  destinationId: string
  eventId: string
  to: string
  subject: string
  /** Plain text. */
  text: string
  dateCreated: string
}

/** A line of the vendor's log about syncs. */
export interface SyncLogLine {
  id: number
  date: string
  syncEvent?: string
  [field: string]: unknown
}

/** A Connected User with the accounts, oldest first. */
export interface ProjectUser {
  /** The `sub` of user tokens. */
  userId: string
  dateCreated: string
  credentials: UserAccount[]
}

export interface UserAccount {
  id: string
  /** Type, such as "googledrive". */
  integration: string
  integrationId: string
  externalId: string | null
  status: 'VALID' | 'INVALID' | 'PENDING'
  /** As a person knows it. */
  name: string
  providerId: string
  /** Whether it acts where a call names none. */
  isDefault: boolean
  refreshFailureCount: number
  dateCreated: string
  dateRefreshed: string
  dateValidUntil: string | null
}

/** A run of a workflow: the fields of Task History, with the name of the workflow. */
export interface ProjectExecution {
  id: string
  userId: string
  /** Its slug; null when the workflow is gone. */
  workflow: string | null
  workflowId: string
  integration: string
  credentialId: string
  configurationId: string
  status: string
  /** Why it failed, or waits. */
  reason?: string
  taskCount: number
  /** Milliseconds; null until it has ended. */
  runDuration: number | null
  dateStarted: string
  dateEnded: string | null
}

export interface ProjectExecutionDetails extends ProjectExecution {
  /** In the order that they began. */
  steps: {
    id: string
    /** Where in the workflow it stands. */
    path: string
    type: string
    status: string
    attempts: number
    responseStatus: number | null
    dateStarted: string
    dateEnded: string | null
    /** Too large to be shown here: then `input`, or `output`, is not. */
    isLargeInput: boolean
    isLargeOutput: boolean
    input: unknown
    output: unknown
  }[]
}

/** A Managed Sync. */
export interface ProjectSync {
  id: string
  userId: string
  /** Type; null when the project has it no more. */
  integration: string | null
  pipeline: string
  configurationName: string | null
  credentialId: string
  status: string
  /** Why it is as it is, when something is wrong. */
  reason: string | null
  frequency: string | null
  /** Without those that are gone at the third party. */
  recordCount: number
  dateLastSynced: string | null
  dateCreated: string
  dateUpdated: string
}

interface Limit {
  /** The newest so many; default all that are kept. */
  limit?: number | undefined
}

export interface WebhookFilter extends Limit {
  status?: WebhookDelivery['status'] | undefined
  ownerKind?: string | undefined
  ownerId?: string | undefined
}

export interface EventFilter extends Limit {
  type?: ProjectEvent['type'] | undefined
  /** `endUserId`. */
  userId?: string | undefined
}

export interface EmailFilter extends Limit {
  to?: string | undefined
}

export interface SyncLogFilter extends Limit {
  syncId?: string | undefined
}

export interface ExecutionFilter extends Limit {
  userId?: string | undefined
  workflowId?: string | undefined
  /** Type, such as "googledrive". */
  integration?: string | undefined
  status?: string | undefined
}

export interface SyncFilter extends Limit {
  userId?: string | undefined
}

export interface WebhookControl {
  /** What was sent to the app's webhooks, or is about to be. */
  list(filter?: WebhookFilter): Promise<WebhookDelivery[]>
  /** One of them with its body and attempts; throws a 404 for one that is not there. */
  find(deliveryId: string): Promise<WebhookDeliveryDetails>
  /** Sends it again, as if it were new, with the same `eventId`. */
  redeliver(deliveryId: string): Promise<WebhookDelivery>
}

export interface RecordControl {
  users: { list(filter?: Limit): Promise<ProjectUser[]> }
  executions: {
    list(filter?: ExecutionFilter): Promise<ProjectExecution[]>
    /** One with its steps; throws a 404 for one that is not there. */
    find(executionId: string): Promise<ProjectExecutionDetails>
  }
  syncs: { list(filter?: SyncFilter): Promise<ProjectSync[]> }
  webhooks: WebhookControl
  events: { list(filter?: EventFilter): Promise<ProjectEvent[]> }
  emails: { list(filter?: EmailFilter): Promise<SentEmail[]> }
  syncLogs: { list(filter?: SyncLogFilter): Promise<SyncLogLine[]> }
}

/** Records that one call asks for at most, by what the list takes. */
const PAGE = { users: 500, executions: 200, syncs: 200, webhooks: 200, events: 1_000, emails: 1_000, syncLogs: 500 }

export function recordControl(call: Call): RecordControl {
  const deliveryPath = (deliveryId: string) => `/webhooks/${encodeURIComponent(deliveryId)}`

  /** Reads a list that has cursors, from page to page. */
  async function read<T>(
    list: Exclude<keyof typeof PAGE, 'syncLogs'>,
    field: string,
    { limit = Number.POSITIVE_INFINITY, ...filter }: Limit & Record<string, string | number | undefined>,
  ): Promise<T[]> {
    const found: T[] = []
    let cursor: string | null = null
    do {
      const query = { ...filter, cursor, limit: Math.min(limit - found.length, PAGE[list]) }
      const page = (await call('GET', withQuery(`/${list}`, query))) as Record<string, T[]> & {
        nextCursor: string | null
      }
      found.push(...(page[field] ?? []))
      cursor = page.nextCursor
    } while (cursor !== null && found.length < limit)
    return found
  }

  return {
    users: { list: (filter = {}) => read('users', 'users', { ...filter }) },
    executions: {
      list: (filter = {}) => read('executions', 'executions', { ...filter }),
      find: async (executionId) =>
        (await call('GET', `/executions/${encodeURIComponent(executionId)}`)) as ProjectExecutionDetails,
    },
    syncs: { list: (filter = {}) => read('syncs', 'syncs', { ...filter }) },
    webhooks: {
      list: (filter = {}) => read('webhooks', 'deliveries', { ...filter }),
      find: async (deliveryId) => (await call('GET', deliveryPath(deliveryId))) as WebhookDeliveryDetails,
      redeliver: async (deliveryId) => (await call('POST', `${deliveryPath(deliveryId)}/redeliver`)) as WebhookDelivery,
    },
    events: { list: (filter = {}) => read('events', 'events', { ...filter }) },
    emails: { list: (filter = {}) => read('emails', 'emails', { ...filter }) },
    syncLogs: {
      async list({ syncId, limit = Number.POSITIVE_INFINITY } = {}) {
        const found: SyncLogLine[] = []
        for (;;) {
          const most = Math.min(limit - found.length, PAGE.syncLogs)
          const query = { syncId, before: found.at(-1)?.id, limit: most }
          const { data } = (await call('GET', withQuery('/sync-logs', query))) as { data: SyncLogLine[] }
          found.push(...data)
          if (data.length < most || found.length >= limit) return found
        }
      },
    },
  }
}
