import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumArguments, findBrowser } from './browser.mjs'
import { root } from './root.mjs'
import { followPage } from './testing/follow-page.ts'

const execute = promisify(execFile)

let folder: string
let tarball: string
/** A project of somebody who has installed the package. */
let project: string
/** The packages that came with it. */
let brought: string[]
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'paragon-package-'))
  const { stdout } = await npm(['pack', '--json', '--pack-destination', folder], root)
  const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as [{ filename: string }]
  tarball = path.join(folder, filename)

  project = path.join(folder, 'project')
  mkdirSync(project)
  writeFileSync(path.join(project, 'package.json'), JSON.stringify({ name: 'somebody', private: true, type: 'module' }))
  await npm(['install', '--no-audit', '--no-fund', '--omit=dev', '--prefer-offline', tarball], project)
  brought = readdirSync(path.join(project, 'node_modules'))
  // What the package only works with, if it is there, is as it is here.
  const names = ['msw', '@playwright/test', '@types/node', 'undici-types', '@useparagon/connect', 'react', 'react-dom']
  for (const name of [...names, 'esbuild', 'vitest', '.bin/esbuild', '.bin/playwright', '.bin/vitest']) {
    mkdirSync(path.dirname(path.join(project, 'node_modules', name)), { recursive: true })
    symlinkSync(path.join(root, 'node_modules', name), path.join(project, 'node_modules', name))
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function npm(args: string[], cwd: string) {
  const program = process.env.npm_execpath
  const [command, ...first] = program?.endsWith('npm-cli.js') ? [process.execPath, program] : ['npm']
  return execute(command ?? 'npm', [...first, ...args], { cwd, maxBuffer: 50_000_000 })
}

/** Runs a module in the project, and answers what it prints as JSON. */
async function run(code: string): Promise<unknown> {
  const file = path.join(project, 'run.mjs')
  writeFileSync(file, code)
  const { stdout } = await execute(process.execPath, [file], { cwd: project })
  return JSON.parse(stdout)
}

/** What of Playwright's JSON report is looked at. */
interface Report {
  stats: object
  suites: {
    specs: {
      title: string
      tests: { results: { error: { message: string }; attachments: { name: string; body?: string }[] }[] }[]
    }[]
  }[]
}

const installed = () => path.join(project, 'node_modules/paragon-sandbox')

describe('the package', () => {
  it('is in order for every way to import it (publint, Are the types wrong?)', async () => {
    const { messages, pkg } = await publint({ pkgDir: installed(), strict: true })
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
    const analysis = await checkPackage(createPackageFromTarballData(readFileSync(tarball)))
    // It is of ES modules only, on purpose: `require` of it works where Node has require(esm). Node 10, which knows no
    // `exports`, is what no supported Node resolves like.
    const problems = 'problems' in analysis ? analysis.problems : [{ kind: 'no types', resolutionKind: 'all' }]
    expect(
      problems
        .filter(({ kind }) => kind !== 'CJSResolvesToESM')
        .filter((problem) => !('resolutionKind' in problem && problem.resolutionKind === 'node10')),
    ).toEqual([])
  })

  it('brings no framework along, and nothing of the reference app', () => {
    expect(brought).toContain('libsql')
    const unwanted = ['next', 'next-auth', 'react', 'tailwindcss', 'prisma', 'typescript', 'msw', '@playwright']
    expect(brought.filter((name) => unwanted.includes(name))).toEqual([])
    expect(readdirSync(installed()).filter((name) => ['app', 'lib', 'mocks', '.next'].includes(name))).toEqual([])
  })

  it('runs a sandbox in process', async () => {
    const answer = await run(`
      import { createSandbox } from 'paragon-sandbox'
      const sandbox = await createSandbox()
      await sandbox.project.connect({ sub: 'u', integration: 'googledrive', account: 'maya.chen@northwind.example' })
      const headers = { authorization: 'Bearer ' + (await sandbox.project.token('u')) }
      const url = sandbox.urls.paragon + '/projects/sandbox/sdk/proxy/googledrive/about?fields=user'
      const response = await sandbox.fetch(new Request(url, { headers }))
      console.log(JSON.stringify(await response.json()))
      await sandbox.close()
    `)
    expect(answer).toMatchObject({ output: { user: { emailAddress: 'maya.chen@northwind.example' } } })
  })

  it('answers for the real hosts behind Mock Service Worker', async () => {
    const answer = await run(`
      import { setupServer } from 'msw/node'
      import { createSandbox } from 'paragon-sandbox'
      import { paragonHandlers } from 'paragon-sandbox/msw'
      const sandbox = await createSandbox()
      const server = setupServer(...paragonHandlers(sandbox))
      server.listen({ onUnhandledRequest: 'error' })
      const headers = { authorization: 'Bearer ' + (await sandbox.project.token('u')) }
      const response = await fetch('https://zeus.useparagon.com/projects/sandbox/sdk/me', { headers })
      console.log(JSON.stringify(await response.json()))
      server.close()
      await sandbox.close()
    `)
    expect(answer).toMatchObject({ authenticated: true, userId: 'u' })
  })

  it('has a matcher for expect.extend, which a plain function can call', async () => {
    const answer = await run(`
      import { createControlClient, createSandbox, JournalTimeoutError, paragonMatchers } from 'paragon-sandbox'
      const sandbox = await createSandbox({ listen: {} })
      const control = createControlClient({ url: sandbox.urls.paragon, adminToken: sandbox.adminToken })
      const project = await control.createProject()
      const headers = { authorization: 'Bearer ' + (await project.token('u')) }
      await fetch(sandbox.urls.paragon + '/projects/' + project.projectId + '/sdk/me', { headers })
      const { pass } = await paragonMatchers.toHaveCalled.call({}, project, { service: 'zeus', userId: 'u' })
      const { pass: never, message } = await paragonMatchers.toHaveCalled.call({}, project, { userId: 'x' }, { timeout: 0 })
      const thrown = await project.journal.wait({ user: 'x' }, { timeout: 0 }).catch((error) => error)
      const streamed = []
      for await (const { path } of project.journal.stream({}, { since: 0 })) { streamed.push(path); break }
      await sandbox.close()
      console.log(JSON.stringify({ pass, never, said: message(), isTold: thrown instanceof JournalTimeoutError, streamed }))
    `)
    expect(answer).toMatchObject({ pass: true, never: false, isTold: true })
    expect(answer).toHaveProperty('said', expect.stringContaining('userId: wanted "x", was "u"'))
    expect(answer).toHaveProperty('streamed', [expect.stringMatching(/sdk\/me$/)])
  })

  it('has a Playwright fixture, with a project for each test, a matcher, and the journal of what failed', async () => {
    const folder = path.join(project, 'fixture')
    mkdirSync(folder)
    writeFileSync(path.join(folder, 'playwright.config.mjs'), "export default { reporter: 'json', testDir: '.' }")
    writeFileSync(
      path.join(folder, 'fixture.spec.mjs'),
      `import { expect, test } from 'paragon-sandbox/playwright'
       async function me({ projectId, urls, token }) {
         const headers = { authorization: 'Bearer ' + (await token('u')) }
         await fetch(urls.paragon + '/projects/' + projectId + '/sdk/me', { headers })
       }
       test('holds', async ({ paragon }) => {
         await me(paragon)
         await expect(paragon).toHaveCalled({ service: 'zeus', userId: 'u' }, { times: 1 })
       })
       test('does not', async ({ paragon }) => {
         await me(paragon)
         await expect(paragon).toHaveCalled({ service: 'zeus', userId: 'x' }, { timeout: 0 })
       })
      `,
    )
    const cli = path.join(project, 'node_modules/@playwright/test/cli.js')
    const { stdout } = await execute(process.execPath, [cli, 'test', '--workers=1'], { cwd: folder }).catch(
      (error) => error,
    )
    const { stats, suites } = JSON.parse(stdout) as Report
    expect(stats).toMatchObject({ expected: 1, unexpected: 1 })
    const failed = suites[0]?.specs.find(({ title }) => title === 'does not')?.tests[0]?.results[0]
    expect(failed?.error.message).toContain('userId: wanted "x", was "u"')
    const journal = failed?.attachments.find(({ name }) => name === 'paragon-journal.json')
    const entries = JSON.parse(Buffer.from(journal?.body ?? '', 'base64').toString()) as { userId: string }[]
    expect(entries.map(({ userId }) => userId)).toEqual(['u'])
  })

  it('starts from the command line, shows the portal’s bundle, and stops when told', async () => {
    const program = path.join(project, 'node_modules/.bin/paragon-sandbox')
    const child = execFile(program, ['start', '--json', '--port', '0', '--provider-port', '0'], { cwd: project })
    try {
      const line = await new Promise<string>((resolve, reject) => {
        child.stdout?.once('data', (data: string) => resolve(String(data)))
        child.once('exit', (code) => reject(new Error(`it ended with ${code}`)))
      })
      const { ready, paragon } = JSON.parse(line) as { ready: boolean; paragon: string }
      expect(ready).toBe(true)
      expect(await (await fetch(`${paragon}/health`)).json()).toEqual({ status: 'ok' })
      const page = await (await fetch(`${paragon}/ui?projectId=sandbox`)).text()
      const asset = /src="([^"]+\.js[^"]*)"/.exec(page)?.[1] ?? ''
      expect((await fetch(new URL(asset, `${paragon}/ui`))).status).toBe(200)
    } finally {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      expect(await ended).toBe(0)
    }
  })

  it('reads a configuration that it has written itself, and that type-checks', async () => {
    const program = path.join(project, 'node_modules/.bin/paragon-sandbox')
    await execute(program, ['init'], { cwd: project })
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', 'node']
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc')
    const checked = execute(process.execPath, [tsc, ...options, 'paragon.sandbox.config.ts'], { cwd: project })
    expect((await checked.catch((error) => error)).stdout).toBe('')
    const args = ['start', '--json', '--port', '0', '--provider-port', '0', '--database', 'file:./configured.db']
    const child = execFile(program, args, { cwd: project })
    try {
      const line = await new Promise<string>((resolve, reject) => {
        child.stdout?.once('data', (data: string) => resolve(String(data)))
        child.once('exit', (code) => reject(new Error(`it ended with ${code}`)))
      })
      expect(JSON.parse(line)).toMatchObject({ ready: true, projectId: 'my-project' })
      const env = { ...process.env, DATABASE_URL: 'file:./configured.db' }
      const { stdout } = await execute(program, ['token', 'user-1'], { cwd: project, env })
      expect(stdout).toMatch(/^eyJ\S+\n$/)
    } finally {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      expect(await ended).toBe(0)
    }
  })

  it('has types that hold in a project of its own', async () => {
    writeFileSync(
      path.join(project, 'types.ts'),
      `import { createSandbox, type JournalEntry, type LocalSandbox, type ParagonMatchers, type ProjectControl } from 'paragon-sandbox'
       import { paragonHandlers } from 'paragon-sandbox/msw'
       import { expect, test } from 'paragon-sandbox/playwright'
       export const start = (): Promise<LocalSandbox> => createSandbox({ project: { id: 'p' } })
       export const token = (project: ProjectControl): Promise<string> => project.token('u')
       export const handlers = (sandbox: LocalSandbox) => paragonHandlers(sandbox).length
       export const matchers: keyof ParagonMatchers = 'toHaveCalled'
       export const entries = async (project: ProjectControl): Promise<JournalEntry[]> => {
         await project.faults.add({ match: { service: 'slack', credential: 'work' }, effect: { drop: 'before' }, times: 1 })
         return project.journal.wait({ status: '2xx' }, { count: 2 })
       }
       test('x', async ({ paragon, page }) => {
         await paragon.clock.advance(1)
         await expect(paragon).toHaveCalled({ service: 'slack', credentialId: 'work' }, { times: 1 })
         await expect(paragon).not.toHaveCalled({ status: 500 })
         await expect(page).toHaveTitle('x')
         // @ts-expect-error the vendor's name is credentialId
         await expect(paragon).toHaveCalled({ credential: 'work' })
       })
       // @ts-expect-error an option that there is not
       void createSandbox({ colour: 'red' })
      `,
    )
    const options = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--types',
      'node',
      'types.ts',
    ]
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc')
    const { stdout } = await execute(process.execPath, [tsc, ...options], { cwd: project }).catch((error) => error)
    expect(stdout).toBe('')
  })
})

