import { randomBytes } from 'node:crypto'
import path from 'node:path'
import type { CheckedConfig } from '../../mocks/config/schemas.ts'
import { PortTakenError, startSandbox } from '../../mocks/node.ts'
import { readArguments, readPositionals } from '../arguments.ts'
import { CommandError, exitCodes, wrongUsage } from '../exit.ts'
import { print } from '../print.ts'
import { leaveWord } from '../running-file.ts'
import { configFileOf, type StartFlags, startFlags, startOptions } from '../start-options.ts'

export const help = `Usage: paragon-sandbox start [options]

Runs the simulated Paragon and its OAuth provider until Ctrl-C.

Options
  --port <n>             Paragon's port; 0 takes a free one     [PORT, 4010]
  --provider-port <n>    the provider's port                    [PROVIDER_PORT, 4020]
  --host <address>       the address to listen on               [PARAGON_SANDBOX_HOST, 127.0.0.1: this machine only]
  --allowed-hosts <names>  names, separated by commas, that the sandbox may be called by beside localhost; * is any
                                                         [PARAGON_SANDBOX_ALLOWED_HOSTS]
  --database <url>       file: URL of the SQLite database       [DATABASE_URL, file:./.paragon-sandbox/sandbox.db]
  --project <id>         id of the project                      [PARAGON_PROJECT_ID, the first of the configuration]
  --allow-egress <hosts>  real hosts, separated by commas, that proxied calls may go to when an integration names them
                         and the sandbox does not simulate them [PARAGON_SANDBOX_EGRESS, none]
  --webhook-hosts <hosts>  hosts beside this machine, separated by commas, that webhooks may be sent to; * is any
                                                         [PARAGON_SANDBOX_WEBHOOK_HOSTS, none]
  --config <file>        the configuration (docs/config.md)     [paragon.sandbox.config.ts, .mts, .mjs, .js or .json here]
  --no-config            none
  --watch                take over what changes in the configuration
  --seed <file>          a snapshot of a project, imported unless the project is there already
  --export-on-exit <file>  a snapshot of the project, written at the end
  --open                 open the inspector in the browser
  --json                 print one JSON line when ready
  -h, --help             this text

Environment
  PARAGON_SIGNING_KEY             RSA key (PEM) of the project; default: a new one
  PARAGON_API_KEY                 the project's API key, for Task History; default: a new one
  PARAGON_WEBHOOK_SIGNING_SECRET  signs what is sent to the project's webhooks; default: a new one
  PARAGON_SANDBOX_ADMIN_TOKEN     bearer token of /_sandbox; default: a new one, printed
  PARAGON_SANDBOX_ENCRYPTION_KEY  base64, 32 bytes; default: a file beside the database
  PARAGON_SANDBOX_RATE_LIMITS     1: the vendor's documented limits of requests hold
  NEXTAUTH_URL, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET
                                  the host app and its sign-in at the provider

The command line goes before the environment, and both before the configuration.
Exit codes: 0 stopped, 1 failed, 2 wrong usage or configuration, 3 a port is taken`

export async function run(args: string[]): Promise<void> {
  const { values: flags, positionals } = readArguments(args, startFlags)
  readPositionals(positionals)
  const configFile = configFileOf(flags)
  if (flags.watch && configFile === undefined) throw wrongUsage('There is no configuration to watch.')
  const config = configFile === undefined ? {} : await load(configFile)
  const seed = flags.seed === undefined ? undefined : (await import('../snapshot-file.ts')).readSnapshot(flags.seed)
  const options = startOptions(flags, config, seed)
  const adminToken = options.adminToken ?? randomBytes(24).toString('base64url')
  const sandbox = await start({ ...options, adminToken })
  const { paragonUrl, providerUrl } = sandbox
  const projectId = options.project.id
  const word = { pid: process.pid, url: paragonUrl, provider: providerUrl, adminToken, projectId }
  const takeWordBack = leaveWord(options.databaseUrl, word)
  // However it ends, but for kill -9.
  process.on('exit', takeWordBack)

  const unwatch =
    flags.watch && configFile !== undefined ? await watchOver(configFile, config, sandbox, flags) : () => {}
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    unwatch()
    void end(sandbox, projectId, flags['export-on-exit']).then((code) => process.exit(code))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)

  if (flags.json) {
    print(JSON.stringify({ ready: true, paragon: paragonUrl, provider: providerUrl, projectId }))
  } else {
    const { welcome } = await import('../welcome.ts')
    await welcome({ sandbox, projectId, adminToken, isTokenKnown: options.adminToken !== undefined })
    if (configFile !== undefined)
      print(`\nConfiguration: ${path.relative(process.cwd(), configFile)}${flags.watch ? ', watched' : ''}`)
  }
  if (flags.open) {
    const [{ openPage }, { inspectorUrl }] = await Promise.all([import('../open-page.ts'), import('../welcome.ts')])
    openPage(inspectorUrl(paragonUrl, projectId, adminToken))
  }
}

type Sandbox = Awaited<ReturnType<typeof startSandbox>>

async function load(file: string): Promise<CheckedConfig> {
  const { loadConfig } = await import('../../mocks/config/load-config.ts')
  return loadConfig(file)
}

async function start(options: Parameters<typeof startSandbox>[0]): Promise<Sandbox> {
  try {
    return await startSandbox(options)
  } catch (error) {
    if (error instanceof PortTakenError) throw await portTaken(error.port, options.port)
    // What the control API would refuse is at fault in the configuration, or in the seed.
    if (isProblem(error)) throw wrongUsage(error.message)
    throw error
  }
}

const isProblem = (error: unknown): error is Error => error instanceof Error && 'status' in error && 'title' in error

async function portTaken(port: number, paragonPort: number): Promise<CommandError> {
  const { freePortNear, ownerOfPort } = await import('../port-owner.ts')
  const owner = ownerOfPort(port)
  const by = owner === undefined ? '' : ` by ${owner.name} (process ${owner.pid})`
  const flag = port === paragonPort ? '--port' : '--provider-port'
  return new CommandError(exitCodes.portTaken, `Port ${port} is taken${by}; use ${flag} ${await freePortNear(port)}`)
}

async function watchOver(
  file: string,
  started: CheckedConfig,
  sandbox: Sandbox,
  { json }: StartFlags,
): Promise<() => void> {
  const { watchConfig } = await import('../watch-config.ts')
  const name = path.basename(file)
  return watchConfig({
    file,
    started,
    load,
    apply: ({ projects = [] }) => sandbox.declare(projects),
    report({ applied, restart, error }) {
      if (json) print(JSON.stringify({ config: { applied, restart, error } }))
      else if (error !== undefined) console.error(`${error}\nNothing is taken over from ${name}.`)
      else {
        const note = restart.length === 0 ? '' : `; ${restart.join(', ')} from the next start on`
        print(`${name} is taken over${note}.`)
      }
    },
  })
}

async function end(sandbox: Sandbox, projectId: string, file: string | undefined): Promise<number> {
  let code: number = exitCodes.done
  if (file !== undefined) {
    try {
      const [{ exportSnapshot }, { writeSnapshot }] = await Promise.all([
        import('../../mocks/control/snapshots/operations.ts'),
        import('../snapshot-file.ts'),
      ])
      writeSnapshot(file, await exportSnapshot(sandbox.context, projectId))
    } catch (error) {
      console.error(error instanceof Error ? error.message : error)
      code = exitCodes.failed
    }
  }
  await sandbox.close()
  return code
}
