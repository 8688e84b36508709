import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { loadConfig } from '../mocks/config/load-config.ts'
import { emptyFolder, type Folder } from './testing/command.ts'

let folder: Folder
beforeAll(() => {
  folder = emptyFolder()
})
afterAll(() => folder.remove())

describe('the program', () => {
  it('tells of its commands, and each command of itself', async () => {
    const overview = await folder.run(['--help'])
    expect(overview.code).toBe(0)
    const names = [...overview.stdout.matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name = '']) => name)
    expect(names).toEqual(['start', 'init', 'token', 'project', 'reset', 'clock', 'journal', 'fault', 'snapshot'])
    const helps = await Promise.all(names.map((name) => folder.run([name, '--help'])))
    for (const [index, { code, stdout }] of helps.entries()) {
      expect(code).toBe(0)
      expect(stdout).toMatch(new RegExp(`^Usage: paragon-sandbox ${names[index]}`))
      expect(stdout).toContain('--json')
    }
  }, 60_000)

  it('says what was meant by a command that there is not', async () => {
    expect(await folder.run(['stat'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^There is no command "stat"; did you mean start\?\n/),
    })
    expect(await folder.run(['constructor'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^There is no command "constructor"\.\n/),
    })
    expect(await folder.run([])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Usage: paragon-sandbox <command>'),
    })
  })
})

