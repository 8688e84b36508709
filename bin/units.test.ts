import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseAction, readArguments, readInteger, readJson, readPositionals } from './arguments.ts'
import { closest } from './closest.ts'
import { readDuration } from './duration.ts'
import { freePortNear, ownerOfPort } from './port-owner.ts'
import { table } from './print.ts'
import { findRunning, leaveWord } from './running-file.ts'
import { needRestart } from './watch-config.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'units-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('what was meant', () => {
  const names = ['start', 'init', 'token', 'project', 'snapshot']
  it.each([
    ['strat', 'start'],
    ['tokn', 'token'],
    ['projcet', 'project'],
    ['snap', 'snapshot'],
    ['snapshots', 'snapshot'],
    ['x', undefined],
    ['frobnicate', undefined],
  ])('by %s is %s', (given, expected) => {
    expect(closest(given, names)).toBe(expected)
  })
})

describe('a duration', () => {
  it.each([
    ['90s', 90_000],
    ['2h', 7_200_000],
    ['1h30m', 5_400_000],
    ['1.5d', 129_600_000],
    ['250ms', 250],
    ['-1m', -60_000],
    ['0s', 0],
  ])('%s has %d ms', (text, expected) => expect(readDuration('x', text)).toBe(expected))

  it.each(['', 'soon', '5', '1h30', '1y', '1h foo'])('is not %j', (text) => {
    expect(() => readDuration('--after', text)).toThrow('--after must be a duration such as 90s')
  })

  it('may be a bare number where there is a unit for it', () => {
    expect(readDuration('x', '60', 's')).toBe(60_000)
    expect(readDuration('x', '-60', 's')).toBe(-60_000)
    expect(readDuration('x', '60', 'ms')).toBe(60)
  })
})

describe('arguments', () => {
  it('are refused with what is wrong with them', () => {
    const options = { port: { type: 'string' }, json: { type: 'boolean' } } as const
    expect(readArguments(['--port', '1', 'a'], options)).toMatchObject({ values: { port: '1' }, positionals: ['a'] })
    expect(() => readArguments(['--prot', '1'], options)).toThrow('There is no option --prot; did you mean --port?')
    expect(() => readArguments(['--frobnicate'], options)).toThrow(/^There is no option --frobnicate\.$/)
    expect(() => readArguments(['--port'], options)).toThrow(/--port/)
    expect(() => chooseAction('lst', ['list', 'add'])).toThrow(
      'There is no action "lst"; did you mean list? There are list, add.',
    )
    expect(() => chooseAction(undefined, ['list', 'add'])).toThrow('Which of list, add?')
    expect(() => readPositionals([], '<user>')).toThrow('<user> is missing.')
    expect(() => readPositionals(['a', 'b'], '<user>')).toThrow('"b" is one argument too many.')
    expect(readPositionals([], '[id]')).toEqual([undefined])
    expect(() => readJson('--claims', '{')).toThrow(/--claims is not JSON/)
    expect(() => readInteger('--times', '1.5', 1, 9)).toThrow('--times must be a whole number from 1 to 9, not "1.5".')
  })
})

describe('the word of a running sandbox', () => {
  const running = {
    pid: process.pid,
    url: 'http://localhost:1',
    provider: 'http://localhost:2',
    adminToken: 't',
    projectId: 'p',
  }
  const url = (name: string) => `file:${path.join(folder, name)}`

  it('is the owner’s alone, and taken back at the end', () => {
    const file = path.join(folder, 'a.db.running.json')
    writeFileSync(file, 'an older one, readable by all', { mode: 0o644 })
    const takeBack = leaveWord(url('a.db'), running)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(findRunning(url('a.db'))).toEqual(running)
    takeBack()
    expect(findRunning(url('a.db'))).toBeUndefined()
  })

  it('is not taken back when another sandbox has left its own', () => {
    const takeBack = leaveWord(url('b.db'), running)
    leaveWord(url('b.db'), { ...running, pid: process.ppid })
    takeBack()
    expect(findRunning(url('b.db'))).toMatchObject({ pid: process.ppid })
  })

  it('of one that was killed, or that is none, is not heeded', () => {
    // Greater than any system gives out.
    leaveWord(url('c.db'), { ...running, pid: 2 ** 30 })
    expect(findRunning(url('c.db'))).toBeUndefined()
    writeFileSync(path.join(folder, 'd.db.running.json'), '{"pid": 1}')
    expect(findRunning(url('d.db'))).toBeUndefined()
    expect(findRunning('postgres://db')).toBeUndefined()
  })
})

describe('a port', () => {
  it('that is taken is told with who has it, and with one that is free', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    // Elsewhere it takes a program that a machine may not have.
    if (process.platform === 'linux') expect(ownerOfPort(port)).toMatchObject({ pid: process.pid })
    const free = await freePortNear(port - 100)
    expect(free).toBeGreaterThan(port)
    await new Promise((resolve) => server.close(resolve))
    if (process.platform === 'linux') expect(ownerOfPort(port)).toBeUndefined()
  })
})

it('a table has columns', () => {
  expect(
    table([
      ['a', 'long', 'x'],
      ['longer', 'b', ''],
    ]),
  ).toBe('a       long  x\nlonger  b')
  expect(table([])).toBe('')
})

it('settings that have changed take another start, projects do not', () => {
  expect(needRestart({ port: 1, projects: [] }, { port: 1, projects: [{ id: 'p' }] })).toEqual([])
  expect(needRestart({ port: 1, egressHosts: ['a.b'] }, { port: 2, host: '::', egressHosts: ['a.b'] })).toEqual([
    'port',
    'host',
  ])
})
