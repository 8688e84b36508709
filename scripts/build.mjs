/**
 * `node scripts/build.mjs [--watch | --types]`: the sandbox's program, the package's entries and the bundles of the Connect
 * Portal and the inspector, into `dist/`. With `--types` the declarations of the entries as well, which only the package needs; with `--watch` the pages
 * are built anew whenever one of its sources changes (the sandbox is then run from source).
 */
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { root } from './root.mjs'
import { ExplainedError, isMain, reportFailure } from './run.mjs'

/** The portal is loaded into every host page that opens it. */
export const PORTAL_LIMIT_GZIP = 150_000

/** What the package exports, by the names of the files in `dist/`. */
export const packageEntries = { index: 'mocks/index.ts', msw: 'mocks/msw.ts', playwright: 'mocks/playwright.ts' }

/** Where set-up notes which sources the output was built from. */
export const stampFile = path.join(root, 'dist', '.stamp')

/**
 * zod's `z` holds its messages in fifty languages, three quarters of its code: only the language that it speaks by default
 * is of use here.
 *
 * @type {import('esbuild').Plugin}
 */
const englishOnly = {
  name: 'english-only',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js'",
    }))
  },
}

/**
 * @param {string} sourceRoot
 * @param {string} outputFolder
 * @returns {import('esbuild').BuildOptions}
 */
export function sandboxOptions(sourceRoot, outputFolder) {
  return {
    absWorkingDir: sourceRoot,
    entryPoints: { 'bin/paragon-sandbox': 'bin/paragon-sandbox.ts', ...packageEntries },
    outdir: outputFolder,
    bundle: true,
    minifySyntax: true,
    minifyWhitespace: true,
    // Bundled, packages load in half the time: hundreds of small files become a few. Outside stays what has native code
    // or WebAssembly beside it, and what is loaded on first use only.
    external: [
      'jiti',
      'libsql',
      'oauth2-mock-server',
      'light-my-request',
      '@prisma/schema-engine-wasm/*',
      'msw',
      '@playwright/test',
    ],
    // The whole client brings HTTP and WebSocket transports that a database file has no use for.
    alias: { '@libsql/client': '@libsql/client/sqlite3' },
    // Some packages are CommonJS and call require.
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    plugins: [englishOnly],
    // What is imported on use stays in a file of its own, and costs nothing at start.
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    logLevel: 'silent',
  }
}

/**
 * The contract suite: a program of its own, so that the sandbox's loads nothing of it.
 *
 * @param {string} sourceRoot
 * @param {string} outputFolder
 * @returns {import('esbuild').BuildOptions}
 */
export function contractOptions(sourceRoot, outputFolder) {
  return {
    ...sandboxOptions(sourceRoot, outputFolder),
    entryPoints: {
      'bin/paragon-contract': 'contract/paragon-contract.ts',
      'contract/drivers/rest': 'contract/drivers/rest/rest.ts',
      'contract/drivers/mutant': 'contract/mutants/mutant.ts',
    },
    chunkNames: 'contract/chunks/[name]-[hash]',
  }
}

/**
 * The contract suite's driver for the vendor's own SDK, and a page for each version of it. It needs a browser and stays in the
 * repository: `files` of package.json leaves it out.
 *
 * @param {string} sourceRoot
 * @param {string} outputFolder
 * @returns {import('esbuild').BuildOptions[]}
 */
export function browserDriverOptions(sourceRoot, outputFolder) {
  const folder = path.join(outputFolder, 'contract', 'drivers', 'browser')
  return [
    {
      ...sandboxOptions(sourceRoot, outputFolder),
      entryPoints: { 'contract/drivers/browser': 'contract/drivers/browser/browser.ts' },
      splitting: false,
    },
    ...['@useparagon/connect', 'connect-2.2.4', 'connect-2.1.1'].map((sdk) => {
      const { version } = JSON.parse(readFileSync(path.join(root, 'node_modules', sdk, 'package.json'), 'utf8'))
      /** @type {import('esbuild').BuildOptions} */
      const page = {
        absWorkingDir: sourceRoot,
        entryPoints: { [`connect-${version}`]: 'contract/drivers/browser/page.ts' },
        outdir: folder,
        alias: { '@useparagon/connect': sdk },
        bundle: true,
        minify: true,
        format: 'iife',
        platform: 'browser',
        logLevel: 'silent',
      }
      return page
    }),
  ]
}

