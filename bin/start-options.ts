import path from 'node:path'
import { findConfig } from '../mocks/config/find-config.ts'
import { EGRESS_HOST, HOST_OR_ANY } from '../mocks/config/hosts.ts'
import type { CheckedConfig } from '../mocks/config/schemas.ts'
import { readInteger } from './arguments.ts'
import { DEFAULT_PROJECT_ID, environment } from './environment.ts'
import { wrongUsage } from './exit.ts'
import { DEFAULT_DATABASE } from './running-file.ts'

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const

export const startFlags = {
  port: text,
  'provider-port': text,
  host: text,
  'allowed-hosts': text,
  database: text,
  project: text,
  'allow-egress': text,
  'webhook-hosts': text,
  config: text,
  'no-config': flag,
  watch: flag,
  seed: text,
  'export-on-exit': text,
  open: flag,
  json: flag,
  help: { type: 'boolean', short: 'h' },
} as const

export type StartFlags = {
  [Name in keyof typeof startFlags]?:
    | ((typeof startFlags)[Name]['type'] extends 'string' ? string : boolean)
    | undefined
}

/** The file that a start reads its configuration from; undefined when there is none. */
export function configFileOf(flags: StartFlags): string | undefined {
  if (flags['no-config'] && flags.config !== undefined) throw wrongUsage('It is either --config or --no-config.')
  if (flags['no-config']) return undefined
  return flags.config === undefined ? findConfig(process.cwd()) : path.resolve(flags.config)
}

/** What `--seed` names. */
export interface Seed {
  projectId: string
  snapshot: unknown
}

/** What a start is to be like: what the command line says, else the environment, else the configuration. */
export function startOptions(flags: StartFlags, config: CheckedConfig, seed: Seed | undefined) {
  const env = environment()
  const databaseUrl = flags.database ?? env.DATABASE_URL ?? config.database ?? DEFAULT_DATABASE
  return {
    port: port('--port', flags.port ?? env.PORT) ?? config.port ?? 4010,
    providerPort: port('--provider-port', flags['provider-port'] ?? env.PROVIDER_PORT) ?? config.providerPort ?? 4020,
    host: flags.host ?? env.PARAGON_SANDBOX_HOST ?? config.host,
    allowedHosts:
      hosts('--allowed-hosts', flags['allowed-hosts'] ?? env.PARAGON_SANDBOX_ALLOWED_HOSTS, HOST_OR_ANY) ??
      config.allowedHosts ??
      [],
    databaseUrl,
    encryptionKey: env.PARAGON_SANDBOX_ENCRYPTION_KEY,
    adminToken: env.PARAGON_SANDBOX_ADMIN_TOKEN,
    egress: {
      hosts:
        hosts('--allow-egress', flags['allow-egress'] ?? env.PARAGON_SANDBOX_EGRESS, EGRESS_HOST) ??
        config.egressHosts ??
        [],
    },
    rateLimits:
      env.PARAGON_SANDBOX_RATE_LIMITS === undefined ? config.rateLimits : env.PARAGON_SANDBOX_RATE_LIMITS === '1',
    webhooks: {
      hosts: (
        hosts('--webhook-hosts', flags['webhook-hosts'] ?? env.PARAGON_SANDBOX_WEBHOOK_HOSTS, HOST_OR_ANY) ??
        config.webhookHosts ??
        []
      ).map((host) => host.toLowerCase()),
    },
    project: {
      id: flags.project ?? env.PARAGON_PROJECT_ID ?? config.projects?.[0]?.id ?? seed?.projectId ?? DEFAULT_PROJECT_ID,
      signingKey: env.PARAGON_SIGNING_KEY,
      apiKey: env.PARAGON_API_KEY,
      webhookSecret: env.PARAGON_WEBHOOK_SIGNING_SECRET,
      loginClient: loginClient(env),
    },
    declarations: config.projects ?? [],
    seed: seed?.snapshot,
  }
}

function loginClient({ NEXTAUTH_URL, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET }: Partial<Record<string, string>>) {
  if (!NEXTAUTH_URL || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return undefined
  return { id: OIDC_CLIENT_ID, secret: OIDC_CLIENT_SECRET, redirectUris: [`${NEXTAUTH_URL}/api/auth/callback/sso`] }
}

function hosts(name: string, list: string | undefined, pattern: RegExp): string[] | undefined {
  const entries = list
    ?.split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  const wrong = entries?.find((entry) => !pattern.test(entry))
  if (wrong === undefined) return entries
  const example = pattern === EGRESS_HOST ? 'api.example.com' : 'host.docker.internal'
  throw wrongUsage(`${name} takes host names such as ${example}, separated by commas, not "${wrong}".`)
}

const port = (name: string, given: string | undefined) =>
  given === undefined ? undefined : readInteger(name, given, 0, 65_535)
