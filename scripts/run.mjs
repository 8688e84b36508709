import { spawn } from 'node:child_process'
import { readFileSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './root.mjs'

const HEAD_LINES = 12
const TAIL_LINES = 24

/** A failure that is explained to the person at the terminal: what happened, and what to do next. */
export class ExplainedError extends Error {
  /**
   * @param {string} message
   * @param {string} next
   */
  constructor(message, next) {
    super(message)
    this.next = next
  }
}

/**
 * Runs a command to its end, quietly.
 *
 * @param {string[]} command
 * @param {{ env?: Record<string, string>, timeout?: number, cwd?: string }} [options] timeout in milliseconds
 * @returns {Promise<{ ok: boolean, output: string }>} what it printed on both streams
 */
export function run([program, ...args], { env, timeout, cwd = root } = {}) {
  if (!program) throw new TypeError('No command given')
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    const timer =
      timeout &&
      setTimeout(() => {
        output += `\nstopped after ${formatDuration(timeout)}`
        child.kill('SIGKILL')
        // A grandchild may hold the pipes open; `close` must come all the same.
        child.stdout.destroy()
        child.stderr.destroy()
      }, timeout)
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
      })
    }
    child.on('error', (error) => {
      output += `\n${error.message}`
      clearTimeout(timer)
      resolve({ ok: false, output })
    })
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ ok: code === 0, output })
    })
  })
}

/**
 * Does one piece of work behind one line of progress.
 *
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(label, work) {
  const started = performance.now()
  process.stdout.write(`${label} ... `)
  try {
    const result = await work()
    process.stdout.write(`${formatDuration(performance.now() - started)}\n`)
    return result
  } catch (error) {
    process.stdout.write(`failed after ${formatDuration(performance.now() - started)}\n`)
    throw error
  }
}

/**
 * Runs a command behind one line of progress; when it fails, the error carries what it printed.
 *
 * @param {string} label
 * @param {string[]} command
 * @param {string} next what to do when it fails
 * @param {Parameters<typeof run>[1]} [options]
 */
export async function runStep(label, command, next, options) {
  await step(label, async () => {
    const { ok, output } = await run(command, options)
    if (!ok) throw new ExplainedError(excerpt(output), next)
  })
}

/**
 * The beginning and the end of a long output: some programs tell the cause first, others last.
 *
 * @param {string} output
 */
export function excerpt(output) {
  const lines = output.trim().split('\n')
  const left = lines.length - HEAD_LINES - TAIL_LINES
  if (left <= 0) return lines.join('\n')
  return [...lines.slice(0, HEAD_LINES), `... ${left} more lines ...`, ...lines.slice(-TAIL_LINES)].join('\n')
}

/** @param {number} milliseconds */
export function formatDuration(milliseconds) {
  if (milliseconds < 10_000) return `${(milliseconds / 1000).toFixed(1)} s`
  const seconds = Math.round(milliseconds / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/**
 * The command that runs an installed package's program with this Node, without a shell in between: signals reach the
 * program itself, and it works the same on every system.
 *
 * @param {string} packageName
 * @param {string} [program] when the package has several
 */
export function nodeProgram(packageName, program = packageName) {
  const folder = path.join(root, 'node_modules', packageName)
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  return [process.execPath, path.join(folder, typeof bin === 'string' ? bin : bin[program])]
}

/**
 * For a script's last line: an explained failure is told in words, any other with its stack.
 *
 * @param {unknown} error
 */
export function reportFailure(error) {
  if (error instanceof ExplainedError) console.error(`\n${error.message}\n\nNext: ${error.next}`)
  else console.error(error)
}

/**
 * Whether a module is the program, and not imported by one.
 *
 * @param {string} moduleUrl `import.meta.url` of the asking module
 */
export function isMain(moduleUrl) {
  return process.argv[1] !== undefined && moduleUrl === pathToFileURL(realpathSync(process.argv[1])).href
}
