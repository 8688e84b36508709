/** `npm run demo`: sets up what is missing, then runs the reference app and the sandbox until Ctrl-C. */
import { explainTakenPorts, parseDemoArguments, portFlags, usage } from './demo-options.mjs'
import { localUrl, readEnvironment, withPassingSecrets, withPorts } from './environment.mjs'
import { isPortFree } from './ports.mjs'
import { startService, untilAnswers } from './processes.mjs'
import { root } from './root.mjs'
import { ExplainedError, nodeProgram, reportFailure } from './run.mjs'
import { environmentFile, setUp } from './setup.mjs'
import { registerSyncWebhook } from './sync-webhook.mjs'

const READY_TIMEOUT = 120_000
const SIGNALS = /** @type {const} */ ({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })

/** @returns {Promise<number>} the exit code */
async function demo() {
  const options = readArguments()
  if (options.help) {
    console.log(usage)
    return 0
  }
  await setUp({ environment: true, bundles: true, app: !options.dev })

  const { environment, ports } = chooseEnvironment(options.ports)
  await checkPorts(ports)

  const stopping = new AbortController()
  /** @type {Promise<number>} */
  const signalled = new Promise((resolve) => {
    for (const [signal, code] of Object.entries(SIGNALS)) {
      process.on(signal, () => {
        stopping.abort()
        resolve(code)
      })
    }
  })
  const services = startServices(options.dev, environment, ports)
  const ended = Promise.race([
    signalled,
    ...services.map(async ({ name, exited }) => {
      const code = await exited
      if (!stopping.signal.aborted) console.error(`\n${name} ended (exit code ${code}); stopping the rest.`)
      return code || 1
    }),
  ])
  try {
    const addresses = [localUrl(ports.app), `${localUrl(ports.paragon)}/health`, `${localUrl(ports.provider)}/`]
    const timeout = AbortSignal.any([AbortSignal.timeout(READY_TIMEOUT), stopping.signal])
    const ready = Promise.all(addresses.map((url) => untilAnswers(url, timeout))).then(() => undefined)
    const early = await Promise.race([ready, ended])
    if (early !== undefined) return early
    await announceWebhook(environment, ports)
    printWelcome(environment, ports, options.dev)
    return await ended
  } finally {
    stopping.abort()
    await Promise.all(services.map((service) => service.stop()))
  }
}

function readArguments() {
  try {
    return parseDemoArguments(process.argv.slice(2))
  } catch (error) {
    throw new ExplainedError(/** @type {Error} */ (error).message, usage)
  }
}

/** @param {ReturnType<typeof parseDemoArguments>['ports']} chosen */
function chooseEnvironment(chosen) {
  const { environment, missing } = readEnvironment(environmentFile)
  if (missing.length > 0) {
    throw new ExplainedError(
      `.env lacks ${missing.join(', ')}.`,
      'add them as .env.example explains, or delete .env to have it made anew.',
    )
  }
  try {
    return withPorts(withPassingSecrets(environment), chosen)
  } catch (error) {
    throw new ExplainedError(/** @type {Error} */ (error).message, usage)
  }
}

/** @param {import('./environment.mjs').Ports} ports */
async function checkPorts(ports) {
  /** @type {(keyof typeof portFlags)[]} */
  const taken = []
  for (const service of /** @type {(keyof typeof portFlags)[]} */ (Object.keys(portFlags))) {
    if (!(await isPortFree(ports[service]))) taken.push(service)
  }
  if (taken.length === 0) return
  const { message, next } = explainTakenPorts(taken, ports)
  throw new ExplainedError(message, next)
}

/**
 * @param {boolean} dev
 * @param {import('./environment.mjs').Environment} environment
 * @param {import('./environment.mjs').Ports} ports
 */
function startServices(dev, environment, ports) {
  const sandbox = dev
    ? [...nodeProgram('tsx'), 'watch', '--clear-screen=false', 'bin/paragon-sandbox.ts', 'start', '--json']
    : [process.execPath, 'dist/bin/paragon-sandbox.js', 'start', '--json']
  // PORT is the sandbox's: the app is told its own, and never sees the other.
  const { PORT: _, ...appEnvironment } = environment
  const app = [...nodeProgram('next'), dev ? 'dev' : 'start', '-H', 'localhost', '-p', String(ports.app)]
  const services = [
    startService('sandbox', sandbox, environment, log('sandbox')),
    startService('app', app, { ...appEnvironment, NEXT_TELEMETRY_DISABLED: '1' }, log('app')),
  ]
  if (dev) {
    const watch = [process.execPath, 'scripts/build.mjs', '--watch']
    services.push(startService('pages', watch, environment, log('pages')))
  }
  return services
}

/**
 * @param {string} name
 * @returns {(line: string, stream: 'stdout' | 'stderr') => void}
 */
function log(name) {
  return (line, stream) => process[stream].write(`${name.padEnd(8)}| ${line}\n`)
}

/**
 * The rest of the demo works without it, so a failure ends nothing.
 *
 * @param {import('./environment.mjs').Environment} environment
 * @param {import('./environment.mjs').Ports} ports
 */
async function announceWebhook(environment, ports) {
  try {
    // A public address may lead through a tunnel, which events on this machine need not take.
    await registerSyncWebhook(environment, localUrl(ports.app))
  } catch (error) {
    const { message } = /** @type {Error} */ (error)
    console.error(`The Syncs page will show no events: the app's webhook could not be registered (${message}).`)
  }
}

/**
 * @param {import('./environment.mjs').Environment} environment
 * @param {import('./environment.mjs').Ports} ports
 * @param {boolean} dev
 */
function printWelcome(environment, ports, dev) {
  console.log(`
  Reference app   ${environment.NEXTAUTH_URL}   <- open this${dev ? '   (hot reload)' : ''}
  Paragon         ${localUrl(ports.paragon)}
  Inspector       ${localUrl(ports.paragon)}/_sandbox#token=${environment.PARAGON_SANDBOX_ADMIN_TOKEN}
  OAuth provider  ${localUrl(ports.provider)}

  1. Sign in as one of the demo users: one click, no password.
  2. Connect Google Drive and choose an account in the popup.
  3. Connect another account, and see both side by side; Files shows what each of them sees.

  Ctrl-C stops everything. State is kept in ${environment.DATABASE_URL ?? '.paragon-sandbox/'}.
`)
}

try {
  process.chdir(root)
  process.exitCode = await demo()
} catch (error) {
  reportFailure(error)
  process.exitCode = 1
}
