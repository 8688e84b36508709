import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { build, packageEntries } from './build.mjs'

let folder: string
const out = () => path.join(folder, 'out')
const write = (file: string, content: string) => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
  writeFileSync(path.join(folder, file), content)
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'build-'))
  write('bin/paragon-sandbox.ts', "const { name } = await import('./late.ts')\nconsole.log(name)")
  write('bin/late.ts', "import 'a-package'\nimport 'libsql'\nexport const name: string = 'loaded on use'")
  write('node_modules/a-package/index.js', "console.log('of a package')")
  for (const file of Object.values(packageEntries)) write(file, '')
  write('contract/paragon-contract.ts', '')
  write('contract/drivers/rest/rest.ts', '')
  write('contract/drivers/browser/browser.ts', '')
  write('contract/drivers/browser/page.ts', '')
  write('contract/mutants/mutant.ts', '')
  write('contract/drivers/python/driver.py', 'pass')
  write('contract/cases/one.yaml', 'topic: one')
  write('mocks/paragon/portal/client/main.tsx', "document.title = 'Portal'")
  write('mocks/paragon/portal/client/main.css', 'body { color: red }')
  write('mocks/control/inspector/client/main.tsx', "document.title = 'Inspector'")
  write('mocks/control/inspector/client/main.css', 'body { color: blue }')
  write('mocks/control/connect-me/client/main.ts', "document.title = 'Connect'")
  write('mocks/control/connect-me/client/main.css', 'body { color: green }')
  write('mocks/paragon/sdk-script/client/main.ts', "import '@useparagon/connect'")
  for (const name of ['google', 'box', 'microsoft', 'file-picker']) {
    write(`mocks/provider/pickers/client/${name}.ts`, `document.title = '${name}'`)
  }
  const sdk = 'node_modules/@useparagon/connect'
  write(`${sdk}/package.json`, '{"main": "dist/src/index.js", "dependencies": {"hashing": "1.0.0"}}')
  write(`${sdk}/dist/src/index.js`, "console.log('the SDK')")
  write(`${sdk}/dist/src/index.js.LICENSE.txt`, '/*! of its parts */')
  write(`${sdk}/LICENSE`, 'MIT of the SDK')
  write('node_modules/hashing/package.json', '{"dependencies": {"a-package": "1.0.0", "not-here": "1.0.0"}}')
  write('node_modules/hashing/README.md', '# Hashing\n\nSums.\n\n#### LICENSE\n\nMIT of hashing')
  write('node_modules/a-package/package.json', '{}')
  write('node_modules/a-package/LICENSE', 'MIT of a package')
})
afterEach(() => rmSync(folder, { recursive: true }))

it('takes packages in, but for native ones, and keeps what is loaded on use in a file of its own', async () => {
  await build(folder, out())
  expect(readFileSync(path.join(out(), 'bin/paragon-sandbox.js'), 'utf8')).not.toContain('loaded on use')
  const chunks = readdirSync(path.join(out(), 'chunks')).filter((file) => file.endsWith('.js'))
  const code = chunks.map((file) => readFileSync(path.join(out(), 'chunks', file), 'utf8')).join()
  expect(code).toContain('loaded on use')
  expect(code).toContain('of a package')
  expect(code).toMatch(/import\s*"libsql"/)
})

it('tells the size of what each page or process loads first', async () => {
  const sizes = await build(folder, out())
  expect(sizes.map(({ file }) => file)).toEqual([
    'bin/paragon-sandbox.js',
    'portal/portal.js',
    'portal/portal.css',
    'inspector/inspector.js',
    'inspector/inspector.css',
    'sdk/sdk.js',
  ])
  for (const { bytes, gzip } of sizes) {
    expect(bytes).toBeGreaterThan(0)
    expect(gzip).toBeGreaterThan(0)
  }
})

it('puts before the SDK the licences of all that is in it', async () => {
  await build(folder, out())
  const script = readFileSync(path.join(out(), 'sdk/sdk.js'), 'utf8')
  const [notices = '', code = ''] = script.split(/(?<=\*\/\n)(?=\(\(\))/)
  expect(notices.match(/MIT of .+|of its parts/g)?.sort()).toEqual([
    'MIT of a package',
    'MIT of hashing',
    'MIT of the SDK',
    'of its parts',
  ])
  expect(notices).not.toContain('Sums.')
  expect(code).toContain('the SDK')
})

it('leaves nothing of an earlier build', async () => {
  write('out/chunks/stale.js', '')
  await build(folder, out())
  expect(readdirSync(path.join(out(), 'chunks'))).not.toContain('stale.js')
})

it('refuses a portal that has grown over its limit', async () => {
  write('mocks/paragon/portal/client/main.tsx', `document.title = '${randomBytes(200_000).toString('base64')}'`)
  await expect(build(folder, out())).rejects.toThrow(
    /Connect Portal is 2\d\d\.\d kB compressed; its limit is 150\.0 kB/,
  )
})

it('names the source that does not build', async () => {
  write('bin/late.ts', 'const = 1')
  await expect(build(folder, out())).rejects.toThrow(/bin\/late\.ts/)
})
