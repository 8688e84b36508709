import { createCalls, withQuery } from './control-call.ts'
import {
  type ProjectAccess,
  type ProjectControl,
  projectControl,
  projectPath,
  type Snapshot,
} from './project-control.ts'
import type { ProjectDeclaration } from './project-declaration.ts'

/**
 * A client of the control API (docs/control-api.md), for tests, scripts and the command line: the same over HTTP and in
 * process, by the `fetch` that it is given. Of the sandbox it imports nothing but types, so that it costs nothing.
 */

export interface ControlClientOptions {
  /** Paragon's address, without a trailing slash. */
  url: string
  adminToken: string
  /** Default: the global one. */
  fetch?: ((request: Request) => Promise<Response> | Response) | undefined
}

/** What a project is to start with; without anything, the whole catalog and the demo people. */
export type NewProject = ProjectDeclaration

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
  /** Makes a project as a snapshot has it, of this sandbox or another, or puts that in its place. */
  importSnapshot(snapshot: Snapshot): Promise<ProjectControl>
}

export function createControlClient({ url, adminToken, fetch: send = fetch }: ControlClientOptions): ControlClient {
  const calls = createCalls(url, adminToken, send)
  const { call } = calls
  return {
    call,
    createProject: async (project = {}) =>
      projectControl(calls, (await call('POST', '/projects', project)) as ProjectAccess),
    async projects() {
      const all: ProjectSummary[] = []
      let cursor: string | null = null
      do {
        const page = (await call('GET', withQuery('/projects', { cursor }))) as {
          projects: ProjectSummary[]
          nextCursor: string | null
        }
        all.push(...page.projects)
        cursor = page.nextCursor
      } while (cursor !== null)
      return all
    },
    project: async (projectId) => projectControl(calls, (await call('GET', projectPath(projectId))) as ProjectAccess),
    importSnapshot: async (snapshot) =>
      projectControl(
        calls,
        (await call('PUT', `${projectPath(snapshot.projectId)}/snapshot`, snapshot)) as ProjectAccess,
      ),
  }
}
