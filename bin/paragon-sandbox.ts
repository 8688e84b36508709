#!/usr/bin/env node
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { PortTakenError, startSandbox } from '../mocks/node.ts'

const usage = `Usage: paragon-sandbox start [options]

Runs the simulated Paragon and its OAuth provider until Ctrl-C.

Options
  --port <n>            Paragon's port; 0 takes a free one     [PORT, 4010]
  --provider-port <n>   the provider's port                    [PROVIDER_PORT, 4020]
  --database <url>      file: URL of the SQLite database       [DATABASE_URL, file:./.paragon-sandbox/sandbox.db]
  --project <id>        id of the project                      [PARAGON_PROJECT_ID]
  --allow-egress <hosts>  real hosts, separated by commas, that proxied calls may go to when an integration names them
                        and the sandbox does not simulate them   [PARAGON_SANDBOX_EGRESS, none]
  --webhook-hosts <hosts>  hosts beside this machine, separated by commas, that webhooks may be sent to; * is any
                                                        [PARAGON_SANDBOX_WEBHOOK_HOSTS, none]
  --json                print one JSON line when ready
  --help                this text

Environment
  PARAGON_SIGNING_KEY             RSA key (PEM) of the project; default: a new one
  PARAGON_API_KEY                 the project's API key, for Task History; default: a new one
  PARAGON_WEBHOOK_SIGNING_SECRET  signs what is sent to the project's webhooks; default: a new one
  PARAGON_SANDBOX_ADMIN_TOKEN     bearer token of /_sandbox; default: a new one, printed
  PARAGON_SANDBOX_ENCRYPTION_KEY  base64, 32 bytes; default: a file beside the database
  PARAGON_SANDBOX_RATE_LIMITS     1: the vendor's documented limits of requests hold
  NEXTAUTH_URL, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET
                                  the host app and its sign-in at the provider

Exit codes: 0 stopped, 1 failed, 2 wrong usage, 3 a port is taken`

/** The project when none is named: always the same, so that a pasted snippet stays good. */
const DEFAULT_PROJECT_ID = '7a9db0c5-5a4d-4b0c-8c5d-000000000001'

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      'provider-port': { type: 'string' },
      database: { type: 'string' },
      project: { type: 'string' },
      'allow-egress': { type: 'string' },
      'webhook-hosts': { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return 'help'
  if (positionals.length !== 1 || positionals[0] !== 'start') throw new Error('The command is: paragon-sandbox start')
  // An empty variable, as in a copied .env.example, is one that is not set.
  const env = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''))
  return {
    json: values.json,
    port: portNumber('--port', values.port ?? env.PORT ?? '4010'),
    providerPort: portNumber('--provider-port', values['provider-port'] ?? env.PROVIDER_PORT ?? '4020'),
    databaseUrl: values.database ?? env.DATABASE_URL ?? 'file:./.paragon-sandbox/sandbox.db',
    encryptionKey: env.PARAGON_SANDBOX_ENCRYPTION_KEY,
    adminToken: env.PARAGON_SANDBOX_ADMIN_TOKEN,
    egress: { hosts: hostNames(values['allow-egress'] ?? env.PARAGON_SANDBOX_EGRESS ?? '') },
    rateLimits: env.PARAGON_SANDBOX_RATE_LIMITS === '1',
    webhooks: { hosts: webhookHosts(values['webhook-hosts'] ?? env.PARAGON_SANDBOX_WEBHOOK_HOSTS ?? '') },
    project: {
      id: values.project ?? env.PARAGON_PROJECT_ID ?? DEFAULT_PROJECT_ID,
      signingKey: env.PARAGON_SIGNING_KEY,
      apiKey: env.PARAGON_API_KEY,
      webhookSecret: env.PARAGON_WEBHOOK_SIGNING_SECRET,
      loginClient: loginClient(env),
    },
  }
}

function loginClient(env: Record<string, string | undefined>) {
  const { NEXTAUTH_URL, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env
  if (!NEXTAUTH_URL || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return undefined
  return { id: OIDC_CLIENT_ID, secret: OIDC_CLIENT_SECRET, redirectUris: [`${NEXTAUTH_URL}/api/auth/callback/sso`] }
}

/** Host names as URLs have them, with a port if it is not the usual one. */
function hostNames(list: string): string[] {
  const hosts = entries(list)
  const wrong = hosts.find((host) => !/^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?$/i.test(host))
  if (wrong) throw new Error(`--allow-egress takes host names such as api.example.com, not "${wrong}".`)
  return hosts
}

/** Host names as URLs have them, of any port: often a container's, such as host.docker.internal. */
function webhookHosts(list: string): string[] {
  const hosts = entries(list).map((host) => host.toLowerCase())
  const wrong = hosts.find((host) => host !== '*' && !/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(host))
  if (wrong) throw new Error(`--webhook-hosts takes host names such as host.docker.internal, not "${wrong}".`)
  return hosts
}

function entries(list: string): string[] {
  return list
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

function portNumber(name: string, text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`${name} must be a port number, not "${text}".`)
  return port
}

async function main(): Promise<void> {
  let options: ReturnType<typeof readOptions>
  try {
    options = readOptions()
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`)
    process.exitCode = 2
    return
  }
  if (options === 'help') {
    console.log(usage)
    return
  }
  const { json, ...startOptions } = options
  const adminToken = startOptions.adminToken ?? randomBytes(24).toString('base64url')
  const sandbox = await startSandbox({ ...startOptions, adminToken })

  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    void sandbox.close().then(() => process.exit(0))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)

  const { paragonUrl: paragon, providerUrl: provider } = sandbox
  const projectId = startOptions.project.id
  if (json) {
    console.log(JSON.stringify({ ready: true, paragon, provider, projectId }))
    return
  }
  console.log(`Paragon sandbox is ready

  Paragon   ${paragon}
  provider  ${provider}
  project   ${projectId}
  admin     ${startOptions.adminToken ? 'PARAGON_SANDBOX_ADMIN_TOKEN' : adminToken}

In the host app, before authenticate:

${snippet(paragon)}`)
}

function snippet(url: string): string {
  const bases = ['API_TRIGGER_KIT', 'CDN', 'CONNECT', 'DASHBOARD', 'HERMES', 'PASSPORT', 'WORKER_PROXY', 'ZEUS']
  return `  paragon.configureGlobal({ host: 'localhost' }, {\n${bases.map((base) => `    ${base}_PUBLIC_URL: '${url}',\n`).join('')}  })`
}

main().catch((error: unknown) => {
  if (error instanceof PortTakenError) {
    console.error(`${error.message} Choose another with --port or --provider-port (PORT, PROVIDER_PORT).`)
    process.exit(3)
  }
  console.error(error instanceof Error ? (error.stack ?? error.message) : error)
  process.exit(1)
})
