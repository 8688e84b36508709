import { readArguments, readPositionals } from '../arguments.ts'
import { print, printJson } from '../print.ts'
import { projectOption, reachHelp, reachOptions, reachProject } from '../reach.ts'

export const help = `Usage: paragon-sandbox reset [project] [options]

Takes a project back to what it started with: users and what they have connected, their accounts' data, runs, syncs, webhooks,
journal, faults and clock. Without an id it is the project of PARAGON_PROJECT_ID, or the one that start is about.

Options
${reachHelp}`

export async function run(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, { ...reachOptions, ...projectOption })
  const [id = values.project] = readPositionals(positionals, '[project]')
  const { project } = await reachProject({ ...values, project: id })
  await project.reset()
  if (values.json) printJson({ projectId: project.projectId, reset: true })
  else print(`${project.projectId} is as it started.`)
}
