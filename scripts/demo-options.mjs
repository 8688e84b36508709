import { parseArgs } from 'node:util'
import { parsePort } from './environment.mjs'

export const usage = `npm run demo -- [options]

  --dev                    hot reload: the app by next dev, the sandbox from source
  --port <port>            of the reference app    (APP_PORT, default 3000)
  --sandbox-port <port>    of Paragon              (PORT, default 4010)
  --provider-port <port>   of the OAuth provider   (PROVIDER_PORT, default 4020)
  --help                   this text`

/** Far enough from a taken port to miss its neighbours, which are ours. */
const SUGGESTED_STEP = 100

/** How the person at the terminal chooses another port. */
export const portFlags = /** @type {const} */ ({
  app: { flag: 'port', variable: 'APP_PORT', title: 'the reference app' },
  paragon: { flag: 'sandbox-port', variable: 'PORT', title: 'Paragon' },
  provider: { flag: 'provider-port', variable: 'PROVIDER_PORT', title: 'the OAuth provider' },
})

/**
 * @param {string[]} args
 * @returns {{ dev: boolean, help: boolean, ports: Partial<import('./environment.mjs').Ports> }} ports: those chosen
 * @throws {Error} in words, when an argument is unknown or no port
 */
export function parseDemoArguments(args) {
  const { values } = parseArgs({
    args,
    options: {
      dev: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
      port: { type: 'string' },
      'sandbox-port': { type: 'string' },
      'provider-port': { type: 'string' },
    },
  })
  const port = (/** @type {keyof typeof portFlags} */ service) => {
    const { flag } = portFlags[service]
    const text = values[flag]
    return text === undefined ? {} : { [service]: parsePort(text, `--${flag}`) }
  }
  return {
    dev: values.dev,
    help: values.help,
    ports: { ...port('app'), ...port('paragon'), ...port('provider') },
  }
}

/**
 * What to say of ports that are taken.
 *
 * @param {(keyof typeof portFlags)[]} taken
 * @param {import('./environment.mjs').Ports} ports
 * @returns {{ message: string, next: string }}
 */
export function explainTakenPorts(taken, ports) {
  const lines = taken.map((service) => `Port ${ports[service]}, for ${portFlags[service].title}, is in use.`)
  const flags = taken.map((service) => `--${portFlags[service].flag} ${ports[service] + SUGGESTED_STEP}`)
  const variables = taken.map((service) => portFlags[service].variable)
  return {
    message: lines.join('\n'),
    next: `stop what uses it, or choose another: npm run demo -- ${flags.join(' ')}   (or set ${variables.join(', ')} in .env)`,
  }
}
