import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inject } from 'vitest'

export interface Result {
  code: number | null
  stdout: string
  stderr: string
}

export interface Folder {
  path: string
  /** Runs the program here, to its end. */
  run(args: string[], options?: RunOptions): Promise<Result>
  /** Starts the program here. */
  start(args: string[], options?: RunOptions): Running
  remove(): void
}

export interface RunOptions {
  env?: Record<string, string>
  input?: string
}

export interface Running {
  child: ChildProcess
  /** What it has said so far. */
  output: Result
  /** Resolves when a line of its output holds the text; rejects when it ends before. */
  says(text: string): Promise<string>
  /** Ends it as Ctrl-C does. */
  stop(signal?: NodeJS.Signals): Promise<Result>
}

/** An empty folder, in which nothing is known of any sandbox. */
export function emptyFolder(): Folder {
  const folder = mkdtempSync(path.join(tmpdir(), 'command-'))
  const start = (args: string[], options?: RunOptions) => startIn(folder, args, options)
  return {
    path: folder,
    start,
    run: async (args, options) => {
      const running = start(args, options)
      await ended(running.child)
      return running.output
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function startIn(folder: string, args: string[], { env = {}, input }: RunOptions = {}): Running {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, [inject('program'), ...args], {
    cwd: folder,
    env: { NODE_ENV: 'test', PATH, HOME, ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  })
  if (input !== undefined) child.stdin?.end(input)
  const output: Result = { code: null, stdout: '', stderr: '' }
  const listeners = new Set<() => void>()
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.setEncoding('utf8').on('data', (text: string) => {
      output[stream] += text
      for (const listen of listeners) listen()
    })
  }
  child.on('close', (code) => {
    output.code = code
    for (const listen of listeners) listen()
  })
  return {
    child,
    output,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const line = `${output.stdout}\n${output.stderr}`.split('\n').find((each) => each.includes(text))
          if (line === undefined && child.exitCode === null) return
          listeners.delete(look)
          if (line === undefined) reject(new Error(`It ended without "${text}":\n${output.stdout}${output.stderr}`))
          else resolve(line)
        }
        listeners.add(look)
        look()
      }),
    async stop(signal = 'SIGINT') {
      const closed = ended(child)
      if (child.kill(signal)) await closed
      return output
    },
  }
}

/** Its output is complete by then. */
function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once('close', () => resolve()))
}
