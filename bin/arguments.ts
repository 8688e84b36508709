import { type ParseArgsConfig, parseArgs } from 'node:util'
import { suggestion } from './closest.ts'
import { wrongUsage } from './exit.ts'

export type Options = NonNullable<ParseArgsConfig['options']>

/** `node:util`'s parser with words of our own for an option that there is none of. Throws a CommandError. */
export function readArguments<const O extends Options>(args: string[], options: O) {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const unknown = /^Unknown option '(-[^']*)'/.exec(error.message)?.[1]
    if (unknown === undefined) throw wrongUsage(error.message)
    const names = Object.keys(options).map((name) => `--${name}`)
    throw wrongUsage(`There is no option ${unknown}${suggestion(unknown, names)}`)
  }
}

/** The one action of several that is named; throws for another, and for none. */
export function chooseAction<const A extends string>(given: string | undefined, actions: readonly A[]): A {
  const action = actions.find((each) => each === given)
  if (action !== undefined) return action
  const list = actions.join(', ')
  if (given === undefined) throw wrongUsage(`Which of ${list}?`)
  throw wrongUsage(`There is no action "${given}"${suggestion(given, actions)} There are ${list}.`)
}

/** The arguments by their names, in angle brackets what must be there, in square ones what may; throws for any other number. */
export function readPositionals(given: readonly string[], ...names: string[]): (string | undefined)[] {
  const missing = names.find((name, index) => name.startsWith('<') && given[index] === undefined)
  if (missing !== undefined) throw wrongUsage(`${missing} is missing.`)
  const extra = given[names.length]
  if (extra !== undefined) throw wrongUsage(`"${extra}" is one argument too many.`)
  return names.map((_, index) => given[index])
}

/** JSON that an option or a file gives; throws with its name. */
export function readJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw wrongUsage(`${name} is not JSON: ${error instanceof Error ? error.message : error}`)
  }
}

/** A number in a range; throws with the option's name. */
export function readInteger(name: string, text: string, least: number, most: number): number {
  const number = Number(text)
  if (text.trim() === '' || !Number.isInteger(number) || number < least || number > most) {
    throw wrongUsage(`${name} must be a whole number from ${least} to ${most}, not "${text}".`)
  }
  return number
}
