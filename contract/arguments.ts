import { type ParseArgsConfig, parseArgs } from 'node:util'
import { UsageError } from './usage.ts'

/** `node:util`'s parser; throws a UsageError for what there is no option for. */
export function readArguments<const O extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: O) {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** A whole number of an option; throws a UsageError for anything else. */
export function readCount(name: string, text: string, most: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < 1 || value > most)
    throw new UsageError(`${name} must be from 1 to ${most}, not "${text}".`)
  return value
}

/** The parts of options that may be given several times, or with commas. */
export const readList = (given: readonly string[] | undefined) =>
  (given ?? []).flatMap((each) => each.split(',')).filter((each) => each !== '')
