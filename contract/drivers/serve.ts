import { createInterface } from 'node:readline'

/** Has an address opened in a window; answers what the page there posts to its opener. */
export type OpenUrl = (url: string) => Promise<{ message: Record<string, unknown> | null }>
export type Command = (params: unknown, openUrl: OpenUrl) => unknown

export interface About {
  name: string
  version: string
  language: string
}

interface Incoming {
  id: number
  command?: string
  params?: Record<string, unknown>
  opened?: { message: Record<string, unknown> | null }
}

const say = (message: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(message)}\n`)

/** Answers commands from standard input, one after the other, until it ends. */
export async function serve(about: About, commands: Record<string, Command>): Promise<void> {
  let onOpened: (opened: { message: Record<string, unknown> | null }) => void = () => {}
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, command, params = {}, opened } = JSON.parse(line) as Incoming
    if (opened) onOpened(opened)
    else if (command === 'hello') say({ id, result: { protocol: 1, ...about, capabilities: Object.keys(commands) } })
    else {
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
    const message = error instanceof Error ? error.message : String(error)
    const { status, code } = error as { status?: unknown; code?: unknown }
    say({
      id,
      error: { message, ...(typeof status === 'number' && { status }), ...(typeof code === 'string' && { code }) },
    })
  }
}
