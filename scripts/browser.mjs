import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { ExplainedError, excerpt, nodeProgram, run, runStep, step } from './run.mjs'

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const DOWNLOAD_TIMEOUT = 180_000
const PROBE_TIMEOUT = 20_000

/** What Playwright turns off: the switch holds as it was given last, and Playwright gives it first. */
export const disabledByPlaywright = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
]

/** Pages that the address bar of each window loads, and nobody sees: half the work of a window that a test opens. */
const addressBarPages = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup']

/**
 * Keeps Chromium from talking to its maker, and lets it run as root, where its own sandbox cannot. Without the isolation
 * of sites Playwright keeps hold of the portal's frame when the SDK sends it to another origin while it still loads.
 */
export const chromiumArguments = [
  '--disable-site-isolation-trials',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${[...disabledByPlaywright, ...addressBarPages].join(',')}`,
  '--no-first-run',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

/**
 * A Chromium that starts: the one named by `CHROMIUM_PATH`, Playwright's own, or the system's.
 *
 * @returns {string | undefined} its path
 */
export function findBrowser() {
  if (process.env.CHROMIUM_PATH) {
    if (starts(process.env.CHROMIUM_PATH)) return process.env.CHROMIUM_PATH
    throw new ExplainedError(
      `CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, which does not start.`,
      'set CHROMIUM_PATH to a Chromium or Chrome program, or unset it.',
    )
  }
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const system = SYSTEM_NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)))
  return [playwrightsOwn(), ...system].find(starts)
}

/** @returns {string} where Playwright would install its Chromium, whether it is there or not */
export function playwrightsOwn() {
  // Loaded on use: set-up runs before anything is installed.
  return createRequire(import.meta.url)('@playwright/test').chromium.executablePath()
}

/** @param {string} program */
function starts(program) {
  // A downloaded Chromium without the system libraries it links to exists, and does not start.
  return existsSync(program) && spawnSync(program, ['--version'], { timeout: PROBE_TIMEOUT }).status === 0
}

/**
 * A Chromium for the tests; installs one when there is none.
 *
 * @returns {Promise<string>} its path
 */
export async function ensureBrowser() {
  const found = findBrowser()
  if (found) return found
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0
  const install = [
    ...nodeProgram('@playwright/test', 'playwright'),
    'install',
    ...(asRoot ? ['--with-deps'] : []),
    'chromium',
  ]
  const download = await step("installing Playwright's Chromium", () => run(install, { timeout: DOWNLOAD_TIMEOUT }))
  const downloaded = findBrowser()
  if (downloaded) return downloaded

  const next =
    "install Chromium or Chrome with your system's package manager, or set CHROMIUM_PATH to the program of one you have."
  const explanation = `Playwright could not install its Chromium:\n${excerpt(download.output)}`
  if (!asRoot || !existsSync('/usr/bin/apt-get')) throw new ExplainedError(explanation, next)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await runStep('reading the package lists (apt-get update)', ['apt-get', 'update'], next, { env })
  const apt = ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium']
  await runStep("installing the system's Chromium (apt-get)", apt, next, { env })
  const installed = findBrowser()
  if (!installed) throw new ExplainedError(`${explanation}\n\nThe system's Chromium does not start either.`, next)
  return installed
}
