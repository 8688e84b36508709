import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { findConfig } from '../../mocks/config/find-config.ts'
import { readArguments, readPositionals } from '../arguments.ts'
import { configTemplate } from '../config-template.ts'
import { CommandError, exitCodes } from '../exit.ts'
import { print, printJson } from '../print.ts'

export const help = `Usage: paragon-sandbox init [options]

Writes paragon.sandbox.config.ts, with comments, into this folder. start reads it from there.

Options
  --force      in place of one that is there
  --json       answer with JSON
  -h, --help   this text`

export async function run(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, {
    force: { type: 'boolean' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  })
  readPositionals(positionals)
  const file = path.resolve('paragon.sandbox.config.ts')
  const known = findConfig(process.cwd()) ?? (existsSync(file) ? file : undefined)
  if (known !== undefined && !values.force) {
    throw new CommandError(
      exitCodes.failed,
      `There is ${path.basename(known)} already; --force writes paragon.sandbox.config.ts all the same.`,
    )
  }
  writeFileSync(file, configTemplate)
  if (values.json) printJson({ file })
  else print(`${file} is written. Run "paragon-sandbox start" here, with --watch to have changes taken over.`)
}
