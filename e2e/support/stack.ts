import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { generateEnvironment, localUrl } from '../../scripts/environment.mjs'
import { freePorts } from '../../scripts/ports.mjs'
import { startService, untilAnswers } from '../../scripts/processes.mjs'
import { nodeProgram } from '../../scripts/run.mjs'
import { registerSyncWebhook } from '../../scripts/sync-webhook.mjs'

const START_TIMEOUT = 60_000
const START_ATTEMPTS = 3
const LOG_TAIL = 40

/** A sandbox as a process on ports of its own, over a database of its own. */
export interface SandboxStack {
  paragonUrl: string
  providerUrl: string
  projectId: string
  /** Bearer token of the control API. */
  adminToken: string
  /** Files that hold what each process has printed so far. */
  logs: { sandbox: string }
  /** Ends the sandbox, by default without warning, and starts it again on the same ports and database. */
  restartSandbox(options?: { kill?: 'SIGKILL' | 'SIGTERM' }): Promise<void>
  stop(): Promise<void>
}

/** A sandbox with the reference app that speaks to it. */
export interface Stack extends SandboxStack {
  appUrl: string
  logs: { sandbox: string; app: string }
}

/**
 * Starts the production builds of app and sandbox.
 *
 * @param logsFolder is made when missing
 * @param label tells the logs of several stacks apart
 * @param changes variables that the app alone is to have otherwise
 */
export function startStack(logsFolder: string, label: string, changes: Record<string, string> = {}): Promise<Stack> {
  return onFreePorts(async (ports) => {
    const sandbox = prepareSandbox(ports, logsFolder, label)
    const appLog = path.join(logsFolder, `${label}-app.log`)
    const appUrl = localUrl(ports.app)
    // PORT is the sandbox's.
    const { PORT: _, ...appEnvironment } = sandbox.environment
    const app = launch(
      'app',
      [...nodeProgram('next'), 'start', '-H', 'localhost', '-p', String(ports.app)],
      { ...appEnvironment, ...changes },
      appLog,
      [appUrl],
    )
    const stop = async () => {
      await Promise.all([sandbox.stack.stop(), app.service.stop()])
    }
    const ready = Promise.all([sandbox.ready, app.ready]).then(() => registerSyncWebhook(sandbox.environment))
    await orStop([ready], stop)
    return { ...sandbox.stack, appUrl, logs: { ...sandbox.stack.logs, app: appLog }, stop }
  })
}

/** Starts the production build of the sandbox alone; parameters as for `startStack`. */
export function startSandbox(logsFolder: string, label: string): Promise<SandboxStack> {
  return onFreePorts(async (ports) => {
    const { stack, ready } = prepareSandbox(ports, logsFolder, label)
    await orStop([ready], stack.stop)
    return stack
  })
}

type Ports = Record<'app' | 'paragon' | 'provider', number>

async function onFreePorts<T>(start: (ports: Ports) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const [app = 0, paragon = 0, provider = 0] = await freePorts(3)
    try {
      return await start({ app, paragon, provider })
    } catch (error) {
      // A free port can be taken between being found free and being listened on.
      if (attempt === START_ATTEMPTS || !/EADDRINUSE|is taken/.test(String(error))) throw error
    }
  }
}

async function orStop(starting: Promise<void>[], stop: () => Promise<void>): Promise<void> {
  try {
    await Promise.all(starting)
  } catch (error) {
    await stop()
    throw error
  }
}

/** Launches a sandbox over a new database; `environment` is complete for app and sandbox. */
function prepareSandbox(ports: Ports, logsFolder: string, label: string) {
  const urls = { paragonUrl: localUrl(ports.paragon), providerUrl: localUrl(ports.provider) }
  const folder = mkdtempSync(path.join(tmpdir(), 'paragon-stack-'))
  const environment = {
    ...generateEnvironment(ports),
    DATABASE_URL: `file:${path.join(folder, 'sandbox.db')}`,
  }
  mkdirSync(logsFolder, { recursive: true })
  const log = path.join(logsFolder, `${label}-sandbox.log`)
  const start = () => {
    const command = [process.execPath, 'dist/bin/paragon-sandbox.js', 'start', '--json']
    return launch('sandbox', command, environment, log, [`${urls.paragonUrl}/health`, urls.providerUrl])
  }

  let sandbox = start()
  const stack: SandboxStack = {
    ...urls,
    projectId: environment.PARAGON_PROJECT_ID,
    adminToken: environment.PARAGON_SANDBOX_ADMIN_TOKEN,
    logs: { sandbox: log },
    async restartSandbox({ kill = 'SIGKILL' } = {}) {
      await sandbox.service.stop(kill)
      sandbox = start()
      await sandbox.ready
    },
    async stop() {
      await sandbox.service.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return { stack, environment, ready: sandbox.ready }
}

/**
 * @param urls what must answer for the service to be ready
 * @returns `ready` rejects with the end of the log when the service ends, or takes too long
 */
function launch(name: string, command: string[], environment: Record<string, string>, logFile: string, urls: string[]) {
  const lines: string[] = []
  appendFileSync(logFile, `-- ${name} starts\n`)
  const service = startService(name, command, { ...inherited(), ...environment }, (line) => {
    lines.push(line)
    appendFileSync(logFile, `${line}\n`)
  })
  const abort = new AbortController()
  const explain = (what: string) => new Error(`${name} ${what}:\n${lines.slice(-LOG_TAIL).join('\n')}`)
  const ended = service.exited.then((code) => {
    abort.abort()
    throw explain(`ended with exit code ${code} before it was ready`)
  })
  const timeout = AbortSignal.any([abort.signal, AbortSignal.timeout(START_TIMEOUT)])
  const answered = Promise.all(urls.map((url) => untilAnswers(url, timeout))).catch(() => {
    throw explain(`did not answer within ${START_TIMEOUT / 1000} s`)
  })
  return { service, ready: Promise.race([answered.then(() => {}), ended]) }
}

/** What a process needs of its surroundings; a developer's own Paragon or sign-in variables must not reach a test. */
function inherited(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LANG', 'NODE_EXTRA_CA_CERTS']
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
}