/** What the suite reads while it runs: cases and requirements, and the driver that is no JavaScript. */
const contractData = (/** @type {string} */ file) => !path.extname(file) || /\.(yaml|py)$/.test(file)

/**
 * The pages that run in a browser: the Connect Portal, the inspector and the page that helps to connect an app, each its own
 * bundle.
 *
 * @param {string} sourceRoot
 * @param {string} outputFolder
 * @returns {import('esbuild').BuildOptions}
 */
export function pageOptions(sourceRoot, outputFolder) {
  return {
    absWorkingDir: sourceRoot,
    entryPoints: [
      { in: 'mocks/paragon/portal/client/main.tsx', out: 'portal/portal' },
      { in: 'mocks/paragon/portal/client/main.css', out: 'portal/portal' },
      { in: 'mocks/control/inspector/client/main.tsx', out: 'inspector/inspector' },
      { in: 'mocks/control/inspector/client/main.css', out: 'inspector/inspector' },
      { in: 'mocks/control/connect-me/client/main.ts', out: 'connect-me/connect-me' },
      { in: 'mocks/control/connect-me/client/main.css', out: 'connect-me/connect-me' },
    ],
    outdir: outputFolder,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: ['es2022', 'chrome110', 'firefox115', 'safari16.4'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'silent',
  }
}

/**
 * Scripts for pages of others: stand-ins for those of the vendors' file pickers. Classic ones, so that each knows where it
 * has come from.
 *
 * @param {string} sourceRoot
 * @param {string} outputFolder
 * @returns {import('esbuild').BuildOptions}
 */
export function pickerOptions(sourceRoot, outputFolder) {
  const client = 'mocks/provider/pickers/client'
  return {
    ...pageOptions(sourceRoot, outputFolder),
    entryPoints: ['google', 'box', 'microsoft', 'file-picker'].map((name) => ({
      in: `${client}/${name}.ts`,
      out: `pickers/${name}`,
    })),
    format: 'iife',
  }
}

/**
 * The vendor's SDK for script tags: the package as it is, MIT-licensed, with its licences and those of what is in it.
 *
 * @param {string} sourceRoot
 * @param {string} outputFolder
 * @returns {import('esbuild').BuildOptions}
 */
export function sdkOptions(sourceRoot, outputFolder) {
  const ofParts = path.join(sourceRoot, 'node_modules/@useparagon/connect/dist/src/index.js.LICENSE.txt')
  const licences = [...licencesOf(sourceRoot, '@useparagon/connect'), readFileSync(ofParts, 'utf8')]
    // They become comments.
    .map((text) => text.replaceAll('*/', '* /').trim())
  return {
    absWorkingDir: sourceRoot,
    entryPoints: [{ in: 'mocks/paragon/sdk-script/client/main.ts', out: 'sdk/sdk' }],
    outdir: outputFolder,
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: ['es2022', 'chrome110', 'firefox115', 'safari16.4'],
    legalComments: 'none',
    banner: { js: licences.map((text) => `/*!\n${text}\n*/`).join('\n') },
    logLevel: 'silent',
  }
}

/**
 * The licences of a package and of all that it depends on: from files of theirs, or the end of what they say of themselves.
 *
 * @param {string} sourceRoot
 * @param {string} name
 * @param {Map<string, string>} [found]
 */
function licencesOf(sourceRoot, name, found = new Map()) {
  const folder = path.join(sourceRoot, 'node_modules', name)
  if (found.has(name) || !existsSync(folder)) return found.values()
  const [file] = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'LICENSE-MIT'].filter((each) =>
    existsSync(path.join(folder, each)),
  )
  const text = readFileSync(path.join(folder, file ?? 'README.md'), 'utf8')
  found.set(name, `${name}\n\n${file ? text : (/#+ LICENSE[\s\S]*/i.exec(text)?.[0] ?? '')}`)
  const { dependencies = {} } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  for (const each of Object.keys(dependencies)) licencesOf(sourceRoot, each, found)
  return found.values()
}