const hasPython = spawnSync('python3', ['--version']).status === 0

/** They start a sandbox, apps and a browser each, and are followed side by side. */
describe.concurrent('the docs, followed to the letter from an empty folder', () => {
  it.each([
    'quickstart-evaluator.md',
    'quickstart-app-developer.md',
    'quickstart-test-author.md',
    'quickstart-sdk-implementer.md',
    'recipes.md',
  ])('%s', async (page) => {
    const folder = path.join(project, path.basename(page, '.md'))
    await followPage(page, folder, {
      upTo: hasPython ? undefined : 'python3',
      adapt: (code) => (code.includes('playwright test') ? withBrowser(folder, code) : code),
    })
  })
})

/** Playwright with the Chromium that there is: a reader has installed one. */
function withBrowser(folder: string, code: string): string {
  const executablePath = process.env.CHROMIUM_PATH ?? findBrowser()
  if (!executablePath)
    throw new Error('No Chromium was found. npm test installs one; CHROMIUM_PATH names one you have.')
  const launchOptions = JSON.stringify({ executablePath, args: chromiumArguments })
  writeFileSync(
    path.join(folder, 'here.config.js'),
    `import config from './playwright.config.js'
     export default { ...config, use: { ...config.use, launchOptions: ${launchOptions} } }`,
  )
  return code.replace('playwright test', 'playwright test --config here.config.js')
}
