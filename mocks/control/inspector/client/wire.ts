/** What the control API answers (docs/control-api.md); dates are ISO 8601 texts. */

export interface Project {
  projectId: string
  name: string
  dateCreated: string
}

export interface Account {
  id: string
  integration: string
  externalId: string | null
  status: string
  name: string
  isDefault: boolean
  refreshFailureCount: number
  dateCreated: string
  dateRefreshed: string
  dateValidUntil: string | null
}

export interface User {
  userId: string
  dateCreated: string
  credentials: Account[]
}

export interface Entry {
  id: string
  traceId: string
  parentId: string | null
  cursor: number
  direction: 'in' | 'out'
  service: string
  operation: string | null
  method: string
  url: string
  path: string
  userId: string | null
  account: ActingAccount | null
  job: { kind: string; subject: string } | null
  status: number | null
  error: string | null
  fault: { id: string; name: string | null } | null
  date: string
  /** Milliseconds. */
  duration: number
  request: Message
  response: Message | null
}

export interface ActingAccount {
  credentialId: string | null
  externalId: string | null
  integration: string | null
  name: string | null
}

export interface Message {
  headers: Record<string, string>
  body: Body | null
}

export interface Body {
  size: number
  isTruncated: boolean
  isBinary: boolean
  text: string | null
}

export interface Fault {
  id: string
  name?: string
  match: Record<string, string>
  effect: Record<string, unknown>
  times?: number
  matched: number
  hits: number
}

export interface Clock {
  now: string
  frozen: boolean
  offset: number
}

export interface Delivery {
  id: string
  ownerKind: string
  eventId: string
  url: string
  status: string
  attemptCount: number
  dateCreated: string
  dateNext: string | null
}

export interface DeliveryDetail extends Delivery {
  headers: Record<string, string>
  body: unknown
  attempts: {
    number: number
    dateCreated: string
    status: number | null
    error: string | null
    duration: number
    response: string | null
  }[]
}

export interface Execution {
  id: string
  userId: string
  workflow: string | null
  workflowId: string
  integration: string
  credentialId: string
  status: string
  reason?: string
  taskCount: number
  runDuration: number | null
  dateStarted: string
}

export interface ExecutionDetail extends Execution {
  steps: {
    id: string
    path: string
    type: string
    status: string
    attempts: number
    responseStatus: number | null
    isLargeInput: boolean
    isLargeOutput: boolean
    input: unknown
    output: unknown
  }[]
}

export interface Sync {
  id: string
  userId: string
  integration: string | null
  pipeline: string
  configurationName: string | null
  credentialId: string
  status: string
  reason: string | null
  frequency: string | null
  recordCount: number
  dateLastSynced: string | null
}

export interface SyncLogLine {
  id: number
  date: string
  syncEvent?: string
  [field: string]: unknown
}
