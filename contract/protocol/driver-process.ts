import { type ChildProcess, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { type CommandName, type FromDriver, fromDriver, type ToDriver } from './messages.ts'

/** The harness could not go on: the driver's fault or its surroundings', never a finding about the SDK behind it. */
export class HarnessError extends Error {
  readonly kind: 'start' | 'hang' | 'crash' | 'garbage' | 'order' | 'stdin' | 'flood' | 'sandbox'
  /** The last that the driver wrote, standard output and standard error apart. */
  readonly output: { stdout: string; stderr: string }

  constructor(kind: HarnessError['kind'], message: string, output = { stdout: '', stderr: '' }) {
    super(message)
    this.name = 'HarnessError'
    this.kind = kind
    this.output = output
  }
}

export type DriverAnswer = { result: unknown } | { error: { message: string; [key: string]: unknown } }

export interface DriverLimits {
  /** Milliseconds that a command may take. */
  commandTimeout: number
  /** Milliseconds from the end of standard input to the end of the process. */
  exitTimeout: number
  /** Bytes that a process may write to standard error, and in one line to standard output. */
  outputLimit: number
}

export const defaultLimits: DriverLimits = { commandTimeout: 20_000, exitTimeout: 5_000, outputLimit: 8_000_000 }

const KEPT = 4_000
const LOGS_KEPT = 1_000_000

interface Pending {
  id: number
  openUrl: (url: string) => Promise<Extract<ToDriver, { opened: unknown }>['opened']>
  resolve: (answer: DriverAnswer) => void
  reject: (error: Error) => void
}

/** One process of a driver: one command at a time, every way it can misbehave told apart, and none that waits for ever. */
export class DriverProcess {
  readonly #child: ChildProcess
  readonly #stdin: Writable
  readonly #limits: DriverLimits
  readonly #ended: Promise<void>
  #lastId = 0
  #pending: Pending | undefined
  #broken: HarnessError | undefined
  #hasEnded = false
  #line = ''
  #stdout = ''
  #stderr = ''
  #stderrBytes = 0

  /** `command` is a line for the shell. */
  constructor(command: string, limits: Partial<DriverLimits> = {}, env: Record<string, string> = {}) {
    this.#limits = { ...defaultLimits, ...limits }
    // A group of its own, so that what the shell starts ends with it.
    const child = spawn(command, {
      shell: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      env: { ...process.env, ...env },
    })
    const { stdin, stdout, stderr } = piped(child)
    this.#child = child
    this.#stdin = stdin
    stdin.on('error', () => this.#break('stdin', 'The driver closed its standard input.'))
    stdout.setEncoding('utf8').on('data', (text: string) => this.#read(text))
    stderr.setEncoding('utf8').on('data', (text: string) => this.#log(text))
    this.#ended = new Promise((resolve) => {
      child.once('error', (error) => {
        this.#break('start', `The driver could not be started: ${error.message}.`)
        resolve()
      })
      child.once('close', (code, signal) => {
        this.#hasEnded = true
        const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`
        this.#break('crash', `The driver ${how}${this.#pending ? ' in the middle of a command' : ''}.`)
        resolve()
      })
    })
  }

  /** All that it has written to standard error, as far back as is kept. */
  get logs(): string {
    return this.#stderr
  }

  get isUsable(): boolean {
    return this.#broken === undefined
  }

  /** Throws a HarnessError when no proper answer comes; after that the process is gone. */
  async send(
    command: CommandName,
    params: Record<string, unknown>,
    openUrl: Pending['openUrl'] = refuseToOpen,
  ): Promise<DriverAnswer> {
    if (this.#broken) throw this.#broken
    const id = ++this.#lastId
    let timer: NodeJS.Timeout | undefined
    try {
      return await new Promise<DriverAnswer>((resolve, reject) => {
        this.#pending = { id, openUrl, resolve, reject }
        timer = setTimeout(
          () => this.#break('hang', `The driver did not answer "${command}" in ${this.#limits.commandTimeout} ms.`),
          this.#limits.commandTimeout,
        )
        this.#write({ id, command, params })
      })
    } finally {
      clearTimeout(timer)
      this.#pending = undefined
    }
  }

  /** Ends standard input and waits until the process is gone and all it wrote is here; one that stays is killed. */
  async close(): Promise<void> {
    if (!this.#hasEnded) this.#stdin.end()
    const timer = setTimeout(() => this.#kill(), this.#limits.exitTimeout)
    await this.#ended
    clearTimeout(timer)
  }

  #write(message: ToDriver): void {
    this.#stdin.write(`${JSON.stringify(message)}\n`)
  }

  #read(text: string): void {
    this.#stdout = (this.#stdout + text).slice(-KEPT)
    const lines = (this.#line + text).split('\n')
    this.#line = lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') this.#hear(line)
    if (this.#line.length > this.#limits.outputLimit) {
      this.#break('garbage', `The driver wrote ${this.#line.length} characters without the end of a line.`)
    }
  }

  #hear(line: string): void {
    const said = readMessage(line)
    if (!said) {
      this.#break('garbage', `The driver wrote what is no message of the protocol: ${line.slice(0, 300)}`)
      return
    }
    const pending = this.#pending
    if (!pending || said.id !== pending.id) {
      const asked = pending ? `command ${pending.id} is under way` : 'no command is under way'
      this.#break('order', `The driver answered command ${said.id} while ${asked}.`)
      return
    }
    if ('openUrl' in said) {
      pending.openUrl(said.openUrl).then(
        (opened) => this.#pending === pending && this.#write({ id: pending.id, opened }),
        (error: unknown) => pending.reject(error instanceof Error ? error : new Error(String(error))),
      )
      return
    }
    // What comes after this in the same breath is out of order.
    this.#pending = undefined
    pending.resolve('error' in said ? { error: said.error } : { result: said.result })
  }

  #log(text: string): void {
    this.#stderrBytes += text.length
    this.#stderr = (this.#stderr + text).slice(-LOGS_KEPT)
    if (this.#stderrBytes > this.#limits.outputLimit) {
      this.#break('flood', `The driver wrote more than ${this.#limits.outputLimit} characters to standard error.`)
    }
  }

  #break(kind: HarnessError['kind'], message: string): void {
    if (this.#broken) return
    this.#broken = new HarnessError(kind, message, {
      stdout: this.#stdout.slice(-KEPT),
      stderr: this.#stderr.slice(-KEPT),
    })
    this.#pending?.reject(this.#broken)
    this.#pending = undefined
    this.#kill()
  }

  #kill(): void {
    const { pid } = this.#child
    if (this.#hasEnded || pid === undefined) return
    try {
      process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
    } catch {
      // Gone in the meantime.
    }
  }
}

/** Undefined for what is no message, JSON or not. */
function readMessage(line: string): FromDriver | undefined {
  try {
    return fromDriver.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

function piped({ stdin, stdout, stderr }: ChildProcess): { stdin: Writable; stdout: Readable; stderr: Readable } {
  if (!stdin || !stdout || !stderr) throw new HarnessError('start', 'The driver has no standard streams.')
  return { stdin, stdout, stderr }
}

function refuseToOpen(url: string): Promise<never> {
  return Promise.reject(new HarnessError('order', `The driver wants ${url} opened by a command that opens no window.`))
}
