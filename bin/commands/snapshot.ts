import { chooseAction, readArguments, readPositionals } from '../arguments.ts'
import { wrongUsage } from '../exit.ts'
import { print, printJson } from '../print.ts'
import { projectHelp, projectOption, reach, reachHelp, reachOptions, reachProject } from '../reach.ts'
import { readSnapshot, writeSnapshot } from '../snapshot-file.ts'

export const help = `Usage: paragon-sandbox snapshot export [file]   to standard output without a file
       paragon-sandbox snapshot import <file>   - is standard input

A snapshot is a whole project: keys, users, accounts, tokens, what is in the accounts, runs, syncs, webhooks. It has secrets of the
project in the clear. An import makes the project, in this sandbox or another, or puts the snapshot in its place.

Options
${projectHelp} (export)
${reachHelp}`

export async function run(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, { ...reachOptions, ...projectOption })
  const [given, ...rest] = positionals
  const action = chooseAction(given, ['export', 'import'])
  const [file] = readPositionals(rest, action === 'export' ? '[file]' : '<file>')
  if (action === 'import') await importFrom(file ?? '', values)
  else await exportTo(file, values)
}

type Given = Parameters<typeof reach>[0] & { json?: boolean | undefined }

async function exportTo(file: string | undefined, values: Given): Promise<void> {
  const { project } = await reachProject(values)
  const snapshot = await project.exportSnapshot()
  if (file === undefined) return printJson(snapshot)
  writeSnapshot(file, snapshot)
  if (values.json) printJson({ projectId: project.projectId, file })
  else print(`${project.projectId} is in ${file}.`)
}

async function importFrom(file: string, values: Given): Promise<void> {
  const { projectId, snapshot } = readSnapshot(file)
  if (values.project !== undefined && values.project !== projectId) {
    throw wrongUsage(
      `${file} is of the project ${projectId}, and its ids are that project's: it cannot become ${values.project}.`,
    )
  }
  const { control } = await reach(values)
  await control.call('PUT', `/projects/${encodeURIComponent(projectId)}/snapshot`, snapshot)
  if (values.json) printJson({ projectId, imported: true })
  else print(`${projectId} is as in ${file}.`)
}
