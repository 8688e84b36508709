import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyFolder, type Folder, type Running } from './testing/command.ts'

let folder: Folder
let running: Running
let url: string
beforeAll(async () => {
  folder = emptyFolder()
  running = folder.start(['start', '--json', '--port', '0', '--provider-port', '0'])
  url = JSON.parse(await running.says('"ready":true')).paragon
}, 60_000)
afterAll(async () => {
  await running.stop()
  folder.remove()
})

const DEFAULT_ID = '7a9db0c5-5a4d-4b0c-8c5d-000000000001'
const run = (...args: string[]) => folder.run(args)
const json = async (...args: string[]) => {
  const { code, stdout, stderr } = await run(...args, '--json')
  expect(code, stderr).toBe(0)
  return JSON.parse(stdout)
}

describe('beside a sandbox that runs in the folder', () => {
  it('token prints a token that the sandbox takes', async () => {
    const { code, stdout } = await run('token', 'user-1')
    expect(code).toBe(0)
    const me = await fetch(`${url}/projects/${DEFAULT_ID}/sdk/me`, {
      headers: { authorization: `Bearer ${stdout.trim()}` },
    })
    expect(await me.json()).toMatchObject({ userId: 'user-1' })
  })

  it('token says what it is told to say', async () => {
    const claims = '{"extra": 1}'
    const { token, expiresAt } = await json(
      'token',
      'u',
      '--permissions',
      '{"a": true}',
      '--claims',
      claims,
      '--expires-in',
      '30m',
    )
    const payload = decodeJwt(token)
    expect(payload).toMatchObject({ sub: 'u', extra: 1, 'urn:useparagon:connect:permissions': { a: true } })
    expect(Number(payload.exp) - Number(payload.iat)).toBe(1800)
    expect(Date.parse(expiresAt)).toBe(Number(payload.exp) * 1000)
  })

  it.each([
    [['token'], /^<user> is missing\./],
    [['token', 'u', '--claims', '{'], /^--claims is not JSON/],
    [['token', 'u', '--expires-in', 'soon'], /^--expires-in must be a duration/],
    [['token', 'u', '--permision', '{}'], /^There is no option --permision; did you mean --permissions\?/],
    [['clock', 'advance'], /^<time> is missing\./],
    [['clock', 'advance', '--', '-1h'], /^A clock goes forward only\./],
    [['clock', 'set', 'tomorrow'], /^<date> must be a date/],
    [['project', 'forget'], /^There is no action "forget"\. There are create, list, show, remove\./],
    [['project', 'create', '--from', 'nowhere.json'], /^nowhere\.json cannot be read/],
    [['snapshot', 'import', 'nowhere.json'], /^nowhere\.json cannot be read/],
    [['project', 'show', '--url', 'nonsense'], /^--url must be an address/],
  ])('%j is wrong usage', async (args, message) => {
    const { code, stdout, stderr } = await run(...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(message)
    expect(stderr).toContain(`paragon-sandbox ${args[0]} --help`)
  })

  it('project makes, lists, shows and removes', async () => {
    const made = await run(
      'project',
      'create',
      '--id',
      'made',
      '--name',
      'Made here',
      '--allowed-origin',
      'https://a.example',
    )
    expect(made.code, made.stderr).toBe(0)
    expect(made.stdout).toMatch(
      new RegExp(
        `^PARAGON_PROJECT_ID=made\nPARAGON_SANDBOX_URL=${url}\nPARAGON_API_KEY=.+\nPARAGON_SIGNING_KEY="-----BEGIN PRIVATE KEY-----\\\\n.+"\n$`,
      ),
    )
    expect((await json('project', 'list')).projects.map(({ projectId }: { projectId: string }) => projectId)).toEqual([
      DEFAULT_ID,
      'made',
    ])
    expect((await run('project', 'list')).stdout).toMatch(/^made +Made here +\d{4}-/m)
    expect(await json('project', 'show', 'made')).toMatchObject({
      projectId: 'made',
      allowedOrigins: ['https://a.example'],
    })
    const shown = (await run('project', 'show', 'made')).stdout
    expect(shown).toMatch(/^name +Made here$/m)
    expect(shown).toMatch(/^ {2}googledrive +active {2}.*save-documents/m)
    const again = await run('project', 'create', '--id', 'made')
    expect([again.code, again.stderr]).toEqual([5, 'A project with the id "made" already exists.\n'])
    expect((await run('project', 'remove', 'made')).code).toBe(0)
    expect(await run('project', 'show', 'made')).toMatchObject({ code: 5, stderr: 'There is no project "made".\n' })
  })

  it('project takes all that a project may start with from a file, or from standard input', async () => {
    const declaration = { demoAccounts: false, accounts: [{ directory: 'google', email: 'ann@example.com' }] }
    writeFileSync(path.join(folder.path, 'project.json'), JSON.stringify(declaration))
    await json('project', 'create', '--id', 'from-file', '--from', 'project.json')
    const piped = await folder.run(['project', 'create', '--from', '-', '--json'], {
      input: JSON.stringify({ id: 'piped', integrations: ['dropbox'] }),
    })
    expect(piped.code).toBe(5)
    expect(JSON.parse(piped.stderr).error).toMatchObject({
      exitCode: 5,
      message: expect.stringContaining('there is no integration "dropbox"'),
    })
  })

  it('clock shows and sets the time', async () => {
    await json('project', 'create', '--id', 'timed')
    const at = ['--project', 'timed']
    expect(await json('clock', 'freeze', ...at)).toMatchObject({ frozen: true })
    const before = Date.parse((await json('clock', ...at)).now)
    expect(Date.parse((await json('clock', 'advance', '1d2h', ...at)).now) - before).toBe(26 * 3_600_000)
    const set = await run('clock', 'set', '2090-01-01T00:00:00Z', ...at)
    expect(set.stdout).toMatch(/^2090-01-01T00:00:00\.000Z, frozen, \d+ d \d\d:\d\d:\d\d ahead\n$/)
    expect(await run('clock', 'set', '2001-01-01T00:00:00Z', ...at)).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('forward only'),
    })
    expect(await json('clock', 'resume', ...at)).toMatchObject({ frozen: false })
    expect((await run('clock', 'show')).stdout).toMatch(/^\S+Z\n$/)
  })

  it('fault, journal and reset: what goes wrong is seen, and over after a reset', async () => {
    await json('project', 'create', '--id', 'faulty')
    const at = ['--project', 'faulty']
    const { token } = await json('token', 'u', ...at)
    const statusOfMe = async () =>
      (await fetch(`${url}/projects/faulty/sdk/me`, { headers: { authorization: `Bearer ${token}` } })).status
    const { id } = await json('fault', 'add', '--service', 'zeus', '--status', '503', '--name', 'outage', ...at)
    expect(await statusOfMe()).toBe(503)
    expect((await json('fault', 'list', ...at)).faults).toMatchObject([{ id, name: 'outage', hits: 1 }])
    expect((await run('fault', 'list', ...at)).stdout).toMatch(/outage .* 1 matched, 1 hit\n$/)
    const { stdout } = await run('journal', '--status', '5xx', ...at)
    expect(stdout).toMatch(
      /^\S+ +\d+ {2}503 {2}\d+ ms {2}→ zeus GET \/projects\/faulty\/sdk\/me {2}u {2}fault outage\n$/,
    )
    const [{ id: entryId }] = (await json('journal', ...at)).entries
    expect((await run('journal', 'show', entryId, '--curl', ...at)).stdout).toMatch(/^curl /)

    const following = folder.start(['journal', '--follow', '--json', ...at])
    await following.says(entryId)
    expect((await run('fault', 'remove', id, ...at)).code).toBe(0)
    expect(await statusOfMe()).toBe(200)
    expect(JSON.parse(await following.says('"status":200'))).toMatchObject({ userId: 'u' })
    await following.stop()

    expect((await run('reset', 'faulty')).stdout).toBe('faulty is as it started.\n')
    expect((await json('journal', ...at)).entries).toEqual([])
    expect(await run('fault', 'add', '--status', '200', '--corrupt', 'truncated', ...at)).toMatchObject({ code: 5 })
  })

  it('snapshot saves a project and brings it back', async () => {
    await json('project', 'create', '--id', 'saved', '--name', 'Before')
    const file = path.join(folder.path, 'saved.json')
    expect((await run('snapshot', 'export', 'saved.json', '--project', 'saved')).stdout).toBe(
      'saved is in saved.json.\n',
    )
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(JSON.parse((await run('snapshot', 'export', '--project', 'saved')).stdout).tables).toEqual(
      JSON.parse(readFileSync(file, 'utf8')).tables,
    )
    await run('project', 'remove', 'saved')
    expect((await run('snapshot', 'import', 'saved.json')).stdout).toBe('saved is as in saved.json.\n')
    expect(await json('project', 'show', 'saved')).toMatchObject({ name: 'Before' })
    expect((await run('snapshot', 'import', 'saved.json', '--project', 'other')).code).toBe(2)
    writeFileSync(file, '{"version": 1}')
    expect(await run('snapshot', 'import', 'saved.json')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is not a snapshot'),
    })
  })
})

