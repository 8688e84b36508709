#!/usr/bin/env node
import { createCommands } from '../drivers/rest/commands.ts'
import { type Command, serve } from '../drivers/serve.ts'
import { mutations, type Next } from './mutations.ts'

/** `mutant.js <mutation>`: the REST driver with one thing broken. */
const [name = ''] = process.argv.slice(2)
const { send, command } = (Object.hasOwn(mutations, name) ? mutations[name]?.() : undefined) ?? unknown()

const commands = createCommands((request) => (send ? send(request, fetch) : fetch(request)))
const noWindow = () => Promise.reject(new Error('There is no window.'))
const next: Next = async (each, params, openUrl = noWindow) => commands[each]?.(params, openUrl)
const broken: Record<string, Command> = Object.fromEntries(
  Object.keys(commands).map((each) => [
    each,
    (params, openUrl) => {
      const given = Object.fromEntries(Object.entries(Object(params)))
      return command ? command(each, given, next, openUrl) : next(each, given, openUrl)
    },
  ]),
)
await serve({ name: `mutant ${name}`, version: '1.0.0', language: 'TypeScript' }, broken)

function unknown(): never {
  throw new Error(`There is no mutation "${name}".`)
}
