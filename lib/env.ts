import { createPrivateKey } from 'node:crypto'
import { z } from 'zod'
import { type DemoUser, parseDemoUsers } from './demo-users'
import { DEFAULT_ADMINS } from './team/members'

/** What the server needs to know, read from the environment when a request first needs it. */
export type Env = {
  projectId: string
  /** PEM, with real line breaks. Never leaves the server. */
  signingKey: string
  /** The project's API key, for Task History. Covers all users, and never leaves the server; undefined: no monitoring. */
  apiKey: string | undefined
  /** The project's signing secret, which webhooks are checked with; undefined: none is taken in. */
  webhookSecret: string | undefined
  /** Base URL of a Paragon Sandbox; undefined means the real service. */
  sandboxUrl: string | undefined
  /** Opens the sandbox's control API, for the drawer "Under the hood". Never leaves the server; undefined: no drawer. */
  sandboxAdminToken: string | undefined
  appUrl: string
  sessionSecret: string
  oidc: { issuer: string; clientId: string; clientSecret: string }
  demoUsers: DemoUser[]
  /** E-mail addresses of the organization's admins. */
  teamAdmins: string[]
}

const required = z.string('is missing').trim().min(1, 'is empty')

// The SDK and openid-client join base URLs and paths by plain concatenation, so a trailing slash would double.
const baseUrl = required
  .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), 'is not an http(s) URL')
  .transform((value) => value.replace(/\/+$/, ''))

const signingKey = required
  // `.env` files and hosting dashboards often keep a PEM on one line, with its line breaks written as \n.
  .transform((value) => value.replaceAll('\\n', '\n'))
  .refine(isRsaPrivateKey, 'is not an RSA private key in PEM form')

const sandboxUrl = baseUrl.refine(
  // The SDK takes any address containing this word for a call to Paragon's Proxy API.
  (value) => !value.includes('proxy'),
  'must not contain the word "proxy"',
)

const optional = z.preprocess((value) => value || undefined, z.string().trim().optional())

const schema = z.object({
  PARAGON_PROJECT_ID: required,
  PARAGON_SIGNING_KEY: signingKey,
  PARAGON_API_KEY: optional,
  PARAGON_WEBHOOK_SIGNING_SECRET: optional,
  PARAGON_SANDBOX_URL: z.preprocess((value) => value || undefined, sandboxUrl.optional()),
  PARAGON_SANDBOX_ADMIN_TOKEN: optional,
  NEXTAUTH_URL: baseUrl,
  NEXTAUTH_SECRET: required,
  OIDC_ISSUER: baseUrl,
  OIDC_CLIENT_ID: required,
  OIDC_CLIENT_SECRET: required,
  DEMO_USERS: z.string().default('').transform(parseDemoUsers),
  TEAM_ADMINS: z
    .string()
    .default(DEFAULT_ADMINS)
    .transform((list) => parseDemoUsers(list).map(({ email }) => email)),
})

/** Thrown when the environment is incomplete; the message lists every problem, one a line. */
export class EnvError extends Error {
  override name = 'EnvError'
}

/** Reads and checks the variables. Throws EnvError naming everything that is wrong, not just the first. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const result = schema.safeParse(source)
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`)
    throw new EnvError(`The environment of the app is incomplete (see .env.example):\n${problems.join('\n')}`)
  }
  const values = result.data
  return {
    projectId: values.PARAGON_PROJECT_ID,
    signingKey: values.PARAGON_SIGNING_KEY,
    apiKey: values.PARAGON_API_KEY,
    webhookSecret: values.PARAGON_WEBHOOK_SIGNING_SECRET,
    sandboxUrl: values.PARAGON_SANDBOX_URL,
    sandboxAdminToken: values.PARAGON_SANDBOX_ADMIN_TOKEN,
    appUrl: values.NEXTAUTH_URL,
    sessionSecret: values.NEXTAUTH_SECRET,
    oidc: { issuer: values.OIDC_ISSUER, clientId: values.OIDC_CLIENT_ID, clientSecret: values.OIDC_CLIENT_SECRET },
    demoUsers: values.DEMO_USERS,
    teamAdmins: values.TEAM_ADMINS,
  }
}

let parsed: Env | undefined

/** The environment of this server, checked at first use: a build needs none of it. Throws EnvError. */
export function env(): Env {
  parsed ??= parseEnv(process.env)
  return parsed
}

function isRsaPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa'
  } catch {
    return false
  }
}
