import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import util from 'node:util'

/** @typedef {Record<string, string>} Environment */
/** @typedef {{ app: number, paragon: number, provider: number }} Ports */

/** @type {Ports} */
export const defaultPorts = { app: 3000, paragon: 4010, provider: 4020 }

/** Which variables carry each address. `PORT` is the sandbox's; the app gets its own on its command line. */
const addresses = /** @type {const} */ ({
  app: { port: 'APP_PORT', url: 'NEXTAUTH_URL' },
  paragon: { port: 'PORT', url: 'PARAGON_SANDBOX_URL' },
  provider: { port: 'PROVIDER_PORT', url: 'OIDC_ISSUER' },
})
const services = /** @type {(keyof Ports)[]} */ (Object.keys(addresses))

/**
 * A complete environment of app and sandbox, with new secrets.
 *
 * @param {Ports} [ports]
 */
export function generateEnvironment(ports = defaultPorts) {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return {
    PARAGON_PROJECT_ID: randomUUID(),
    PARAGON_SIGNING_KEY: privateKey,
    PARAGON_API_KEY: secret(),
    PARAGON_WEBHOOK_SIGNING_SECRET: secret(),
    PARAGON_SANDBOX_URL: localUrl(ports.paragon),
    NEXTAUTH_URL: localUrl(ports.app),
    NEXTAUTH_SECRET: secret(),
    OIDC_ISSUER: localUrl(ports.provider),
    OIDC_CLIENT_ID: 'reference-app',
    OIDC_CLIENT_SECRET: secret(),
    DEMO_USERS:
      'Maya Chen <maya@northwind.example>, Jonas Weber <jonas@northwind.example>, Priya Nair <priya@northwind.example>',
    APP_PORT: String(ports.app),
    PORT: String(ports.paragon),
    PROVIDER_PORT: String(ports.provider),
    DATABASE_URL: 'file:./.paragon-sandbox/sandbox.db',
    PARAGON_SANDBOX_ADMIN_TOKEN: secret(),
  }
}

const secret = () => randomBytes(32).toString('base64url')

/**
 * The environment with what app and sandbox need to agree on for as long as they run together, made up where nobody has
 * set it: an .env of an older version lacks it.
 *
 * @param {Environment} environment
 * @returns {Environment}
 */
export function withPassingSecrets(environment) {
  return {
    ...environment,
    PARAGON_WEBHOOK_SIGNING_SECRET: environment.PARAGON_WEBHOOK_SIGNING_SECRET || secret(),
    PARAGON_SANDBOX_ADMIN_TOKEN: environment.PARAGON_SANDBOX_ADMIN_TOKEN || secret(),
  }
}

/** @param {number} port */
export function localUrl(port) {
  return `http://localhost:${port}`
}

/**
 * The text of an env file; a value with a newline or a quote-worthy character stands in double quotes, newlines as `\n`.
 *
 * @param {Environment} environment
 */
export function formatEnvironment(environment) {
  const line = (/** @type {string} */ value) =>
    /^[\w./:@-]*$/.test(value) ? value : `"${value.replaceAll('\n', '\\n')}"`
  return Object.entries(environment)
    .map(([name, value]) => `${name}=${line(value)}\n`)
    .join('')
}

/**
 * Makes the env file when there is none; readable by its owner only, for it holds a signing key.
 *
 * @param {string} file
 * @returns {boolean} whether it was made
 */
export function createEnvironmentFile(file) {
  if (existsSync(file)) return false
  const header =
    '# Made by scripts/setup.mjs; .env.example explains every variable. Delete this file to have it made anew.\n'
  writeFileSync(file, header + formatEnvironment(generateEnvironment()), { mode: 0o600, flag: 'wx' })
  return true
}

/**
 * The env file's variables under those of the process, as every dotenv reader has it.
 *
 * @param {string} file
 * @param {Record<string, string | undefined>} [processEnvironment]
 * @returns {{ environment: Environment, missing: string[] }} `missing`: what generateEnvironment would set and nobody does
 */
export function readEnvironment(file, processEnvironment = process.env) {
  /** @type {Environment} */
  const environment = {}
  for (const [name, value] of Object.entries({ ...util.parseEnv(readFileSync(file, 'utf8')), ...processEnvironment })) {
    if (value !== undefined) environment[name] = value
  }
  return { environment, missing: required.filter((name) => !environment[name]) }
}

/** What has no sensible default: without it app and sandbox could not agree. */
const required = [
  'PARAGON_PROJECT_ID',
  'PARAGON_SIGNING_KEY',
  'NEXTAUTH_SECRET',
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
]

/**
 * The environment with every local address on the port that was chosen for it. An address on another host (a tunnel, a
 * forwarded port) was chosen by someone on purpose and stays.
 *
 * @param {Environment} environment
 * @param {Partial<Ports>} [chosen] over the environment's own
 * @returns {{ environment: Environment, ports: Ports }}
 * @throws {RangeError} when one is no port, or two are the same
 */
export function withPorts(environment, chosen = {}) {
  const result = { ...environment }
  const ports = { ...defaultPorts }
  for (const service of services) {
    const { port, url } = addresses[service]
    ports[service] = chosen[service] ?? parsePort(environment[port] ?? String(defaultPorts[service]), port)
    result[port] = String(ports[service])
    if (!result[url] || isLocal(result[url])) result[url] = localUrl(ports[service])
  }
  if (new Set(Object.values(ports)).size < services.length) {
    const list = services.map((service) => `${addresses[service].port} ${ports[service]}`).join(', ')
    throw new RangeError(`Each service needs a port of its own; got ${list}`)
  }
  return { environment: result, ports }
}

/** @param {string} url */
function isLocal(url) {
  return URL.canParse(url) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)
}

/**
 * @param {string} text
 * @param {string} name of the variable or flag, for the message
 */
export function parsePort(text, name) {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new RangeError(`${name} must be a port between 1 and 65535; got ${JSON.stringify(text)}`)
  }
  return port
}
