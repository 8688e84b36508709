import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { asset } from '../assets.ts'
import { HarnessError } from '../protocol/driver-process.ts'
import { Control } from './control.ts'

export interface RunningSandbox {
  control: Control
  stop(): Promise<void>
}

/**
 * Starts a sandbox of its own by its command line, on free ports, over a database that goes with it. `program` is what Node is
 * to run, the built sandbox unless given.
 */
export async function startSandbox(program = [asset('dist/bin/paragon-sandbox.js')]): Promise<RunningSandbox> {
  const folder = mkdtempSync(path.join(tmpdir(), 'paragon-contract-'))
  const adminToken = randomBytes(24).toString('base64url')
  const database = `file:${path.join(folder, 'sandbox.db')}`
  const args = ['start', '--json', '--port', '0', '--provider-port', '0', '--no-config', '--database', database]
  const child = spawn(process.execPath, [...program, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PARAGON_SANDBOX_ADMIN_TOKEN: adminToken },
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  let said = ''
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-4000)
  })
  try {
    const paragon = await new Promise<string>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code) =>
        reject(new HarnessError('sandbox', `The sandbox ended with ${code}: ${complaints || said}`)),
      )
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text
        const line = said.split('\n').find((each) => each.startsWith('{"ready":true'))
        if (line !== undefined && said.includes('\n')) resolve((JSON.parse(line) as { paragon: string }).paragon)
      })
    })
    return { control: new Control(paragon, adminToken), stop }
  } catch (error) {
    await stop()
    throw error
  }
}
