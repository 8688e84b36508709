import { type ControlClient, createControlClient } from '../mocks/client/control-client.ts'
import type { ProjectControl } from '../mocks/client/project-control.ts'
import { findConfig } from '../mocks/config/find-config.ts'
import { DEFAULT_PROJECT_ID, environment } from './environment.ts'
import { CommandError, exitCodes, wrongUsage } from './exit.ts'
import { DEFAULT_DATABASE, findRunning, type RunningSandbox } from './running-file.ts'

const DEFAULT_URL = 'http://localhost:4010'

/** Options of every command that speaks to a sandbox. */
export const reachOptions = {
  url: { type: 'string' },
  'admin-token': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

export const projectOption = { project: { type: 'string' } } as const

export const reachHelp = `  --url <url>            the sandbox               [PARAGON_SANDBOX_URL, the one that runs here, ${DEFAULT_URL}]
  --admin-token <token>  its admin token           [PARAGON_SANDBOX_ADMIN_TOKEN, that of the one that runs here]
  --json                 answer with JSON
  -h, --help             this text`

export const projectHelp =
  '  --project <id>         the project               [PARAGON_PROJECT_ID, the one that start is about]'

/** A sandbox that can be spoken to. */
export interface Reached {
  control: ControlClient
  /** What a command is about that names no project. */
  projectId: string
}

interface Given {
  url?: string | undefined
  'admin-token'?: string | undefined
  project?: string | undefined
}

/**
 * The sandbox that the options name, else the environment, else the one that `start` runs over the database of this folder.
 * Throws a CommandError when nothing answers there, or its admin token is not to be known.
 */
export async function reach(given: Given): Promise<Reached> {
  const env = environment()
  const named = given.url ?? env.PARAGON_SANDBOX_URL
  if (named !== undefined && !/^https?:$/.test(URL.canParse(named) ? new URL(named).protocol : '')) {
    throw wrongUsage(`--url must be an address such as ${DEFAULT_URL}, not "${named}".`)
  }
  const running = await findRunningHere(env.DATABASE_URL)
  const url = (named ?? running?.url ?? DEFAULT_URL).replace(/\/+$/, '')
  // A token is for the sandbox that has left it, and for no other.
  const isRunningHere = running !== undefined && new URL(running.url).origin === new URL(url).origin
  const adminToken =
    given['admin-token'] ?? env.PARAGON_SANDBOX_ADMIN_TOKEN ?? (isRunningHere ? running.adminToken : undefined)
  if (adminToken === undefined) {
    await send(new Request(`${url}/health`))
    throw wrongUsage(
      `The admin token of ${url} is not known here: give it by --admin-token or PARAGON_SANDBOX_ADMIN_TOKEN.`,
    )
  }
  return {
    control: createControlClient({ url, adminToken, fetch: send }),
    projectId:
      given.project ?? env.PARAGON_PROJECT_ID ?? (isRunningHere ? running.projectId : undefined) ?? DEFAULT_PROJECT_ID,
  }
}

/** The same with the project that the command is about. */
export async function reachProject(given: Given): Promise<Reached & { project: ProjectControl }> {
  const reached = await reach(given)
  return { ...reached, project: await reached.control.project(reached.projectId) }
}

async function findRunningHere(database: string | undefined): Promise<RunningSandbox | undefined> {
  if (database !== undefined) return findRunning(database)
  return findRunning(DEFAULT_DATABASE) ?? findRunning((await databaseOfConfig()) ?? DEFAULT_DATABASE)
}

/** A configuration that cannot be used keeps no command from one that runs elsewhere. */
async function databaseOfConfig(): Promise<string | undefined> {
  const file = findConfig(process.cwd())
  if (file === undefined) return undefined
  try {
    const { loadConfig } = await import('../mocks/config/load-config.ts')
    return (await loadConfig(file)).database
  } catch {
    return undefined
  }
}

async function send(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined
    const reason = cause instanceof Error && 'code' in cause ? ` (${cause.code})` : ''
    const { origin } = new URL(request.url)
    throw new CommandError(
      exitCodes.unreachable,
      `No sandbox answers at ${origin}${reason}. Start one with "paragon-sandbox start", or name one with --url.`,
    )
  }
}
