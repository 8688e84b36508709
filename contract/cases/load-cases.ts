import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { asset } from '../assets.ts'
import { type CommandName, commandNames } from '../protocol/messages.ts'
import { type ContractCase, caseFile } from './case-schema.ts'

/** All cases in the order of the files' names. Throws with the file and the place for one that is not as the schema says. */
export function loadCases(folder = asset('contract/cases')): ContractCase[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
  const cases = files.flatMap((file) => readCaseFile(path.join(folder, file)))
  for (const ids of [cases.map(({ id }) => id), cases.flatMap((each) => each.then.map(({ id }) => id))]) {
    const twice = ids.find((id, index) => ids.indexOf(id) !== index)
    if (twice !== undefined) throw new Error(`"${twice}" is the id of two.`)
  }
  return cases
}

function readCaseFile(file: string): ContractCase[] {
  const parsed = caseFile.safeParse(parse(readFileSync(file, 'utf8')))
  if (!parsed.success) throw new Error(`${file}:\n${z.prettifyError(parsed.error)}`)
  const { topic, cases } = parsed.data
  return cases.map((each) => ({ ...each, topic }))
}

/** What a driver must have declared for a case to be about it. */
export function commandsOf({ needs, when }: ContractCase): CommandName[] {
  const run = new Set<CommandName>([...needs, ...when.flatMap((step) => ('run' in step ? [step.run] : []))])
  return commandNames.filter((name) => run.has(name))
}