/**
 * Builds all bundles.
 *
 * @param {string} [sourceRoot]
 * @param {string} [outputFolder]
 * @returns {Promise<{ file: string, bytes: number, gzip: number }[]>} the entry files, sizes in bytes
 */
export async function build(sourceRoot = root, outputFolder = path.join(root, 'dist')) {
  const esbuild = await import('esbuild')
  rmSync(outputFolder, { recursive: true, force: true })
  try {
    // All to their end: one that fails must not leave the other writing behind the caller's back.
    const builds = await Promise.allSettled([
      esbuild.build(sandboxOptions(sourceRoot, outputFolder)),
      esbuild.build(pageOptions(sourceRoot, outputFolder)),
      esbuild.build(pickerOptions(sourceRoot, outputFolder)),
      esbuild.build(sdkOptions(sourceRoot, outputFolder)),
      esbuild.build(contractOptions(sourceRoot, outputFolder)),
      ...browserDriverOptions(sourceRoot, outputFolder).map((options) => esbuild.build(options)),
    ])
    for (const each of builds) if (each.status === 'rejected') throw each.reason
    cpSync(path.join(sourceRoot, 'contract'), path.join(outputFolder, 'contract'), {
      recursive: true,
      filter: contractData,
    })
  } catch (error) {
    const { errors, warnings } = /** @type {import('esbuild').BuildFailure} */ (error)
    if (!errors) throw error
    const messages = await esbuild.formatMessages([...errors, ...warnings], { kind: 'error' })
    throw new ExplainedError(messages.join('\n'), 'mend the source file that the message names.')
  }
  const pages = ['portal/portal', 'inspector/inspector'].flatMap((page) => [`${page}.js`, `${page}.css`])
  const sizes = ['bin/paragon-sandbox.js', ...pages, 'sdk/sdk.js'].map((file) => {
    const content = readFileSync(path.join(outputFolder, file))
    return { file, bytes: content.length, gzip: gzipSync(content).length }
  })
  const portal = sizes.filter(({ file }) => file.startsWith('portal/')).reduce((sum, { gzip }) => sum + gzip, 0)
  if (portal > PORTAL_LIMIT_GZIP) {
    throw new ExplainedError(
      `The Connect Portal is ${formatKilobytes(portal)} compressed; its limit is ${formatKilobytes(PORTAL_LIMIT_GZIP)}.`,
      'look at what it imports: npx esbuild --analyze mocks/paragon/portal/client/main.tsx --bundle --minify --outdir=/dev/null',
    )
  }
  return sizes
}

/**
 * Writes the declarations of the package's entries, each with all that it names but what other packages declare.
 *
 * @param {string} [outputFolder]
 */
export async function buildTypes(outputFolder = path.join(root, 'dist')) {
  const [{ rollup }, { dts }] = await Promise.all([import('rollup'), import('rollup-plugin-dts')])
  const bundle = await rollup({
    input: Object.fromEntries(Object.entries(packageEntries).map(([name, file]) => [name, path.join(root, file)])),
    external: (id) => !id.startsWith('.') && !path.isAbsolute(id),
    plugins: [dts({ tsconfig: path.join(root, 'tsconfig.json') })],
  })
  await bundle.write({ dir: outputFolder, format: 'es' })
  await bundle.close()
}

/** @param {number} bytes */
export function formatKilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`
}

/** Keeps the pages' bundles up to date until the process ends. */
async function watchPages() {
  const esbuild = await import('esbuild')
  // From here on the output follows the sources as they are edited, whatever the stamp says.
  rmSync(stampFile, { force: true })
  const context = await esbuild.context({ ...pageOptions(root, path.join(root, 'dist')), logLevel: 'info' })
  await context.watch()
}

if (isMain(import.meta.url)) {
  try {
    if (process.argv.includes('--watch')) await watchPages()
    else {
      for (const { file, bytes, gzip } of await build()) {
        console.log(`dist/${file}  ${formatKilobytes(bytes)}, ${formatKilobytes(gzip)} compressed`)
      }
      if (process.argv.includes('--types')) await buildTypes()
    }
  } catch (error) {
    reportFailure(error)
    process.exitCode = 1
  }
}
