import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { generateEnvironment, localUrl } from '../../scripts/environment.mjs'
import { freePorts } from '../../scripts/ports.mjs'
import { startService, untilAnswers } from '../../scripts/processes.mjs'
import { nodeProgram } from '../../scripts/run.mjs'

const START_TIMEOUT = 60_000
const START_ATTEMPTS = 3
const LOG_TAIL = 40

/** The reference app and the sandbox it speaks to, as processes on ports of their own, over a database of their own. */
export interface Stack {
  appUrl: string
  paragonUrl: string
  providerUrl: string
  projectId: string
  /** Bearer token of the control API. */
  adminToken: string
  /** Files that hold what each process has printed so far. */
  logs: { sandbox: string; app: string }
  /** Ends the sandbox, by default without warning, and starts it again on the same ports and database. */
  restartSandbox(options?: { kill?: 'SIGKILL' | 'SIGTERM' }): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts the production builds of app and sandbox.
 *
 * @param logsFolder is made when missing
 * @param label tells the logs of several stacks apart
 */
export async function startStack(logsFolder: string, label: string): Promise<Stack> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(logsFolder, label)
    } catch (error) {
      // A free port can be taken between being found free and being listened on.
      if (attempt === START_ATTEMPTS || !/EADDRINUSE|is taken/.test(String(error))) throw error
    }
  }
}

async function startOnce(logsFolder: string, label: string): Promise<Stack> {
  const [app = 0, paragon = 0, provider = 0] = await freePorts(3)
  const urls = { appUrl: localUrl(app), paragonUrl: localUrl(paragon), providerUrl: localUrl(provider) }
  const folder = mkdtempSync(path.join(tmpdir(), 'paragon-stack-'))
  const environment = {
    ...generateEnvironment({ app, paragon, provider }),
    DATABASE_URL: `file:${path.join(folder, 'sandbox.db')}`,
  }
  mkdirSync(logsFolder, { recursive: true })
  const logs = {
    sandbox: path.join(logsFolder, `${label}-sandbox.log`),
    app: path.join(logsFolder, `${label}-app.log`),
  }
  const launchSandbox = () => {
    const command = [process.execPath, 'dist/bin/paragon-sandbox.js', 'start', '--json']
    return launch('sandbox', command, environment, logs.sandbox, [`${urls.paragonUrl}/health`, urls.providerUrl])
  }
  const launchApp = () => {
    // PORT is the sandbox's.
    const { PORT: _, ...appEnvironment } = environment
    return launch(
      'app',
      [...nodeProgram('next'), 'start', '-H', 'localhost', '-p', String(app)],
      appEnvironment,
      logs.app,
      [urls.appUrl],
    )
  }

  let sandbox = launchSandbox()
  const appProcess = launchApp()
  const stop = async () => {
    await Promise.all([sandbox.service.stop(), appProcess.service.stop()])
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await Promise.all([sandbox.ready, appProcess.ready])
  } catch (error) {
    await stop()
    throw error
  }
  return {
    ...urls,
    projectId: environment.PARAGON_PROJECT_ID,
    adminToken: environment.PARAGON_SANDBOX_ADMIN_TOKEN,
    logs,
    async restartSandbox({ kill = 'SIGKILL' } = {}) {
      await sandbox.service.stop(kill)
      sandbox = launchSandbox()
      await sandbox.ready
    },
    stop,
  }
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
