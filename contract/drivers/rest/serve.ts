import { createInterface } from 'node:readline'
import { ParagonError } from './client.ts'
import type { Command } from './commands.ts'

interface Incoming {
  id: number
  command?: string
  params?: Record<string, unknown>
  opened?: { message: Record<string, unknown> | null }
}

const say = (message: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(message)}\n`)

/** Answers commands from standard input, one after the other, until it ends. */
export async function serve(
  about: { name: string; version: string },
  commands: Record<string, Command>,
): Promise<void> {
  let onOpened: (opened: { message: Record<string, unknown> | null }) => void = () => {}
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, command, params = {}, opened } = JSON.parse(line) as Incoming
    if (opened) onOpened(opened)
    else if (command === 'hello') {
      const capabilities = Object.keys(commands)
      say({ id, result: { protocol: 1, ...about, language: 'TypeScript', capabilities } })
    } else {
      const openUrl = (url: string) => {
        say({ id, openUrl: url })
        return new Promise<{ message: Record<string, unknown> | null }>((resolve) => {
          onOpened = resolve
        })
      }
      // Not awaited: the answer to openUrl comes in while a command is under way.
      void answer(id, () => commands[command ?? '']?.(params, openUrl))
    }
  }
}

async function answer(id: number, work: () => unknown): Promise<void> {
  try {
    say({ id, result: (await work()) ?? null })
  } catch (error) {
    if (error instanceof ParagonError) {
      const { message, status, code } = error
      return void say({
        id,
        error: { message, ...(status !== undefined && { status }), ...(code !== undefined && { code }) },
      })
    }
    say({ id, error: { message: error instanceof Error ? error.message : String(error) } })
  }
}
