/**
 * `node scripts/setup.mjs`: makes a fresh clone ready to run. Every step looks first whether it is needed, so a second run
 * does nothing. Needs Node and npm only: nothing here is imported from node_modules before it was installed.
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { build, formatKilobytes, stampFile } from './build.mjs'
import { createEnvironmentFile } from './environment.mjs'
import { isInstalled } from './installed.mjs'
import { withLock } from './lock.mjs'
import { isSupportedNode, supportedNode } from './node-version.mjs'
import { root } from './root.mjs'
import { ExplainedError, isMain, nodeProgram, reportFailure, runStep, step } from './run.mjs'
import { contentHash, isStamped, writeStamp } from './stamp.mjs'

export const environmentFile = path.join(root, '.env')
/** Nothing here uses Prisma's native schema engine, and yet Prisma downloads one unless told of a program in its place. */
const noEngineDownload = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath }
const lockFile = path.join(root, '.paragon-sandbox', 'setup.lock')

/**
 * @typedef {object} Wanted
 * @property {boolean} [environment] an `.env` with secrets of its own
 * @property {boolean} [bundles] the sandbox's program and the portal's bundle
 * @property {boolean} [app] the reference app's production build
 */

/**
 * Does what is wanted and not yet done; packages and the store's client are always wanted.
 *
 * @param {Wanted} [wanted]
 */
export async function setUp(wanted = {}) {
  checkNode()
  await withLock(
    lockFile,
    async () => {
      await installPackages()
      await generateStoreClient()
      if (wanted.environment && createEnvironmentFile(environmentFile)) console.log('wrote .env with new secrets')
      if (wanted.bundles) await buildBundles()
      if (wanted.app) await buildApp()
    },
    (holder) => console.log(`waiting for another set-up in this folder (process ${holder})`),
  )
}

function checkNode() {
  if (isSupportedNode(process.versions.node)) return
  throw new ExplainedError(
    `This is Node ${process.versions.node}; ${supportedNode} is needed.`,
    'install a current Node.',
  )
}

async function installPackages() {
  if (isInstalled(root)) return
  await runStep(
    'installing packages (npm ci)',
    [...npm(), 'ci', '--no-progress', '--loglevel=error'],
    'see that the npm registry can be reached (npm ping), then run the same command again.',
    { env: { ...noEngineDownload, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' } },
  )
}

/** npm's own program when npm started us, so that no shell and no second npm comes into play. */
function npm() {
  const program = process.env.npm_execpath
  return program?.endsWith('npm-cli.js') ? [process.execPath, program] : ['npm']
}

async function generateStoreClient() {
  const stamp = path.join(root, 'mocks/store/generated/.stamp')
  const hash = contentHash(root, ['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json'])
  if (isStamped(stamp, hash)) return
  await runStep(
    "generating the store's client (prisma generate)",
    [...nodeProgram('prisma'), 'generate'],
    'mend prisma/schema.prisma as the message says, then run the same command again.',
    // Generating uses no schema engine, and yet Prisma would download one unless told of a program in its place.
    {
      env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' },
    },
  )
  writeStamp(stamp, hash)
}

async function buildBundles() {
  const inputs = [
    'bin',
    'contract',
    'mocks',
    'scripts/build.mjs',
    'tsconfig.json',
    'tsconfig.base.json',
    'package-lock.json',
  ]
  const hash = contentHash(root, inputs, (file) => !/\.test\.tsx?$/.test(file))
  if (isStamped(stampFile, hash)) return
  const sizes = await step('building the sandbox and the portal', () => build())
  writeStamp(stampFile, hash)
  for (const { file, bytes, gzip } of sizes) {
    console.log(`  dist/${file}  ${formatKilobytes(bytes)}, ${formatKilobytes(gzip)} compressed`)
  }
}

async function buildApp() {
  const folder = path.join(root, '.next')
  const stamp = path.join(folder, 'setup-stamp')
  const inputs = ['app', 'lib', 'public', 'next.config.ts', 'postcss.config.mjs', 'proxy.ts']
  const shared = ['tsconfig.json', 'tsconfig.base.json', 'package-lock.json']
  const hash = contentHash(root, [...inputs, ...shared], (file) => !/\.test\.tsx?$/.test(file))
  if (isStamped(stamp, hash) && existsSync(path.join(folder, 'BUILD_ID'))) return
  await runStep(
    'building the reference app (next build)',
    [...nodeProgram('next'), 'build'],
    'mend the source file that the message names, then run the same command again.',
    { env: { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' } },
  )
  writeStamp(stamp, hash)
}

if (isMain(import.meta.url)) {
  try {
    await setUp({ environment: true, bundles: true, app: true })
    console.log('Everything is in place: npm run demo')
  } catch (error) {
    reportFailure(error)
    process.exitCode = 1
  }
}