describe('elsewhere', () => {
  it('a sandbox is named by its address and its token', async () => {
    const other = emptyFolder()
    const { adminToken } = JSON.parse(
      readFileSync(path.join(folder.path, '.paragon-sandbox/sandbox.db.running.json'), 'utf8'),
    )
    expect((await other.run(['project', 'show', '--url', url, '--admin-token', adminToken])).code).toBe(0)
    const env = { PARAGON_SANDBOX_URL: url, PARAGON_SANDBOX_ADMIN_TOKEN: adminToken }
    expect((await other.run(['token', 'u'], { env })).code).toBe(0)
    const unknown = await other.run(['token', 'u', '--url', url])
    expect([unknown.code, unknown.stderr]).toMatchObject([
      2,
      expect.stringContaining('is not known here: give it by --admin-token'),
    ])
    const wrong = await other.run(['token', 'u', '--url', url, '--admin-token', 'wrong'])
    expect([wrong.code, wrong.stderr]).toMatchObject([5, expect.stringContaining('admin token')])
    other.remove()
  })

  it('nothing answers where no sandbox runs', async () => {
    const other = emptyFolder()
    // Port 1 is for root alone, and nobody listens there.
    const named = await other.run(['token', 'u', '--url', 'http://localhost:1', '--json'])
    expect([named.code, JSON.parse(named.stderr).error]).toMatchObject([
      4,
      { exitCode: 4, message: expect.stringContaining('No sandbox answers at http://localhost:1') },
    ])
    other.remove()
  })

  it('the token of the sandbox that runs here is not sent', async () => {
    const { code, stderr } = await run('token', 'u', '--url', 'http://localhost:1')
    expect([code, stderr]).toMatchObject([4, expect.stringContaining('No sandbox answers')])
  })
})

it('a sandbox that ends leaves no word of itself', async () => {
  const other = emptyFolder()
  const started = other.start(['start', '--json', '--port', '0', '--provider-port', '0', '--database', 'file:./x.db'])
  await started.says('"ready":true')
  const word = path.join(other.path, 'x.db.running.json')
  expect(existsSync(word)).toBe(true)
  expect((await other.run(['token', 'u'], { env: { DATABASE_URL: 'file:./x.db' } })).code).toBe(0)
  writeFileSync(path.join(other.path, 'paragon.sandbox.config.json'), '{"database": "file:./x.db"}')
  expect((await other.run(['token', 'u'])).code).toBe(0)
  expect((await started.stop('SIGTERM')).code).toBe(0)
  expect(existsSync(word)).toBe(false)
  other.remove()
})
