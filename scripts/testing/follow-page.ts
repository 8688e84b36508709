import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { freePorts } from '../ports.mjs'
import { root } from '../root.mjs'
import { type DocStep, docSteps, isPrinted } from './doc-blocks.ts'

const execute = promisify(execFile)

/** What npx does with a program that is installed, without the second that npm takes to start. */
const NPX = 'npx() { local name=$1; shift; "$PWD/../node_modules/.bin/$name" "$@"; }\n'

/** What the docs call by these numbers listens on others here, so that nothing is in the way. */
const PORTS = ['4010', '4020', '3000', '3001']

export interface FollowOptions {
  /** Changes a command before it is run, for what is not the same on every machine. */
  adapt?: (code: string) => string
  /** Follows the page up to where this program is run, which is not on this machine. */
  upTo?: string | undefined
}

/**
 * Does what a page of the docs says, in a folder of a project that has the packages, as a new user would. Throws when a command fails, or prints something
 * else than the page says. What the page has started is ended before it answers.
 */
export async function followPage(name: string, folder: string, { adapt = (code) => code, upTo }: FollowOptions = {}) {
  mkdirSync(folder, { recursive: true })
  const ports = await freePorts(PORTS.length)
  const [port, providerPort] = ports
  const inPlace = (text: string) =>
    PORTS.reduce((changed, each, index) => changed.replaceAll(each, String(ports[index])), text)
  const env = { ...process.env, PORT: String(port), PROVIDER_PORT: String(providerPort), NO_COLOR: '1' }
  // Whatever this machine has of its own is none of the page's.
  for (const variable of Object.keys(env)) {
    if (/^(PARAGON_|DATABASE_URL$|VITEST|FORCE_COLOR$|NODE_OPTIONS$)/.test(variable))
      Reflect.deleteProperty(env, variable)
  }
  const services: ChildProcess[] = []
  let printed = ''
  try {
    for (const step of stepsOf(name)) {
      if (upTo !== undefined && 'code' in step && step.kind !== 'file' && step.code.includes(upTo)) break
      await take(step)
    }
  } finally {
    await Promise.all(services.map(end))
  }

  async function take(step: DocStep): Promise<void> {
    if (step.kind === 'file') {
      const file = path.join(folder, step.name)
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(file, inPlace(step.code))
    } else if (step.kind === 'files') {
      for (const other of stepsOf(step.page)) if (other.kind === 'file') await take(other)
    } else if (step.kind === 'command') printed = await inShell(adapt(inPlace(step.code)))
    else if (step.kind === 'service') services.push(await started(inPlace(step.code), inPlace(step.readyAt)))
    else if (!isPrinted(inPlace(step.text), printed)) {
      throw new Error(`${name} says that this is printed:\n${step.text}\nand this is:\n${printed}`)
    }
  }

  /** One shell after another is like one: each has the variables and functions of the one before. */
  async function inShell(code: string): Promise<string> {
    const state = path.join(folder, '.shell')
    const before = existsSync(state) ? `. '${state}'\n` : ''
    const script = `${before}${NPX}set -aeo pipefail\n${code}\n{ export -p; declare -f; } > '${state}'`
    const { stdout } = await execute('bash', ['-c', script], { cwd: folder, env }).catch((error) => {
      throw new Error(`${name}: this fails.\n${code}\n${error.stdout}${error.stderr}`)
    })
    return stdout
  }

  function started(code: string, readyAt: string): Promise<ChildProcess> {
    // A group of its own: npx and what it has started end together.
    const child = spawn('bash', ['-c', NPX + code], {
      cwd: folder,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    return new Promise((resolve, reject) => {
      const look = (data: Buffer) => {
        output += data
        if (output.includes(readyAt)) resolve(child)
      }
      child.stdout.on('data', look)
      child.stderr.on('data', look)
      child.once('exit', (status) => reject(new Error(`${name}: "${code}" has ended with ${status}.\n${output}`)))
    })
  }
}

const stepsOf = (name: string) => docSteps(readFileSync(path.join(root, 'docs', name), 'utf8'))

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  process.kill(-child.pid, 'SIGTERM')
  await ended
}
