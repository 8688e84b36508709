import type { ProjectDeclaration } from './project-declaration.ts'

/**
 * A client of the control API (docs/control-api.md), for tests, scripts and the command line: the same over HTTP and in
 * process, by the `fetch` that it is given. It imports nothing but types, so that it costs nothing.
 */

export interface ControlClientOptions {
  /** Paragon's address, without a trailing slash. */
  url: string
  adminToken: string
  /** Default: the global one. */
  fetch?: ((request: Request) => Promise<Response> | Response) | undefined
}

/** An answer of the control API other than a success: problem details of RFC 9457. */
export class ControlError extends Error {
  readonly status: number
  /** The problem as it was answered. */
  readonly problem: Record<string, unknown>

  constructor(call: string, status: number, problem: Record<string, unknown>) {
    super(`${call}: ${status} ${problem.detail ?? problem.title ?? ''}`.trimEnd())
    this.name = 'ControlError'
    this.status = status
    this.problem = problem
  }
}

/** What a project is to start with; without anything, the whole catalog and the demo people. */
export type NewProject = ProjectDeclaration

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

/** A line of the list of projects. */
export interface ProjectSummary {
  projectId: string
  name: string
  /** ISO 8601. */
  dateCreated: string
}

export interface ControlClient {
  /**
   * Any call: a path below `/_sandbox`, such as "/projects/p/clock". Answers the JSON, undefined for an empty answer; throws
   * a ControlError for every status but 2xx.
   */
  call(method: string, path: string, body?: unknown): Promise<unknown>
  createProject(project?: NewProject): Promise<ProjectControl>
  /** Every project, by id. */
  projects(): Promise<ProjectSummary[]>
  /** A project that is there; throws a 404 for any other. */
  project(projectId: string): Promise<ProjectControl>
}

/** One project: everything that a test or a script does to it. */
export interface ProjectControl extends ProjectAccess {
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
  clock: {
    read(): Promise<ClockReading>
    /** Sets it forward, in milliseconds; answers when all that falls due on the way is done. */
    advance(milliseconds: number): Promise<ClockReading>
    /** The same by the time to go to. */
    set(time: Date): Promise<ClockReading>
    freeze(): Promise<ClockReading>
    /** Lets it run on. */
    resume(): Promise<ClockReading>
  }
  /** Back to what it started with. */
  reset(): Promise<void>
  /** The whole project as JSON, with its secrets in the clear. */
  exportSnapshot(): Promise<unknown>
  /** Puts a snapshot of the project in its place. */
  importSnapshot(snapshot: unknown): Promise<void>
  remove(): Promise<void>
}

export function createControlClient({ url, adminToken, fetch: send = fetch }: ControlClientOptions): ControlClient {
  async function call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await send(
      new Request(`${url}/_sandbox${path}`, {
        method,
        headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    )
    const text = await response.text()
    if (response.ok) return text === '' ? undefined : JSON.parse(text)
    throw new ControlError(`${method} /_sandbox${path}`, response.status, problemOf(text))
  }

  return {
    call,
    createProject: async (project = {}) => controlOf(call, (await call('POST', '/projects', project)) as ProjectAccess),
    async projects() {
      const all: ProjectSummary[] = []
      let cursor: string | null = null
      do {
        const query: string = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`
        const page = (await call('GET', `/projects${query}`)) as {
          projects: ProjectSummary[]
          nextCursor: string | null
        }
        all.push(...page.projects)
        cursor = page.nextCursor
      } while (cursor !== null)
      return all
    },
    project: async (projectId) =>
      controlOf(call, (await call('GET', `/projects/${encodeURIComponent(projectId)}`)) as ProjectAccess),
  }
}

function controlOf(callAny: ControlClient['call'], access: ProjectAccess): ProjectControl {
  const { projectId, signingKey, apiKey, webhookSigningSecret, urls } = access
  const call: ControlClient['call'] = (method, path, body) =>
    callAny(method, `/projects/${encodeURIComponent(projectId)}${path}`, body)
  const setClock = async (change: object) => (await call('PUT', '/clock', change)) as ClockReading
  const happen = async (mishap: string, credentialId: string) => {
    await call('POST', `/credentials/${encodeURIComponent(credentialId)}/${mishap}`)
  }
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
    clock: {
      read: async () => (await call('GET', '/clock')) as ClockReading,
      advance: (milliseconds) => setClock({ advance: milliseconds }),
      set: (time) => setClock({ now: time.toISOString() }),
      freeze: () => setClock({ frozen: true }),
      resume: () => setClock({ frozen: false }),
    },
    async reset() {
      await call('POST', '/reset')
    },
    exportSnapshot: () => call('GET', '/snapshot'),
    async importSnapshot(snapshot) {
      await call('PUT', '/snapshot', snapshot)
    },
    async remove() {
      await call('DELETE', '')
    },
  }
}

function problemOf(text: string): Record<string, unknown> {
  try {
    const problem: unknown = JSON.parse(text)
    if (typeof problem === 'object' && problem !== null) return { ...problem }
  } catch {
    // Whatever it is, it is said.
  }
  return { detail: text }
}
