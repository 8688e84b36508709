import { expect, it } from 'vitest'
import { formatDuration, run, tail } from './run.mjs'

const node = (script: string) => [process.execPath, '-e', script]

it('a command gives both of its streams and whether it ended well', async () => {
  const { ok, output } = await run(node('console.log("out"); console.error("err")'))
  expect(ok).toBe(true)
  expect(output).toContain('out')
  expect(output).toContain('err')
})

it.each([
  ['an exit code', node('process.exitCode = 3')],
  ['a signal', node('process.kill(process.pid, "SIGKILL")')],
  ['not being there', ['no-such-program-anywhere']],
])('a command fails by %s', async (_, command) => {
  expect((await run(command)).ok).toBe(false)
})

it('a command that never ends is stopped', async () => {
  const { ok, output } = await run(node('setInterval(() => {}, 1000)'), { timeout: 200 })
  expect(ok).toBe(false)
  expect(output).toContain('stopped after 0.2 s')
})

it('the tail is the last lines', () => {
  expect(tail('a\nb\nc\n\n', 2)).toBe('b\nc')
})

it.each([
  [40, '0.0 s'],
  [9_940, '9.9 s'],
  [23_400, '23 s'],
  [59_700, '1 min 0 s'],
  [125_000, '2 min 5 s'],
])('%d ms are %s', (milliseconds, words) => {
  expect(formatDuration(milliseconds)).toBe(words)
})
