/**
 * `node scripts/build.mjs [--watch | --types]`: the sandbox's program, the package's entries and the bundles of the Connect
 * Portal and the inspector, into `dist/`. With `--types` the declarations of the entries as well, which only the package needs; with `--watch` the pages
 * are built anew whenever one of its sources changes (the sandbox is then run from source).
 */
import { cpSync, readFileSync, rmSync } from 'node:fs'
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

/** What the suite reads while it runs: cases and requirements, and the driver that is no JavaScript. */
const contractData = (/** @type {string} */ file) => !path.extname(file) || /\.(yaml|py)$/.test(file)

/**
 * The pages that run in a browser: the Connect Portal and the inspector, each its own bundle.
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
      esbuild.build(contractOptions(sourceRoot, outputFolder)),
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
  const sizes = ['bin/paragon-sandbox.js', ...pages].map((file) => {
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
