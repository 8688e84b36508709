import { expect, it } from 'vitest'
import { excerpt, formatDuration, run } from './run.mjs'

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

it('a long output is told by its beginning and its end', () => {
  const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`)
  const told = excerpt(lines.join('\n')).split('\n')
  expect(told).toHaveLength(37)
  expect(told).toEqual(expect.arrayContaining(['line 0', 'line 99', '... 64 more lines ...']))
  expect(excerpt('a\nb\n')).toBe('a\nb')
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
