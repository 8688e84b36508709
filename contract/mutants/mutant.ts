#!/usr/bin/env node
import { createCommands } from '../drivers/rest/commands.ts'
import { type Command, serve } from '../drivers/serve.ts'
import { type Mutation, mutations, type Next } from './mutations.ts'

/**
 * The REST driver with one thing broken: `reset` says what, as `mutation`. So one process serves all mutants, and starting
 * them takes no longer than the cases.
 */
let mutation: Mutation = {}
let commands = create()
let underWay = ''
const noWindow = () => Promise.reject(new Error('There is no window.'))

const next: Next = async (name, params, openUrl = noWindow) => commands[name]?.(params, openUrl)
const isReached = (name: string) => mutation.reach?.some((each) => each === name) ?? true

function create() {
  return createCommands((request) =>
    mutation.send && isReached(underWay) ? mutation.send(request, fetch) : fetch(request),
  )
}

const broken: Record<string, Command> = Object.fromEntries(
  Object.keys(commands).map((name) => [
    name,
    async (params, openUrl) => {
      const given = Object.fromEntries(Object.entries(Object(params)))
      underWay = name
      if (name === 'reset') {
        mutation = mutationOf(String(given.mutation))
        commands = create()
      }
      return mutation.command ? mutation.command(name, given, next, openUrl) : next(name, given, openUrl)
    },
  ]),
)
await serve({ name: 'mutant', version: '1.0.0', language: 'TypeScript' }, broken)

function mutationOf(name: string): Mutation {
  const make = Object.hasOwn(mutations, name) ? mutations[name] : undefined
  if (!make) throw new Error(`There is no mutation "${name}".`)
  return make()
}
