/**
 * Peers from npm that mock an API or a provider. They are none of the project's dependencies: exact versions are pinned by
 * the lockfile beside this file, and installed into a folder of their own when a measurement first needs them.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { documentOf } from '../../mocks/openapi/document.ts'
import { services } from '../../mocks/openapi/services.ts'

const here = path.dirname(fileURLToPath(import.meta.url))
const folder = path.join(here, '..', '.peers')
const pins = ['package.json', 'package-lock.json']

export interface Peer {
  name: string
  /** Of the program. */
  version: string
  command: string[]
  /** Answers 200 once it is up. */
  readyPath: string
}

/** Installs what is pinned, unless that is what is there. */
function install(): void {
  const digest = createHash('sha256')
  for (const file of pins) digest.update(readFileSync(path.join(here, file)))
  const wanted = digest.digest('hex')
  const mark = path.join(folder, 'installed')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return
  console.log('installing the peers that the bench measures against, once')
  mkdirSync(folder, { recursive: true })
  for (const file of pins) copyFileSync(path.join(here, file), path.join(folder, file))
  // Nothing of them is built or run while they are installed.
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error('The peers could not be installed; --only leaves out what needs them.')
  writeFileSync(mark, wanted)
}

/** A program of a package, by the package's own word. */
function program(modules: string, name: string): { version: string; entry: string } {
  const root = path.join(modules, name)
  const { version, bin } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string
    bin: string | Record<string, string>
  }
  const [file] = typeof bin === 'string' ? [bin] : Object.values(bin)
  if (file === undefined) throw new Error(`${name} has no program.`)
  return { version, entry: path.join(root, file) }
}

/** OpenAPI of all that Paragon's origin of the sandbox answers, in one document; the example of `GET /sdk/me` is `body`. */
function wholeDocument(origin: string, body: string): object {
  const all = services.filter(({ at }) => at === 'paragon')
  const [first] = all
  if (!first) throw new Error('Nothing is described.')
  const { paths, ...document } = documentOf(
    { ...first, operations: all.flatMap(({ operations }) => operations) },
    origin,
    '1',
  )
  const { get } = paths['/projects/{projectId}/sdk/me'] ?? {}
  if (!get) throw new Error('GET /sdk/me is not described.')
  const example: unknown = JSON.parse(body)
  // Prism takes the example of the answer, Mockoon that of its schema.
  const answered = (value: unknown) => ({
    200: {
      description: 'OK',
      content: { 'application/json': { schema: { type: 'object', example: value }, example: value } },
    },
  })
  return {
    ...document,
    // The patch release says nothing new, and Mockoon knows of none.
    openapi: '3.1.0',
    paths: {
      ...paths,
      '/projects/{projectId}/sdk/me': { get: { ...get, responses: answered(example) } },
      '/health': { get: { security: [], responses: answered({ status: 'ok' }) } },
    },
  }
}

/**
 * The peers, each on the port: Prism and Mockoon with the sandbox's own OpenAPI, in which `GET /sdk/me` has `body` for an
 * example, written to `documentFile`; the OAuth mock server that the sandbox's provider is built on, alone.
 */
export function peersOf(port: number, body: string, documentFile: string): Record<'prism' | 'mockoon' | 'oauth', Peer> {
  install()
  writeFileSync(documentFile, JSON.stringify(wholeDocument(`http://127.0.0.1:${port}`, body)))

  const modules = path.join(folder, 'node_modules')
  const prism = program(modules, '@stoplight/prism-cli')
  const mockoon = program(modules, '@mockoon/cli')
  const oauth = program(path.join(here, '..', '..', 'node_modules'), 'oauth2-mock-server')
  const node = process.execPath
  const host = '127.0.0.1'
  return {
    prism: {
      name: 'Prism',
      version: prism.version,
      command: [node, prism.entry, 'mock', documentFile, '-p', String(port), '-h', host, '--verboseLevel', 'silent'],
      readyPath: '/health',
    },
    mockoon: {
      name: 'Mockoon',
      version: mockoon.version,
      command: [
        ...[node, mockoon.entry, 'start', '--data', documentFile],
        ...['--port', String(port), '--hostname', host, '--disable-log-to-file'],
      ],
      readyPath: '/health',
    },
    oauth: {
      name: 'oauth2-mock-server',
      version: oauth.version,
      command: [node, oauth.entry, '-p', String(port), '-a', host],
      readyPath: '/.well-known/openid-configuration',
    },
  }
}
