import { readFileSync } from 'node:fs'
import { readJson } from './arguments.ts'
import { wrongUsage } from './exit.ts'

/** The JSON of a file, or of standard input by the name "-". Throws a CommandError. */
export function readJsonFile(file: string): unknown {
  let text: string
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (error) {
    throw wrongUsage(`${file} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
  return readJson(file === '-' ? 'Standard input' : file, text)
}
