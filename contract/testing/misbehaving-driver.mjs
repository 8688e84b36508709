/**
 * `node misbehaving-driver.mjs <way>`: answers null to everything, and misbehaves when it is told to `request`. For tests of
 * the harness.
 */
import { closeSync } from 'node:fs'
import { createInterface } from 'node:readline'

const [way = ''] = process.argv.slice(2)
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`)
const capabilities = ['authenticate', 'request', 'getUser', 'event']

const ways = {
  hangs: () => process.stderr.write('waiting for Godot\n'),
  crashes: () => {
    process.stderr.write('TypeError: something is undefined\n', () => process.exit(7))
  },
  garbage: () => process.stdout.write('Hello, I am a log line\n'),
  'other-shape': ({ id }) => say({ id, outcome: 'fine' }),
  'out-of-order': ({ id }) => say({ id: id + 5, result: null }),
  twice: ({ id }) =>
    process.stdout.write(`${JSON.stringify({ id, result: 1 })}\n${JSON.stringify({ id, result: 2 })}\n`),
  'endless-line': () => {
    for (let count = 0; count < 40; count++) process.stdout.write('x'.repeat(10_000))
  },
  'floods-stderr': () => {
    const flood = () => process.stderr.write('noise '.repeat(10_000), () => setImmediate(flood))
    flood()
  },
  'closes-stdin': ({ id }) => {
    // Alive, but deaf.
    process.stdin.destroy()
    try {
      closeSync(0)
    } catch {
      // Node has closed it.
    }
    say({ id, result: null })
    setInterval(() => {}, 1000)
  },
  'opens-without-window': ({ id }) => say({ id, openUrl: 'http://localhost:1/' }),
}

if (way === 'never-starts') process.exit(3)
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line)
  if (message.command === 'hello') {
    say({ id: message.id, result: { protocol: 1, name: 'misbehaving', version: '1', capabilities } })
  } else if (message.command === 'request') ways[way](message)
  else say({ id: message.id, result: null })
}