describe('init', () => {
  it('writes a configuration that is accepted and type-checks, and none over another', async () => {
    const own = emptyFolder()
    const file = path.join(own.path, 'paragon.sandbox.config.ts')
    expect((await own.run(['init'])).code).toBe(0)
    expect((await loadConfig(file)).projects?.[0]).toMatchObject({ id: 'my-project' })
    expect(errorsOf(file)).toEqual([])

    const written = readFileSync(file, 'utf8')
    writeFileSync(file, 'export default {}')
    expect(await own.run(['init'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is paragon.sandbox.config.ts already'),
    })
    expect(readFileSync(file, 'utf8')).toBe('export default {}')
    expect(JSON.parse((await own.run(['init', '--force', '--json'])).stdout)).toEqual({
      file: expect.stringContaining('paragon.sandbox.config.ts'),
    })
    expect(readFileSync(file, 'utf8')).toBe(written)
    own.remove()
  })

  it('takes a configuration of another kind for one, too', async () => {
    const own = emptyFolder()
    writeFileSync(path.join(own.path, 'paragon.sandbox.config.json'), '{}')
    expect((await own.run(['init'])).code).toBe(1)
    expect(existsSync(path.join(own.path, 'paragon.sandbox.config.ts'))).toBe(false)
    own.remove()
  })
})

/** What TypeScript finds wrong with a configuration, strictly, with the package's name leading to its types here. */
function errorsOf(file: string): string[] {
  const root = fileURLToPath(new URL('..', import.meta.url))
  symlinkSync(path.join(root, 'node_modules'), path.join(path.dirname(file), 'node_modules'))
  const program = ts.createProgram([file], {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: ['node'],
    paths: { 'paragon-sandbox': [path.join(root, 'mocks/config/sandbox-config.ts')] },
  })
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ messageText, file: source }) => `${source?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    )
}

/** The control API as far as these commands use it, with what it was asked. */
describe('against a control API', () => {
  interface Asked {
    method: string | undefined
    url: string
    body: unknown
  }
  let server: Server
  let url: string
  let asked: Asked[]
  let answers: Record<string, { status?: number; body?: unknown; stream?: string }>

  beforeEach(async () => {
    asked = []
    answers = {}
    server = createServer(async (request, response) => {
      const { method, url: target = '' } = request
      expect(request.headers.authorization).toBe('Bearer t')
      if (method === 'GET' && target === '/_sandbox/projects/p')
        return void response.end(JSON.stringify({ projectId: 'p' }))
      asked.push({ method, url: target, body: await bodyOf(request) })
      const {
        status = 200,
        body,
        stream,
      } = answers[`${method} ${target.replace(/\?.*/, '')}`] ?? {
        status: 404,
        body: { detail: 'There is no such thing.' },
      }
      response.writeHead(status, { 'content-type': stream === undefined ? 'application/json' : 'text/event-stream' })
      response.end(stream ?? (typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    url = `http://localhost:${typeof address === 'object' && address ? address.port : 0}`
  })
  afterEach(() => new Promise((resolve) => server.close(resolve)))

  const bodyOf = async (request: IncomingMessage) => {
    let text = ''
    for await (const chunk of request) text += chunk
    return text === '' ? undefined : JSON.parse(text)
  }
  const run = (...args: string[]) =>
    folder.run(args, { env: { PARAGON_SANDBOX_URL: url, PARAGON_SANDBOX_ADMIN_TOKEN: 't', PARAGON_PROJECT_ID: 'p' } })
  const base = '/_sandbox/projects/p'

  it('reset takes a project back', async () => {
    answers[`POST ${base}/reset`] = { status: 204 }
    expect(await run('reset')).toMatchObject({ code: 0, stdout: 'p is as it started.\n' })
    expect(asked).toEqual([{ method: 'POST', url: `${base}/reset`, body: undefined }])
    expect((await run('reset', 'p', '--json')).stdout).toContain('"reset": true')
    expect(await run('reset', 'nowhere')).toMatchObject({ code: 5, stderr: 'There is no such thing.\n' })
  })

  it('fault adds what the options say', async () => {
    answers[`POST ${base}/faults`] = { status: 201, body: { id: 'f1' } }
    const added = await run(
      ...['fault', 'add', '--service', 'googledrive', '--method', 'GET', '--path', '/files/**', '--credential', 'work'],
      ...[
        '--status',
        '503',
        '--body',
        '{"error": "down"}',
        '--delay',
        '100ms..2s',
        '--times',
        '2',
        '--skip',
        '0',
        '--name',
        'outage',
      ],
    )
    expect(added).toMatchObject({ code: 0, stdout: 'f1\n' })
    expect(asked[0]?.body).toEqual({
      name: 'outage',
      match: { service: 'googledrive', method: 'GET', path: '/files/**', credential: 'work' },
      effect: { respond: { status: 503, body: { error: 'down' } }, delay: { min: 100, max: 2000 } },
      times: 2,
      skip: 0,
    })
    for (const [options, effect] of [
      [['--rate-limit', '30'], { rateLimit: { retryAfter: 30 } }],
      [['--status', '500', '--body', 'down'], { respond: { status: 500, body: 'down' } }],
      [['--delay', '500'], { delay: 500 }],
      [['--drop', 'after'], { drop: 'after' }],
      [['--corrupt', 'truncated'], { corrupt: 'truncated' }],
      [['--popup', 'denied'], { popup: 'denied' }],
      [['--token', 'refused'], { token: 'refused' }],
    ] as const) {
      expect((await run('fault', 'add', ...options)).code).toBe(0)
      expect(asked.at(-1)?.body).toEqual({ effect })
    }
  }, 60_000)

  it('fault takes one from a file, and options before it', async () => {
    answers[`POST ${base}/faults`] = { status: 201, body: { id: 'f2' } }
    writeFileSync(
      path.join(folder.path, 'fault.json'),
      JSON.stringify({ match: { service: 'zeus' }, effect: { delay: 5 }, times: 9 }),
    )
    expect(await run('fault', 'add', '--from', 'fault.json', '--user', 'u', '--times', '1', '--json')).toMatchObject({
      code: 0,
    })
    expect(asked[0]?.body).toEqual({ match: { service: 'zeus', user: 'u' }, effect: { delay: 5 }, times: 1 })
  })

  it.each([
    [['fault', 'add', '--service', 'zeus'], /^What is to happen\?/],
    [['fault', 'add', '--body', 'x'], /^--body goes with --status\./],
    [['fault', 'add', '--status', '99'], /^--status must be a whole number from 200 to 599/],
    [['fault', 'add', '--delay', '1s..2s..3s'], /^--delay must be a time or a range/],
    [['fault', 'remove'], /^<id> is missing\./],
    [['fault'], /^Which of add, list, remove, clear\?/],
    [['journal', 'show', '1', '--follow'], /^--follow goes with list\./],
    [['journal', '--curl'], /^--curl goes with show\./],
    [['journal', '--limit', '0'], /^--limit must be/],
  ])('%j is wrong usage', async (args, message) => {
    const { code, stderr } = await run(...args)
    expect(stderr).toMatch(message)
    expect([code, asked]).toEqual([2, []])
  })

  it('fault lists, removes and clears', async () => {
    const fault = {
      id: 'f1',
      name: 'outage',
      match: { service: 'zeus' },
      effect: { drop: 'before' },
      matched: 3,
      hits: 1,
    }
    answers[`GET ${base}/faults`] = { body: { faults: [fault] } }
    answers[`DELETE ${base}/faults`] = { status: 204 }
    answers[`DELETE ${base}/faults/f%201`] = { status: 204 }
    expect((await run('fault', 'list')).stdout).toBe(
      'f1  outage  {"service":"zeus"}  {"drop":"before"}  3 matched, 1 hit\n',
    )
    expect(JSON.parse((await run('fault', 'list', '--json')).stdout)).toEqual({ faults: [fault] })
    expect(await run('fault', 'remove', 'f 1')).toMatchObject({ code: 0, stdout: 'f 1 is gone.\n' })
    expect(await run('fault', 'clear')).toMatchObject({ code: 0 })
    expect(await run('fault', 'remove', 'f2')).toMatchObject({ code: 5 })
    answers[`GET ${base}/faults`] = { body: { faults: [] } }
    expect((await run('fault', 'list')).stdout).toBe('There are no faults.\n')
  })

  const entry = (id: string, more: object = {}) => ({
    id,
    cursor: Number(id) + 6,
    date: '2026-11-25T05:00:01.234Z',
    direction: 'in',
    service: 'proxy',
    method: 'GET',
    path: '/projects/p/sdk/proxy/googledrive/files',
    status: 200,
    error: null,
    duration: 12.34,
    parentId: null,
    userId: 'u',
    account: { name: 'ann@example.com', credentialId: 'c', externalId: null },
    fault: null,
    ...more,
  })

  it('journal lists what matches, page by page, with the account', async () => {
    answers[`GET ${base}/journal`] = {
      body: {
        entries: [
          entry('1'),
          entry('2', {
            direction: 'out',
            service: 'googledrive',
            path: '/drive/v3/files',
            parentId: '1',
            status: null,
            error: 'dropped',
            userId: null,
            fault: { id: 'f1', name: null },
          }),
        ],
        next: 2,
        hasMore: false,
      },
    }
    const listed = await run('journal', '--service', 'proxy', '--status', '2xx', '--trace', '1')
    expect(listed.stdout).toBe(
      `05:00:01.234       1  200  12 ms  → proxy GET /projects/p/sdk/proxy/googledrive/files  u as ann@example.com
05:00:01.234       2  ---  12 ms    ← googledrive GET /drive/v3/files  ann@example.com  dropped  fault f1
`,
    )
    expect(asked[0]?.url).toBe(`${base}/journal?service=proxy&status=2xx&trace=1&limit=500`)
    const { entries } = JSON.parse((await run('journal', 'list', '--limit', '1', '--json')).stdout)
    expect(entries.map(({ id }: { id: string }) => id)).toEqual(['2'])
  })

  it('journal follows what comes, until the sandbox stops', async () => {
    answers[`GET ${base}/journal`] = { body: { entries: [entry('1')], next: 7, hasMore: false } }
    const events = [entry('2'), entry('3')]
      .map((each) => `id: 8\nevent: entry\ndata: ${JSON.stringify(each)}\n\n`)
      .join('')
    answers[`GET ${base}/journal/stream`] = { stream: `: the journal\n\n${events}` }
    const followed = await run('journal', '-f', '--user', 'u', '--json')
    expect(
      followed.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    ).toEqual(['1', '2', '3'])
    expect([followed.code, followed.stderr]).toMatchObject([4, expect.stringContaining('The sandbox has stopped.')])
    expect(asked.at(-1)?.url).toBe(`${base}/journal/stream?user=u&since=7`)
  })

  it('journal shows one entry, also for a shell, and is emptied', async () => {
    answers[`GET ${base}/journal/1`] = { body: entry('1') }
    expect(JSON.parse((await run('journal', 'show', '1')).stdout)).toEqual(entry('1'))
    answers[`GET ${base}/journal/1`] = { body: 'curl http://localhost:4010/\n' }
    expect((await run('journal', 'show', '1', '--curl')).stdout).toBe('curl http://localhost:4010/\n')
    expect(asked.at(-1)?.url).toBe(`${base}/journal/1?as=curl`)
    expect(await run('journal', 'show', '2', '--curl')).toMatchObject({ code: 5, stderr: 'There is no such thing.\n' })
    answers[`DELETE ${base}/journal`] = { status: 204 }
    expect(await run('journal', 'clear')).toMatchObject({ code: 0, stdout: 'The journal is empty.\n' })
  })
})
